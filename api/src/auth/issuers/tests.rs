use super::super::TokenFor;
use super::*;
use crate::auth::Staff;
use crate::auth::known::{LONGEST, MOST};
use crate::config::IssuerKeys;
use crate::http::problem::Code;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::json;
use std::time::Duration;

const SECRET: &str = "0123456789abcdef0123456789abcdef";
const NOW: i64 = 1_800_000_000;

fn own() -> OwnKey {
    let pair =
        aws_lc_rs::signature::Ed25519KeyPair::generate_pkcs8(&aws_lc_rs::rand::SystemRandom::new());
    OwnKey::read(pair.unwrap().as_ref(), "https://api.example").unwrap()
}

fn issuers(own: &OwnKey, demo: bool) -> Issuers {
    let website = Issuer {
        issuer: "https://alumni.example".to_owned(),
        audience: "mentoring".to_owned(),
        roles_claim: "roles".to_owned(),
        max_life: Duration::from_secs(3_600),
        algorithm: None,
        keys: IssuerKeys::Hs256(SECRET.to_owned().into()),
    };
    Issuers::read(&[website], own, demo).unwrap()
}

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(NOW, 0).unwrap()
}

fn sign(header: &str, claims: &str) -> String {
    let message = format!(
        "{}.{}",
        URL_SAFE_NO_PAD.encode(header),
        URL_SAFE_NO_PAD.encode(claims)
    );
    let key = jsonwebtoken::EncodingKey::from_secret(SECRET.as_bytes());
    let signature = jsonwebtoken::crypto::sign(message.as_bytes(), &key, Algorithm::HS256);
    format!("{message}.{}", signature.unwrap())
}

fn claims() -> Value {
    json!({"iss": "https://alumni.example", "aud": ["mentoring", "x"], "sub": "camille",
           "iat": NOW - 10, "nbf": NOW - 10, "exp": NOW + 600, "roles": ["adviser"]})
}

fn code(result: Result<Claims, BadToken>) -> Option<Code> {
    result.err().map(|bad| bad.code)
}

const HEADER: &str = r#"{"alg":"HS256","typ":"JWT"}"#;

#[test]
fn a_good_token_gives_its_subject_and_role() {
    let claims = issuers(&own(), false).verify(&sign(HEADER, &claims().to_string()), now());
    let claims = claims.unwrap();
    assert_eq!(claims.subject, "camille");
    assert_eq!(claims.staff, Some(Staff::Adviser));
}

#[test]
fn a_token_that_was_good_is_judged_anew_and_lends_nothing_to_a_forged_one() {
    let issuers = issuers(&own(), false);
    let token = sign(HEADER, &claims().to_string());
    let at = |seconds| DateTime::from_timestamp(NOW + seconds, 0).unwrap();
    for _ in 0..2 {
        assert!(issuers.verify(&token, now()).is_ok());
        assert_eq!(
            code(issuers.verify(&token, at(-3_600))),
            Some(Code::TokenInvalid)
        );
    }
    let (message, signature) = token.rsplit_once('.').unwrap();
    let mut admin = claims();
    admin["roles"] = json!(["admin"]);
    let forged = sign(HEADER, &admin.to_string());
    let (other, _) = forged.rsplit_once('.').unwrap();
    for forged in [
        format!("{other}.{signature}"),
        format!("{message}.{}", "A".repeat(43)),
        format!("{token}A"),
        format!("{message}."),
    ] {
        let refused = code(issuers.verify(&forged, now()));
        assert_eq!(refused, Some(Code::TokenInvalid), "{forged}");
    }
    assert_eq!(issuers.good.len(), 1);
    for _ in 0..2 {
        assert_eq!(
            code(issuers.verify(&token, at(3_600))),
            Some(Code::TokenExpired)
        );
    }
    assert!(issuers.verify(&token, now()).is_ok());
}

#[test]
fn as_many_tokens_are_known_as_there_is_room_for() {
    let issuers = issuers(&own(), false);
    for number in 0..=MOST {
        let mut claims = claims();
        claims["jti"] = json!(number);
        let token = sign(HEADER, &claims.to_string());
        assert!(issuers.verify(&token, now()).is_ok());
    }
    assert_eq!(issuers.good.len(), 1);
    let mut claims = claims();
    claims["padding"] = json!("x".repeat(LONGEST));
    let token = sign(HEADER, &claims.to_string());
    assert!(issuers.verify(&token, now()).is_ok());
    assert!(issuers.good.get(&token).is_none());
}

#[test]
fn a_claim_that_is_missing_or_of_another_type_is_refused() {
    let issuers = issuers(&own(), false);
    for name in ["iss", "aud", "sub", "iat", "nbf", "exp"] {
        for value in [
            Value::Null,
            json!(""),
            json!("1800000000"),
            json!(-1),
            json!(1.5e9),
        ] {
            let mut claims = claims();
            claims[name] = value;
            let result = issuers.verify(&sign(HEADER, &claims.to_string()), now());
            let odd_subject = name == "sub" && claims[name] == json!("1800000000");
            let long_good = name == "nbf" && claims[name] == json!(1.5e9);
            assert_eq!(
                result.is_ok(),
                odd_subject || long_good,
                "{name} {}",
                claims[name]
            );
        }
        let mut claims = claims();
        claims.as_object_mut().unwrap().remove(name);
        let result = issuers.verify(&sign(HEADER, &claims.to_string()), now());
        assert_eq!(result.is_ok(), name == "nbf", "without {name}");
    }
}

