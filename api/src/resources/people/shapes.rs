//! People.

use domain::ids::PersonId;
use domain::person::PersonEnrolment;
use domain::words::Language;
use persistence::{KnownPersonRecord, PersonRecord};
use serde::Serialize;
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
    /// Their part in each programme, newest first: for staff who read people.
    #[schema(max_items = 200)]
    pub enrolments: Option<Vec<PersonEnrolment>>,
}

impl Person {
    /// The person as staff see them.
    pub fn known(record: KnownPersonRecord) -> Self {
        Self {
            enrolments: Some(record.enrolments),
            ..Self::from(&record.person)
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
            enrolments: None,
        }
    }
}
