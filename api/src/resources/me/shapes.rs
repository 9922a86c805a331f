//! The home page of the personal area.

use super::Person;
use crate::resources::mentorships::MentorshipSummary;
use chrono::NaiveDate;
use domain::ids::{AppointmentId, MentorshipId, ProgrammeId, RoadbookId};
use domain::next_steps;
use domain::next_steps::NextStepCode;
use domain::words::{Action, Language, Party, ProgrammeStatus, Role, Step};
use persistence::EnrolmentRecord;
use serde::Serialize;
use utoipa::ToSchema;

/// Caller with their enrolments and next steps.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Me {
    /// Person who calls.
    pub person: Person,
    /// Roles of the person, over all programmes.
    #[schema(max_items = 4)]
    pub roles: Vec<Role>,
    /// Enrolments of the person.
    pub enrolments: Vec<Enrolment>,
    /// The person's live mentorships.
    pub mentorships: Vec<MentorshipSummary>,
    /// Next steps, by due date.
    pub next_steps: Vec<NextStep>,
}

/// A person's part in a programme.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Enrolment {
    /// The programme.
    pub programme_id: ProgrammeId,
    /// Its name.
    #[schema(max_length = 100)]
    pub programme_name: String,
    /// Draft, open or closed.
    pub programme_status: ProgrammeStatus,
    /// Its IANA time zone, as `Europe/Paris`.
    #[schema(max_length = 64)]
    pub time_zone: String,
    /// Student or mentor.
    pub role: Party,
    /// The student's road-book.
    pub roadbook_id: Option<RoadbookId>,
    /// Whether the person has accepted the charter.
    pub charter_accepted: bool,
}

/// Next step of a person.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NextStep {
    /// Kind of step.
    pub code: NextStepCode,
    /// The same in words, in the person's language; for a mentor it names the student.
    #[schema(max_length = 500)]
    pub text: String,
    /// Local day by which it is due, or on which it takes place.
    pub due_on: Option<NaiveDate>,
    /// Programme of the step.
    pub programme_id: ProgrammeId,
    /// Mentorship of the step.
    pub mentorship_id: Option<MentorshipId>,
    /// Interview of the step.
    pub step: Option<Step>,
    /// Appointment of the step.
    pub appointment_id: Option<AppointmentId>,
    /// Number of waiting cases (staff).
    pub count: Option<u64>,
    /// The operation that does it, where one would be accepted now.
    pub action: Option<Action>,
    /// Link to the page or meeting of the step.
    #[schema(max_length = 2000)]
    pub link: Option<String>,
}

impl From<&EnrolmentRecord> for Enrolment {
    fn from(record: &EnrolmentRecord) -> Self {
        Self {
            programme_id: record.programme_id,
            programme_name: record.programme_name.clone(),
            programme_status: record.programme_status,
            time_zone: record.time_zone.clone(),
            role: record.part,
            roadbook_id: record.roadbook_id,
            charter_accepted: record.charter_accepted,
        }
    }
}

impl NextStep {
    /// The step in a language.
    pub fn of(step: &next_steps::NextStep, language: Language) -> Self {
        Self {
            code: step.code,
            text: step.text(language),
            due_on: step.due_on,
            programme_id: step.programme_id,
            mentorship_id: step.mentorship_id,
            step: step.step,
            appointment_id: step.appointment_id,
            count: step.count,
            action: step.action,
            link: step.link.clone(),
        }
    }
}
