//! The outbox.

use crate::records::PersonRecord;
use chrono::{DateTime, Utc};

/// Number of waiting mails, and the time of the oldest: for metrics.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OutboxLoad {
    /// Mails that wait, those being tried again included.
    pub queued: u64,
    /// Time at which the oldest of them was written.
    pub oldest_at: Option<DateTime<Utc>>,
}

/// A mail of the outbox, claimed for delivery.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageRecord {
    /// Permanent id of the mail.
    pub id: uuid::Uuid,
    /// Kind of the mail.
    pub kind: String,
    /// Recipient.
    pub to: PersonRecord,
    /// Data of its text.
    pub payload: serde_json::Value,
    /// Attempts so far, this one included.
    pub attempts: u32,
    /// Time of the event it reports.
    pub due_at: DateTime<Utc>,
}
