//! Form of a bearer token: three parts, a strict header, no ambiguous parsing.

use super::BadToken;
use crate::http::json;
use actix_web::http::header::{self, HeaderMap};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Map, Value};

/// Longest accepted token, in bytes.
const LONGEST: usize = 8_192;

/// A token taken apart, its signature not yet checked.
pub(super) struct Parts<'a> {
    /// Algorithm that the header names; compared with the key's, never obeyed.
    pub algorithm: String,
    /// Key that the header names.
    pub key_id: Option<String>,
    /// Unverified claims.
    pub claims: Map<String, Value>,
    /// Signed bytes.
    pub message: &'a [u8],
    /// The signature, in base64url.
    pub signature: &'a str,
}

/// The token of the `Authorization` header.
///
/// # Errors
/// `token_missing` without one, `token_invalid` for several or another scheme.
pub fn bearer(headers: &HeaderMap) -> Result<&str, BadToken> {
    let mut values = headers.get_all(header::AUTHORIZATION);
    let value = values.next().ok_or(BadToken::MISSING)?;
    if values.next().is_some() {
        return Err(BadToken::invalid("several Authorization headers"));
    }
    let rest = value.to_str().ok().and_then(after_scheme);
    let token = rest.ok_or_else(|| BadToken::invalid("the Authorization header is no Bearer"))?;
    if after_scheme(token).is_some() {
        return Err(BadToken::invalid(
            "the token itself begins with Bearer: send that word once",
        ));
    }
    Ok(token)
}

/// The text after `Bearer` and its spaces, of which there may be several (RFC 9110 §11.4).
fn after_scheme(text: &str) -> Option<&str> {
    let (scheme, rest) = text.split_once(' ')?;
    scheme
        .eq_ignore_ascii_case("bearer")
        .then(|| rest.trim_start_matches(' '))
}

/// Splits a token into its parts.
pub(super) fn take_apart(token: &str) -> Result<Parts<'_>, BadToken> {
    if token.len() > LONGEST {
        return Err(BadToken::invalid(format!("longer than {LONGEST} bytes")));
    }
    let three = || BadToken::invalid("not three parts with dots between them");
    let (message, signature) = token.rsplit_once('.').ok_or_else(three)?;
    let (header, claims) = message.split_once('.').ok_or_else(three)?;
    let header = object(header)?;
    let word = |name: &str| header.get(name).and_then(Value::as_str);
    let is_jwt = header
        .get("typ")
        .is_none_or(|kind| kind.as_str().is_some_and(is_access_token));
    let odd = ["crit", "zip", "b64", "enc"]
        .iter()
        .any(|name| header.contains_key(*name));
    if odd || !is_jwt {
        return Err(BadToken::invalid(
            "the header asks for more than a signed JWT",
        ));
    }
    let algorithm = word("alg").ok_or_else(|| BadToken::invalid("alg is missing"))?;
    Ok(Parts {
        algorithm: algorithm.to_owned(),
        key_id: word("kid").map(str::to_owned),
        claims: object(claims)?,
        message: message.as_bytes(),
        signature,
    })
}

/// Signed JWT, or one declared an access token (RFC 9068 §2.1).
fn is_access_token(kind: &str) -> bool {
    let kind = kind.to_ascii_lowercase();
    let kind = kind.strip_prefix("application/").unwrap_or(&kind);
    matches!(kind, "jwt" | "at+jwt")
}

/// A part: base64url without padding, a JSON object without duplicate members.
fn object(part: &str) -> Result<Map<String, Value>, BadToken> {
    let bytes = URL_SAFE_NO_PAD
        .decode(part)
        .map_err(|_| BadToken::invalid("a part is no base64url without padding"))?;
    match json::from_slice(&bytes) {
        Ok(Value::Object(object)) => Ok(object),
        _ => Err(BadToken::invalid(
            "a part is no JSON object with each member once",
        )),
    }
}
