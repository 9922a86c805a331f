//! ETags: reads that cost little, and writes that overwrite nobody.

use crate::harness::{Class, School, apply, each_database};
use serde_json::json;

#[apply(each_database)]
async fn what_has_not_changed_is_not_sent_again(school: School) {
    let class = Class::draft(&school, 2019).await;
    let (admin, path) = (school.admin(), class.path(""));
    let etag = admin.get(&path).await.ok().etag();
    for known in [
        etag.clone(),
        format!("\"other\", {etag}"),
        "*".to_owned(),
        format!("W/{etag}"),
    ] {
        let ask = admin.ask("GET", &path).header("If-None-Match", known);
        let answer = ask.send().await.status(304);
        assert!(answer.bytes.is_empty());
        assert_eq!(answer.etag(), etag);
    }
    let ask = admin.ask("GET", &path).header("If-None-Match", "\"other\"");
    ask.send().await.ok();
}

#[apply(each_database)]
async fn a_change_needs_the_version_it_was_made_from(school: School) {
    let class = Class::draft(&school, 2019).await;
    let (admin, path) = (school.admin(), class.path(""));
    let body = json!({ "name": "Renamed" });
    admin
        .ask("PATCH", &path)
        .json(&body)
        .send()
        .await
        .refused(428, "if_match_required");
    let first = admin.get(&path).await.ok().etag();
    let renamed = admin.patch(&path, &first, body.clone()).await.ok();
    assert_ne!(renamed.etag(), first);
    assert_eq!(renamed.at("/name"), json!("Renamed"));
    admin
        .patch(&path, &first, body.clone())
        .await
        .refused(412, "stale");
    admin
        .patch(&path, "\"nonsense\"", body.clone())
        .await
        .refused(412, "stale");
    admin
        .patch(&path, "", body.clone())
        .await
        .refused(428, "if_match_required");
    let read = admin.get(&path).await.ok();
    assert_eq!(read.etag(), renamed.etag());
    admin.patch(&path, &renamed.etag(), json!({})).await.ok();
}

#[apply(each_database)]
async fn no_save_fails_because_time_has_passed(school: School) {
    let class = Class::draft(&school, 2019).await;
    let (admin, path) = (school.admin(), class.path(""));
    let etag = admin.get(&path).await.ok().etag();
    school.at("2019-11-10T09:00:00Z").await;
    admin
        .patch(&path, &etag, json!({ "name": "Later" }))
        .await
        .ok();
}

