//! Mentorships with their cycle.

use crate::error::Result;
use crate::records::{PersonRecord, ProgrammeRecord};
use crate::unit::Acting;
use chrono::{DateTime, Utc};
use domain::ids::{MentorshipId, PersonId, ProgrammeId, RoadbookId};
use domain::mentorship::facts::Snapshot;
use domain::mentorship::{Circumstances, Context, Mentorship};
use domain::words::{InterviewState, MentorshipState, Step};

use crate::records::PersonRef;

/// A mentorship with all that an answer about it needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MentorshipRecord {
    /// Its facts.
    pub facts: Snapshot,
    /// Its programme.
    pub programme: ProgrammeRecord,
    /// The student.
    pub student: PersonRecord,
    /// The mentor.
    pub mentor: PersonRecord,
    /// The student's road-book.
    pub roadbook_id: RoadbookId,
    /// What is known of the two besides.
    pub circumstances: Circumstances,
}

impl MentorshipRecord {
    /// The typed mentorship.
    pub fn mentorship(&self) -> Result<Mentorship> {
        Ok(Mentorship::restore(
            self.facts.clone(),
            &self.programme.programme,
        )?)
    }

    /// The context in which somebody looks at it, or acts on it.
    pub const fn context(&self, acting: Acting, now: DateTime<Utc>) -> Context<'_> {
        Context {
            person: acting.person,
            actor: acting.actor,
            also_staff: acting.also_staff,
            now,
            programme: &self.programme.programme,
            circumstances: &self.circumstances,
        }
    }
}

/// The least of a mentorship that access is decided by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MentorshipHead {
    /// Which.
    pub id: MentorshipId,
    /// Its programme.
    pub programme_id: ProgrammeId,
    /// The student.
    pub student: PersonId,
    /// The mentor.
    pub mentor: PersonId,
    /// Active, completed or ended.
    pub state: MentorshipState,
    /// Whether its mentor is no former mentor (R2, R35).
    pub mentor_keeps_reading: bool,
}

/// A mentorship in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SummaryRecord {
    /// Which.
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
    /// State and overdue of the three interviews, in order (R9).
    pub steps: [StepRecord; 3],
    /// Start of the next confirmed appointment.
    pub next_appointment_at: Option<DateTime<Utc>>,
    /// When the choice was made.
    pub chosen_at: DateTime<Utc>,
}

/// One interview in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StepRecord {
    /// Which.
    pub step: Step,
    /// Its state (R9).
    pub state: InterviewState,
    /// Its last day is over and it is neither concluded nor excused.
    pub overdue: bool,
}

/// Which mentorships a list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MentorshipFilter {
    /// Of this programme.
    pub programme: Option<ProgrammeId>,
    /// In which this person is one of the two.
    pub party: Option<PersonId>,
    /// Of this student.
    pub student: Option<PersonId>,
    /// Of this mentor.
    pub mentor: Option<PersonId>,
    /// In this state.
    pub state: Option<MentorshipState>,
    /// At this step; with `step_state` or `overdue`, the step these are about.
    pub step: Option<Step>,
    /// With an interview in this state.
    pub step_state: Option<InterviewState>,
    /// With an overdue interview, or without; ended ones are never overdue here.
    pub overdue: Option<bool>,
    /// With a form owed, or without.
    pub form_owed: Option<bool>,
    /// With an appointment that has begun and has no outcome, or without.
    pub outcome_unrecorded: Option<bool>,
    /// With a given form whose latest version recommends the Career Department, or without (R24).
    pub recommended: Option<bool>,
    /// Words of a search, folded.
    pub words: Vec<String>,
}
