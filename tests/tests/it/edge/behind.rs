//! The service behind a proxy that serves it under a path of its own, and pages of other origins.

use crate::harness::{Class, School, apply, each_database};
use serde_json::json;

const PUBLIC: &str = "https://www.school.example/mentoring";

#[apply(each_database)]
async fn links_lead_through_the_path_of_the_proxy(school: School) {
    let behind = School::open_with(school.kind(), &[("MENTORING_PUBLIC_URL", PUBLIC)]).await;
    let created = behind
        .admin()
        .post("/v1/programmes", json!({ "year": 2031, "name": "Next" }))
        .await
        .created();
    let location = created.header("location");
    let id = created.id();
    assert_eq!(location, format!("/mentoring/v1/programmes/{id}"));
    Class::draft(&behind, 2019).await;
    let page = behind.admin().get("/v1/programmes?limit=1").await.ok();
    let link = page.header("link").to_owned();
    assert!(
        link.starts_with("</mentoring/v1/programmes?limit=1&cursor="),
        "{link}"
    );
    for path in ["/", "/swagger-ui"] {
        let ui = behind.anonymous().ask("GET", path).send_unchecked().await;
        assert_eq!(ui.header("location"), "/mentoring/swagger-ui/", "{path}");
    }
}

#[apply(each_database)]
async fn a_replay_names_the_same_location(school: School) {
    let behind = School::open_with(school.kind(), &[("MENTORING_PUBLIC_URL", PUBLIC)]).await;
    let admin = behind.admin();
    let ask = || {
        let ask = admin
            .ask("POST", "/v1/programmes")
            .json(&json!({ "year": 2031, "name": "Next" }));
        ask.header("Idempotency-Key", "once").send()
    };
    let (first, again) = (ask().await.created(), ask().await.created());
    assert_eq!(again.header("idempotency-replayed"), "true");
    assert_eq!(first.header("location"), again.header("location"));
}

#[apply(each_database)]
async fn an_origin_is_configured_in_any_spelling(school: School) {
    let settings = [(
        "MENTORING_CORS_ORIGINS",
        "https://Alumni.School.example:443, https://école.example",
    )];
    let other = School::open_with(school.kind(), &settings).await;
    for (origin, allowed) in [
        ("https://alumni.school.example", true),
        ("https://xn--cole-9oa.example", true),
        ("https://alumni.school.example:8443", false),
        ("http://alumni.school.example", false),
        ("null", false),
    ] {
        let ask = other
            .admin()
            .ask("GET", "/v1/me/profile")
            .header("Origin", origin);
        let answer = ask.send().await.ok();
        let expected = if allowed { origin } else { "" };
        assert_eq!(
            answer.header("access-control-allow-origin"),
            expected,
            "{origin}"
        );
    }
}

#[apply(each_database)]
async fn the_demo_is_open_to_pages_of_this_machine(school: School) {
    for (origin, allowed) in [
        ("http://localhost:5173", true),
        ("http://127.0.0.1:8000", true),
        ("http://[::1]:3000", true),
        ("http://localhost.example", false),
    ] {
        let ask = school
            .admin()
            .ask("GET", "/v1/me/profile")
            .header("Origin", origin);
        let answer = ask.send().await.ok();
        let expected = if allowed { origin } else { "" };
        assert_eq!(
            answer.header("access-control-allow-origin"),
            expected,
            "{origin}"
        );
    }
}
