//! People and callers.

use crate::records::{MentorshipHead, ProgrammeRecord, RoadbookHead};
use domain::enrolment::{Enrolment, SearchWord};
use domain::ids::{AppointmentId, MentorshipId, PersonId, ProgrammeId, RoadbookId};
use domain::person::{PersonEnrolment, PersonRef};
use domain::share::Disclosure;
use domain::words::{Language, Role, Step};

/// Account of the Alumni website, with the role of the newest enrolment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountRecord {
    /// The account.
    pub external_id: String,
    /// First name; may be empty.
    pub first_name: String,
    /// Last name; may be empty.
    pub last_name: String,
    /// None: enrolled nowhere, as staff are.
    pub role: Option<Role>,
}

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
    /// Number of the calendar feed's address, counted from 1 (R26).
    pub calendar_generation: i32,
}

impl PersonRecord {
    /// First and last name.
    pub fn full_name(&self) -> String {
        let name = format!("{} {}", self.first_name, self.last_name);
        name.trim().to_owned()
    }

    /// Their id and name.
    pub fn reference(&self) -> PersonRef {
        PersonRef {
            id: self.id,
            first_name: self.first_name.clone(),
            last_name: self.last_name.clone(),
        }
    }
}

/// A person as staff see them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownPersonRecord {
    /// The person.
    pub person: PersonRecord,
    /// Their enrolments, newest programme first.
    pub enrolments: Vec<PersonEnrolment>,
    /// The name's key, for the next page.
    pub sort_key: String,
}

/// Filter of the list of people.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PeopleFilter {
    /// Words of a search.
    pub words: Vec<SearchWord>,
    /// Account at the Alumni website.
    pub external_id: Option<String>,
}

/// Caller, with their enrolments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallerRecord {
    /// Id of the person.
    pub person_id: PersonId,
    /// Whether the person is not deactivated.
    pub active: bool,
    /// Whether they have come with a staff role before: such people get staff's mails and career
    /// requests.
    pub is_staff: bool,
    /// Their language.
    pub language: Language,
    /// Their active enrolments.
    pub enrolments: Vec<Enrolment>,
}

/// A person whom a token makes: staff at their first one, or who applies as a mentor (R45).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPerson {
    /// Whether the token gives a staff role.
    pub is_staff: bool,
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

/// Thing that a permission looks at before it decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Find {
    /// Nothing but the caller.
    Nothing,
    /// A programme.
    Programme(ProgrammeId),
    /// A mentorship.
    Mentorship(MentorshipId),
    /// The mentorship of an appointment.
    Appointment(AppointmentId),
    /// A road-book.
    Roadbook(RoadbookId),
    /// The form of an interview.
    Form(MentorshipId, Step),
}

/// Thing found; nothing where none is asked for, or none is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// Nothing.
    Nothing,
    /// The programme.
    Programme(Box<ProgrammeRecord>),
    /// The mentorship.
    Mentorship(MentorshipHead),
    /// The road-book.
    Roadbook(RoadbookHead),
    /// The form.
    Form(FormHead),
}

/// Minimum of a form for deciding access.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormHead {
    /// Its mentorship.
    pub mentorship: MentorshipHead,
    /// Whether a version was ever given.
    pub is_given: bool,
    /// Whether an appointment of its interview was held, so that it is owed.
    pub is_owed: bool,
    /// Number of the version in force: none before one is given, or once it is retracted.
    pub current: Option<u32>,
    /// For what it is open to the caller, where they are neither student nor mentor (R31).
    pub disclosure: Disclosure,
}
