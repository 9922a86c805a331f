//! Career interviews.

use domain::career::{CareerInterview, CareerMeeting};
use domain::ids::{CareerInterviewId, PersonId, ProgrammeId};
use domain::text::Note;
use domain::words::CareerInterviewState;

/// A career interview for somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CareerRecord {
    /// The interview.
    pub interview: CareerInterview,
    /// Whether the viewer is or was a mentor of the student, who reads none of it (R24, R38).
    pub mentored: bool,
}

/// Reader of career interviews.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CareerViewer {
    /// A student, who sees their own.
    Student(PersonId),
    /// Staff, who see all but those of students whom they mentor.
    Staff(PersonId),
}

/// Filter of a list of career interviews, and who reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CareerFilter {
    /// Who reads.
    pub viewer: CareerViewer,
    /// State.
    pub state: Option<CareerInterviewState>,
    /// Programme.
    pub programme: Option<ProgrammeId>,
    /// Owner.
    pub adviser: Option<PersonId>,
    /// Student.
    pub student: Option<PersonId>,
}

/// Career interview that a command is about, as its reader has loaded it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CareerKey {
    /// The interview.
    pub id: CareerInterviewId,
    /// Its programme.
    pub programme_id: ProgrammeId,
    /// Its student.
    pub student: PersonId,
}

impl From<&CareerInterview> for CareerKey {
    fn from(interview: &CareerInterview) -> Self {
        Self {
            id: interview.id,
            programme_id: interview.programme_id,
            student: interview.student.id,
        }
    }
}

/// Change of a career interview, with ids where the domain has people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CareerChange {
    /// The caller takes it, or hands it over.
    Take(Option<PersonId>),
    /// It gets a date.
    Schedule(CareerMeeting),
    /// It took place.
    Hold,
    /// The student didn't come.
    RecordNoShow,
    /// The request is declined.
    Decline(Note),
    /// It is cancelled.
    Cancel(Note),
}
