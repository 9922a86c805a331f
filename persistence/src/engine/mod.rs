//! The two engines: how a unit of work reaches its database.

mod outage;
pub(crate) mod postgres;
pub(crate) mod sqlite;

use std::cell::Cell;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

/// Statements sent to any database by this process, for metrics and for the test that no list
/// costs a statement a row.
static STATEMENTS: AtomicU64 = AtomicU64::new(0);

/// Number of statements sent by this process so far.
pub fn statements() -> u64 {
    STATEMENTS.load(Ordering::Relaxed)
}

/// Whether statements are recorded, and their texts.
static RECORDS: AtomicBool = AtomicBool::new(false);
static TEXTS: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// Records the texts of all statements from now on, or no more; returns those recorded so far. For
/// the test of their plans.
pub fn record_statements(records: bool) -> Vec<String> {
    RECORDS.store(records, Ordering::Relaxed);
    let mut texts = TEXTS.lock().unwrap_or_else(PoisonError::into_inner);
    std::mem::take(&mut *texts)
}

thread_local! {
    /// Whether this thread's statements only frame others.
    static FRAMES: Cell<bool> = const { Cell::new(false) };
}

/// Counts a connection's statements.
pub(crate) fn counting(event: diesel::connection::InstrumentationEvent<'_>) {
    if let diesel::connection::InstrumentationEvent::StartQuery { query, .. } = event
        && !FRAMES.get()
    {
        STATEMENTS.fetch_add(1, Ordering::Relaxed);
        if RECORDS.load(Ordering::Relaxed) {
            let mut texts = TEXTS.lock().unwrap_or_else(PoisonError::into_inner);
            texts.push(query.to_string());
        }
    }
}

/// Runs a statement that begins or ends a unit's reads, which isn't counted as one of them.
pub(crate) fn framing<T>(run: impl FnOnce() -> T) -> T {
    FRAMES.set(true);
    let done = run();
    FRAMES.set(false);
    done
}
