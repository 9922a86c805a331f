//! In time, late, and how late (R20).

use crate::harness::{Answer, Class, Pair, School, apply, each_database};
use serde_json::{Value, json};

/// A filled road-book, and a meeting on 5 February in the evening.
async fn agreed(school: &School, late_roadbook: &str) -> (Pair, String) {
    let class = Class::open(school, &["mia"], &["sam"]).await;
    class
        .change(json!({ "policies": { "late_roadbook": late_roadbook } }))
        .await
        .ok();
    let pair = class.pair("sam", "mia").await;
    pair.fill_roadbook("project").await.ok();
    let id = pair.meet("project", "2019-02-05T17:00:00Z").await;
    (pair, id)
}

fn came(edition: &Answer) -> [Value; 2] {
    [edition.at("/late"), edition.at("/days_before")]
}

#[apply(each_database)]
async fn the_deadline_is_seven_days_before_the_meeting(school: School) {
    let (pair, _) = agreed(&school, "refuse").await;
    let seen = pair.interview(&pair.student, "project").await;
    assert_eq!(seen.at("/roadbook/required"), true);
    assert_eq!(seen.at("/roadbook/deadline_on"), "2019-01-29");
    school.at("2019-01-29T23:00:00Z").await;
    let late = pair
        .send_roadbook("project")
        .await
        .refused(409, "roadbook_late");
    assert_eq!(
        [late.at("/deadline_on"), late.at("/earliest_on")],
        ["2019-01-29", "2019-02-06"]
    );
    let seen = pair.interview(&pair.student, "project").await;
    assert_eq!(
        seen.blocked("send_roadbook"),
        json!({
            "action": "send_roadbook", "code": "roadbook_late",
            "earliest_on": "2019-02-06", "deadline_on": "2019-01-29",
        })
    );
    let me = pair.student.get("/v1/me").await.ok();
    assert_eq!(me.at("/next_steps/0/code"), "send_roadbook");
    assert_eq!(me.at("/next_steps/0/action"), "reschedule_appointment");
    school.at("2019-01-29T22:50:00Z").await;
    assert_eq!(
        came(&pair.send_roadbook("project").await.created()),
        [json!(false), json!(7)]
    );
}

#[apply(each_database)]
async fn after_it_the_meeting_moves_or_the_mentor_waives(school: School) {
    let (pair, id) = agreed(&school, "refuse").await;
    school.at("2019-01-31T09:00:00Z").await;
    let late = pair
        .send_roadbook("project")
        .await
        .refused(409, "roadbook_late");
    assert_eq!(late.at("/earliest_on"), "2019-02-07");
    let moved = pair
        .student
        .reschedule(&id, "2019-02-07T17:00:00Z")
        .await
        .created()
        .id();
    pair.mentor.confirm(&moved).await.ok();
    assert_eq!(
        came(&pair.send_roadbook("project").await.created()),
        [json!(false), json!(7)]
    );
}

#[apply(each_database)]
async fn who_has_not_filled_it_in_learns_first_that_it_is_too_late(school: School) {
    let pair = Class::open(&school, &["mia"], &["sam"])
        .await
        .pair("sam", "mia")
        .await;
    pair.meet("project", "2019-02-05T17:00:00Z").await;
    pair.send_roadbook("project")
        .await
        .refused(409, "roadbook_incomplete");
    school.at("2019-01-31T09:00:00Z").await;
    pair.send_roadbook("project")
        .await
        .refused(409, "roadbook_late");
    let me = pair.student.get("/v1/me").await.ok();
    assert_eq!(me.at("/next_steps/0/action"), "reschedule_appointment");
}

#[apply(each_database)]
async fn a_programme_can_take_late_ones_and_mark_them(school: School) {
    let (pair, _) = agreed(&school, "mark").await;
    school.at("2019-02-02T09:00:00Z").await;
    let edition = pair.send_roadbook("project").await.created();
    assert_eq!(came(&edition), [json!(true), json!(3)]);
    let path = format!("{}/editions/1", pair.roadbook().await);
    for who in [&pair.student, &pair.mentor] {
        assert_eq!(came(&who.get(&path).await.ok()), [json!(true), json!(3)]);
    }
    school
        .mail("mia@alumni.example.org", "Envoyée après la date prévue.")
        .await;
    school
        .mail("sam@school.example.org", "Sent after its due date.")
        .await;
}

#[apply(each_database)]
async fn none_is_taken_once_the_meeting_has_begun(school: School) {
    let (pair, _) = agreed(&school, "mark").await;
    school.at("2019-02-05T17:00:00Z").await;
    let refused = pair
        .send_roadbook("project")
        .await
        .refused(409, "roadbook_late");
    assert_eq!(refused.at("/deadline_on"), "2019-01-29");
}

#[apply(each_database)]
async fn an_update_of_a_timely_edition_is_never_late(school: School) {
    let (pair, _) = agreed(&school, "refuse").await;
    school.at("2019-01-20T09:00:00Z").await;
    assert_eq!(
        came(&pair.send_roadbook("project").await.created()),
        [json!(false), json!(16)]
    );
    school.at("2019-02-04T09:00:00Z").await;
    let update = pair.send_roadbook("project").await.created();
    assert_eq!(update.at("/number"), 2);
    assert_eq!(came(&update), [json!(false), json!(1)]);
}

#[apply(each_database)]
async fn without_an_agreed_date_there_is_no_deadline(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    assert_eq!(
        pair.interview(&pair.student, "project")
            .await
            .at("/roadbook/deadline_on"),
        Value::Null
    );
    school.at("2019-03-30T09:00:00Z").await;
    pair.fill_roadbook("project").await.ok();
    assert_eq!(
        came(&pair.send_roadbook("project").await.created()),
        [json!(false), Value::Null]
    );
}

#[apply(each_database)]
async fn where_it_is_optional_it_is_never_late(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    class
        .change(json!({ "policies": { "roadbook_required_for": [] } }))
        .await
        .ok();
    let pair = class.pair("sam", "mia").await;
    let id = pair.meet("project", "2019-01-11T17:00:00Z").await;
    let seen = pair.interview(&pair.student, "project").await;
    assert_eq!(
        [
            seen.at("/roadbook/required"),
            seen.at("/roadbook/deadline_on")
        ],
        [json!(false), Value::Null]
    );
    pair.fill_roadbook("project").await.ok();
    assert_eq!(
        came(&pair.send_roadbook("project").await.created()),
        [json!(false), json!(1)]
    );
    school.at("2019-01-11T18:00:00Z").await;
    pair.mentor.hold(&id).await.ok();
}
