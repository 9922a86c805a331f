//! Moving an appointment (R11): what it replaces, and when that goes.

use crate::harness::{Class, Pair, School, apply, each_database};
use serde_json::json;

async fn pair(school: &School) -> Pair {
    let class = Class::open(school, &["mia"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    pair.prepare("project").await;
    pair
}

/// State and sequence of each appointment, oldest first.
async fn states(pair: &Pair) -> Vec<String> {
    let seen = pair.interview(&pair.student, "project").await;
    let seen = seen.at("/appointments");
    let seen = seen.as_array().unwrap().iter();
    seen.map(|one| format!("{} {}", one["state"].as_str().unwrap(), one["sequence"]))
        .collect()
}

#[apply(each_database)]
async fn a_moved_proposal_ends_at_once_and_turns_go_to_and_fro(school: School) {
    let pair = pair(&school).await;
    let means =
        json!({ "means": { "kind": "video", "link": "skype:mia" }, "duration_minutes": 45 });
    let first = pair
        .propose_with(&pair.student, "project", "2019-02-05T17:00:00Z", means)
        .await
        .created();
    let second = pair
        .mentor
        .reschedule(&first.id(), "2019-02-06T17:00:00Z")
        .await
        .created();
    assert_eq!(
        [second.at("/replaces"), second.at("/proposed_by")],
        [json!(first.id()), json!("mentor")]
    );
    // What the move doesn't name stays.
    assert_eq!(second.at("/means"), first.at("/means"));
    assert_eq!(second.at("/duration_minutes"), 45);
    let third = pair
        .student
        .reschedule(&second.id(), "2019-02-07T17:00:00Z")
        .await
        .created();
    let told = states(&pair).await;
    assert_eq!(told, ["withdrawn 0", "withdrawn 1", "proposed 2"]);
    pair.mentor
        .reschedule(&first.id(), "2019-02-08T17:00:00Z")
        .await
        .refused(409, "wrong_state");
    pair.student
        .confirm(&third.id())
        .await
        .refused(409, "not_your_turn");
    pair.mentor.confirm(&third.id()).await.ok();
    let mail = school
        .mail("mia@alumni.example.org", "jeudi 7 février 2019")
        .await;
    assert_eq!(
        mail.subject(),
        "First sam Last sam propose de déplacer votre rendez-vous"
    );
    assert!(!mail.text.contains("reste valable"), "{mail:#?}");
}

#[apply(each_database)]
async fn a_countered_move_replaces_the_confirmed_one_at_the_head_of_its_chain(school: School) {
    let pair = pair(&school).await;
    let first = pair.meet("project", "2019-02-05T17:00:00Z").await;
    let second = pair
        .student
        .reschedule(&first, "2019-02-06T17:00:00Z")
        .await
        .created();
    // What goes doesn't count as an overlap (R13), however many proposals came between.
    let third = pair
        .mentor
        .reschedule(&second.id(), "2019-02-05T17:30:00Z")
        .await
        .created();
    assert_eq!(
        states(&pair).await,
        ["confirmed 0", "withdrawn 1", "proposed 2"]
    );
    pair.student.confirm(&third.id()).await.ok();
    let told = states(&pair).await;
    assert_eq!(
        [&told[0][..9], &told[1][..9], &told[2][..9]],
        ["cancelled", "withdrawn", "confirmed"]
    );
}

#[apply(each_database)]
async fn moving_the_confirmed_one_again_ends_a_counter_proposal(school: School) {
    let pair = pair(&school).await;
    let first = pair.meet("project", "2019-02-05T17:00:00Z").await;
    let second = pair
        .student
        .reschedule(&first, "2019-02-06T17:00:00Z")
        .await
        .created();
    pair.mentor
        .reschedule(&second.id(), "2019-02-07T17:00:00Z")
        .await
        .created();
    pair.student
        .reschedule(&first, "2019-02-08T17:00:00Z")
        .await
        .created();
    assert_eq!(
        states(&pair).await,
        ["confirmed 0", "withdrawn 1", "withdrawn 2", "proposed 3"]
    );
}

#[apply(each_database)]
async fn a_confirmed_one_stands_until_the_new_date_is_agreed(school: School) {
    let pair = pair(&school).await;
    let old = pair.meet("project", "2019-02-05T17:00:00Z").await;
    let body = json!({ "starts_at": "2019-02-12T17:00:00Z", "reason": "A train strike.", "note": "Sorry!" });
    let new = pair.mentor.on(&old, "reschedule", body).await.created();
    assert_eq!(
        [new.at("/reason"), new.at("/note")],
        ["A train strike.", "Sorry!"]
    );
    let told = states(&pair).await;
    assert_eq!(told, ["confirmed 0", "proposed 1"]);
    let mail = school
        .mail("sam@school.example.org", "A train strike.")
        .await;
    assert!(
        mail.text.contains("Tuesday 5 February 2019") && mail.text.contains("stands until"),
        "{mail:#?}"
    );
    let seen = pair.interview(&pair.student, "project").await;
    assert_eq!(seen.at("/roadbook/deadline_on"), "2019-01-29");
    pair.student.confirm(&new.id()).await.ok();
    let seen = pair.interview(&pair.student, "project").await;
    assert_eq!(
        seen.each("/appointments", "state"),
        ["cancelled", "confirmed"]
    );
    assert_eq!(seen.at("/appointments/0/reason"), "A train strike.");
    assert_eq!(seen.at("/roadbook/deadline_on"), "2019-02-05");
    // One mail says it all: none about a cancellation.
    school
        .mail("mia@alumni.example.org", "mardi 12 février 2019")
        .await;
    assert_eq!(school.mails_about("mia@alumni.example.org", "annulé"), 0);
}

#[apply(each_database)]
async fn a_declined_move_keeps_no_reason_but_the_decliners(school: School) {
    let pair = pair(&school).await;
    let old = pair.meet("project", "2019-02-05T17:00:00Z").await;
    let body = json!({ "starts_at": "2019-02-12T17:00:00Z", "reason": "A train strike." });
    let new = pair.mentor.on(&old, "reschedule", body).await.created();
    let declined = pair.student.decline(&new.id()).await.ok();
    assert!(declined.at("/reason").is_null());
}

#[apply(each_database)]
async fn a_declined_move_leaves_the_old_date(school: School) {
    let pair = pair(&school).await;
    let old = pair.meet("project", "2019-02-05T17:00:00Z").await;
    let new = pair
        .student
        .reschedule(&old, "2019-02-12T17:00:00Z")
        .await
        .created();
    pair.mentor.decline(&new.id()).await.ok();
    let seen = pair.interview(&pair.student, "project").await;
    assert_eq!(
        seen.each("/appointments", "state"),
        ["confirmed", "declined"]
    );
    assert_eq!(seen.at("/state"), "scheduled");
}

#[apply(each_database)]
async fn a_second_wish_to_move_replaces_the_first_and_the_sequence_rises(school: School) {
    let pair = pair(&school).await;
    let old = pair.meet("project", "2019-02-05T17:00:00Z").await;
    let first = pair
        .student
        .reschedule(&old, "2019-02-12T17:00:00Z")
        .await
        .created();
    let second = pair
        .mentor
        .reschedule(&old, "2019-02-13T17:00:00Z")
        .await
        .created();
    let told = states(&pair).await;
    assert_eq!(told, ["confirmed 0", "withdrawn 1", "proposed 2"]);
    pair.mentor
        .confirm(&first.id())
        .await
        .refused(409, "wrong_state");
    pair.student.confirm(&second.id()).await.ok();
    let cancelled = pair.student.cancel(&second.id(), "Ill.").await.ok();
    assert_eq!(cancelled.at("/sequence"), 3);
}

#[apply(each_database)]
async fn a_move_obeys_the_rules_of_a_proposal(school: School) {
    let pair = pair(&school).await;
    let old = pair.meet("project", "2019-02-05T17:00:00Z").await;
    let refused = pair
        .student
        .reschedule(&old, "2019-01-16T17:00:00Z")
        .await
        .refused(409, "too_early");
    assert_eq!(refused.at("/earliest_on"), "2019-01-17");
    let refused = pair
        .student
        .reschedule(&old, "2019-04-02T17:00:00Z")
        .await
        .refused(409, "outside_window");
    assert_eq!(refused.at("/window/to"), "2019-03-31");
    let waive = json!({ "starts_at": "2019-01-16T17:00:00Z", "waive_roadbook_lead": true });
    pair.student
        .on(&old, "reschedule", waive.clone())
        .await
        .refused(409, "not_your_turn");
    pair.mentor.on(&old, "reschedule", waive).await.created();
    // It doesn't stand in its own way.
    let near = pair
        .student
        .reschedule(&old, "2019-02-05T17:30:00Z")
        .await
        .created();
    pair.mentor.confirm(&near.id()).await.ok();
}

#[apply(each_database)]
async fn what_has_begun_is_not_moved(school: School) {
    let pair = pair(&school).await;
    let old = pair.meet("project", "2019-02-05T17:00:00Z").await;
    let new = pair
        .student
        .reschedule(&old, "2019-02-12T17:00:00Z")
        .await
        .created();
    pair.at("2019-02-05T17:10:00Z").await;
    let refused = pair
        .student
        .reschedule(&old, "2019-02-13T17:00:00Z")
        .await
        .refused(409, "wrong_state");
    assert_eq!(refused.at("/state"), "confirmed");
    // Agreed too late, the new date comes beside the old one, which waits for its outcome.
    pair.mentor.confirm(&new.id()).await.ok();
    let seen = pair.interview(&pair.student, "project").await;
    assert_eq!(
        seen.each("/appointments", "state"),
        ["confirmed", "confirmed"]
    );
}
