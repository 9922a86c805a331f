//! The fields of each step's form, and what they take (R21).

use crate::harness::{Class, Pair, School, apply, each_database};
use serde_json::{Value, json};

async fn pair(school: &School) -> Pair {
    let class = Class::open(school, &["mia"], &["sam"]).await;
    class.pair("sam", "mia").await
}

#[apply(each_database)]
async fn what_is_not_of_this_form_is_refused_at_its_place(school: School) {
    let pair = pair(&school).await;
    pair.hold_project().await;
    let rate = |key: &str, rating: Value| json!({ "ratings": [{ "criterion_key": key, "rating": rating }] });
    let unknown = pair
        .save_form("project", rate("smart_strategy", json!("good")))
        .await
        .refused(409, "reference_unknown");
    assert_eq!(unknown.at("/pointer"), "/ratings/0/criterion_key");
    let rating = json!({ "criterion_key": "clarity", "rating": "good" });
    let twice = pair
        .save_form("project", json!({ "ratings": [rating, rating] }))
        .await
        .refused(409, "reference_unknown");
    assert_eq!(twice.at("/pointer"), "/ratings/1/criterion_key");
    // Situation, opportunities and problems are the follow-up's, introductions the action plan's.
    for (field, value) in [
        ("introductions", "Anna, at a bank."),
        ("situation", "employed"),
        ("opportunities", "Many."),
        ("problems", "None."),
    ] {
        let foreign = pair
            .save_form("project", json!({ field: value }))
            .await
            .refused(409, "reference_unknown");
        assert_eq!(foreign.at("/pointer"), format!("/{field}"));
    }
    pair.save_form("project", rate("clarity", json!("superb")))
        .await
        .invalid("/ratings/0/rating", "enum");
    pair.save_form("project", json!({ "situation": "idle" }))
        .await
        .invalid("/situation", "enum");
    pair.save_form("project", json!({ "advice": "x".repeat(5_001) }))
        .await
        .invalid("/advice", "too_long");
    let action = json!({ "text": "Call Anna." });
    pair.save_form("project", json!({ "agreed_actions": vec![action; 11] }))
        .await
        .invalid("/agreed_actions", "too_many");
    pair.save_form("project", json!({ "agreed_actions": [{ "text": " " }] }))
        .await
        .invalid("/agreed_actions/0/text", "too_short");
    pair.save_form("project", json!({ "score": 12 }))
        .await
        .invalid("/score", "unknown_field");
    pair.save_form("project", rate("clarity", Value::Null))
        .await
        .ok();
}

#[apply(each_database)]
async fn the_follow_up_asks_where_the_student_stands(school: School) {
    let pair = pair(&school).await;
    school.at("2019-07-02T09:00:00Z").await;
    pair.record(&pair.mentor, "follow_up", "2019-07-01T09:00:00Z")
        .await
        .created();
    let path = pair.at_step("follow_up", "/evaluation");
    for situation in [
        "employed",
        "job_hunting",
        "further_study",
        "entrepreneur",
        "other",
    ] {
        let saved = pair
            .mentor
            .replace(&path, json!({ "situation": situation }))
            .await
            .ok();
        assert_eq!(saved.at("/situation"), situation);
    }
    let keys = pair
        .mentor
        .get(&path)
        .await
        .ok()
        .each("/ratings", "criterion_key");
    assert_eq!(
        keys,
        [
            "quality_of_thinking",
            "organising_interviews",
            "writing_roadbook",
            "explaining_choices"
        ]
    );
}

#[apply(each_database)]
async fn each_form_has_a_summary_and_its_own_fields(school: School) {
    let pair = pair(&school).await;
    pair.hold_project().await;
    let built = json!({ "criterion_key": "foundations", "rating": "good" });
    let body = json!({ "summary": "We spoke of banks.", "ratings": [built] });
    let saved = pair.save_form("project", body).await.ok();
    assert_eq!(saved.at("/summary"), "We spoke of banks.");
    pair.draft_form("project").await.ok();
    pair.give("project").await.ok();
    pair.have_held(
        "action_plan",
        "2019-04-02T09:00:00Z",
        "2019-04-16T17:00:00Z",
        "2019-04-16T18:00:00Z",
    )
    .await;
    let body =
        json!({ "introductions": "Anna, at a bank; she agrees.", "advice": "Write to her." });
    pair.save_form("action_plan", body).await.ok();
    pair.give("action_plan").await.ok();
    let read = pair.student.get(pair.at_step("action_plan", "/evaluation"));
    assert_eq!(
        read.await.ok().at("/introductions"),
        "Anna, at a bank; she agrees."
    );
    pair.class
        .school
        .mail("sam@school.example.org", "Anna, at a bank; she agrees.")
        .await;
}
