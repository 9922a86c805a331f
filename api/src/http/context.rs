//! Context of a request, found by the edge before routing.

use crate::auth::{BadToken, Claims};
use actix_web::{HttpMessage, HttpRequest};
use chrono::{DateTime, Utc};
use domain::ids::PersonId;
use domain::words::Language;
use std::sync::Arc;

/// Made once per request by the edge.
#[derive(Clone, Debug)]
pub struct Context {
    /// Taken from `X-Request-Id` if well-formed, else made.
    pub request_id: String,
    /// The present on the app's clock.
    pub now: DateTime<Utc>,
    /// Claims of the token, or the reason for its refusal.
    pub token: Result<Claims, BadToken>,
    /// The language that the request asks for.
    pub language: Language,
    /// The path under which clients reach this API, where a proxy takes one off; else empty.
    pub base_path: Arc<str>,
}

/// Person who makes the request, once known; the edge names them in the log of a refusal.
#[derive(Clone, Copy, Debug)]
pub struct Actor(pub PersonId);

impl Context {
    /// The language that a request asks for.
    pub fn language_of(request: &HttpRequest) -> Language {
        let extensions = request.extensions();
        let context = extensions.get::<Self>();
        context.map_or(Language::En, |context| context.language)
    }

    /// A path of this API as clients reach it.
    pub fn public_path(request: &HttpRequest, path: &str) -> String {
        let extensions = request.extensions();
        let base = extensions.get::<Self>().map(|context| &*context.base_path);
        format!("{}{path}", base.unwrap_or_default())
    }
}
