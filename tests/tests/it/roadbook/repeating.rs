//! Who does the last year again goes on from the answers of the year before (R18).

use crate::harness::{Class, School, apply, each_database, student_row};
use serde_json::json;

#[apply(each_database)]
async fn a_repeater_starts_from_the_former_years_answers(school: School) {
    let former = Class::open(&school, &["mia"], &["sam", "ana"]).await;
    let pair = former.pair("sam", "mia").await;
    pair.fill_roadbook("project").await.ok();
    let body = json!({ "end_reason": "repeats_year", "note": "Does the year again." });
    school.adviser().end(&pair.id, body).await.ok();
    let class = Class::draft(&school, 2020).await;
    class
        .import("students", vec![student_row("sam")])
        .await
        .ok();
    class.admin().act(class.path("/open")).await.ok();
    let me = class.person("sam");
    let home = me.get("/v1/me").await.ok();
    let enrolments = home.at("/enrolments");
    let mut mine = enrolments.as_array().unwrap().iter();
    let mine = mine
        .find(|one| one["programme_id"] == class.id.as_str())
        .unwrap();
    let path = format!("/v1/roadbooks/{}", mine["roadbook_id"].as_str().unwrap());
    let first = "A better plan than last year.";
    let old = me.get(pair.roadbook().await).await.ok();
    let key = old.text("/answers/0/question_key");
    let fresh = json!({ "answers": { key.clone(): first } });
    let etag = me.get(&path).await.ok().etag();
    me.patch(&path, &etag, fresh).await.ok();
    let copy = format!("{path}/copy-from");
    let from = json!({ "programme_id": former.id });
    let copied = me.post(&copy, from.clone()).await.ok();
    let count = |answer: &crate::harness::Answer| answer.at("/answers").as_array().unwrap().len();
    assert_eq!(count(&copied), count(&old));
    let text = |answer: &crate::harness::Answer, key: &str| {
        let answers = answer.at("/answers");
        let mut answers = answers.as_array().unwrap().iter();
        answers.find(|one| one["question_key"] == key).unwrap()["text"].clone()
    };
    assert_eq!(text(&copied, &key), first, "nothing is overwritten");
    let other = old.text("/answers/1/question_key");
    assert_eq!(text(&copied, &other), old.at("/answers/1/text"));
    // again: nothing is left to fill, and the version stays
    let again = me.post(&copy, from.clone()).await.ok();
    assert_eq!(again.etag(), copied.etag());
    let absent = json!({ "programme_id": uuid::Uuid::now_v7() });
    let refused = me
        .post(&copy, absent)
        .await
        .refused(409, "reference_unknown");
    assert_eq!(refused.at("/pointer"), "/programme_id");
    // never another one's
    class
        .import("students", vec![student_row("ana")])
        .await
        .ok();
    let ana = class.person("ana");
    ana.post(&copy, from).await.refused(404, "not_found");
}
