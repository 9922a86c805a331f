//! Career interviews with the Alumni Career Department (R24), as typed state: an interview that
//! isn't scheduled has no outcome, and one without an adviser isn't scheduled.
//!
//! ```text
//! Requested ── schedule ─▶ Scheduled ─┬─ hold ────▶ Held
//!  │   │                    │  ▲  │   └─ no-show ─▶ Missed
//!  │   │                    │  └──┘ schedule again
//!  │   └─ cancel ─▶ Cancelled ◀─ cancel, before it has begun
//!  └─ decline ─▶ Declined
//! ```

mod rules;
mod stage;

pub use rules::{CareerActor, CareerCommand, expect_period};
pub use stage::{Cancelled, CareerMeeting, Declined, Requested, Scheduled, Settled, Stage};

use crate::ids::{CareerInterviewId, MentorshipId, PersonId, ProgrammeId};
use crate::mentorship::facts::Means;
use crate::person::PersonRef;
use crate::share::{Document, SharedDocument};
use crate::text::Note;
use chrono::{DateTime, Utc};

/// Individual interview of a student with the Career Department.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CareerInterview {
    /// Its id.
    pub id: CareerInterviewId,
    /// Programme in which the student is enrolled.
    pub programme_id: ProgrammeId,
    /// The student's latest mentorship when they asked, if they had one.
    pub mentorship_id: Option<MentorshipId>,
    /// The student.
    pub student: PersonRef,
    /// What they wish to talk about: for the student and staff.
    pub message: Note,
    /// Whether a given form of the student recommends the Department.
    pub recommended_by_mentor: bool,
    /// Documents that the student shares with the advisers now, of any mentorship in the programme.
    pub shared: Vec<SharedDocument>,
    /// Where it stands.
    pub stage: Stage,
    /// When it was asked for.
    pub created_at: DateTime<Utc>,
}

impl CareerInterview {
    /// The part in which somebody acts: who is the student acts as that only (R38).
    pub fn actor(&self, person: PersonId) -> CareerActor {
        match self.student.id == person {
            true => CareerActor::Student,
            false => CareerActor::Staff,
        }
    }
}

/// Request for a career interview.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CareerInterviewCreate {
    /// What the student wishes to talk about, for the Career Department only.
    pub message: Note,
    /// Documents that the advisers are to read from now on, as by a share; each is there.
    #[cfg_attr(feature = "openapi", schema(max_items = 6))]
    #[serde(default)]
    pub share: Option<Vec<Document>>,
}

/// Taking of a career interview.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CareerInterviewTake {
    /// Staff person to whom it is handed over; without one the caller takes it.
    pub adviser_id: Option<PersonId>,
}

/// Date of a career interview.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CareerInterviewSchedule {
    /// Start of the interview.
    pub starts_at: DateTime<Utc>,
    /// Duration in minutes.
    #[cfg_attr(feature = "openapi", schema(minimum = 15, maximum = 180))]
    pub duration_minutes: u16,
    /// Means of the interview.
    pub means: Means,
    /// Note to the student.
    pub note: Option<Note>,
}

impl From<CareerInterviewSchedule> for CareerMeeting {
    fn from(body: CareerInterviewSchedule) -> Self {
        Self {
            starts_at: body.starts_at,
            duration_minutes: body.duration_minutes,
            means: body.means,
            note: body.note,
        }
    }
}

/// Reason why a career interview doesn't take place.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CareerInterviewReason {
    /// The reason, for the student and staff.
    pub reason: Note,
}

#[cfg(test)]
mod tests;
