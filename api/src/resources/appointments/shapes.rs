//! Appointments and how a meeting takes place.

use super::Means;
use crate::resources::me::PersonRef;
use chrono::{DateTime, Utc};
use domain::ids::{AppointmentId, MentorshipId, PersonId};
use domain::mentorship::facts;
use domain::text::Note;
use domain::words::{Action, AppointmentState, MissedBy, Outcome, Party, Step};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Meeting of a student with their mentor.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Appointment {
    /// Its id.
    pub id: AppointmentId,
    /// Its mentorship.
    pub mentorship_id: MentorshipId,
    /// Its interview.
    pub step: Step,
    /// The student.
    pub student: PersonRef,
    /// The mentor.
    pub mentor: PersonRef,
    /// Its state now.
    pub state: AppointmentState,
    /// Party that proposed it; null: recorded without a booking.
    pub proposed_by: Option<Party>,
    /// When it starts.
    pub starts_at: DateTime<Utc>,
    /// When it ends.
    pub ends_at: DateTime<Utc>,
    /// Duration in minutes.
    #[schema(minimum = 15, maximum = 180)]
    pub duration_minutes: u16,
    /// Means of the meeting.
    pub means: Means,
    /// The proposer's note.
    #[schema(max_length = 2_000)]
    pub note: Option<String>,
    /// Why it was declined, cancelled, moved or corrected.
    #[schema(max_length = 2_000)]
    pub reason: Option<String>,
    /// The appointment that this one replaces.
    pub replaces: Option<AppointmentId>,
    /// Party that did not come.
    pub missed_by: Option<MissedBy>,
    /// Id of the person who recorded the outcome or cancelled.
    pub recorded_by: Option<PersonId>,
    /// When the outcome was recorded.
    pub recorded_at: Option<DateTime<Utc>>,
    /// Whether the other party contests the outcome.
    pub disputed: bool,
    /// Rises with every change along a chain of moves, as SEQUENCE does in iCalendar.
    pub sequence: u32,
    /// Operation ids that would be accepted from this caller now.
    pub allowed_actions: Vec<Action>,
}

impl Appointment {
    /// The appointment between these two.
    pub fn of(
        facts: &facts::Appointment,
        mentorship: MentorshipId,
        (student, mentor): (PersonRef, PersonRef),
        allowed_actions: Vec<Action>,
    ) -> Self {
        Self {
            id: facts.id,
            mentorship_id: mentorship,
            step: facts.step,
            student,
            mentor,
            state: facts.state,
            proposed_by: facts.proposed_by,
            starts_at: facts.starts_at,
            ends_at: facts.ends_at(),
            duration_minutes: facts.duration_minutes,
            means: (&facts.means).into(),
            note: facts.note.clone(),
            reason: facts.reason.clone(),
            replaces: facts.replaces,
            missed_by: facts.missed_by,
            recorded_by: facts.recorded_by,
            recorded_at: facts.recorded_at,
            disputed: facts.disputed.is_some(),
            sequence: facts.sequence,
            allowed_actions,
        }
    }
}

/// An appointment to propose.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AppointmentCreate {
    /// When it starts.
    pub starts_at: DateTime<Utc>,
    /// Duration in minutes.
    #[schema(minimum = 15, maximum = 180)]
    pub duration_minutes: u16,
    /// Means of the meeting.
    pub means: Means,
    /// A word to the other one.
    pub note: Option<Note>,
    /// The mentor lifts the road-book's lead time for this interview; a mentor's only.
    pub waive_roadbook_lead: Option<bool>,
}

/// A meeting that took place without a booking.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AppointmentRecord {
    /// When it starts.
    pub starts_at: DateTime<Utc>,
    /// Duration in minutes.
    #[schema(minimum = 15, maximum = 180)]
    pub duration_minutes: u16,
    /// Means of the meeting.
    pub means: Means,
    /// A note for both to read.
    pub note: Option<Note>,
    /// Why; staff must give a reason, the two needn't.
    pub reason: Option<Note>,
}

/// A new date for an appointment; duration and means stay as they are unless given.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AppointmentReschedule {
    /// When it starts.
    pub starts_at: DateTime<Utc>,
    /// Duration in minutes.
    #[schema(minimum = 15, maximum = 180)]
    pub duration_minutes: Option<u16>,
    /// Means of the meeting.
    pub means: Option<Means>,
    /// A word to the other one.
    pub note: Option<Note>,
    /// Why it moves.
    pub reason: Option<Note>,
    /// The mentor lifts the road-book's lead time for this interview; a mentor's only.
    pub waive_roadbook_lead: Option<bool>,
}

/// The agreement to an appointment.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AppointmentConfirm {
    /// The mentor lifts the road-book's lead time for this interview; a mentor's only.
    pub waive_roadbook_lead: Option<bool>,
}

/// A reason that may be given.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OptionalReason {
    /// Why; the other one and staff read it.
    pub reason: Option<Note>,
}

/// A reason that must be given.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Reason {
    /// Why; the other one and staff read it.
    pub reason: Note,
}

/// Somebody did not come.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AppointmentNoShow {
    /// Party that did not come.
    pub missed_by: MissedBy,
    /// Why; staff must give a reason, the two needn't.
    pub reason: Option<Note>,
}

/// Another outcome than the one recorded.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OutcomeCorrection {
    /// The outcome that is right.
    pub outcome: Outcome,
    /// Why it is corrected.
    pub reason: Note,
}
