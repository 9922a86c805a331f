//! People.

use crate::http::json::{Change, Patch};
use domain::ids::PersonId;
use domain::text::{Line, Name};
use domain::words::Language;
use persistence::{PersonRecord, ProfileChange};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A person known to the Alumni website.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Person {
    /// The person's id: `student_id` and `mentor_id` are such ids.
    pub id: PersonId,
    /// The account on the Alumni website: `sub` of its tokens.
    #[schema(max_length = 200)]
    pub external_id: String,
    /// First name; empty for a person with only a last name.
    #[schema(max_length = 100)]
    pub first_name: String,
    /// Last name; empty likewise.
    #[schema(max_length = 100)]
    pub last_name: String,
    /// E-mail address.
    #[schema(max_length = 254)]
    pub email: Option<String>,
    /// Mail address after the last day of School, when the School's mailbox is gone.
    #[schema(max_length = 254)]
    pub private_email: Option<String>,
    /// Phone number.
    #[schema(max_length = 100)]
    pub phone: Option<String>,
    /// Name or link for video calls, as `skype:name`.
    #[schema(max_length = 200)]
    pub video_handle: Option<String>,
    /// Language of mails.
    pub language: Language,
    /// Whether the person gets reminders.
    pub reminders: bool,
    /// Whether the person may use the service.
    pub active: bool,
}

/// A person's id and name.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PersonRef {
    /// The person's id.
    pub id: PersonId,
    /// First name; empty for a person with only a last name.
    #[schema(max_length = 100)]
    pub first_name: String,
    /// Last name; empty likewise.
    #[schema(max_length = 100)]
    pub last_name: String,
}

/// Changes to one's own person; omitted fields stay, null clears.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProfileUpdate {
    /// Language of mails.
    #[serde(default)]
    #[schema(value_type = Language)]
    pub language: Change<Language>,
    /// Whether the person gets reminders.
    #[serde(default)]
    #[schema(value_type = bool)]
    pub reminders: Change<bool>,
    /// Phone number.
    #[serde(default)]
    #[schema(value_type = Option<Name>)]
    pub phone: Patch<Name>,
    /// Name or link for video calls, as `skype:name`.
    #[serde(default)]
    #[schema(value_type = Option<Line>)]
    pub video_handle: Patch<Line>,
    /// Mail address after the last day of School, when the School's mailbox is gone.
    #[schema(max_length = 254, format = "email", value_type = Option<String>)]
    #[serde(default)]
    pub private_email: Patch<String>,
}

impl From<&PersonRecord> for PersonRef {
    fn from(record: &PersonRecord) -> Self {
        Self {
            id: record.id,
            first_name: record.first_name.clone(),
            last_name: record.last_name.clone(),
        }
    }
}

impl From<&persistence::PersonRef> for PersonRef {
    fn from(person: &persistence::PersonRef) -> Self {
        Self {
            id: person.id,
            first_name: person.first_name.clone(),
            last_name: person.last_name.clone(),
        }
    }
}

impl From<&PersonRecord> for Person {
    fn from(record: &PersonRecord) -> Self {
        Self {
            id: record.id,
            external_id: record.external_id.clone(),
            first_name: record.first_name.clone(),
            last_name: record.last_name.clone(),
            email: record.email.clone(),
            private_email: record.private_email.clone(),
            phone: record.phone.clone(),
            video_handle: record.video_handle.clone(),
            language: record.language,
            reminders: record.reminders,
            active: record.active,
        }
    }
}

impl From<ProfileUpdate> for ProfileChange {
    fn from(update: ProfileUpdate) -> Self {
        let text = |phone: Option<Option<Name>>| phone.map(|phone| phone.map(Name::into_string));
        let line = |line: Option<Option<Line>>| line.map(|line| line.map(Line::into_string));
        Self {
            language: update.language.0,
            reminders: update.reminders.0,
            phone: text(update.phone.into_change()),
            video_handle: line(update.video_handle.into_change()),
            private_email: update.private_email.into_change(),
        }
    }
}
