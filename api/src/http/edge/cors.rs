//! CORS for configured origins. Done here, since `actix-cors` answers a foreign origin's preflight
//! with an error that is no problem document.

use crate::config::Config;
use actix_web::HttpResponse;
use actix_web::dev::ServiceRequest;
use actix_web::http::Method;
use actix_web::http::header::{self, HeaderMap, HeaderValue};

/// Headers that a browser's code may read.
const EXPOSED: &str = "ETag, Link, Location, Retry-After, RateLimit, RateLimit-Policy, \
                       Idempotency-Replayed, X-Request-Id, Deprecation, Sunset";

/// The origin of a request, if it is a configured one.
pub(super) fn allowed(config: &Config, headers: &HeaderMap) -> Option<HeaderValue> {
    let origin = headers.get(header::ORIGIN)?;
    let known = |known: &String| origin.as_bytes() == known.as_bytes();
    config
        .cors_origins
        .iter()
        .any(known)
        .then(|| origin.clone())
}

/// Whether a browser asks before the real request.
pub(super) fn is_preflight(request: &ServiceRequest) -> bool {
    request.method() == Method::OPTIONS
        && request
            .headers()
            .contains_key(header::ACCESS_CONTROL_REQUEST_METHOD)
        && request.headers().contains_key(header::ORIGIN)
}

/// The answer to a preflight; without the origin's own header it allows nothing.
pub(super) fn preflight() -> HttpResponse {
    HttpResponse::NoContent()
        .insert_header((
            header::ACCESS_CONTROL_ALLOW_METHODS,
            "GET, HEAD, POST, PUT, PATCH, DELETE",
        ))
        .insert_header((
            header::ACCESS_CONTROL_ALLOW_HEADERS,
            "Authorization, Content-Type, Accept-Language, If-Match, If-None-Match, \
             Idempotency-Key, X-Request-Id",
        ))
        .insert_header((header::ACCESS_CONTROL_MAX_AGE, "600"))
        .finish()
}

/// Adds what the origin may see.
pub(super) fn add(config: &Config, headers: &mut HeaderMap, origin: Option<&HeaderValue>) {
    if config.cors_origins.is_empty() {
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
