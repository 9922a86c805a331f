//! Rows of people.

use crate::records::PersonRecord;
use crate::schema::persons;
use crate::types::{Id, Instant, Json, Word};
use diesel::prelude::*;
use domain::enrolment::{search_key, sort_key, staff_key};
use domain::person::{Contact, PersonRef};
use domain::words::Language;

/// Number of the first address of a calendar feed.
pub(crate) const FIRST_GENERATION: i32 = 1;

#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = persons, treat_none_as_default_value = false)]
pub(crate) struct PersonRow {
    pub(crate) id: Id,
    pub(crate) external_id: String,
    pub(crate) first_name: String,
    pub(crate) last_name: String,
    pub(crate) email: Option<String>,
    pub(crate) private_email: Option<String>,
    pub(crate) phone: Option<String>,
    pub(crate) video_handle: Option<String>,
    pub(crate) language: Word<Language>,
    pub(crate) reminders: bool,
    pub(crate) active: bool,
    pub(crate) own_fields: Json<Vec<String>>,
    pub(crate) sort_key: String,
    pub(crate) search_key: String,
    pub(crate) staff_key: String,
    /// Whether they have come with a staff role.
    pub(crate) staff: bool,
    pub(crate) version: i32,
    pub(crate) created_at: Instant,
    pub(crate) updated_at: Instant,
    /// Number of the calendar feed's address: each one ends the one before.
    pub(crate) calendar_generation: i32,
}

impl PersonRow {
    /// The row with keys of its names and addresses. `search_key` has the names only: former mentors,
    /// who may not see an address any more, search by it (R5).
    pub(crate) fn with_keys(self) -> Self {
        let (first, last) = (&self.first_name, &self.last_name);
        let (email, private) = (self.email.as_deref(), self.private_email.as_deref());
        Self {
            sort_key: sort_key(first, last),
            search_key: search_key([first.as_str(), last.as_str()]),
            staff_key: staff_key(first, last, email, private),
            ..self
        }
    }
}

impl PersonRow {
    /// The least of the person.
    pub(crate) fn reference(&self) -> PersonRef {
        PersonRef {
            id: self.id.into(),
            first_name: self.first_name.clone(),
            last_name: self.last_name.clone(),
        }
    }

    /// Contact details of the person.
    pub(crate) fn contact(&self) -> Contact {
        Contact {
            email: self.email.clone().unwrap_or_default(),
            phone: self.phone.clone(),
            video_handle: self.video_handle.clone(),
        }
    }
}

impl From<PersonRow> for PersonRecord {
    fn from(row: PersonRow) -> Self {
        Self {
            id: row.id.into(),
            external_id: row.external_id,
            first_name: row.first_name,
            last_name: row.last_name,
            email: row.email,
            private_email: row.private_email,
            phone: row.phone,
            video_handle: row.video_handle,
            language: row.language.0,
            reminders: row.reminders,
            active: row.active,
            version: row.version,
            calendar_generation: row.calendar_generation,
        }
    }
}

/// The least of a person.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = persons)]
pub(crate) struct PersonRefRow {
    pub(crate) id: Id,
    pub(crate) first_name: String,
    pub(crate) last_name: String,
}

/// Account and contact details of a person.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = persons)]
pub(crate) struct AccountRow {
    external_id: String,
    email: Option<String>,
    phone: Option<String>,
    video_handle: Option<String>,
}

impl AccountRow {
    pub(crate) fn into_parts(self) -> (String, Contact) {
        let contact = Contact {
            email: self.email.unwrap_or_default(),
            phone: self.phone,
            video_handle: self.video_handle,
        };
        (self.external_id, contact)
    }
}

impl From<PersonRefRow> for PersonRef {
    fn from(row: PersonRefRow) -> Self {
        Self {
            id: row.id.into(),
            first_name: row.first_name,
            last_name: row.last_name,
        }
    }
}
