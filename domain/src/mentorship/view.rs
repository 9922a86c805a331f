//! View of a mentorship at a given moment (R9): states changed only by the clock are computed here
//! and never stored.

use super::command::Context;
use super::facts::{Appointment, Editions, Waiver};
use super::{Mentorship, Standing};
use crate::ids::MentorshipId;
use crate::text::Note;
use crate::window::Window;
use crate::words::{InterviewState, MentorshipState, Step};
use chrono::{DateTime, NaiveDate, Utc};

/// View of an interview now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InterviewView {
    /// Step of the interview.
    pub step: Step,
    /// State of the interview: the first that applies (R9).
    pub state: InterviewState,
    /// Whether its last day is over and it is neither concluded nor excused (R9).
    pub overdue: bool,
    /// Its window for these two.
    pub window: Window,
    /// Carried over from a former mentorship (R35).
    pub carried_from: Option<MentorshipId>,
    /// The road-book for it.
    pub roadbook: RoadbookStanding,
    /// Every appointment, oldest first, with its state now.
    pub appointments: Vec<Appointment>,
    /// Whether the mentor has saved a draft form.
    pub form_drafted: bool,
    /// Staff's reason for excusing it.
    pub excused_reason: Option<Note>,
    /// Time of first giving its form.
    pub concluded_at: Option<DateTime<Utc>>,
    /// First local day of an appointment that the caller may propose now; `None` if they may
    /// propose none.
    pub earliest_on: Option<NaiveDate>,
}

/// The road-book for one interview (R20).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoadbookStanding {
    /// Whether the programme requires it.
    pub required: bool,
    /// Last day to send.
    pub deadline_on: Option<NaiveDate>,
    /// Editions sent for it.
    pub editions: Option<Editions>,
    /// Its waiver.
    pub waiver: Option<Waiver>,
}

impl Mentorship {
    /// The state of an interview on a local day (R9).
    pub fn state(&self, step: Step, today: NaiveDate) -> InterviewState {
        match self.cycle.interview(step).state() {
            InterviewState::Open if self.is_missed(step, today) => InterviewState::Missed,
            InterviewState::Open if !self.has_opened(step, today) => InterviewState::Waiting,
            state => state,
        }
    }

    /// Whether an interview is overdue on a local day (R9); never in an ended mentorship.
    pub fn overdue(&self, step: Step, today: NaiveDate) -> bool {
        let settled = matches!(
            self.state(step, today),
            InterviewState::Concluded | InterviewState::Excused
        );
        let ended = self.standing() == MentorshipState::Ended;
        self.window(step).to < today && !settled && !ended
    }

    fn is_missed(&self, step: Step, today: NaiveDate) -> bool {
        self.window(step).to < today || self.cycle.missed(step).is_some()
    }

    /// R8: the one before is settled, or, for the follow-up only, missed.
    pub(super) fn has_opened(&self, step: Step, today: NaiveDate) -> bool {
        let Some(previous) = step.previous() else {
            return true;
        };
        match self.state(previous, today) {
            InterviewState::Concluded | InterviewState::Held | InterviewState::Excused => true,
            InterviewState::Missed => step == Step::FollowUp,
            InterviewState::Waiting | InterviewState::Open | InterviewState::Scheduled => false,
        }
    }

    /// The step that the two are at: the last one that has opened; `None` when it is over.
    pub fn current_step(&self, today: NaiveDate) -> Option<Step> {
        if self.standing != Standing::Active {
            return None;
        }
        Step::ALL
            .iter()
            .rev()
            .copied()
            .find(|step| self.has_opened(*step, today))
    }

    /// Start of the next confirmed appointment after a moment.
    pub fn next_appointment_at(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let confirmed = self.appointments().filter(|appointment| {
            appointment.state == crate::words::AppointmentState::Confirmed
                && appointment.starts_at > now
        });
        confirmed.map(|appointment| appointment.starts_at).min()
    }

    /// Whether these two have held an appointment (R6).
    pub fn have_met(&self) -> bool {
        Step::ALL.iter().any(|step| self.has_met(*step))
    }

    /// Whether contacts are shown to the two (R5).
    pub fn is_live(&self) -> bool {
        self.standing.state() == MentorshipState::Active
    }

    /// View of an interview now.
    pub fn interview(&self, step: Step, context: &Context<'_>) -> InterviewView {
        let today = context.today();
        let interview = self.cycle.interview(step);
        let preparation = self.preparation(step);
        let mut appointments: Vec<Appointment> = self
            .appointments()
            .filter(|appointment| appointment.step == step)
            .cloned()
            .collect();
        appointments.sort_by_key(|appointment| (appointment.created_at, appointment.id));
        for appointment in &mut appointments {
            appointment.state = appointment.state_at(context.now);
        }
        InterviewView {
            step,
            state: self.state(step, today),
            overdue: self.overdue(step, today),
            window: self.window(step),
            carried_from: preparation.carried.map(|carried| carried.from),
            roadbook: RoadbookStanding {
                required: context.programme.requires_roadbook(step),
                deadline_on: self.deadline_on(step, context),
                editions: preparation.editions.clone(),
                waiver: preparation.waiver.clone(),
            },
            appointments,
            form_drafted: preparation.form.drafted,
            excused_reason: interview.excuse_given().map(|excuse| excuse.reason.clone()),
            concluded_at: interview.concluded_at(),
            earliest_on: self.proposable_from(step, context),
        }
    }
}
