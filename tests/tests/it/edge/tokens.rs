//! Bearer tokens: what is required of them, and what each fault is called.

use crate::harness::{Actor, Answer, School, apply, each_database, sign_claims};
use chrono::TimeDelta;
use serde_json::{Value, json};

/// A route that is open to any person.
const ME: &str = "/v1/me/profile";

/// Good claims of an admin, with some replaced; null takes one away.
fn claims(school: &School, changes: Value) -> Value {
    let now = school.now().timestamp();
    let mut claims = json!({
        "iss": "https://alumni.example.org", "aud": "mentoring", "sub": "staff-admin",
        "iat": now - 5, "nbf": now - 5, "exp": now + 600, "roles": ["admin"],
    });
    for (name, value) in changes.as_object().unwrap() {
        claims[name] = value.clone();
    }
    let claims = claims.as_object().unwrap().clone();
    Value::Object(claims.into_iter().filter(|(_, v)| !v.is_null()).collect())
}

async fn me(caller: &Actor, authorization: &str) -> Answer {
    let ask = caller.ask("GET", ME);
    ask.header("Authorization", authorization).send().await
}

async fn with_claims(school: &School, changes: Value) -> Answer {
    let text = claims(school, changes).to_string();
    let header = json!({ "alg": "HS256", "typ": "JWT" }).to_string();
    me(
        &school.anonymous(),
        &format!("Bearer {}", sign_claims(&header, &text)),
    )
    .await
}

#[apply(each_database)]
async fn without_a_token_nobody_gets_in_and_is_told_how(school: School) {
    let refused = school
        .anonymous()
        .get(ME)
        .await
        .refused(401, "token_missing");
    assert!(
        refused.header("www-authenticate").starts_with("Bearer"),
        "{refused:?}"
    );
    let basic = me(&school.anonymous(), "Basic YTpi").await;
    assert_eq!(basic.status, 401, "{basic:?}");
}

#[apply(each_database)]
async fn a_good_token_is_taken_and_its_scheme_may_be_lower_case(school: School) {
    with_claims(&school, json!({})).await.ok();
    let token = school.admin().token().unwrap();
    me(&school.anonymous(), &format!("bearer {token}"))
        .await
        .ok();
}

#[apply(each_database)]
async fn spaces_after_the_scheme_are_no_part_of_the_token(school: School) {
    let token = school.admin().token().unwrap();
    me(&school.anonymous(), &format!("Bearer   {token}"))
        .await
        .ok();
    let twice = me(&school.anonymous(), &format!("Bearer Bearer {token}")).await;
    let challenge = twice
        .refused(401, "token_invalid")
        .header("www-authenticate")
        .to_owned();
    assert!(challenge.contains("begins with Bearer"), "{challenge}");
}

#[apply(each_database)]
async fn a_token_needs_no_nbf_and_its_times_may_have_fractions(school: School) {
    with_claims(&school, json!({ "nbf": null })).await.ok();
    let now = school.now().timestamp();
    let iat = format!("{}.5", now - 5).parse::<f64>().unwrap();
    with_claims(&school, json!({ "iat": iat })).await.ok();
}

#[apply(each_database)]
async fn each_claim_is_required(school: School) {
    for claim in ["iss", "aud", "sub", "exp", "iat"] {
        let answer = with_claims(&school, json!({ claim: null })).await;
        assert_eq!(answer.status, 401, "without {claim}: {answer:?}");
        let answer = answer.refused(401, "token_invalid");
        let challenge = answer.header("www-authenticate");
        assert!(
            challenge.contains(&format!("error_description=\"{claim} is ")),
            "{challenge}"
        );
    }
}

#[apply(each_database)]
async fn what_is_wrong_with_a_token_is_said_to_its_maker(school: School) {
    let now = school.now().timestamp();
    for (wrong, reason) in [
        (json!({ "exp": now + 7200 }), "lives longer than 60 minutes"),
        (json!({ "nbf": now + 300 }), "nbf is still ahead"),
        (
            json!({ "iss": "https://elsewhere.example.org" }),
            "unknown issuer",
        ),
        (
            json!({ "aud": "somebody-else" }),
            "aud is missing or names another audience",
        ),
    ] {
        let answer = with_claims(&school, wrong)
            .await
            .refused(401, "token_invalid");
        let wanted = format!("error=\"invalid_token\", error_description=\"{reason}\"");
        let challenge = answer.header("www-authenticate");
        assert!(challenge.contains(&wanted), "{challenge}");
    }
}

