//! The student withdraws and the mentor declines, until the two have met (R6).

use crate::harness::{Actor, Class, Pair, School, apply, each_database};
use serde_json::{Value, json};

async fn end_note(pair: &Pair, who: &Actor) -> Value {
    who.get(pair.path("")).await.ok().at("/end_note")
}

#[apply(each_database)]
async fn a_student_withdraws_twice_and_then_stays(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    for _ in 0..2 {
        let pair = class.pair("sam", "mia").await;
        pair.student.end(&pair.id, json!({})).await.ok();
    }
    let pair = class.pair("sam", "mia").await;
    let refused = pair
        .student
        .end(&pair.id, json!({}))
        .await
        .refused(409, "too_many_choices");
    assert_eq!(refused.at("/count"), 2);
    let whole = pair.student.get(pair.path("")).await.ok();
    assert_eq!(whole.blocks("end_mentorship"), "too_many_choices");
    // A mentor's decline doesn't count, and opens the choice again.
    pair.mentor.end(&pair.id, json!({})).await.ok();
    class.choose("sam", "mia").await.created();
}

#[apply(each_database)]
async fn a_programme_can_allow_no_withdrawal(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    class
        .change(json!({ "policies": { "max_withdrawals": 0 } }))
        .await
        .ok();
    let pair = class.pair("sam", "mia").await;
    pair.student
        .end(&pair.id, json!({}))
        .await
        .refused(409, "too_many_choices");
}

#[apply(each_database)]
async fn a_decline_frees_the_student_for_two_weeks_and_may_pause_the_mentor(school: School) {
    let class = Class::open(&school, &["mia", "max"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    pair.prepare("project").await;
    let agreed = pair.meet("project", "2019-02-05T17:00:00Z").await;
    let asked = pair
        .propose(&pair.mentor, "project", "2019-02-07T17:00:00Z")
        .await
        .created()
        .id();
    pair.at("2019-03-25T09:00:00Z").await;
    let later = pair.meet("project", "2019-03-28T17:00:00Z").await;
    let body = json!({ "note": "I am moving abroad.", "pause": true });
    let ended = pair.mentor.end(&pair.id, body).await.ok();
    assert_eq!(
        [ended.at("/state"), ended.at("/end_reason")],
        ["ended", "mentor_declined"]
    );
    assert_eq!(ended.at("/end_note"), "I am moving abroad.");
    let mentor = class.mentor(&class.admin(), "mia").await.ok();
    assert_eq!(
        [mentor.at("/paused"), mentor.at("/places_left")],
        [json!(true), json!(3)]
    );
    let student = class.person_id("sam").await;
    let student = class
        .admin()
        .get(class.path(&format!("/students/{student}")))
        .await
        .ok();
    assert_eq!(student.at("/choice_until"), "2019-04-08");
    // What had begun waits for its outcome; what lay ahead is cancelled; what was asked is over.
    for (appointment, state) in [
        (&agreed, "confirmed"),
        (&asked, "lapsed"),
        (&later, "cancelled"),
    ] {
        let seen = pair.student.appointment(appointment).await;
        assert_eq!(seen.at("/state"), state);
    }
    school.at("2019-04-08T20:00:00Z").await;
    class.choose("sam", "max").await.created();
}

#[apply(each_database)]
async fn the_note_of_the_end_is_for_its_author_and_staff(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    pair.prepare("project").await;
    let appointment = pair.meet("project", "2019-02-05T17:00:00Z").await;
    let note = "We do not get on, and I would rather not say so.";
    pair.mentor
        .end(&pair.id, json!({ "note": note }))
        .await
        .ok();
    assert_eq!(end_note(&pair, &pair.mentor).await, note);
    assert_eq!(end_note(&pair, &school.adviser()).await, note);
    assert_eq!(end_note(&pair, &pair.student).await, Value::Null);
    // Not by the side door of the cancelled appointment either.
    let cancelled = pair.student.appointment(&appointment).await;
    assert_eq!(
        [cancelled.at("/state"), cancelled.at("/reason")],
        [json!("cancelled"), Value::Null]
    );
    let mail = school.mail("sam@school.example.org", "has cancelled").await;
    assert!(!mail.text.contains(note), "{mail:#?}");
}

#[apply(each_database)]
async fn each_has_only_their_own_fields(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    let paused = pair.student.end(&pair.id, json!({ "pause": true })).await;
    assert_eq!(
        paused.refused(409, "not_your_turn").at("/pointer"),
        "/pause"
    );
    for who in [&pair.student, &pair.mentor] {
        let reason = who.end(&pair.id, json!({ "end_reason": "other" })).await;
        assert_eq!(
            reason.refused(409, "staff_only").at("/pointer"),
            "/end_reason"
        );
    }
}

#[apply(each_database)]
async fn once_they_have_met_only_staff_end_it(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    pair.hold_project().await;
    pair.student
        .end(&pair.id, json!({}))
        .await
        .refused(409, "staff_only");
    pair.mentor
        .end(&pair.id, json!({ "pause": true }))
        .await
        .refused(409, "staff_only");
    let seen = pair.mentor.get(pair.path("")).await.ok();
    assert_eq!(seen.blocks("end_mentorship"), "staff_only");
    // A meeting that turns out not to have taken place opens the way again.
    let appointment = seen.text("/interviews/0/appointments/0/id");
    let correction = json!({ "outcome": "missed_by_student", "reason": "I mixed them up." });
    pair.mentor
        .on(&appointment, "correct", correction)
        .await
        .ok();
    pair.student.end(&pair.id, json!({})).await.ok();
}

#[apply(each_database)]
async fn a_refusal_that_only_the_team_can_lift_says_where_to_ask(school: School) {
    let class = Class::open(&school, &["mia"], &["sam", "ana"]).await;
    const TEAM: &str = "mentoring@school.example.org";
    let limits = json!({ "contact_email": TEAM, "policies": { "max_withdrawals": 0 } });
    class.change(limits).await.ok();
    let pair = class.pair("sam", "mia").await;
    let withdrawal = pair.student.end(&pair.id, json!({})).await;
    school.at("2019-05-02T09:00:00Z").await;
    let refusals = [
        (withdrawal, "too_many_choices"),
        (class.choose("ana", "mia").await, "choice_closed"),
        (
            pair.propose(&pair.student, "project", "2019-05-20T09:00:00Z")
                .await,
            "window_over",
        ),
    ];
    for (answer, code) in refusals {
        let refused = answer.refused(409, code);
        assert_eq!(refused.at("/contact_email"), TEAM);
        let detail = refused.at("/detail");
        let detail = detail.as_str().unwrap();
        assert!(detail.contains(&format!("({TEAM})")), "{detail}");
    }
}
