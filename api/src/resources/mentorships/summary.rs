//! A mentorship in a list.

use crate::resources::me::PersonRef;
use chrono::{DateTime, Utc};
use domain::ids::{MentorshipId, ProgrammeId};
use domain::words::{InterviewState, MentorshipState, Step};
use persistence::{StepRecord, SummaryRecord};
use serde::Serialize;
use utoipa::ToSchema;

/// A mentorship in a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MentorshipSummary {
    /// Its id.
    pub id: MentorshipId,
    /// Its programme.
    pub programme_id: ProgrammeId,
    /// The student.
    pub student: PersonRef,
    /// The mentor.
    pub mentor: PersonRef,
    /// Active, completed or ended.
    pub state: MentorshipState,
    /// The last step that has opened, while it is active.
    pub current_step: Option<Step>,
    /// The three interviews, in order.
    #[schema(max_items = 3)]
    pub steps: Vec<StepSummary>,
    /// Start of the next confirmed appointment.
    pub next_appointment_at: Option<DateTime<Utc>>,
    /// Time of the choice.
    pub chosen_at: DateTime<Utc>,
}

/// An interview in a list.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct StepSummary {
    /// Step of the interview.
    pub step: Step,
    /// Its state.
    pub state: InterviewState,
    /// Whether its last day is over and it is neither concluded nor excused.
    pub overdue: bool,
}

impl From<&SummaryRecord> for MentorshipSummary {
    fn from(record: &SummaryRecord) -> Self {
        let step = |step: &StepRecord| StepSummary {
            step: step.step,
            state: step.state,
            overdue: step.overdue,
        };
        Self {
            id: record.id,
            programme_id: record.programme_id,
            student: (&record.student).into(),
            mentor: (&record.mentor).into(),
            state: record.state,
            current_step: record.current_step,
            steps: record.steps.iter().map(step).collect(),
            next_appointment_at: record.next_appointment_at,
            chosen_at: record.chosen_at,
        }
    }
}
