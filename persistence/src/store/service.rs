//! What the service keeps for itself.

use super::{Store, read, write};
use crate::error::Result;
use chrono::{DateTime, Utc};

const CLOCK_OFFSET: &str = "clock_offset";

impl Store {
    /// Whether the database answers.
    ///
    /// # Errors
    /// `Unavailable` when it does not.
    pub async fn ready(&self) -> Result<()> {
        read!(self, service::ready())
    }

    /// A secret of the service, if one is kept under the name.
    pub async fn secret(&self, name: &str) -> Result<Option<Vec<u8>>> {
        let name = name.to_owned();
        read!(self, service::secret(name))
    }

    /// Keeps a secret: the first one under a name stays, for every replica; the one that stays.
    pub async fn keep_secret(&self, name: &str, fresh: Vec<u8>) -> Result<Vec<u8>> {
        let name = name.to_owned();
        write!(self, service::keep_secret(name, fresh))
    }

    /// A setting by name.
    pub async fn setting(&self, name: &str) -> Result<Option<String>> {
        let name = name.to_owned();
        read!(self, service::setting(name))
    }

    /// Writes a setting.
    pub async fn set(&self, name: &str, value: &str) -> Result<()> {
        let (name, value) = (name.to_owned(), value.to_owned());
        write!(self, service::set(name, value))
    }

    /// The demo's clock: microseconds to add to real time.
    pub async fn clock_offset(&self) -> Result<i64> {
        let kept = self.setting(CLOCK_OFFSET).await?;
        Ok(kept.and_then(|offset| offset.parse().ok()).unwrap_or(0))
    }

    /// Sets the demo's clock for every server on this database.
    pub async fn set_clock_offset(&self, micros: i64) -> Result<()> {
        self.set(CLOCK_OFFSET, &micros.to_string()).await
    }

    /// Whether nobody is known here yet.
    pub async fn is_empty(&self) -> Result<bool> {
        read!(self, service::is_empty())
    }

    /// Forgets idempotency keys older than 24 hours of real time; how many.
    pub async fn purge_idempotency_keys(&self, real_now: DateTime<Utc>) -> Result<usize> {
        write!(self, idempotency::purge(real_now))
    }
}
