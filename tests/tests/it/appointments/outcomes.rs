//! What became of an appointment, as people record it (R15).

use crate::harness::{Actor, Class, Pair, School, apply, each_database};
use serde_json::{Value, json};

const AT: &str = "2019-02-05T17:00:00Z";

/// Confirmed, without a road-book.
async fn met(school: &School) -> (Pair, String) {
    let class = Class::open(school, &["mia"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    let id = pair.meet("project", AT).await;
    (pair, id)
}

#[apply(each_database)]
async fn nothing_is_recorded_before_the_start_or_by_itself(school: School) {
    let (pair, id) = met(&school).await;
    pair.waive("project", json!({})).await.ok();
    pair.at("2019-02-05T16:58:00Z").await;
    pair.mentor.hold(&id).await.refused(409, "not_started");
    pair.student
        .no_show(&id, "mentor")
        .await
        .refused(409, "not_started");
    pair.at("2019-02-25T09:00:00Z").await;
    let seen = pair.interview(&pair.student, "project").await;
    assert_eq!(
        [seen.at("/state"), seen.at("/appointments/0/state")],
        ["scheduled", "confirmed"]
    );
    let list = school
        .adviser()
        .get(pair.class.path("/mentorships?outcome_unrecorded=true"))
        .await
        .ok();
    assert_eq!(list.each("/items", "id"), [pair.id.as_str()]);
    pair.at(AT).await;
    let held = pair.student.hold(&id).await.ok();
    assert_eq!(held.at("/state"), "held");
    assert_eq!(held.at("/recorded_by"), pair.class.person_id("sam").await);
    assert!(held.text("/recorded_at").starts_with("2019-02-05T17:00:"));
}

#[apply(each_database)]
async fn no_meeting_is_held_without_an_edition_or_a_waiver(school: School) {
    let (pair, id) = met(&school).await;
    pair.at("2019-02-05T18:00:00Z").await;
    pair.mentor.hold(&id).await.refused(409, "roadbook_missing");
    let seen = pair.mentor.appointment(&id).await;
    assert_eq!(seen.words("/allowed_actions"), ["record_no_show"]);
    pair.waive("project", json!({})).await.ok();
    pair.mentor.hold(&id).await.ok();
    let again = pair.student.hold(&id).await.refused(409, "wrong_state");
    assert_eq!(again.at("/state"), "held");
}

#[apply(each_database)]
async fn staff_record_with_a_reason(school: School) {
    let (pair, id) = met(&school).await;
    pair.waive("project", json!({})).await.ok();
    pair.at("2019-02-05T18:00:00Z").await;
    let adviser = school.adviser();
    let refused = adviser.hold(&id).await.refused(409, "reason_required");
    assert_eq!(refused.at("/pointer"), "/reason");
    let refused = adviser.no_show(&id, "both").await;
    refused.refused(409, "reason_required");
    let held = adviser
        .on(&id, "hold", json!({ "reason": "Told us by phone." }))
        .await
        .ok();
    assert_eq!(
        [held.at("/state"), held.at("/reason")],
        ["held", "Told us by phone."]
    );
}

#[apply(each_database)]
async fn a_missed_one_leaves_the_interview_open(school: School) {
    let (pair, id) = met(&school).await;
    pair.at("2019-02-05T18:00:00Z").await;
    let no_show = async |body: Value| pair.student.on(&id, "no-show", body).await;
    no_show(json!({})).await.invalid("/missed_by", "required");
    no_show(json!({ "missed_by": "nobody" }))
        .await
        .invalid("/missed_by", "enum");
    let missed = no_show(json!({ "missed_by": "mentor" })).await.ok();
    assert_eq!(
        [missed.at("/state"), missed.at("/missed_by")],
        ["missed", "mentor"]
    );
    let seen = pair.interview(&pair.student, "project").await;
    assert_eq!(seen.at("/state"), "open");
    no_show(json!({ "missed_by": "both" }))
        .await
        .refused(409, "wrong_state");
    pair.meet("project", "2019-02-20T17:00:00Z").await;
}

#[apply(each_database)]
async fn the_other_contests_it_once_and_staff_see_that(school: School) {
    let (pair, id) = met(&school).await;
    pair.at("2019-02-05T18:00:00Z").await;
    let dispute = async |who: &Actor| who.dispute(&id, "I was there.").await;
    assert_eq!(
        dispute(&pair.mentor)
            .await
            .refused(409, "wrong_state")
            .at("/state"),
        "confirmed"
    );
    pair.student.no_show(&id, "mentor").await.ok();
    dispute(&pair.student).await.refused(409, "not_your_turn");
    dispute(&school.adviser())
        .await
        .refused(403, "role_forbidden");
    pair.mentor
        .on(&id, "dispute", json!({}))
        .await
        .invalid("/reason", "required");
    assert_eq!(dispute(&pair.mentor).await.ok().at("/disputed"), true);
    assert_eq!(
        dispute(&pair.mentor)
            .await
            .refused(409, "wrong_state")
            .at("/state"),
        "disputed"
    );
    let seen = school.adviser().appointment(&id).await;
    assert_eq!(seen.at("/disputed"), true);
    assert_eq!(seen.at("/dispute_reason"), "I was there.");
    for who in [&pair.student, &pair.mentor] {
        let seen = who.appointment(&id).await;
        assert_eq!(seen.at("/dispute_reason"), Value::Null);
    }
    assert!(seen.allows("correct_outcome"), "{seen:?}");
    // Staff decide.
    let correction = json!({ "outcome": "missed_by_both", "reason": "Two cafés of one name." });
    let decided = school.adviser().on(&id, "correct", correction).await.ok();
    assert_eq!(
        [decided.at("/missed_by"), decided.at("/disputed")],
        [json!("both"), json!(false)]
    );
}
