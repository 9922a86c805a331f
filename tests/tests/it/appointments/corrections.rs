//! Correcting an outcome: who recorded it for a week, staff at any time (R15).

use crate::harness::{Actor, Answer, Class, Pair, School, apply, each_database};
use serde_json::{Value, json};

/// Held on 5 February at six in the evening, as the mentor says.
async fn held(school: &School) -> (Pair, String) {
    let class = Class::open(school, &["mia"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    let id = pair.hold_project().await;
    (pair, id)
}

async fn correct(who: &Actor, id: &str, outcome: &str) -> Answer {
    let body = json!({ "outcome": outcome, "reason": "I ticked the wrong box." });
    who.on(id, "correct", body).await
}

#[apply(each_database)]
async fn who_recorded_it_corrects_it_for_seven_local_days(school: School) {
    let (pair, id) = held(&school).await;
    correct(&pair.student, &id, "missed_by_mentor")
        .await
        .refused(409, "not_your_turn");
    pair.mentor
        .on(&id, "correct", json!({ "outcome": "held" }))
        .await
        .invalid("/reason", "required");
    correct(&pair.mentor, &id, "missed")
        .await
        .invalid("/outcome", "enum");
    pair.at("2019-02-12T22:58:00Z").await;
    let corrected = correct(&pair.mentor, &id, "missed_by_student").await.ok();
    assert_eq!(
        [corrected.at("/state"), corrected.at("/missed_by")],
        ["missed", "student"]
    );
    assert_eq!(corrected.at("/reason"), "I ticked the wrong box.");
    assert_eq!(
        pair.interview(&pair.student, "project").await.at("/state"),
        "open"
    );
    let back = correct(&pair.mentor, &id, "held").await.ok();
    assert_eq!(
        [back.at("/state"), back.at("/missed_by")],
        [json!("held"), Value::Null]
    );
    // A correction doesn't start the week anew.
    pair.at("2019-02-12T23:00:00Z").await;
    correct(&pair.mentor, &id, "missed_by_student")
        .await
        .refused(409, "staff_only");
    let corrected = correct(&school.adviser(), &id, "missed_by_student")
        .await
        .ok();
    assert_eq!(corrected.at("/state"), "missed");
}

#[apply(each_database)]
async fn the_week_is_counted_in_local_days_when_the_clocks_go_back(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    // Half past midnight on 25 October in Paris, two days before winter time.
    pair.at("2019-10-24T22:30:00Z").await;
    let id = pair
        .record(&pair.mentor, "follow_up", "2019-10-24T16:00:00Z")
        .await
        .created()
        .id();
    pair.at("2019-11-01T22:58:00Z").await;
    correct(&pair.mentor, &id, "missed_by_both").await.ok();
    pair.at("2019-11-01T23:00:00Z").await;
    correct(&pair.mentor, &id, "held")
        .await
        .refused(409, "staff_only");
}

#[apply(each_database)]
async fn once_the_form_is_given_the_outcome_stands(school: School) {
    let (pair, id) = held(&school).await;
    pair.draft_form("project").await.ok();
    pair.give("project").await.ok();
    for who in [&pair.mentor, &school.adviser()] {
        correct(who, &id, "missed_by_student")
            .await
            .refused(409, "evaluation_already_given");
    }
    let dispute = pair.student.dispute(&id, "No.").await;
    dispute.refused(409, "evaluation_already_given");
    let seen = pair.mentor.appointment(&id).await;
    assert_eq!(seen.at("/allowed_actions"), json!([]));
}

#[apply(each_database)]
async fn a_missed_one_is_not_corrected_to_held_without_a_roadbook(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    let id = pair.meet("project", "2019-02-05T17:00:00Z").await;
    pair.at("2019-02-05T18:00:00Z").await;
    pair.mentor.no_show(&id, "student").await.ok();
    correct(&pair.mentor, &id, "held")
        .await
        .refused(409, "roadbook_missing");
    correct(&pair.mentor, &id, "missed_by_both").await.ok();
}

#[apply(each_database)]
async fn a_meeting_on_which_a_later_one_builds_is_not_undone(school: School) {
    let (pair, id) = held(&school).await;
    pair.fill_roadbook("action_plan").await.ok();
    pair.meet("action_plan", "2019-04-10T12:00:00Z").await;
    let refused = correct(&pair.mentor, &id, "missed_by_student").await;
    refused.refused(409, "interview_settled");
}
