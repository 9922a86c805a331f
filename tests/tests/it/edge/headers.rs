//! Headers of every answer, methods, CORS and the limit of requests.

use crate::harness::{Class, School, apply, each_database};

#[apply(each_database)]
async fn a_request_id_is_taken_when_well_formed_else_made(school: School) {
    let admin = school.admin();
    let ask = admin
        .ask("GET", "/v1/me/profile")
        .header("X-Request-Id", "a-request.of_mine-1");
    assert_eq!(
        ask.send().await.ok().header("x-request-id"),
        "a-request.of_mine-1"
    );
    for wrong in ["", "with space", &"x".repeat(300), "é"] {
        let answer = admin
            .ask("GET", "/v1/me/profile")
            .header("X-Request-Id", wrong)
            .send()
            .await
            .ok();
        let made = answer.header("x-request-id");
        assert!(!made.is_empty() && made != wrong, "{made}");
    }
}

#[apply(each_database)]
async fn every_answer_tells_the_limit_and_is_not_cached_by_others(school: School) {
    let admin = school.admin();
    for path in [
        "/v1/me/profile",
        "/v1/programmes",
        "/v1/nothing",
        "/health/live",
    ] {
        let answer = admin.get(path).await;
        assert!(!answer.header("ratelimit").is_empty(), "{path}");
        assert!(!answer.header("ratelimit-policy").is_empty(), "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
    }
    let me = admin.get("/v1/me/profile").await.ok();
    let cached = me.header("cache-control");
    assert!(
        cached == "private, no-cache" || cached == "no-store",
        "{cached}"
    );
}

#[apply(each_database)]
async fn a_method_that_is_not_offered_names_those_that_are(school: School) {
    let class = Class::draft(&school, 2019).await;
    for (method, path, offered) in [
        ("DELETE", "/v1/me/profile".to_owned(), vec!["GET"]),
        ("PUT", class.path(""), vec!["GET", "PATCH"]),
        ("GET", class.path("/open"), vec!["POST"]),
        ("PATCH", "/v1/programmes".to_owned(), vec!["GET", "POST"]),
    ] {
        let answer = school.admin().ask(method, path).send_unchecked().await;
        let answer = answer.refused(405, "method_not_allowed");
        let allowed: Vec<&str> = answer.header("allow").split(", ").collect();
        for method in offered {
            assert!(allowed.contains(&method), "{answer:?}: {allowed:?}");
        }
    }
}

#[apply(each_database)]
async fn browsers_may_call_from_the_origins_configured(school: School) {
    let origin = "https://alumni.example.org";
    let other = School::open_with(school.kind(), &[("MENTORING_CORS_ORIGINS", origin)]).await;
    let preflight = |from: &str| {
        let ask = other
            .anonymous()
            .ask("OPTIONS", "/v1/me/profile")
            .header("Origin", from);
        let ask = ask.header("Access-Control-Request-Method", "PATCH");
        ask.header(
            "Access-Control-Request-Headers",
            "authorization,baggage,sentry-trace,traceparent,tracestate",
        )
    };
    let answer = preflight(origin).send_unchecked().await;
    assert!(answer.status < 300, "{answer:?}");
    assert_eq!(answer.header("access-control-allow-origin"), origin);
    assert!(
        answer
            .header("access-control-allow-methods")
            .contains("PATCH")
    );
    let allowed = answer.header("access-control-allow-headers").to_lowercase();
    for name in [
        "authorization",
        "baggage",
        "sentry-trace",
        "traceparent",
        "tracestate",
    ] {
        assert!(
            allowed.split(',').any(|one| one.trim() == name),
            "{name}: {allowed}"
        );
    }
    let refused = preflight("https://evil.example.org").send_unchecked().await;
    assert_eq!(refused.header("access-control-allow-origin"), "");
    let ask = other
        .admin()
        .ask("GET", "/v1/me/profile")
        .header("Origin", origin);
    let answer = ask.send().await.ok();
    assert_eq!(answer.header("access-control-allow-origin"), origin);
    let exposed = answer
        .header("access-control-expose-headers")
        .to_lowercase();
    for name in [
        "etag",
        "link",
        "location",
        "retry-after",
        "ratelimit",
        "ratelimit-policy",
        "idempotency-replayed",
        "x-request-id",
        "deprecation",
        "sunset",
    ] {
        assert!(
            exposed.split(',').any(|header| header.trim() == name),
            "{name}: {exposed}"
        );
    }
}

#[apply(each_database)]
async fn who_asks_too_often_waits_and_others_do_not(school: School) {
    let few = School::open_with(school.kind(), &[("MENTORING_RATE_LIMIT", "3/min")]).await;
    let admin = few.admin();
    for _ in 0..3 {
        admin.get("/v1/me/profile").await.ok();
    }
    let refused = admin
        .get("/v1/me/profile")
        .await
        .refused(429, "rate_limited");
    let wait: u64 = refused.header("retry-after").parse().unwrap();
    assert!((1..=60).contains(&wait), "{wait}");
    few.adviser().get("/v1/me/profile").await.ok();
    few.anonymous().get("/health/live").await.ok();
}

#[apply(each_database)]
async fn every_answer_says_what_pages_may_do_with_it(school: School) {
    let visitor = school.anonymous();
    for path in ["/v1/me", "/health/live", "/openapi.json", "/nothing"] {
        let answer = visitor.ask("GET", path).send_unchecked().await;
        assert_eq!(answer.header("referrer-policy"), "no-referrer", "{path}");
        let policy = answer.header("cross-origin-resource-policy");
        assert_eq!(policy, "same-origin", "{path}");
        let policy = answer.header("content-security-policy");
        assert_eq!(
            policy, "default-src 'none'; frame-ancestors 'none'",
            "{path}"
        );
    }
    let page = visitor
        .ask("GET", "/swagger-ui/index.html")
        .send_unchecked()
        .await;
    let policy = page.header("content-security-policy").to_owned();
    assert!(policy.contains("script-src 'self'"), "{policy}");
}
