//! Tokens as the Alumni website would sign them.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::json;

pub const ISSUER: &str = "https://alumni.example.org";
pub const AUDIENCE: &str = "mentoring";
pub const SECRET: &str = "a secret of the tests, long enough for HS256";

/// A token of `sub` that is good for ten minutes around `now`.
pub fn sign(sub: &str, roles: &[&str], now: DateTime<Utc>) -> String {
    let now = now.timestamp();
    let claims = json!({
        "iss": ISSUER, "aud": AUDIENCE, "sub": sub, "roles": roles,
        "iat": now - 5, "nbf": now - 5, "exp": now + 600,
        "given_name": "Staff", "family_name": sub,
    });
    let key = EncodingKey::from_secret(SECRET.as_bytes());
    encode(&Header::new(Algorithm::HS256), &claims, &key).unwrap()
}

/// A token of any header and claims, as written, signed by HS256 whatever the header says.
pub fn sign_claims(header: &str, claims: &str) -> String {
    let part = |text: &str| URL_SAFE_NO_PAD.encode(text);
    let signed = format!("{}.{}", part(header), part(claims));
    let key = EncodingKey::from_secret(SECRET.as_bytes());
    let signature = jsonwebtoken::crypto::sign(signed.as_bytes(), &key, Algorithm::HS256).unwrap();
    format!("{signed}.{signature}")
}
