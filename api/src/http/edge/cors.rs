//! CORS for configured origins. Done here, since `actix-cors` answers a foreign origin's preflight
//! with an error that is no problem document.

use crate::config::Config;
use actix_web::HttpResponse;
use actix_web::dev::ServiceRequest;
use actix_web::http::Method;
use actix_web::http::header::{self, HeaderMap, HeaderValue};
use url::{Host, Url};

/// Headers that a browser's code may read.
const EXPOSED: &str = "ETag, Link, Location, Retry-After, RateLimit, RateLimit-Policy, \
                       Idempotency-Replayed, X-Request-Id, Deprecation, Sunset, Content-Disposition";

/// Headers allowed where a preflight names none.
const ALLOWED: &str = "Authorization, Content-Type, Accept-Language, If-Match, If-None-Match, \
                       Idempotency-Key, X-Request-Id";
/// Most bytes of a preflight's list of headers.
const LONGEST_LIST: usize = 2_000;

/// Whether a text is a list of header names (RFC 9110 §5.1).
fn are_names(list: &[u8]) -> bool {
    let is_tchar =
        |byte: &u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~, \t".contains(byte);
    !list.is_empty() && list.len() <= LONGEST_LIST && list.iter().all(is_tchar)
}

/// The origin of a request, if it is a configured one. The demo is open to every page of this
/// machine, as developers serve them on ports of their own.
pub(super) fn allowed(config: &Config, headers: &HeaderMap) -> Option<HeaderValue> {
    let origin = headers.get(header::ORIGIN)?;
    let text = origin.to_str().ok()?;
    let known = config.cors_origins.iter().any(|known| known == text);
    (known || config.is_demo() && is_loopback(text)).then(|| origin.clone())
}

fn is_loopback(origin: &str) -> bool {
    let host = Url::parse(origin).ok();
    match host.as_ref().and_then(Url::host) {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

/// Whether the request is a browser's preflight.
pub(super) fn is_preflight(request: &ServiceRequest) -> bool {
    request.method() == Method::OPTIONS
        && request
            .headers()
            .contains_key(header::ACCESS_CONTROL_REQUEST_METHOD)
        && request.headers().contains_key(header::ORIGIN)
}

/// The answer to a preflight; without the origin's own header it allows nothing.
///
/// It allows every well-formed header that is asked for: pages send headers of their tracing
/// (`traceparent`, `sentry-trace`, …) along, and a request has no power from any header but
/// `Authorization`, which a page can't send without knowing the token.
pub(super) fn preflight(request: &ServiceRequest) -> HttpResponse {
    let asked = request
        .headers()
        .get(header::ACCESS_CONTROL_REQUEST_HEADERS)
        .filter(|asked| are_names(asked.as_bytes()));
    let allowed = asked
        .cloned()
        .unwrap_or_else(|| HeaderValue::from_static(ALLOWED));
    HttpResponse::NoContent()
        .insert_header((
            header::ACCESS_CONTROL_ALLOW_METHODS,
            "GET, HEAD, POST, PUT, PATCH, DELETE",
        ))
        .insert_header((header::ACCESS_CONTROL_ALLOW_HEADERS, allowed))
        .insert_header((header::ACCESS_CONTROL_MAX_AGE, "600"))
        .finish()
}

/// Adds the headers that let the origin read the answer.
pub(super) fn add(config: &Config, headers: &mut HeaderMap, origin: Option<&HeaderValue>) {
    if config.cors_origins.is_empty() && !config.is_demo() {
        return;
    }
    headers.append(header::VARY, HeaderValue::from_static("Origin"));
    if let Some(origin) = origin {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
        headers.insert(
            header::ACCESS_CONTROL_EXPOSE_HEADERS,
            HeaderValue::from_static(EXPOSED),
        );
    }
}
