//! The lead time of the road-book, and its waiver (R14).

use crate::harness::{Class, School, apply, each_database};
use serde_json::{Value, json};

#[apply(each_database)]
async fn without_an_edition_the_lead_time_counts_from_today(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    let early = pair
        .propose(&pair.student, "project", "2019-01-16T22:59:00Z")
        .await;
    assert_eq!(
        early.refused(409, "too_early").at("/earliest_on"),
        "2019-01-17"
    );
    let proposed = pair
        .propose(&pair.student, "project", "2019-01-16T23:00:00Z")
        .await
        .created();
    // A day later the same date is too near to be confirmed.
    school.at("2019-01-11T09:00:00Z").await;
    let late = pair.mentor.confirm(&proposed.id()).await;
    assert_eq!(
        late.refused(409, "too_early").at("/earliest_on"),
        "2019-01-18"
    );
}

#[apply(each_database)]
async fn the_first_edition_sets_the_day_that_counts(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    school.at("2019-01-12T09:00:00Z").await;
    pair.prepare("project").await;
    school.at("2019-01-15T09:00:00Z").await;
    pair.send_roadbook("project").await.created();
    // What a date field begins with; the mentor may waive the lead time in the same call.
    let first = async |who| pair.interview(who, "project").await.at("/earliest_on");
    assert_eq!(first(&pair.student).await, "2019-01-19");
    assert_eq!(first(&pair.mentor).await, "2019-01-15");
    assert_eq!(first(&school.adviser()).await, Value::Null);
    let early = pair
        .propose(&pair.mentor, "project", "2019-01-18T17:00:00Z")
        .await;
    assert_eq!(
        early.refused(409, "too_early").at("/earliest_on"),
        "2019-01-19"
    );
    let proposed = pair
        .propose(&pair.mentor, "project", "2019-01-19T17:00:00Z")
        .await
        .created();
    pair.student.confirm(&proposed.id()).await.ok();
}

#[apply(each_database)]
async fn the_mentor_lifts_it_when_proposing_or_confirming(school: School) {
    let class = Class::open(&school, &["mia"], &["sam", "ana"]).await;
    let waive = json!({ "waive_roadbook_lead": true });
    let sam = class.pair("sam", "mia").await;
    let near = "2019-01-11T17:00:00Z";
    let own = sam
        .propose_with(&sam.student, "project", near, waive.clone())
        .await;
    assert_eq!(
        own.refused(409, "not_your_turn").at("/pointer"),
        "/waive_roadbook_lead"
    );
    sam.propose(&sam.mentor, "project", near)
        .await
        .refused(409, "too_early");
    let proposed = sam
        .propose_with(&sam.mentor, "project", near, waive.clone())
        .await
        .created();
    let confirm = sam
        .student
        .on(&proposed.id(), "confirm", waive.clone())
        .await;
    assert_eq!(
        confirm.refused(409, "not_your_turn").at("/pointer"),
        "/waive_roadbook_lead"
    );
    sam.student.confirm(&proposed.id()).await.ok();
    let seen = sam.interview(&sam.student, "project").await;
    assert!(seen.at("/roadbook/waiver/given_at").is_string(), "{seen:?}");
    assert_eq!(seen.at("/roadbook/deadline_on"), Value::Null);

    let ana = class.pair("ana", "mia").await;
    let proposed = ana
        .propose(&ana.student, "project", "2019-01-17T17:00:00Z")
        .await
        .created()
        .id();
    school.at("2019-01-12T09:00:00Z").await;
    let seen = ana.mentor.appointment(&proposed).await;
    assert!(seen.allows("confirm_appointment"), "{seen:?}");
    ana.mentor
        .confirm(&proposed)
        .await
        .refused(409, "too_early");
    ana.mentor.on(&proposed, "confirm", waive).await.ok();
    let seen = ana.interview(&ana.student, "project").await;
    assert!(seen.at("/roadbook/waiver/given_at").is_string(), "{seen:?}");
}

#[apply(each_database)]
async fn what_needs_no_waiver_leaves_none(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    let waive = json!({ "waive_roadbook_lead": true });
    pair.propose_with(&pair.mentor, "project", "2019-01-25T17:00:00Z", waive)
        .await
        .created();
    let seen = pair.interview(&pair.mentor, "project").await;
    assert_eq!(seen.at("/roadbook/waiver"), Value::Null);
}

#[apply(each_database)]
async fn it_ends_with_the_first_meeting_and_is_none_where_no_roadbook_is_required(school: School) {
    let class = Class::open(&school, &["mia"], &["sam", "ana"]).await;
    let sam = class.pair("sam", "mia").await;
    sam.hold_project().await;
    sam.meet("project", "2019-02-06T17:00:00Z").await;
    class
        .change(json!({ "policies": { "roadbook_required_for": ["action_plan"] } }))
        .await
        .ok();
    let ana = class.pair("ana", "mia").await;
    ana.meet("project", "2019-02-06T18:00:00Z").await;
}

#[apply(each_database)]
async fn where_too_few_days_are_left_booking_is_blocked_and_says_until_when(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    school.at("2019-03-26T09:00:00Z").await;
    let seen = pair.interview(&pair.student, "project").await;
    assert_eq!(
        seen.blocked("propose_appointment"),
        json!({
            "action": "propose_appointment", "code": "too_early", "earliest_on": "2019-04-02", "deadline_on": null,
        })
    );
    // The mentor may still, since the mentor may waive.
    assert!(
        pair.interview(&pair.mentor, "project")
            .await
            .allows("propose_appointment")
    );
    pair.waive("project", json!({})).await.ok();
    assert!(
        pair.interview(&pair.student, "project")
            .await
            .allows("propose_appointment")
    );
}
