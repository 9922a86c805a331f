//! What the edge found out about a request before it was routed.

use crate::auth::{BadToken, Claims};
use actix_web::{HttpMessage, HttpRequest};
use chrono::{DateTime, Utc};
use domain::words::Language;

/// Made once per request by the edge.
#[derive(Clone, Debug)]
pub struct Context {
    /// Taken from `X-Request-Id` if well-formed, else made.
    pub request_id: String,
    /// The present on the app's clock.
    pub now: DateTime<Utc>,
    /// What the token says, or why it isn't accepted.
    pub token: Result<Claims, BadToken>,
    /// The language that the request asks for.
    pub language: Language,
}

impl Context {
    /// The language that a request asks for.
    pub fn language_of(request: &HttpRequest) -> Language {
        let extensions = request.extensions();
        let context = extensions.get::<Self>();
        context.map_or(Language::En, |context| context.language)
    }
}
