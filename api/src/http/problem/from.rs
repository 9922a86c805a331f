//! Problems from the layers below.

use super::{Code, Problem};
use domain::refusal::Refusal;

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        let code = Code::Refused(refusal.code);
        Self {
            refusal: Some(Box::new(refusal)),
            ..Self::new(code)
        }
    }
}

impl From<persistence::Error> for Problem {
    fn from(error: persistence::Error) -> Self {
        use persistence::Error;
        match error {
            Error::Refused(refusal) => (*refusal).into(),
            Error::NotFound => Self::not_found(),
            Error::Stale => Self::new(Code::Stale),
            Error::IdempotencyInProgress => Self::new(Code::IdempotencyInProgress),
            Error::IdempotencyKeyReused => Self::new(Code::IdempotencyKeyReused),
            Error::Unavailable(cause) => {
                // the store tells an outage once
                tracing::debug!(%cause, "database unavailable");
                Self::new(Code::DatabaseUnavailable)
            }
            Error::Contention(cause) => {
                tracing::warn!(cause, "other writes came first, time and again");
                Self::new(Code::DatabaseUnavailable)
            }
            Error::Overloaded => Self::new(Code::Overloaded),
            Error::Unfit(cause) | Error::Internal(cause) => Self::internal(cause),
        }
    }
}
