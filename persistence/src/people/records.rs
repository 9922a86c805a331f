//! People and callers.

use domain::ids::{PersonId, ProgrammeId, RoadbookId};
use domain::words::{Language, Party, ProgrammeStatus};

/// A person known to the Alumni website.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonRecord {
    /// Id of the person.
    pub id: PersonId,
    /// Their account at the Alumni website.
    pub external_id: String,
    /// First name; may be empty for staff.
    pub first_name: String,
    /// Last name; may be empty for staff.
    pub last_name: String,
    /// The address that mail goes to.
    pub email: Option<String>,
    /// The address for after School (R37).
    pub private_email: Option<String>,
    /// Phone number.
    pub phone: Option<String>,
    /// Name for video calls.
    pub video_handle: Option<String>,
    /// Language of mails and texts.
    pub language: Language,
    /// Whether reminders are wanted.
    pub reminders: bool,
    /// Deactivated people call nothing and get no message (R36).
    pub active: bool,
    /// Its version, for `If-Match`.
    pub version: i32,
}

/// The least of a person that others see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonRef {
    /// Id of the person.
    pub id: PersonId,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
}

impl From<&PersonRecord> for PersonRef {
    fn from(person: &PersonRecord) -> Self {
        Self {
            id: person.id,
            first_name: person.first_name.clone(),
            last_name: person.last_name.clone(),
        }
    }
}

/// Caller, with their enrolments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallerRecord {
    /// Id of the person.
    pub person_id: PersonId,
    /// Whether the person is not deactivated.
    pub active: bool,
    /// Their language.
    pub language: Language,
    /// Their active enrolments.
    pub enrolments: Vec<EnrolmentRecord>,
}

/// Active enrolment of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnrolmentRecord {
    /// Programme of the enrolment.
    pub programme_id: ProgrammeId,
    /// The programme's name.
    pub programme_name: String,
    /// The programme's status.
    pub programme_status: ProgrammeStatus,
    /// The programme's time zone.
    pub time_zone: String,
    /// Part: student or mentor.
    pub part: Party,
    /// The student's road-book.
    pub roadbook_id: Option<RoadbookId>,
    /// Whether they have accepted the charter (R32).
    pub charter_accepted: bool,
}

/// A staff person at their first token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewStaff {
    /// Their account at the Alumni website.
    pub external_id: String,
    /// First name, possibly empty.
    pub first_name: String,
    /// Last name, possibly empty.
    pub last_name: String,
    /// Their address.
    pub email: Option<String>,
    /// Their language.
    pub language: Language,
}

/// Changes to one's own profile: `None` leaves a value, `Some(None)` clears it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProfileChange {
    /// Language of mails and texts.
    pub language: Option<Language>,
    /// Whether reminders are wanted.
    pub reminders: Option<bool>,
    /// Phone number.
    pub phone: Option<Option<String>>,
    /// Name for video calls.
    pub video_handle: Option<Option<String>>,
    /// The address for after School.
    pub private_email: Option<Option<String>>,
}
