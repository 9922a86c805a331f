//! The mentor does without the road-book, or its lead time (R20).

use crate::harness::{Actor, Answer, Class, Pair, School, apply, each_database};
use serde_json::{Value, json};

async fn pair(school: &School) -> Pair {
    let class = Class::open(school, &["mia"], &["sam"]).await;
    class.pair("sam", "mia").await
}

async fn waive(pair: &Pair, who: &Actor, step: &str) -> Answer {
    let body = json!({ "reason": "We have met before." });
    who.post(pair.at_step(step, "/roadbook-waiver"), body).await
}

#[apply(each_database)]
async fn the_mentor_waives_once_and_the_student_sees_why(school: School) {
    let pair = pair(&school).await;
    waive(&pair, &pair.student, "project")
        .await
        .refused(403, "role_forbidden");
    waive(&pair, &school.adviser(), "project")
        .await
        .refused(403, "role_forbidden");
    let waived = waive(&pair, &pair.mentor, "project").await.ok();
    assert_eq!(waived.at("/roadbook/waiver/reason"), "We have met before.");
    let seen = pair.interview(&pair.student, "project").await;
    assert_eq!(seen.at("/roadbook/waiver"), waived.at("/roadbook/waiver"));
    let again = waive(&pair, &pair.mentor, "project")
        .await
        .refused(409, "wrong_state");
    assert_eq!(again.at("/state"), "waived");
    let other = pair.interview(&pair.student, "action_plan").await;
    assert_eq!(other.at("/roadbook/waiver"), Value::Null);
}

#[apply(each_database)]
async fn it_lifts_lead_time_deadline_and_the_need_for_an_edition(school: School) {
    let pair = pair(&school).await;
    pair.fill_roadbook("project").await.ok();
    waive(&pair, &pair.mentor, "project").await.ok();
    let id = pair.meet("project", "2019-01-11T17:00:00Z").await;
    let seen = pair.interview(&pair.student, "project").await;
    assert_eq!(seen.at("/roadbook/deadline_on"), Value::Null);
    let me = pair.student.get("/v1/me").await.ok();
    assert_eq!(me.each("/next_steps", "code"), ["attend_appointment"]);
    let edition = pair.send_roadbook("project").await.created();
    assert_eq!(edition.at("/late"), false);
    school.at("2019-01-11T17:30:00Z").await;
    pair.mentor.hold(&id).await.ok();
}

#[apply(each_database)]
async fn it_comes_any_time_until_the_form_is_given(school: School) {
    let pair = pair(&school).await;
    pair.conclude_project().await;
    waive(&pair, &pair.mentor, "project")
        .await
        .refused(409, "interview_settled");
    let optional = waive(&pair, &pair.mentor, "follow_up")
        .await
        .refused(409, "wrong_state");
    assert_eq!(optional.at("/state"), "not_required");
    school.at("2019-07-02T09:00:00Z").await;
    waive(&pair, &pair.mentor, "action_plan").await.ok();
}
