//! Mentorships with their cycle.

use crate::error::Result;
use crate::records::{PersonRecord, ProgrammeRecord};
use crate::unit::Acting;
use chrono::{DateTime, Utc};
use domain::enrolment::SearchWord;
use domain::ids::{MentorshipId, PersonId, ProgrammeId, RoadbookId};
use domain::mentorship::facts::Snapshot;
use domain::mentorship::{
    Actor, Busy, Circumstances, Command, Context, Effects, Mentorship, MentorshipSummary,
    StepSummary,
};
use domain::next_steps::NudgeCode;
use domain::refusal::Refusal;
use domain::text::Note;
use domain::words::{InterviewState, MentorshipState, Step};

/// Mentorship with the data for its answers.
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
    /// Circumstances of the two.
    pub circumstances: Circumstances,
}

impl MentorshipRecord {
    /// Its ids.
    pub const fn key(&self) -> MentorshipKey {
        MentorshipKey {
            id: self.facts.id,
            programme_id: self.facts.programme_id,
            student: self.facts.student,
            mentor: self.facts.mentor,
        }
    }

    /// The record after a command, as it would be loaded.
    pub(crate) fn after(mut self, facts: Snapshot, effects: &Effects, now: DateTime<Utc>) -> Self {
        let circumstances = &mut self.circumstances;
        circumstances.withdrawals += u16::from(effects.withdrew);
        let own = |id| facts.appointments.iter().any(|one| one.id == id);
        circumstances.busy.retain(|busy| !own(busy.appointment));
        let booked = facts.appointments.iter().filter(|one| one.takes_time());
        let ahead = booked.filter(|one| one.ends_at() > now);
        circumstances.busy.extend(ahead.map(Busy::from));
        self.facts = facts;
        self
    }

    /// The mentorship as a row of a list, as the list itself tells it.
    pub fn summary(&self, now: DateTime<Utc>) -> Result<MentorshipSummary> {
        let typed = self.mentorship()?;
        let today = self.programme.programme.day(now);
        Ok(MentorshipSummary {
            id: self.facts.id,
            programme_id: self.facts.programme_id,
            student: self.student.reference(),
            mentor: self.mentor.reference(),
            state: self.facts.state,
            current_step: typed.current_step(today),
            steps: [Step::Project, Step::ActionPlan, Step::FollowUp].map(|step| StepSummary {
                step,
                state: typed.state(step, today),
                overdue: typed.overdue(step, today),
            }),
            next_appointment_at: typed.next_appointment_at(now),
            chosen_at: self.facts.chosen_at,
        })
    }

    /// The typed mentorship.
    pub fn mentorship(&self) -> Result<Mentorship> {
        Ok(Mentorship::restore(
            self.facts.clone(),
            &self.programme.programme,
        )?)
    }

    /// Context for reading it or acting on it.
    pub const fn context(&self, acting: Acting, now: DateTime<Utc>) -> Context<'_> {
        Context {
            person: Some(acting.person),
            actor: acting.actor,
            also_staff: acting.also_staff,
            now,
            programme: &self.programme.programme,
            circumstances: &self.circumstances,
        }
    }

    /// Context for the service itself.
    pub(crate) const fn own_context(&self, now: DateTime<Utc>) -> Context<'_> {
        Context {
            person: None,
            actor: Actor::Service,
            also_staff: false,
            now,
            programme: &self.programme.programme,
            circumstances: &self.circumstances,
        }
    }
}

/// Ids under which all of a mentorship is found; they never change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MentorshipKey {
    /// Id.
    pub id: MentorshipId,
    /// Its programme.
    pub programme_id: ProgrammeId,
    /// The student.
    pub student: PersonId,
    /// The mentor.
    pub mentor: PersonId,
}

/// Minimum of a mentorship for deciding access.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MentorshipHead {
    /// Its ids.
    pub key: MentorshipKey,
    /// Active, completed or ended.
    pub state: MentorshipState,
    /// Whether its mentor keeps read access (R2, R35).
    pub mentor_keeps_reading: bool,
}

/// Row of a command of staff on many.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SteeredRow {
    /// The student, where they are known.
    pub student: Option<PersonId>,
    /// The mentorship, where there is one.
    pub mentorship: Option<MentorshipId>,
    /// Its outcome.
    pub outcome: SteeredOutcome,
}

/// Outcome of such a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SteeredOutcome {
    /// Done, or possible in a dry run.
    Done,
    /// Without anything to do: a reminder that is no longer true.
    Skipped,
    /// Refused by a rule.
    Refused(Box<Refusal>),
}

impl From<std::result::Result<(), Refusal>> for SteeredOutcome {
    fn from(done: std::result::Result<(), Refusal>) -> Self {
        match done {
            Ok(()) => Self::Done,
            Err(refusal) => Self::Refused(Box::new(refusal)),
        }
    }
}

/// Reminder by staff in many mentorships.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nudge {
    /// Staff who send it.
    pub staff: PersonId,
    /// The mentorships.
    pub ids: Vec<MentorshipId>,
    /// Step that it is about.
    pub about: NudgeCode,
    /// Words of staff beside it.
    pub message: Option<Note>,
    /// Whether to send nothing.
    pub dry_run: bool,
}

/// Command of staff on many mentorships.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Steering {
    /// Staff who give it.
    pub staff: PersonId,
    /// The mentorships.
    pub ids: Vec<MentorshipId>,
    /// The command.
    pub command: Command,
    /// Whether to write nothing.
    pub dry_run: bool,
}

/// Filter of a list of mentorships.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MentorshipFilter {
    /// Programme.
    pub programme: Option<ProgrammeId>,
    /// Person who is one of the two.
    pub party: Option<PersonId>,
    /// Student.
    pub student: Option<PersonId>,
    /// Mentor.
    pub mentor: Option<PersonId>,
    /// The student's own adviser (R47).
    pub adviser: Option<PersonId>,
    /// State.
    pub state: Option<MentorshipState>,
    /// Current step; with `step_state` or `overdue`, the step these are about.
    pub step: Option<Step>,
    /// State of an interview.
    pub step_state: Option<InterviewState>,
    /// Whether an interview is overdue; never in ended mentorships.
    pub overdue: Option<bool>,
    /// Whether a form is owed.
    pub form_owed: Option<bool>,
    /// Whether an appointment has begun and has no outcome.
    pub outcome_unrecorded: Option<bool>,
    /// Whether the latest version of a given form recommends the Career Department (R24).
    pub recommended: Option<bool>,
    /// Whether an outcome is disputed (R15).
    pub disputed: Option<bool>,
    /// Whether the two are silent (R33); only live ones are.
    pub silent: Option<bool>,
    /// Whether it is the student's latest one that has not ended.
    pub current: Option<bool>,
    /// Words of a search.
    pub words: Vec<SearchWord>,
}
