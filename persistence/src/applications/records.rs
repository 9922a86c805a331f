//! Applications of mentors.

use domain::application::MentorApplication;
use domain::ids::{MentorApplicationId, PersonId, ProgrammeId};
use domain::person::Contact;
use domain::words::MentorApplicationState;

/// An application with the contact details of its person, for staff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApplicationRecord {
    /// The application.
    pub application: MentorApplication,
    /// Contact details of the person.
    pub contact: Contact,
}

/// Application that a decision is about, as its reader has loaded it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ApplicationKey {
    /// The application.
    pub id: MentorApplicationId,
    /// Its programme.
    pub programme_id: ProgrammeId,
    /// Its person.
    pub person: PersonId,
}

/// Filter of a list of applications, and who reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ApplicationFilter {
    /// Programme.
    pub programme: ProgrammeId,
    /// Who reads.
    pub viewer: PersonId,
    /// Whether they read as staff, who see all but their own; others see their own only (R38).
    pub is_staff: bool,
    /// State.
    pub state: Option<MentorApplicationState>,
}
