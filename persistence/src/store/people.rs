//! Callers and profiles.

use super::{Store, answered, read, write};
use crate::error::{Error, Result};
use crate::records::{CallerRecord, NewStaff, PersonRecord, ProfileChange};
use crate::unit::{Meta, Render, StoredAnswer};
use chrono::{DateTime, Utc};
use domain::ids::PersonId;

impl Store {
    /// The person of an account, with their active enrolments.
    pub async fn caller(&self, external_id: &str) -> Result<Option<CallerRecord>> {
        let external_id = external_id.to_owned();
        read!(self, people::caller(external_id))
    }

    /// Makes a staff person at their first token; the first of several at once wins.
    pub async fn create_staff(&self, staff: NewStaff, now: DateTime<Utc>) -> Result<CallerRecord> {
        let external_id = staff.external_id.clone();
        write!(self, people::create_staff(staff, now))?;
        self.caller(&external_id).await?.ok_or(Error::NotFound)
    }

    /// A person.
    pub async fn person(&self, id: PersonId) -> Result<PersonRecord> {
        read!(self, people::person(id))
    }

    /// A person changes themselves.
    ///
    /// # Errors
    /// `Stale` when the profile has another version than expected.
    pub async fn change_profile(
        &self,
        meta: Meta,
        id: PersonId,
        expected: i32,
        change: ProfileChange,
        render: Render<PersonRecord>,
    ) -> Result<StoredAnswer> {
        answered!(
            self,
            meta,
            render,
            people::change_profile(id, expected, change)
        )
    }
}
