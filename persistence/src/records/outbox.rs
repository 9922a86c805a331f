//! The outbox.

use chrono::{DateTime, Utc};

/// How many mails wait, and since when: for metrics.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OutboxLoad {
    /// Mails that wait, those being tried again included.
    pub queued: u64,
    /// When the oldest of them was written.
    pub oldest_at: Option<DateTime<Utc>>,
}
