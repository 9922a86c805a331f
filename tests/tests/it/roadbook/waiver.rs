//! Doing without the road-book, or its lead time: the mentor, or staff with a reason (R20).

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

#[apply(each_database)]
async fn staff_waive_with_a_reason_so_that_a_meeting_can_be_recorded(school: School) {
    let pair = pair(&school).await;
    let id = pair.meet("project", "2019-02-05T17:00:00Z").await;
    school.at("2019-02-05T18:00:00Z").await;
    pair.mentor.hold(&id).await.refused(409, "roadbook_missing");
    let adviser = school.adviser();
    let path = pair.at_step("project", "/roadbook-waiver");
    let seen = pair.interview(&adviser, "project").await;
    assert!(seen.allows("waive_roadbook"), "{seen:?}");
    let refused = adviser.act(&path).await.refused(409, "reason_required");
    assert_eq!(refused.at("/pointer"), "/reason");
    let waived = waive(&pair, &adviser, "project").await.ok();
    assert_eq!(waived.at("/roadbook/waiver/reason"), "We have met before.");
    let again = waive(&pair, &pair.mentor, "project")
        .await
        .refused(409, "wrong_state");
    assert_eq!(again.at("/state"), "waived");
    pair.mentor.hold(&id).await.ok();
}

#[apply(each_database)]
async fn what_took_place_before_the_end_is_recorded_after_it(school: School) {
    let pair = pair(&school).await;
    let id = pair.meet("project", "2019-02-05T17:00:00Z").await;
    school.at("2019-02-05T18:00:00Z").await;
    let left = json!({ "end_reason": "student_left", "note": "A year abroad." });
    school.adviser().end(&pair.id, left).await.ok();
    school
        .adviser()
        .on(&id, "hold", json!({ "reason": "Both say so." }))
        .await
        .refused(409, "roadbook_missing");
    // Nothing can be held any more for the interviews to come.
    waive(&pair, &school.adviser(), "action_plan")
        .await
        .refused(409, "wrong_state");
    waive(&pair, &school.adviser(), "project").await.ok();
    let body = json!({ "reason": "Both say so." });
    school.adviser().on(&id, "hold", body).await.ok();
}

#[apply(each_database)]
async fn the_student_is_told_by_mail(school: School) {
    let class = Class::open(&school, &["mia"], &["sam", "ana"]).await;
    let sam = class.pair("sam", "mia").await;
    waive(&sam, &sam.mentor, "project").await.ok();
    let mail = school
        .mail("sam@school.example.org", "We have met before.")
        .await;
    assert!(mail.is_in("en"), "{mail:#?}");
    assert!(mail.subject().contains("road-book"), "{}", mail.subject());
    assert_eq!(
        school.mails_about("mia@alumni.example.org", "carnet de route"),
        0
    );
    // In the same call as a date, too.
    let ana = class.pair("ana", "mia").await;
    let waive = json!({ "waive_roadbook_lead": true });
    ana.propose_with(&ana.mentor, "project", "2019-01-11T17:00:00Z", waive)
        .await
        .created();
    assert_eq!(
        school
            .mails_expected("ana@school.example.org", "road-book", 1)
            .await,
        1
    );
}
