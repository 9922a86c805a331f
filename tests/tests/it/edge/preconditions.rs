//! `If-Match` on every write: compared once, under the lock, after the kept answer.

use crate::charter::without_acceptance;
use crate::harness::{Answer, Class, School, apply, each_database, mentor_row, student_row};
use serde_json::json;

#[apply(each_database)]
async fn an_acceptance_sent_again_with_its_key_is_answered_although_the_charter_has_changed(
    school: School,
) {
    let class = without_acceptance(&school).await;
    let (sam, path) = (class.person("sam"), class.path("/charter"));
    let etag = sam.get(&path).await.ok().etag();
    let accept = |key: &str| {
        let ask = sam
            .ask("POST", class.path("/charter/acceptance"))
            .header("If-Match", &etag);
        ask.header("Idempotency-Key", key)
            .json(&json!({ "version": 1 }))
    };
    let first = accept("once").send().await.ok();
    let text = json!({ "text": { "fr": "Bonjour.", "en": "Hello." } });
    let own = school.admin().get(&path).await.ok().etag();
    school
        .admin()
        .ask("PUT", &path)
        .header("If-Match", own)
        .json(&text)
        .send()
        .await
        .ok();
    let again = accept("once").send().await.ok();
    assert_eq!(again.header("idempotency-replayed"), "true");
    assert_eq!(again.bytes, first.bytes);
    accept("other").send().await.refused(412, "stale");
}

#[apply(each_database)]
async fn a_choice_meant_for_another_state_is_not_made(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let sam = class.person("sam");
    let body = json!({ "mentor_id": class.person_id("mia").await });
    let choose = |etag: &str| {
        sam.ask("POST", class.path("/mentorships"))
            .header("If-Match", etag)
            .json(&body)
    };
    choose("\"7-0\"").send().await.refused(412, "stale");
    choose("\"nonsense\"").send().await.refused(412, "stale");
    choose("*").send().await.created();
}

#[apply(each_database)]
async fn an_import_meant_for_another_state_is_not_made(school: School) {
    let class = Class::draft(&school, 2019).await;
    let admin = school.admin();
    for (noun, row) in [
        ("students", student_row("sam")),
        ("mentors", mentor_row("mia")),
    ] {
        let import = |etag: &str| {
            let ask = admin.ask("POST", class.path(&format!("/{noun}/import")));
            ask.header("If-Match", etag).json(&json!({ "rows": [row] }))
        };
        import("\"7-0\"").send().await.refused(412, "stale");
        let people = admin.get(class.path(&format!("/{noun}"))).await.ok();
        assert_eq!(people.at("/items"), json!([]));
        assert_eq!(import("*").send().await.ok().at("/created"), 1);
    }
}

#[apply(each_database)]
async fn a_star_is_never_stale_however_many_save_at_once(school: School) {
    let class = Class::draft(&school, 2019).await;
    let admin = school.admin();
    let saves = (0..12).map(|number| {
        let ask = admin.ask("PATCH", class.path("")).header("If-Match", "*");
        ask.json(&json!({ "name": format!("Name {number}") }))
            .send()
    });
    let answers: Vec<Answer> = futures_util::future::join_all(saves).await;
    for answer in answers {
        answer.ok();
    }
}

#[apply(each_database)]
async fn an_old_version_is_told_before_any_rule(school: School) {
    let class = Class::draft(&school, 2019).await;
    let admin = school.admin();
    let old = admin.get(class.path("")).await.ok().etag();
    let rename = admin
        .patch(class.path(""), &old, json!({ "name": "N" }))
        .await
        .ok();
    let unknown = json!({ "time_zone": "Mars/Olympus" });
    admin
        .patch(class.path(""), &old, unknown.clone())
        .await
        .refused(412, "stale");
    let refused = admin.patch(class.path(""), &rename.etag(), unknown).await;
    assert_eq!(
        refused.refused(409, "reference_unknown").at("/pointer"),
        "/time_zone"
    );
}
