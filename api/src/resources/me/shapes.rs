//! The home page of the personal area.

use crate::resources::dashboard::of_step;
use crate::resources::people::Person;
use chrono::NaiveDate;
use domain::enrolment::Enrolment;
use domain::ids::{AppointmentId, MentorshipId, ProgrammeId};
use domain::mentorship::MentorshipSummary;
use domain::next_steps;
use domain::next_steps::NextStepCode;
use domain::words::{Action, Language, Role, Step};
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

/// Next step of a person.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NextStep {
    /// Kind of step.
    pub code: NextStepCode,
    /// The same in words, in the person's language: it names the other one of the two, a meeting's
    /// weekday, time and place, and to staff the programme.
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
    /// Address of a video meeting; for staff path and query of the list of the waiting cases in this
    /// API.
    #[schema(max_length = 2000)]
    pub link: Option<String>,
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
            link: step.link().map(str::to_owned).or_else(|| of_step(step)),
        }
    }
}
