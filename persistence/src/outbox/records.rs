//! The outbox.

use crate::records::PersonRecord;
use chrono::{DateTime, Utc};
use domain::mail::Mail;

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
    /// Recipient; where it is the programme's team, a person with an address and no name.
    pub to: PersonRecord,
    /// Kind and content, or the reason why this version can't read them.
    pub mail: Result<Mail, String>,
    /// The other of a live mentorship, where one of the two acted: answers go there.
    pub reply_to: Option<PersonRecord>,
    /// Attempts so far, this one included.
    pub attempts: u32,
    /// Time of the event it reports.
    pub due_at: DateTime<Utc>,
}