#[apply(each_database)]
async fn absent_leaves_as_it_is_and_a_merge_patch_is_taken(school: School) {
    let class = Class::draft(&school, 2019).await;
    let (admin, path) = (school.admin(), class.path(""));
    let before = admin.get(&path).await.ok();
    let ask = admin.ask("PATCH", &path).header("If-Match", before.etag());
    let ask = ask.header("Content-Type", "application/merge-patch+json");
    let after = ask
        .bytes(r#"{"name": "Renamed"}"#)
        .send_unchecked()
        .await
        .ok();
    let (mut before, mut after) = (before.body(), after.body());
    assert_eq!(after["name"], "Renamed");
    for body in [&mut before, &mut after] {
        body["name"] = json!(null);
        body["updated_at"] = json!(null);
    }
    assert_eq!(before, after);
}

#[apply(each_database)]
async fn an_action_honours_the_version_when_it_is_given(school: School) {
    let class = Class::draft(&school, 2019).await;
    let admin = school.admin();
    let open = class.path("/open");
    let old = admin.get(class.path("")).await.ok().etag();
    let etag = admin
        .patch(class.path(""), &old, json!({ "name": "N" }))
        .await
        .ok()
        .etag();
    let stale = admin
        .ask("POST", &open)
        .header("If-Match", old)
        .json(&json!({}));
    stale.send().await.refused(412, "stale");
    let fresh = admin
        .ask("POST", &open)
        .header("If-Match", etag)
        .json(&json!({}));
    fresh.send().await.ok();
}

#[apply(each_database)]
async fn what_changes_by_actions_only_honours_its_etag_too(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    let id = pair
        .propose(&pair.student, "project", "2019-02-05T17:00:00Z")
        .await
        .created()
        .id();
    let path = format!("/v1/appointments/{id}");
    let etag = pair.mentor.get(&path).await.ok().etag();
    let confirm = |etag: &str| {
        let ask = pair.mentor.ask("POST", format!("{path}/confirm"));
        ask.header("If-Match", etag).json(&json!({}))
    };
    confirm("\"nonsense\"").send().await.refused(412, "stale");
    confirm(&etag).send().await.ok();
    let end = pair
        .mentor
        .ask("POST", pair.path("/end"))
        .header("If-Match", "\"nonsense\"");
    end.json(&json!({})).send().await.refused(412, "stale");
}

#[apply(each_database)]
async fn conditions_have_a_length(school: School) {
    let admin = school.admin();
    let class = Class::draft(&school, 2019).await;
    let tags = |length: usize| format!("\"{}\"", "a".repeat(length - 2));
    for path in [
        class.path(""),
        "/health/live".to_owned(),
        "/v1/me".to_owned(),
    ] {
        let ask = |length| {
            admin
                .ask("GET", &path)
                .header("If-None-Match", tags(length))
        };
        ask(4_000).send().await.ok();
        ask(4_001)
            .send()
            .await
            .invalid("/If-None-Match", "too_long");
    }
    let rename = admin
        .ask("PATCH", class.path(""))
        .header("If-Match", tags(4_001));
    rename
        .json(&json!({ "name": "N" }))
        .send()
        .await
        .invalid("/If-Match", "too_long");
}

#[apply(each_database)]
async fn every_get_is_cheap_to_repeat(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    for (path, cached) in [
        ("/v1/me".to_owned(), "private, no-cache"),
        ("/v1/programmes".to_owned(), "private, no-cache"),
        (class.path("/mentors?limit=1"), "private, no-cache"),
        (class.path("/mentor-facets"), "private, no-cache"),
        (pair.path(""), "private, no-cache"),
        (pair.path("/appointments"), "private, no-cache"),
        ("/health/live".to_owned(), "private, no-cache"),
        ("/openapi.json".to_owned(), "no-cache"),
        ("/openapi.yaml".to_owned(), "no-cache"),
        ("/swagger-ui/".to_owned(), "no-cache"),
        ("/swagger-ui/swagger-ui-bundle.js".to_owned(), "no-cache"),
        ("/problems/mentor_full".to_owned(), "public, max-age=3600"),
    ] {
        let first = pair.student.ask("GET", &path).send_unchecked().await.ok();
        assert!(
            !first.bytes.is_empty() && first.etag().starts_with('"'),
            "{path}"
        );
        for method in ["GET", "HEAD"] {
            let ask = pair
                .student
                .ask(method, &path)
                .header("If-None-Match", first.etag());
            let known = ask.send_unchecked().await.status(304);
            assert!(known.bytes.is_empty(), "{path}");
            assert_eq!(known.etag(), first.etag(), "{path}");
            assert_eq!(known.header("cache-control"), cached, "{path}");
            assert_eq!(
                known.headers.get("vary"),
                first.headers.get("vary"),
                "{path}"
            );
            for name in ["content-type", "content-length", "content-encoding"] {
                assert_eq!(known.header(name), "", "{path} {name}");
            }
        }
        let ask = pair
            .student
            .ask("GET", &path)
            .header("If-None-Match", "\"0-0\"");
        ask.send_unchecked().await.ok();
    }
}

#[apply(each_database)]
async fn a_list_that_has_changed_is_sent_again(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let (sam, path) = (class.person("sam"), class.path("/mentors"));
    let known = sam.get(&path).await.ok().etag();
    let ask = |etag: &str| sam.ask("GET", &path).header("If-None-Match", etag);
    ask(&known).send().await.status(304);
    class.choose("sam", "mia").await.created();
    let changed = ask(&known).send().await.ok();
    assert_ne!(changed.etag(), known);
}
