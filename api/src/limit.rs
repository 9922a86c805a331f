//! Requests per caller: by token subject, else by peer address. Real time, one server at a time.

use crate::config::RateLimit;
use crate::http::problem::{Code, Problem};
use governor::RateLimiter;
use governor::clock::{Clock, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::DefaultKeyedStateStore;

type Keyed =
    RateLimiter<String, DefaultKeyedStateStore<String>, DefaultClock, StateInformationMiddleware>;

/// Value of the headers without a limit.
const UNLIMITED: u32 = 1_000_000;
/// Paths that are never refused: a busy peer must not make the service look dead.
const FREE: &[&str] = &["/health/", "/swagger-ui", "/demo/"];

/// Counts requests.
pub struct Limiter(Option<(Keyed, RateLimit)>);

/// Quota of a caller, for the two headers.
pub(super) struct Quota {
    pub state: String,
    pub policy: String,
}

impl Limiter {
    /// Builds a limiter; `None`: it counts and refuses nothing.
    pub fn new(limit: Option<RateLimit>) -> Self {
        Self(limit.and_then(|limit| {
            let period = limit.per.checked_div(limit.requests.get())?;
            let quota = governor::Quota::with_period(period)?.allow_burst(limit.requests);
            let keyed = RateLimiter::dashmap(quota).with_middleware();
            Some((keyed, limit))
        }))
    }

    /// Counts a request; a problem when the caller has none left.
    pub(super) fn count(&self, key: &String, path: &str) -> (Quota, Option<Problem>) {
        let Some((keyed, limit)) = &self.0 else {
            return (standing(UNLIMITED, UNLIMITED, 60), None);
        };
        let (most, seconds) = (limit.requests.get(), limit.per.as_secs());
        if FREE.iter().any(|free| path.starts_with(free)) {
            return (standing(most, most, seconds), None);
        }
        match keyed.check_key(key) {
            Ok(snapshot) => {
                let left = snapshot.remaining_burst_capacity();
                (standing(left, most, seconds), None)
            }
            Err(refused) => {
                let wait = refused
                    .wait_time_from(DefaultClock::default().now())
                    .as_secs();
                let mut problem = Problem::new(Code::RateLimited);
                problem.retry_after = Some(wait.saturating_add(1));
                (standing(0, most, seconds), Some(problem))
            }
        }
    }

    /// Forgets callers who have not called for a while.
    pub fn forget_idle(&self) {
        if let Some((keyed, _)) = &self.0 {
            keyed.retain_recent();
            keyed.shrink_to_fit();
        }
    }
}

fn standing(left: u32, most: u32, seconds: u64) -> Quota {
    Quota {
        state: format!("\"default\";r={left};t={seconds}"),
        policy: format!("\"default\";q={most};w={seconds}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::num::NonZeroU32;
    use std::time::Duration;

    fn limiter() -> Limiter {
        Limiter::new(Some(RateLimit {
            requests: NonZeroU32::new(2).unwrap(),
            per: Duration::from_secs(60),
        }))
    }

    #[test]
    fn a_caller_beyond_the_limit_waits_and_others_do_not() {
        let limiter = limiter();
        let count = |key: &str| limiter.count(&key.to_owned(), "/v1/me");
        assert_eq!(count("a").0.state, "\"default\";r=1;t=60");
        assert!(count("a").1.is_none());
        let refused = count("a").1.unwrap();
        assert!(
            (1..=31).contains(&refused.retry_after.unwrap()),
            "{refused:?}"
        );
        assert!(count("b").1.is_none());
        assert!(limiter.count(&"a".to_owned(), "/health/live").1.is_none());
    }

    #[test]
    fn without_a_limit_the_headers_are_still_there() {
        let (standing, problem) = Limiter::new(None).count(&"a".to_owned(), "/v1/me");
        assert!(standing.policy.contains("q=1000000") && problem.is_none());
    }
}
