//! The template of an evaluation form: free until the first use, in wording only afterwards (R23).

use crate::harness::{Answer, Class, Pair, School, apply, each_database};
use serde_json::{Value, json};

async fn put(class: &Class, step: &str, change: impl FnOnce(&mut Value)) -> Answer {
    let path = class.path(&format!("/evaluation-templates/{step}"));
    let before = class.admin().get(&path).await.ok();
    let mut body = before.body();
    change(&mut body);
    class.admin().put(path, &before.etag(), body).await
}

fn form(pair: &Pair, rest: &str) -> String {
    pair.at_step("project", &format!("/evaluation{rest}"))
}

#[apply(each_database)]
async fn before_the_first_form_anything_changes(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let changed = put(&class, "project", |it| {
        it["criteria"] = json!([
            { "key": "courage", "label": { "fr": "Audace", "en": "Courage" } },
        ]);
        it["fields"][0]["required"] = json!(true);
    });
    let changed = changed.await.ok();
    assert_eq!(changed.at("/criteria/0/help"), Value::Null);
    let pair = class.pair("sam", "mia").await;
    pair.hold_project().await;
    let old = json!({ "ratings": [{ "criterion_key": "clarity", "rating": "good" }] });
    pair.save_form("project", old)
        .await
        .refused(409, "reference_unknown");
    let new = json!({ "ratings": [{ "criterion_key": "courage", "rating": "good" }] });
    let saved = pair.save_form("project", new).await.ok();
    assert_eq!(saved.at("/ratings/0/label"), "Audace");
    let other = put(&class, "action_plan", |it| it["criteria"] = json!([]))
        .await
        .ok();
    assert_eq!(other.at("/criteria"), json!([]));
    put(&class, "project", |it| it["criteria"] = json!([]))
        .await
        .refused(409, "template_in_use");
}

#[apply(each_database)]
async fn what_was_read_is_accepted_and_changes_nothing(school: School) {
    let class = Class::draft(&school, 2019).await;
    for step in ["project", "action_plan", "follow_up"] {
        let path = class.path(&format!("/evaluation-templates/{step}"));
        let before = class.admin().get(&path).await.ok();
        let same = put(&class, step, |_| {}).await.ok();
        assert_eq!((same.etag(), same.body()), (before.etag(), before.body()));
        let bare = put(&class, step, |it| {
            drop(it.as_object_mut().unwrap().remove("step"))
        });
        assert_eq!(bare.await.ok().etag(), before.etag());
    }
    let other = put(&class, "project", |it| it["step"] = json!("follow_up")).await;
    let other = other.refused(409, "template_invalid");
    assert_eq!(other.at("/pointer"), "/step");
}

#[apply(each_database)]
async fn a_given_form_keeps_its_wording_and_a_draft_has_the_new_one(school: School) {
    let class = Class::open(&school, &["mia", "max"], &["sam", "ana"]).await;
    let (pair, other) = (
        class.pair("sam", "mia").await,
        class.pair("ana", "max").await,
    );
    pair.conclude_project().await;
    other.hold_project().await;
    other.draft_form("project").await.ok();
    let given = pair.student.get(form(&pair, "")).await.ok();
    let index = |answer: &Answer| {
        let keys = answer.each("/ratings", "criterion_key");
        keys.iter().position(|key| key == "clarity").unwrap()
    };
    let label = |answer: &Answer| answer.text(&format!("/ratings/{}/label", index(answer)));
    assert_eq!(label(&given), "Clarity of the project");
    let gone = put(&class, "project", |it| {
        drop(it["criteria"].as_array_mut().unwrap().remove(0));
    });
    let gone = gone.await.refused(409, "template_in_use");
    assert_eq!(gone.at("/pointer"), "/criteria");
    assert_eq!(gone.at("/items"), json!(["credibility"]));
    let stricter = put(&class, "project", |it| {
        it["fields"][0]["required"] = json!(true)
    });
    let stricter = stricter.await.refused(409, "template_in_use");
    assert_eq!(stricter.at("/pointer"), "/fields/0/required");
    put(&class, "project", |it| {
        let criteria = it["criteria"].as_array_mut().unwrap();
        criteria[2]["label"] = json!({ "fr": "Limpidité", "en": "Is it crystal clear?" });
        criteria.reverse();
    })
    .await
    .ok();
    let now = pair.student.get(form(&pair, "")).await.ok();
    assert_eq!(now.at("/ratings"), given.at("/ratings"));
    let draft = other.mentor.get(form(&other, "")).await.ok();
    assert_eq!(label(&draft), "Limpidité");
    assert_eq!(draft.at("/ratings/9/criterion_key"), "credibility");
    let body = json!({ "reason": "A word.", "advice": "Call five people." });
    pair.mentor.post(form(&pair, "/correct"), body).await.ok();
    let first = pair.student.get(form(&pair, "/versions/1")).await.ok();
    assert_eq!(first.at("/ratings"), given.at("/ratings"));
    let second = pair.student.get(form(&pair, "/versions/2")).await.ok();
    assert_eq!(label(&second), "Is it crystal clear?");
}

#[apply(each_database)]
async fn a_form_that_could_not_be_given_is_refused(school: School) {
    let class = Class::draft(&school, 2019).await;
    let twice = put(&class, "follow_up", |it| {
        it["criteria"][1]["key"] = it["criteria"][0]["key"].clone();
    });
    let twice = twice.await.refused(409, "template_invalid");
    assert_eq!(twice.at("/pointer"), "/criteria/1/key");
    let fields = put(&class, "follow_up", |it| {
        it["fields"][1]["key"] = it["fields"][0]["key"].clone();
    });
    let fields = fields.await.refused(409, "template_invalid");
    assert_eq!(fields.at("/pointer"), "/fields/1/key");
    let nothing = put(&class, "follow_up", |it| {
        it["criteria"] = json!([]);
        it["fields"]
            .as_array_mut()
            .unwrap()
            .retain(|field| field["key"] == "situation");
    });
    nothing.await.refused(409, "template_invalid");
    let unknown = put(&class, "follow_up", |it| {
        it["fields"][0]["key"] = json!("mood")
    })
    .await;
    unknown.invalid("/fields/0/key", "enum");
    let nowhere = class.path("/evaluation-templates/lunch");
    let read = class.admin().put(nowhere, "\"1-0\"", json!({})).await;
    read.refused(404, "not_found");
}
