//! The outbox: what the mail worker takes and gives back.

use super::{Store, read, write};
use crate::error::Result;
use crate::records::{MessageRecord, OutboxLoad};
use chrono::{DateTime, Utc};

impl Store {
    /// Claims up to `limit` mails that are due, for five minutes of real time; no other worker
    /// gets them meanwhile. Mails to deactivated people are suppressed (R36).
    pub async fn claim_messages(
        &self,
        real_now: DateTime<Utc>,
        limit: i64,
    ) -> Result<Vec<MessageRecord>> {
        write!(self, outbox::claim(real_now, limit))
    }

    /// A claimed mail has left, at this moment of the programme's clock.
    pub async fn message_sent(&self, id: uuid::Uuid, now: DateTime<Utc>) -> Result<()> {
        write!(self, outbox::sent(id, now))
    }

    /// A claimed mail could not leave: it is tried again later, at most a dozen times; `for_good`
    /// gives it up at once.
    pub async fn message_failed(
        &self,
        id: uuid::Uuid,
        error: &str,
        for_good: bool,
        real_now: DateTime<Utc>,
    ) -> Result<()> {
        let error = error.to_owned();
        write!(self, outbox::failed(id, error, for_good, real_now))
    }

    /// How many mails wait, and since when: for metrics.
    pub async fn outbox_load(&self) -> Result<OutboxLoad> {
        read!(self, outbox::load())
    }
}
