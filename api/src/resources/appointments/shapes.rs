//! Appointments and how a meeting takes place.

use chrono::{DateTime, Utc};
use domain::ids::{AppointmentId, MentorshipId, PersonId};
use domain::mentorship::facts::{self, Means};
use domain::person::PersonRef;
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
    /// Start of the meeting.
    pub starts_at: DateTime<Utc>,
    /// End of the meeting.
    pub ends_at: DateTime<Utc>,
    /// Duration in minutes.
    #[schema(minimum = 15, maximum = 180)]
    pub duration_minutes: u16,
    /// Means of the meeting.
    pub means: Means,
    /// The proposer's note.
    #[schema(max_length = 2_000, value_type = Option<String>)]
    pub note: Option<Note>,
    /// Reason why it was declined, cancelled, moved or corrected.
    #[schema(max_length = 2_000, value_type = Option<String>)]
    pub reason: Option<Note>,
    /// The appointment that this one replaces.
    pub replaces: Option<AppointmentId>,
    /// Party that did not come.
    pub missed_by: Option<MissedBy>,
    /// Id of the person who recorded the outcome or cancelled.
    pub recorded_by: Option<PersonId>,
    /// Time of recording the outcome.
    pub recorded_at: Option<DateTime<Utc>>,
    /// Whether the other party contests the outcome.
    pub disputed: bool,
    /// Reason why it is contested, shown to staff only (R15).
    pub dispute_reason: Option<Note>,
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
            means: facts.means.clone(),
            note: facts.note.clone(),
            reason: facts.reason.clone(),
            replaces: facts.replaces,
            missed_by: facts.missed_by,
            recorded_by: facts.recorded_by,
            recorded_at: facts.recorded_at,
            disputed: facts.disputed.is_some(),
            dispute_reason: None,
            sequence: facts.sequence,
            allowed_actions,
        }
    }
}

/// An appointment to propose.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AppointmentCreate {
    /// Start of the meeting.
    pub starts_at: DateTime<Utc>,
    /// Duration in minutes.
    #[schema(minimum = 15, maximum = 180)]
    pub duration_minutes: u16,
    /// Means of the meeting.
    pub means: Means,
    /// Message to the other party.
    pub note: Option<Note>,
    /// The student picks one of the mentor's free slots, which is confirmed at once; a student's only.
    pub from_slot: Option<bool>,
    /// The mentor lifts the road-book's lead time for this interview; a mentor's only.
    pub waive_roadbook_lead: Option<bool>,
}

/// Meeting that took place without a booking.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AppointmentRecord {
    /// Start of the meeting.
    pub starts_at: DateTime<Utc>,
    /// Duration in minutes.
    #[schema(minimum = 15, maximum = 180)]
    pub duration_minutes: u16,
    /// Means of the meeting.
    pub means: Means,
    /// A note for both to read.
    pub note: Option<Note>,
    /// Reason; required of staff, optional for the two.
    pub reason: Option<Note>,
}

/// New date for an appointment; duration and means stay unless given.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AppointmentReschedule {
    /// Start of the meeting.
    pub starts_at: DateTime<Utc>,
    /// Duration in minutes.
    #[schema(minimum = 15, maximum = 180)]
    pub duration_minutes: Option<u16>,
    /// Means of the meeting.
    pub means: Option<Means>,
    /// Message to the other party.
    pub note: Option<Note>,
    /// Reason for the move.
    pub reason: Option<Note>,
    /// The mentor lifts the road-book's lead time for this interview; a mentor's only.
    pub waive_roadbook_lead: Option<bool>,
}

/// Confirmation of an appointment.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AppointmentConfirm {
    /// The mentor lifts the road-book's lead time for this interview; a mentor's only.
    pub waive_roadbook_lead: Option<bool>,
}

/// Optional reason.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OptionalReason {
    /// Reason, for the other party and staff.
    pub reason: Option<Note>,
}

/// Required reason.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Reason {
    /// Reason, for the other party and staff.
    pub reason: Note,
}

/// Record of a missed appointment.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AppointmentNoShow {
    /// Party that did not come.
    pub missed_by: MissedBy,
    /// Reason; required of staff, optional for the two.
    pub reason: Option<Note>,
}

/// Corrected outcome of an appointment.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OutcomeCorrection {
    /// Correct outcome.
    pub outcome: Outcome,
    /// Reason for the correction.
    pub reason: Note,
}
