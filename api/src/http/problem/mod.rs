//! Problems (RFC 9457): the one form of every error, from every layer.

mod code;
mod detail;
mod finding;
mod from;
mod refusals;
mod render;
mod texts;

pub use code::Code;
pub use detail::Detail;
pub use finding::{FieldError, FieldErrorCode, Finding, TextFormat, ToldError};
pub use render::{Place, ProblemBody, finish, of_error, of_status, rendered};

use domain::refusal::Refusal;
use serde_json::{Map, Value};
use std::borrow::Cow;

/// Problem answer of a request. The edge adds `type`'s base, `instance`, `request_id` and the
/// language of the texts.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// Code of the problem.
    pub code: Code,
    /// Instruction, where more specific than the code's own text.
    pub detail: Option<Detail>,
    /// All findings.
    pub errors: Vec<FieldError>,
    /// Refusal by a rule, whose values are members of the answer (409).
    pub refusal: Option<Box<Refusal>>,
    /// Further members of the answer, as the report of a refused import.
    pub members: Map<String, Value>,
    /// Seconds until a repetition makes sense.
    pub retry_after: Option<u64>,
    /// Reason for refusing the token, for its maker (401).
    pub reason: Option<Cow<'static, str>>,
    /// Methods of the address (405).
    pub allow: Option<String>,
}

impl Problem {
    /// Builds a problem from its code alone.
    pub fn new(code: Code) -> Self {
        let retry_after = match code {
            Code::DatabaseUnavailable => Some(5),
            Code::Overloaded | Code::IdempotencyInProgress => Some(1),
            _ => None,
        };
        Self {
            code,
            detail: None,
            errors: Vec::new(),
            refusal: None,
            members: Map::new(),
            retry_after,
            reason: None,
            allow: None,
        }
    }

    /// Sets the instruction for this case.
    pub const fn detail(mut self, detail: Detail) -> Self {
        self.detail = Some(detail);
        self
    }

    /// Builds the 422 with all findings.
    pub fn invalid(errors: Vec<FieldError>) -> Self {
        Self {
            errors,
            ..Self::new(Code::ValidationFailed)
        }
    }

    /// Builds the 404, the same for hidden and absent resources.
    pub fn not_found() -> Self {
        Self::new(Code::NotFound)
    }

    /// 500; the cause goes to the log only.
    pub fn internal(cause: impl std::fmt::Display) -> Self {
        tracing::error!(%cause, "internal error");
        Self::new(Code::Internal)
    }
}

impl From<Code> for Problem {
    fn from(code: Code) -> Self {
        Self::new(code)
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code.as_str())
    }
}

impl std::error::Error for Problem {}
