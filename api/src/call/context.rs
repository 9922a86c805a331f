//! What the edge found out about a request before it was routed.

use crate::auth::Claims;
use crate::problem::Code;
use chrono::{DateTime, Utc};

/// Made once per request by the edge.
#[derive(Clone, Debug)]
pub struct Context {
    /// Taken from `X-Request-Id` if well-formed, else made.
    pub request_id: String,
    /// The present on the app's clock.
    pub now: DateTime<Utc>,
    /// What the token says, or why it isn't accepted.
    pub token: Result<Claims, Code>,
}
