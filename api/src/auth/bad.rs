//! Reasons for refusing a token.

use crate::http::problem::{Code, Problem};
use std::borrow::Cow;

/// Missing or refused token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadToken {
    /// `token_missing`, `token_invalid` or `token_expired`.
    pub code: Code,
    /// Short reason for the maker of the tokens (RFC 6750 §3); never quotes the token.
    pub reason: Option<Cow<'static, str>>,
}

impl BadToken {
    /// Missing token, or one that can't be judged.
    pub const MISSING: Self = Self {
        code: Code::TokenMissing,
        reason: None,
    };

    /// Expired token.
    pub(super) const EXPIRED: Self = Self {
        code: Code::TokenExpired,
        reason: Some(Cow::Borrowed("the token has expired")),
    };

    /// Invalid token.
    pub(super) fn invalid(reason: impl Into<Cow<'static, str>>) -> Self {
        Self {
            code: Code::TokenInvalid,
            reason: Some(reason.into()),
        }
    }
}

impl From<BadToken> for Problem {
    fn from(bad: BadToken) -> Self {
        Self {
            reason: bad.reason,
            ..Self::new(bad.code)
        }
    }
}
