//! Outage of a database: its cause in the log once, then once a minute with a count, then its end.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Time between two lines about one outage.
const AGAIN: Duration = Duration::from_secs(60);

/// Record of whether work fails at the moment.
#[derive(Debug, Default)]
pub(crate) struct Outage {
    lasts: AtomicBool,
    told: Mutex<Option<Told>>,
}

#[derive(Debug)]
struct Told {
    since: Instant,
    last: Instant,
    /// Failures after the last line.
    failures: u64,
}

impl Outage {
    /// Notes a failure; returns whether it was logged.
    pub(crate) fn failed(&self, cause: &str) -> bool {
        self.lasts.store(true, Ordering::Relaxed);
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        match &mut *told {
            None => {
                tracing::error!(cause, "the database is unavailable");
                *told = Some(Told {
                    since: now,
                    last: now,
                    failures: 0,
                });
                true
            }
            Some(told) if told.last.elapsed() >= AGAIN => {
                let failures = told.failures.saturating_add(1);
                tracing::error!(cause, failures, "the database is still unavailable");
                (told.last, told.failures) = (now, 0);
                true
            }
            Some(told) => {
                told.failures = told.failures.saturating_add(1);
                false
            }
        }
    }

    /// Notes a success; returns whether it ended an outage, which is logged.
    pub(crate) fn worked(&self) -> bool {
        if !self.lasts.swap(false, Ordering::Relaxed) {
            return false;
        }
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(told) = told.take() {
            let seconds = told.since.elapsed().as_secs();
            tracing::info!(seconds, "the database is back again");
        }
        true
    }

    /// Whether the last work failed.
    pub(crate) fn lasts(&self) -> bool {
        self.lasts.load(Ordering::Relaxed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outage_is_told_once_and_its_end_once() {
        let outage = Outage::default();
        assert!(!outage.worked() && !outage.lasts());
        assert!(outage.failed("disk full") && outage.lasts());
        assert!(!outage.failed("disk full"));
        assert!(outage.worked() && !outage.lasts());
        assert!(!outage.worked());
        assert!(outage.failed("disk full"));
    }

    #[test]
    fn an_outage_that_lasts_is_told_again_after_a_minute() {
        let outage = Outage::default();
        outage.failed("disk full");
        let earlier = Instant::now().checked_sub(AGAIN).unwrap();
        outage.told.lock().unwrap().as_mut().unwrap().last = earlier;
        assert!(outage.failed("disk full"));
        assert!(!outage.failed("disk full"));
    }
}
