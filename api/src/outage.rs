//! Outages of the database in the log: each cause once a minute, and the return once.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Time in which a cause is told once.
const PAUSE: Duration = Duration::from_secs(60);
/// Causes told in that time at the most.
const CAUSES: usize = 8;

/// The current outage of this process.
static CURRENT: Mutex<Option<Outage>> = Mutex::new(None);

struct Outage {
    began: Instant,
    told: Instant,
    causes: Vec<String>,
}

/// Notes that a unit of work failed for want of the database.
pub fn notice(cause: &str) {
    if is_news(&mut current(), cause, Instant::now()) {
        tracing::warn!(cause, "the database is unavailable");
    }
}

/// Whether an outage was noticed whose end was not.
pub fn is_on() -> bool {
    current().is_some()
}

/// Notes that the database takes writes again.
pub fn end() {
    if let Some(outage) = current().take() {
        let seconds = outage.began.elapsed().as_secs();
        tracing::info!(seconds, "the database is back again");
    }
}

fn current() -> MutexGuard<'static, Option<Outage>> {
    CURRENT.lock().unwrap_or_else(PoisonError::into_inner)
}

fn is_news(current: &mut Option<Outage>, cause: &str, now: Instant) -> bool {
    let outage = current.get_or_insert_with(|| Outage {
        began: now,
        told: now,
        causes: Vec::new(),
    });
    if now.duration_since(outage.told) >= PAUSE {
        outage.told = now;
        outage.causes.clear();
    }
    let known = outage.causes.iter().any(|told| told == cause);
    if known || outage.causes.len() >= CAUSES {
        return false;
    }
    outage.causes.push(cause.to_owned());
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cause_is_told_once_a_minute_and_others_beside_it() {
        let (mut current, began) = (None, Instant::now());
        let mut tell = |cause: &str, seconds| {
            is_news(&mut current, cause, began + Duration::from_secs(seconds))
        };
        assert!(tell("refused", 0));
        assert!(!tell("refused", 1) && !tell("refused", 59));
        assert!(tell("disk full", 2) && !tell("disk full", 3));
        assert!(tell("refused", 61) && !tell("refused", 62));
        let told = (0..100).filter(|number| tell(&format!("{number}"), 63));
        assert_eq!(told.count(), CAUSES - 1);
    }
}
