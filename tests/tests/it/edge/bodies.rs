//! Bodies and query parameters: what is refused at the door, and how it is named.

use crate::harness::{Answer, School, apply, each_database};
use serde_json::json;

async fn post(school: &School, content_type: &str, body: impl Into<Vec<u8>>) -> Answer {
    let ask = school.admin().ask("POST", "/v1/programmes");
    ask.header("Content-Type", content_type)
        .bytes(body)
        .send()
        .await
}

async fn json(school: &School, body: impl Into<Vec<u8>>) -> Answer {
    post(school, "application/json", body).await
}

#[apply(each_database)]
async fn what_is_not_json_is_malformed(school: School) {
    for body in [
        &b"{"[..],
        b"",
        b"{'year': 2019}",
        br#"{"year": 2019, "name": "A"} x"#,
        br#"{"year": 2019, "year": 2020, "name": "A"}"#,
        b"{\"year\": 2019, \"name\": \"\xff\"}",
        br#"{"year": 2019, "name": "\ud800"}"#,
        br#"{"year": NaN, "name": "A"}"#,
    ] {
        let answer = json(&school, body).await;
        assert_eq!(answer.status, 400, "{answer:?}");
        answer.refused(400, "malformed_body");
    }
    json(&school, "[".repeat(100_000))
        .await
        .refused(400, "malformed_body");
}

#[apply(each_database)]
async fn another_content_type_is_not_supported(school: School) {
    let body = r#"{"year": 2019, "name": "A"}"#;
    for kind in [
        "text/plain",
        "application/xml",
        "application/x-www-form-urlencoded",
    ] {
        post(&school, kind, body)
            .await
            .refused(415, "unsupported_media_type");
    }
    let ask = school.admin().ask("POST", "/v1/programmes").bytes(body);
    ask.send().await.refused(415, "unsupported_media_type");
    let ask = school
        .admin()
        .ask("POST", "/v1/programmes")
        .header("Content-Type", "application/json");
    let packed = ask.header("Content-Encoding", "gzip").bytes(body);
    packed.send().await.refused(415, "unsupported_media_type");
    // What isn't there has no type: it is no JSON.
    school
        .admin()
        .act("/v1/programmes")
        .await
        .refused(400, "malformed_body");
    post(&school, "application/json; charset=utf-8", body)
        .await
        .created();
}

#[apply(each_database)]
async fn a_body_over_a_mebibyte_is_too_large(school: School) {
    let body = json!({ "year": 2019, "name": "a".repeat(1_100_000) });
    json(&school, body.to_string())
        .await
        .refused(413, "body_too_large");
}

#[apply(each_database)]
async fn every_finding_is_told_at_its_place(school: School) {
    let answer = json(&school, r#"{"name": "", "surprise": 1}"#).await;
    let answer = answer.invalid("/year", "required");
    let answer = answer.invalid("/surprise", "unknown_field");
    answer.invalid("/name", "too_short");
}

#[apply(each_database)]
async fn each_kind_of_finding_has_its_code(school: School) {
    for (body, pointer, code) in [
        (json!({ "year": "2019", "name": "A" }), "/year", "type"),
        (json!({ "year": 2019.5, "name": "A" }), "/year", "type"),
        (json!({ "year": 1, "name": "A" }), "/year", "out_of_range"),
        (
            json!({ "year": null, "name": "A" }),
            "/year",
            "null_not_allowed",
        ),
        (
            json!({ "year": 2019, "name": "a".repeat(101) }),
            "/name",
            "too_long",
        ),
        (
            json!({ "year": 2019, "name": "A\u{0}" }),
            "/name",
            "nul_character",
        ),
    ] {
        json(&school, body.to_string()).await.invalid(pointer, code);
    }
    json(&school, "[]").await.invalid("", "type");
}

#[apply(each_database)]
async fn a_whole_number_may_be_written_with_a_point(school: School) {
    let created = json(&school, r#"{"year": 2031.0, "name": "A"}"#)
        .await
        .created();
    assert_eq!(created.at("/year"), json!(2031));
}

#[apply(each_database)]
async fn lengths_count_characters_not_bytes(school: School) {
    let name = "é".repeat(99) + "🎓";
    let body = json!({ "year": 2019, "name": name });
    let created = json(&school, body.to_string()).await.created();
    assert_eq!(created.at("/name"), json!(name));
}

/// The answer follows its schema, whose pointers are short and without U+0000.
#[apply(each_database)]
async fn a_name_that_no_pointer_can_hold_is_shown_as_far_as_it_can(school: School) {
    let admin = school.admin();
    for name in ["a%00b", &"x".repeat(3_000)] {
        let answer = admin.get(format!("/v1/programmes?{name}=1")).await;
        answer.refused(422, "validation_failed");
    }
    for name in ["a\\u0000b", &"x".repeat(3_000)] {
        let body = format!(r#"{{"year": 2031, "name": "A", "{name}": 1}}"#);
        json(&school, body).await.refused(422, "validation_failed");
    }
}

#[apply(each_database)]
async fn an_unknown_or_wrong_parameter_is_refused_by_name(school: School) {
    let admin = school.admin();
    let answer = admin.get("/v1/programmes?surprise=1").await;
    let answer = answer.refused(422, "validation_failed");
    assert_eq!(
        answer.at("/errors/0/code"),
        json!("unknown_parameter"),
        "{answer:?}"
    );
    for query in [
        "limit=0",
        "limit=101",
        "limit=x",
        "limit=",
        "limit=1&limit=2",
    ] {
        let answer = admin.get(format!("/v1/programmes?{query}")).await;
        answer.refused(422, "validation_failed");
    }
    let answer = admin
        .get("/v1/programmes?limit=x")
        .await
        .refused(422, "validation_failed");
    assert_eq!(
        answer.text("/errors/0/detail"),
        "Send a whole number.",
        "{answer:?}"
    );
}

#[apply(each_database)]
async fn rights_are_decided_before_the_body_is_read(school: School) {
    let ask = school.adviser().ask("POST", "/v1/programmes");
    let ask = ask.header("Content-Type", "text/plain").bytes("{");
    ask.send().await.refused(403, "role_forbidden");
    let ask = school.anonymous().ask("POST", "/v1/programmes");
    ask.bytes("{").send().await.refused(401, "token_missing");
}

#[apply(each_database)]
async fn an_id_that_is_none_is_answered_like_one_that_is_not_there(school: School) {
    let admin = school.admin();
    let absent = admin
        .get("/v1/programmes/01900000-0000-7000-8000-000000000000")
        .await;
    let absent = absent.refused(404, "not_found").body();
    for id in [
        "x",
        "0",
        "%00",
        "..%2f",
        "01900000-0000-7000-8000-00000000000",
        "%F0%9F",
    ] {
        let answer = admin
            .ask("GET", format!("/v1/programmes/{id}"))
            .send_unchecked()
            .await;
        let mut body = answer.refused(404, "not_found").body();
        body["instance"] = absent["instance"].clone();
        body["request_id"] = absent["request_id"].clone();
        assert_eq!(body, absent);
    }
}
