//! The home pages of people and staff.

use super::{Store, read};
use crate::error::Result;
use crate::records::{DeskRecord, HomeRecord};
use chrono::{DateTime, Utc};
use domain::ids::PersonId;

impl Store {
    /// What a person's home page is made from, in a fixed number of statements.
    pub async fn home(&self, person: PersonId, now: DateTime<Utc>) -> Result<HomeRecord> {
        read!(self, home::home(person, now))
    }

    /// Every programme that is not closed, as staff have it on their desk.
    pub async fn desks(&self, now: DateTime<Utc>) -> Result<Vec<DeskRecord>> {
        read!(self, desks::all(now))
    }
}
