//! April to December: the action plan, the follow-up after School, and the end.

use super::{stands, to_do};
use crate::harness::Pair;
use serde_json::{Value, json};

/// April's meeting is booked and prepared in March.
pub async fn action_plan(pair: &Pair) {
    pair.at("2019-03-20T09:00:00Z").await;
    pair.prepare("action_plan").await;
    let appointment = pair.meet("action_plan", "2019-04-10T12:00:00Z").await;
    stands(
        pair,
        "active",
        json!("action_plan"),
        ["concluded", "scheduled", "waiting"],
    )
    .await;
    let seen = pair.interview(&pair.student, "project").await;
    assert_eq!(seen.blocks("propose_appointment"), "interview_settled");
    pair.at("2019-04-10T13:30:00Z").await;
    pair.mentor.hold(&appointment).await.ok();
    stands(
        pair,
        "active",
        json!("follow_up"),
        ["concluded", "held", "open"],
    )
    .await;
    pair.draft_form("action_plan").await.ok();
    pair.give("action_plan").await.ok();
    pair.acknowledge("action_plan", "Thank you, that helps.")
        .await
        .ok();
    stands(
        pair,
        "active",
        json!("follow_up"),
        ["concluded", "concluded", "open"],
    )
    .await;
}

/// School is over: no road-book is required, and the School's mailbox is about to die.
pub async fn follow_up(pair: &Pair) {
    assert_eq!(to_do(&pair.student).await, ["propose_appointment"]);
    pair.at("2019-06-10T09:00:00Z").await;
    assert_eq!(
        to_do(&pair.student).await,
        ["give_private_email", "propose_appointment"]
    );
    pair.student
        .change(
            "/v1/me/profile",
            json!({ "private_email": "sam@home.example" }),
        )
        .await
        .ok();
    assert_eq!(to_do(&pair.student).await, ["propose_appointment"]);
    pair.at("2019-09-02T09:00:00Z").await;
    let appointment = pair.meet("follow_up", "2019-09-16T16:00:00Z").await;
    // Since School is over, its mailbox gets nothing any more (R37).
    let mail = pair
        .class
        .school
        .mail("sam@home.example", "Monday 16 September 2019")
        .await;
    assert!(mail.is_in("en"), "{mail:#?}");
    let seen = pair.interview(&pair.student, "follow_up").await;
    assert_eq!(seen.at("/roadbook/required"), false);
    assert_eq!(seen.at("/roadbook/deadline_on"), Value::Null);
    pair.at("2019-09-16T17:30:00Z").await;
    pair.mentor.hold(&appointment).await.ok();
    stands(
        pair,
        "active",
        json!("follow_up"),
        ["concluded", "concluded", "held"],
    )
    .await;
    pair.draft_form("follow_up").await.ok();
    pair.give("follow_up").await.ok();
    stands(pair, "completed", Value::Null, ["concluded"; 3]).await;
    assert_eq!(to_do(&pair.student).await, ["read_evaluation"]);
    pair.acknowledge("follow_up", "Thank you, that helps.")
        .await
        .ok();
}

pub async fn over(pair: &Pair) {
    pair.at("2020-01-15T09:00:00Z").await;
    stands(pair, "completed", Value::Null, ["concluded"; 3]).await;
    for who in [&pair.student, &pair.mentor] {
        assert_eq!(to_do(who).await, ["year_over"]);
        let whole = who.get(pair.path("")).await.ok();
        assert_eq!(whole.at("/contacts"), Value::Null);
        assert_eq!(whole.at("/end_reason"), Value::Null);
        assert!(whole.at("/ended_at").is_string());
        assert_eq!(whole.blocks("end_mentorship"), "wrong_state");
    }
    let mentor = pair.class.mentor(&pair.class.admin(), "mia").await.ok();
    assert_eq!(mentor.at("/places_left"), 3);
}