#[apply(each_database)]
async fn claims_of_another_kind_are_refused(school: School) {
    let now = school.now().timestamp();
    for wrong in [
        json!({ "exp": (now + 600).to_string() }),
        json!({ "exp": -1 }),
        json!({ "iat": now.to_string() }),
        json!({ "nbf": "0" }),
        json!({ "sub": "" }),
        json!({ "sub": 7 }),
        json!({ "sub": "staff-admin " }),
        json!({ "sub": "\u{feff}staff-admin" }),
        json!({ "sub": "staff\nadmin" }),
        json!({ "aud": "somebody-else" }),
        json!({ "iss": "https://elsewhere.example.org" }),
        json!({ "iat": now + 300, "exp": now + 900 }),
        json!({ "nbf": now + 300 }),
    ] {
        let answer = with_claims(&school, wrong.clone()).await;
        assert_eq!(answer.status, 401, "{wrong}: {answer:?}");
        answer.refused(401, "token_invalid");
    }
}

#[apply(each_database)]
async fn an_expired_token_is_called_so_after_thirty_seconds(school: School) {
    let now = school.now();
    let exp = |seconds| (now - TimeDelta::seconds(seconds)).timestamp();
    let iat = exp(600);
    with_claims(&school, json!({ "iat": iat, "nbf": iat, "exp": exp(20) }))
        .await
        .ok();
    with_claims(&school, json!({ "iat": iat, "nbf": iat, "exp": exp(60) }))
        .await
        .refused(401, "token_expired");
}

#[apply(each_database)]
async fn a_token_that_lives_longer_than_an_hour_is_refused(school: School) {
    let now = school.now().timestamp();
    with_claims(&school, json!({ "exp": now + 7200 }))
        .await
        .refused(401, "token_invalid");
}

#[apply(each_database)]
async fn the_algorithm_is_the_issuers_never_the_tokens(school: School) {
    let text = claims(&school, json!({})).to_string();
    for header in [
        json!({ "alg": "none" }),
        json!({ "alg": "HS512" }),
        json!({ "alg": "RS256" }),
        json!({ "alg": "HS256", "crit": ["exp"] }),
        json!({ "alg": "HS256", "zip": "DEF" }),
    ] {
        let token = sign_claims(&header.to_string(), &text);
        let answer = me(&school.anonymous(), &format!("Bearer {token}")).await;
        assert_eq!(answer.status, 401, "{header}: {answer:?}");
    }
}

#[apply(each_database)]
async fn a_changed_or_malformed_token_is_refused(school: School) {
    let good = school.admin().token().unwrap();
    let (signed, _) = good.rsplit_once('.').unwrap();
    for token in [
        format!("{signed}.AAAA"),
        format!("{good}="),
        format!("{good}.more"),
        signed.to_owned(),
        "x".to_owned(),
        "a.b.c".to_owned(),
    ] {
        me(&school.anonymous(), &format!("Bearer {token}"))
            .await
            .refused(401, "token_invalid");
    }
}

#[apply(each_database)]
async fn a_member_given_twice_is_refused(school: School) {
    let text = claims(&school, json!({})).to_string();
    let twice = text.replacen('{', r#"{"sub":"somebody","#, 1);
    let token = sign_claims(r#"{"alg":"HS256"}"#, &twice);
    me(&school.anonymous(), &format!("Bearer {token}"))
        .await
        .refused(401, "token_invalid");
}

#[apply(each_database)]
async fn somebody_unknown_gets_in_only_with_a_staff_role(school: School) {
    school
        .person("nobody")
        .get(ME)
        .await
        .refused(403, "person_unknown");
    let me = school.staff("new-adviser", &["adviser"]).get(ME).await.ok();
    assert_eq!(me.at("/external_id"), json!("new-adviser"));
    let again = school.staff("new-adviser", &["adviser"]).get(ME).await.ok();
    assert_eq!(again.at("/id"), me.at("/id"));
}

#[apply(each_database)]
async fn a_role_that_is_not_known_gives_nothing(school: School) {
    school
        .staff("nobody", &["root"])
        .get(ME)
        .await
        .refused(403, "person_unknown");
}
