//! Correcting by a new version (R21, R23).

use crate::harness::{Answer, Class, Pair, School, apply, each_database};
use serde_json::{Value, json};

async fn given(school: &School) -> Pair {
    let class = Class::open(school, &["mia"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    pair.conclude_project().await;
    pair
}

fn path(pair: &Pair, rest: &str) -> String {
    pair.at_step("project", &format!("/evaluation{rest}"))
}

async fn correct(pair: &Pair, advice: &str) -> Answer {
    let body = json!({ "reason": "I forgot a word.", "advice": advice });
    pair.mentor.post(path(pair, "/correct"), body).await
}

#[apply(each_database)]
async fn a_correction_is_a_new_version_with_its_reason(school: School) {
    let pair = given(&school).await;
    pair.acknowledge("project", "Thank you.").await.ok();
    pair.mentor
        .post(path(&pair, "/correct"), json!({ "advice": "x" }))
        .await
        .invalid("/reason", "required");
    let empty = pair
        .mentor
        .post(path(&pair, "/correct"), json!({ "reason": "None." }))
        .await;
    empty.refused(409, "evaluation_incomplete");
    let foreign = json!({ "reason": "None.", "advice": "x", "problems": "x" });
    pair.mentor
        .post(path(&pair, "/correct"), foreign)
        .await
        .refused(409, "reference_unknown");
    school.at("2019-03-01T09:00:00Z").await;
    let new = correct(&pair, "Call five people a week.").await.ok();
    assert_eq!(
        [new.at("/version"), new.at("/advice")],
        [json!(2), json!("Call five people a week.")]
    );
    assert_eq!(new.at("/correction_reason"), "I forgot a word.");
    assert_eq!(new.at("/acknowledged_at"), Value::Null);
    let mail = school
        .mail("sam@school.example.org", "Call five people a week.")
        .await;
    assert!(mail.subject().ends_with("has been corrected"), "{mail:#?}");
    assert!(mail.text.contains("I forgot a word."), "{mail:#?}");
    // The interview was concluded when the form was first given.
    let seen = pair.interview(&pair.student, "project").await;
    assert!(seen.text("/concluded_at").starts_with("2019-02-05"));
    pair.acknowledge("project", "Even better.").await.ok();
}

#[apply(each_database)]
async fn every_version_stays_readable_to_both(school: School) {
    let pair = given(&school).await;
    pair.acknowledge("project", "Thank you.").await.ok();
    correct(&pair, "Call five people a week.").await.ok();
    for who in [&pair.student, &pair.mentor] {
        let list = who.get(path(&pair, "/versions")).await.ok();
        assert_eq!(
            list.each("/items", "advice"),
            ["Call three people a week.", "Call five people a week."]
        );
        assert_eq!(list.at("/items/0/acknowledgement"), "Thank you.");
        let first = who.get(path(&pair, "/versions/1")).await.ok();
        assert_eq!(
            [first.at("/version"), first.at("/correction_reason")],
            [json!(1), Value::Null]
        );
        assert_eq!(first.at("/allowed_actions"), json!([]));
        let second = who.get(path(&pair, "/versions/2")).await.ok();
        assert_eq!(second.at("/acknowledged_at"), Value::Null);
        who.get(path(&pair, "/versions/3"))
            .await
            .refused(404, "not_found");
        who.get(path(&pair, "/versions/0"))
            .await
            .refused(404, "not_found");
        let page = who.get(path(&pair, "/versions?limit=1")).await.ok();
        let rest = format!("/versions?limit=1&cursor={}", page.text("/next_cursor"));
        let rest = who.get(path(&pair, &rest)).await.ok();
        assert_eq!(rest.at("/items/0/version"), 2);
    }
}

#[apply(each_database)]
async fn only_a_given_form_is_corrected_and_only_by_its_author(school: School) {
    let pair = given(&school).await;
    let body = json!({ "reason": "x", "advice": "x" });
    pair.student
        .post(path(&pair, "/correct"), body)
        .await
        .refused(403, "role_forbidden");
    let early = pair.at_step("action_plan", "/evaluation/correct");
    pair.mentor
        .post(early, json!({ "reason": "x", "advice": "x" }))
        .await
        .refused(409, "wrong_state");
    let stale = pair.mentor.get(path(&pair, "")).await.ok().etag();
    correct(&pair, "Call five people a week.").await.ok();
    let ask = pair
        .mentor
        .ask("POST", path(&pair, "/correct"))
        .header("If-Match", stale);
    ask.json(&json!({ "reason": "x", "advice": "x" }))
        .send()
        .await
        .refused(412, "stale");
}
