//! A meeting that took place without a booking (R9, R15).

use crate::harness::{Actor, Answer, Class, Pair, School, apply, cafe, each_database};
use serde_json::{Value, json};

async fn pair(school: &School) -> Pair {
    let class = Class::open(school, &["mia"], &["sam"]).await;
    class.pair("sam", "mia").await
}

async fn record(pair: &Pair, who: &Actor, starts_at: &str) -> Answer {
    pair.record(who, "project", starts_at).await
}

#[apply(each_database)]
async fn the_mentor_or_staff_record_it_afterwards(school: School) {
    let pair = pair(&school).await;
    let met = "2019-01-09T17:00:00Z";
    record(&pair, &pair.student, met)
        .await
        .refused(403, "role_forbidden");
    record(&pair, &pair.mentor, met)
        .await
        .refused(409, "roadbook_missing");
    pair.prepare("project").await;
    record(&pair, &pair.mentor, "2019-01-10T17:00:00Z")
        .await
        .refused(409, "not_started");
    let refused = record(&pair, &pair.mentor, "2018-12-30T17:00:00Z")
        .await
        .refused(409, "outside_window");
    assert_eq!(
        refused.at("/window"),
        json!({ "from": "2019-01-01", "to": "2019-03-31" })
    );
    let held = record(&pair, &pair.mentor, met).await.created();
    assert_eq!(
        [held.at("/state"), held.at("/proposed_by")],
        [json!("held"), Value::Null]
    );
    assert_eq!(held.at("/recorded_by"), pair.class.person_id("mia").await);
    let adviser = school.adviser();
    let refused = record(&pair, &adviser, met)
        .await
        .refused(409, "reason_required");
    assert_eq!(refused.at("/pointer"), "/reason");
    let again = "2019-01-09T17:15:00Z";
    record(&pair, &pair.mentor, again)
        .await
        .refused(409, "overlap");
    let met = "2019-01-09T19:00:00Z";
    let body = json!({ "starts_at": met, "duration_minutes": 30, "means": cafe(), "reason": "They told us." });
    adviser
        .post(pair.at_step("project", "/appointments/record"), body)
        .await
        .created();
    let seen = pair.interview(&pair.student, "project").await;
    assert_eq!(seen.each("/appointments", "state"), ["held", "held"]);
}

#[apply(each_database)]
async fn it_is_never_refused_for_being_late(school: School) {
    let pair = pair(&school).await;
    pair.waive("project", json!({})).await.ok();
    pair.at("2019-05-10T09:00:00Z").await;
    assert_eq!(
        pair.interview(&pair.mentor, "project").await.at("/state"),
        "missed"
    );
    record(&pair, &pair.mentor, "2019-04-10T17:00:00Z")
        .await
        .refused(409, "outside_window");
    record(&pair, &pair.mentor, "2019-03-31T21:30:00Z")
        .await
        .created();
    let whole = pair.student.get(pair.path("")).await.ok();
    assert_eq!(
        whole.each("/interviews", "state"),
        ["held", "open", "waiting"]
    );
    assert_eq!(whole.at("/interviews/0/overdue"), true);
}

#[apply(each_database)]
async fn it_needs_the_interview_before(school: School) {
    let pair = pair(&school).await;
    pair.at("2019-05-10T09:00:00Z").await;
    let refused = pair
        .record(&pair.mentor, "action_plan", "2019-05-01T09:00:00Z")
        .await;
    refused.refused(409, "interview_not_open");
}

#[apply(each_database)]
async fn a_concluded_interview_takes_no_record(school: School) {
    let pair = pair(&school).await;
    pair.conclude_project().await;
    record(&pair, &pair.mentor, "2019-02-04T17:00:00Z")
        .await
        .refused(409, "interview_settled");
}

#[apply(each_database)]
async fn it_is_refused_over_a_meeting_with_somebody_else(school: School) {
    let class = Class::open(&school, &["mia", "max"], &["sam", "bob"]).await;
    let sam = class.pair("sam", "mia").await;
    let bob = class.pair("bob", "mia").await;
    for pair in [&sam, &bob] {
        pair.waive("project", json!({})).await.ok();
    }
    let met = "2019-01-08T17:00:00Z";
    record(&sam, &sam.mentor, met).await.created();
    let booked = sam.meet("project", "2019-02-05T17:00:00Z").await;
    sam.at("2019-02-06T09:00:00Z").await;
    for taken in [met, "2019-01-08T17:29:00Z", "2019-02-05T17:59:00Z"] {
        let refused = record(&bob, &bob.mentor, taken).await;
        refused.refused(409, "overlap");
    }
    sam.mentor.no_show(&booked, "student").await.ok();
    record(&bob, &bob.mentor, "2019-02-05T17:00:00Z")
        .await
        .created();
    record(&bob, &bob.mentor, "2019-01-08T17:30:00Z")
        .await
        .created();
    let held = json!({ "outcome": "held", "reason": "We did meet." });
    let corrected = sam.mentor.on(&booked, "correct", held).await;
    corrected.refused(409, "overlap");
}

#[apply(each_database)]
async fn the_past_of_a_closed_programme_can_still_be_recorded(school: School) {
    let pair = pair(&school).await;
    pair.prepare("project").await;
    let begun = pair.meet("project", "2019-02-05T17:00:00Z").await;
    pair.at("2019-02-06T09:00:00Z").await;
    let ahead = pair.meet("project", "2019-02-20T17:00:00Z").await;
    pair.class
        .admin()
        .act(pair.class.path("/close"))
        .await
        .refused(409, "live_mentorships");
    let close = json!({ "end_live_mentorships": true });
    pair.class
        .admin()
        .post(pair.class.path("/close"), close)
        .await
        .ok();
    let seen = pair.mentor.get(pair.path("")).await.ok();
    assert_eq!(
        [seen.at("/state"), seen.at("/end_reason")],
        ["ended", "programme_closed"]
    );
    let appointment = pair.student.appointment(&ahead).await;
    assert_eq!(appointment.at("/state"), "cancelled");
    school.mail("sam@school.example.org", "has cancelled").await;
    pair.propose(&pair.student, "project", "2019-02-21T17:00:00Z")
        .await
        .refused(409, "programme_not_open");
    pair.mentor.hold(&begun).await.ok();
    record(&pair, &pair.mentor, "2019-02-03T17:00:00Z")
        .await
        .created();
}