#[test]
fn tokens_are_taken_as_the_providers_write_them() {
    let issuers = issuers(&own(), false);
    let shapes = [
        // Keycloak: no nbf, an audience list, roles nested elsewhere
        json!({ "nbf": null, "aud": ["mentoring", "account"], "azp": "website", "acr": "1",
                "realm_access": { "roles": ["offline_access"] }, "typ": "Bearer" }),
        // Entra: nbf, tenant and version claims
        json!({ "tid": "5555", "oid": "1111", "ver": "2.0", "aio": "x", "scp": "access" }),
        // Auth0: no nbf, grant and scope
        json!({ "nbf": null, "aud": ["mentoring"], "gty": "password", "scope": "openid" }),
        // Zitadel and Authentik: times with fractions
        json!({ "iat": 1_799_999_990.25, "nbf": 1_799_999_990.25, "exp": 1_800_000_600.75 }),
    ];
    for (shape, typ) in shapes
        .iter()
        .zip(["JWT", "JWT", "at+jwt", "application/at+jwt"])
    {
        let mut claims = claims();
        for (name, value) in shape.as_object().unwrap() {
            claims[name] = value.clone();
        }
        claims
            .as_object_mut()
            .unwrap()
            .retain(|_, value| !value.is_null());
        let header = json!({ "alg": "HS256", "typ": typ }).to_string();
        let result = issuers.verify(&sign(&header, &claims.to_string()), now());
        assert!(result.is_ok(), "{shape}: {result:?}");
    }
}

#[test]
fn a_header_that_asks_for_something_special_is_refused() {
    let issuers = issuers(&own(), false);
    for header in [
        r#"{"alg":"none"}"#,
        r#"{"alg":"HS512"}"#,
        r#"{"alg":"HS256","alg":"HS256"}"#,
        r#"{"alg":"HS256","crit":["x"],"x":1}"#,
        r#"{"alg":"HS256","zip":"DEF"}"#,
        r#"{"typ":"JWT"}"#,
        r#"{"alg":"HS256","typ":1}"#,
        r#"{"alg":"HS256","typ":null}"#,
        r#"{"alg":"HS256","typ":["JWT"]}"#,
        r#"{"alg":"HS256","typ":"dpop+jwt"}"#,
    ] {
        let token = sign(header, &claims().to_string());
        assert_eq!(
            code(issuers.verify(&token, now())),
            Some(Code::TokenInvalid),
            "{header}"
        );
    }
}

#[test]
fn duplicate_claims_padding_and_foreign_signatures_are_refused() {
    let issuers = issuers(&own(), false);
    let twice = claims().to_string().replacen('{', "{\"sub\":\"eve\",", 1);
    let good = sign(HEADER, &claims().to_string());
    let other = own()
        .sign(TokenFor {
            subject: "eve",
            staff: Some(Staff::Admin),
            name: None,
            from: now(),
            until: now() + Duration::from_secs(60),
        })
        .unwrap();
    let bent = good.replace('.', "=.");
    for token in [
        sign(HEADER, &twice),
        format!("{good}="),
        bent,
        other,
        "a.b".into(),
    ] {
        assert_eq!(
            code(issuers.verify(&token, now())),
            Some(Code::TokenInvalid),
            "{token}"
        );
    }
}

#[test]
fn times_are_checked_with_a_leeway_of_half_a_minute() {
    let issuers = issuers(&own(), false);
    let with = |name: &str, value: i64| {
        let mut claims = claims();
        claims[name] = value.into();
        issuers.verify(&sign(HEADER, &claims.to_string()), now())
    };
    let bad = |reason: &'static str| Err(BadToken::invalid(reason));
    assert_eq!(with("exp", NOW - 31), bad("exp is not after iat"));
    assert!(with("exp", NOW - 5).is_ok());
    assert!(with("nbf", NOW + 29).is_ok());
    assert_eq!(with("nbf", NOW + 31), bad("nbf is still ahead"));
    let long = with("exp", NOW - 10 + 3_601);
    assert_eq!(long, bad("lives longer than 60 minutes"));
    let late = issuers.verify(
        &sign(HEADER, &claims().to_string()),
        now() + Duration::from_secs(640),
    );
    assert_eq!(late, Err(BadToken::EXPIRED));
}

#[test]
fn own_tokens_may_live_for_a_year_in_the_demo_only() {
    let own = own();
    let token = own.sign(TokenFor {
        subject: "demo-admin",
        staff: Some(Staff::Admin),
        name: Some(("Ada", "Martin")),
        from: now() - Duration::from_secs(86_400),
        until: now() + Duration::from_secs(31_536_000),
    });
    let token = token.unwrap();
    assert!(issuers(&own, false).verify(&token, now()).is_err());
    let claims = issuers(&own, true).verify(&token, now()).unwrap();
    assert_eq!(claims.staff, Some(Staff::Admin));
    assert_eq!(claims.given_name.as_deref(), Some("Ada"));
}
