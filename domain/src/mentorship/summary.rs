//! A mentorship in a list.

use crate::ids::{MentorshipId, ProgrammeId};
use crate::person::PersonRef;
use crate::words::{InterviewState, MentorshipState, Step};
use chrono::{DateTime, Utc};

/// A mentorship in a list.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
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
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<StepSummary>, max_items = 3))]
    pub steps: [StepSummary; 3],
    /// Start of the next confirmed appointment.
    pub next_appointment_at: Option<DateTime<Utc>>,
    /// Time of the choice.
    pub chosen_at: DateTime<Utc>,
}

/// An interview in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StepSummary {
    /// Step of the interview.
    pub step: Step,
    /// Its state.
    pub state: InterviewState,
    /// Whether its last day is over and it is neither concluded nor excused.
    pub overdue: bool,
}
