//! The two engines: how a unit of work reaches its database.

mod outage;
pub(crate) mod postgres;
pub(crate) mod sqlite;

use std::cell::Cell;
use std::sync::atomic::{AtomicU64, Ordering};

/// Statements sent to any database by this process, for metrics and for the test that no list
/// costs a statement a row.
static STATEMENTS: AtomicU64 = AtomicU64::new(0);

/// Number of statements sent by this process so far.
pub fn statements() -> u64 {
    STATEMENTS.load(Ordering::Relaxed)
}

thread_local! {
    /// Whether this thread's statements only frame others.
    static FRAMES: Cell<bool> = const { Cell::new(false) };
}

/// Counts a connection's statements.
pub(crate) fn counting(event: diesel::connection::InstrumentationEvent<'_>) {
    if let diesel::connection::InstrumentationEvent::StartQuery { .. } = event
        && !FRAMES.get()
    {
        STATEMENTS.fetch_add(1, Ordering::Relaxed);
    }
}

/// Runs a statement that begins or ends a unit's reads, which isn't counted as one of them.
pub(crate) fn framing<T>(run: impl FnOnce() -> T) -> T {
    FRAMES.set(true);
    let done = run();
    FRAMES.set(false);
    done
}
