//! Problems from the layers below.

use super::{Code, Problem};
use crate::auth::BadToken;
use domain::calendar::Window;
use domain::refusal::Refusal;
use serde_json::{Value, json};

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        let window = |window: Window| json!({ "from": window.from, "to": window.to });
        let found = [
            ("earliest_on", refusal.earliest_on.map(|on| json!(on))),
            ("deadline_on", refusal.deadline_on.map(|on| json!(on))),
            ("window", refusal.window.map(window)),
            ("state", refusal.state.map(Value::from)),
            ("pointer", refusal.pointer.map(Value::from)),
            (
                "items",
                Some(refusal.items)
                    .filter(|items| !items.is_empty())
                    .map(Value::from),
            ),
            ("count", refusal.count.map(Value::from)),
        ];
        let mut problem = Self::new(Code::from(refusal.code));
        for (name, value) in found {
            if let Some(value) = value {
                problem = problem.with(name, value);
            }
        }
        problem
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

impl From<persistence::Error> for Problem {
    fn from(error: persistence::Error) -> Self {
        use persistence::Error;
        match error {
            Error::Refused(refusal) => (*refusal).into(),
            Error::NotFound => Self::not_found(),
            Error::Stale => Self::new(Code::Stale),
            Error::IdempotencyInProgress => Self::new(Code::IdempotencyInProgress),
            Error::IdempotencyKeyReused => Self::new(Code::IdempotencyKeyReused),
            Error::Unavailable(cause) | Error::Contention(cause) => {
                tracing::warn!(%cause, "database unavailable");
                Self::new(Code::DatabaseUnavailable)
            }
            Error::Overloaded => Self::new(Code::Overloaded),
            Error::Unfit(cause) | Error::Internal(cause) => Self::internal(cause),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::refusal;

    #[test]
    fn a_refusal_keeps_what_the_client_needs() {
        let day = chrono::NaiveDate::from_ymd_opt(2027, 3, 4).unwrap();
        let refusal = Refusal::new(refusal::Code::TooEarly).earliest_on(day);
        let problem = Problem::from(refusal);
        assert_eq!(problem.code, Code::TooEarly);
        assert_eq!(
            problem.extras.get("earliest_on"),
            Some(&json!("2027-03-04"))
        );
        assert_eq!(problem.extras.len(), 1);
    }
}
