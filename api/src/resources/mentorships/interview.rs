//! Interview of a mentorship.

use crate::resources::appointments::Appointment;
use chrono::{DateTime, NaiveDate, Utc};
use domain::ids::MentorshipId;
use domain::mentorship::{Blocked, InterviewView};
use domain::refusal::Code;
use domain::text::Note;
use domain::window::Window;
use domain::words::{Action, EvaluationState, InterviewState, Step};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa::openapi::Ref;
use utoipa::openapi::schema::RefBuilder;

/// Interview in its current state.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Interview {
    /// Step of the interview.
    pub step: Step,
    /// Its state now.
    pub state: InterviewState,
    /// Whether its last day is over and it is neither concluded nor excused.
    pub overdue: bool,
    /// Its window for these two.
    pub window: Window,
    /// The mentorship that it was carried over from.
    pub carried_from: Option<MentorshipId>,
    /// The road-book for it.
    pub roadbook: InterviewRoadbook,
    /// Its appointments, oldest first.
    #[schema(max_items = 1000)]
    pub appointments: Vec<Appointment>,
    /// State of its form; a draft shows to its author only.
    pub evaluation_state: EvaluationState,
    /// Staff's reason for excusing it; null unless it is excused.
    #[schema(max_length = 2_000, value_type = Option<String>)]
    pub excused_reason: Option<Note>,
    /// Time of first giving its form.
    pub concluded_at: Option<DateTime<Utc>>,
    /// First local day of an appointment that this caller may propose now; null if they may propose
    /// none. The mentor's ignores the road-book's lead time, which they may waive in the same call.
    pub earliest_on: Option<NaiveDate>,
    /// Operation ids that would be accepted from this caller now.
    pub allowed_actions: Vec<Action>,
    /// Actions that belong to this caller but would be refused right now, each with the refusal's
    /// code.
    pub blocked_actions: Vec<BlockedAction>,
}

/// The road-book for one interview.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct InterviewRoadbook {
    /// Whether the programme requires it.
    pub required: bool,
    /// Last local day to send it in time; null where none is required, it is waived, the two have
    /// met, or nothing is confirmed.
    pub deadline_on: Option<NaiveDate>,
    /// Number of the latest edition sent for it.
    pub sent_edition: Option<u32>,
    /// Time of sending it.
    pub sent_at: Option<DateTime<Utc>>,
    /// Its waiver.
    pub waiver: Option<Waiver>,
}

/// Waiver of the road-book and its lead time, by the mentor or by staff.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Waiver {
    /// Time of the waiver.
    pub given_at: DateTime<Utc>,
    /// Reason, if one was given; staff always give one.
    #[schema(max_length = 2_000, value_type = Option<String>)]
    pub reason: Option<Note>,
}

/// Action that would be refused now.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct BlockedAction {
    /// The operation.
    pub action: Action,
    /// The `code` that the refusal would carry.
    #[schema(schema_with = problem_code)]
    pub code: Code,
    /// The first local day on which it would be accepted.
    pub earliest_on: Option<NaiveDate>,
    /// The last local day on which it was possible.
    pub deadline_on: Option<NaiveDate>,
}

/// Schema for the codes of refusals, foretold or met.
fn problem_code() -> Ref {
    RefBuilder::new()
        .ref_location_from_schema_name("ProblemCode")
        .description(Some("The code that the refusal would carry."))
        .build()
}

impl From<&Blocked> for BlockedAction {
    fn from(blocked: &Blocked) -> Self {
        Self {
            action: blocked.action,
            code: blocked.refusal.code,
            earliest_on: blocked.refusal.earliest_on,
            deadline_on: blocked.refusal.deadline_on,
        }
    }
}

impl Interview {
    /// Interview; `writes_form` for the mentor, the only one to see that there is a draft.
    pub fn of(
        view: &InterviewView,
        appointments: Vec<Appointment>,
        writes_form: bool,
        (allowed, blocked): &(Vec<Action>, Vec<Blocked>),
    ) -> Self {
        let editions = view.roadbook.editions.as_ref();
        let waiver = view.roadbook.waiver.as_ref().map(|waiver| Waiver {
            given_at: waiver.given_at,
            reason: waiver.reason.clone(),
        });
        Self {
            step: view.step,
            state: view.state,
            overdue: view.overdue,
            window: view.window,
            carried_from: view.carried_from,
            roadbook: InterviewRoadbook {
                required: view.roadbook.required,
                deadline_on: view.roadbook.deadline_on,
                sent_edition: editions.map(|editions| editions.last_number),
                sent_at: editions.map(|editions| editions.last_sent_at),
                waiver,
            },
            appointments,
            evaluation_state: match view.concluded_at {
                Some(_) => EvaluationState::Given,
                None if writes_form && view.form_drafted => EvaluationState::Draft,
                None => EvaluationState::None,
            },
            excused_reason: view.excused_reason.clone(),
            concluded_at: view.concluded_at,
            earliest_on: view.earliest_on,
            allowed_actions: allowed.clone(),
            blocked_actions: blocked.iter().map(Into::into).collect(),
        }
    }
}
