//! The outbox.

use crate::records::PersonRecord;
use chrono::{DateTime, Utc};

/// How many mails wait, and since when: for metrics.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OutboxLoad {
    /// Mails that wait, those being tried again included.
    pub queued: u64,
    /// When the oldest of them was written.
    pub oldest_at: Option<DateTime<Utc>>,
}

/// A mail of the outbox, claimed for delivery.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageRecord {
    /// Which; names the mail for ever.
    pub id: uuid::Uuid,
    /// What it says.
    pub kind: String,
    /// To whom.
    pub to: PersonRecord,
    /// What it takes to say it.
    pub payload: serde_json::Value,
    /// Attempts so far, this one included.
    pub attempts: u32,
    /// When what it tells happened.
    pub due_at: DateTime<Utc>,
}
