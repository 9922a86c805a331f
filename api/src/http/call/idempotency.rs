//! `Idempotency-Key`: one effect for a repeated request.

use crate::access::Caller;
use crate::http::problem::{FieldError, Finding, Problem, TextFormat};
use actix_web::HttpRequest;
use actix_web::http::Method;
use aws_lc_rs::digest::{Context, SHA256};
use persistence::Idempotency;

/// Reads the header of a `POST`; other methods ignore it.
///
/// # Errors
/// 422 for a key that is not 1–255 visible ASCII characters, or sent twice.
pub(super) fn of(
    request: &HttpRequest,
    body: &[u8],
    caller: &Caller,
) -> Result<Option<Idempotency>, Problem> {
    let mut keys = request.headers().get_all("idempotency-key");
    let Some(key) = keys.next().filter(|_| request.method() == Method::POST) else {
        return Ok(None);
    };
    let key = key
        .to_str()
        .ok()
        .filter(|key| is_key(key) && keys.next().is_none());
    let key = key.ok_or_else(|| {
        let finding = Finding::NotFormatted(TextFormat::IdempotencyKey);
        Problem::invalid(vec![FieldError::new("/Idempotency-Key", finding)])
    })?;
    Ok(Some(Idempotency {
        caller: caller.key(),
        key: key.to_owned(),
        fingerprint: fingerprint(request, body),
        real_now: crate::clock::real(),
    }))
}

fn is_key(key: &str) -> bool {
    (1..=255).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic())
}

/// SHA-256 over method, path, query and body.
fn fingerprint(request: &HttpRequest, body: &[u8]) -> Vec<u8> {
    let mut context = Context::new(&SHA256);
    for part in [
        request.method().as_str(),
        request.path(),
        request.query_string(),
    ] {
        context.update(part.as_bytes());
        context.update(b"\n");
    }
    context.update(body);
    context.finish().as_ref().to_vec()
}
