//! The rules that several commands share, in the order in which their refusals are answered:
//! programme, state, charter, interview, window, lead time, overlap.

use super::command::{Actor, Context};
use super::facts::Appointment;
use super::interview::Interview;
use super::{Mentorship, Standing};
use crate::calendar::plus_days;
use crate::ids::AppointmentId;
use crate::refusal::{Code, Refusal};
use crate::text::Note;
use crate::words::{AppointmentState, EndReason, InterviewState, Party, ProgrammeStatus, Step};
use chrono::{DateTime, NaiveDate, Utc};

impl Context<'_> {
    pub(super) fn today(&self) -> NaiveDate {
        self.programme.day(self.now)
    }

    pub(super) fn is(&self, party: Party) -> bool {
        self.actor == Actor::Party(party)
    }

    pub(super) const fn party(&self) -> Option<Party> {
        match self.actor {
            Actor::Party(party) => Some(party),
            Actor::Staff | Actor::Service => None,
        }
    }

    /// Refuses all but the two people themselves.
    pub(super) fn as_party(&self) -> Result<Party, Refusal> {
        self.party().ok_or(Code::NotYourTurn.into())
    }

    pub(super) fn only(&self, party: Party) -> Result<(), Refusal> {
        if self.is(party) {
            Ok(())
        } else {
            Err(Code::NotYourTurn.into())
        }
    }

    /// Staff-only refusal: if one of the two is staff too, it asks for a colleague (R38).
    pub(super) fn staff_only(&self) -> Refusal {
        if self.also_staff {
            Code::OwnMentorship.into()
        } else {
            Refusal::new(Code::StaffOnly).contact_email(self.programme.contact_email.as_deref())
        }
    }

    /// Staff act for others, so they say why (R15).
    pub(super) fn staff_reason(&self, reason: Option<&Note>) -> Result<(), Refusal> {
        match (self.actor, reason) {
            (Actor::Staff, None) => Err(Refusal::new(Code::ReasonRequired).pointer("/reason")),
            _ => Ok(()),
        }
    }

    /// R2: past appointments, owed forms and corrections stay possible in a closed programme.
    pub(super) fn expect_begun(&self) -> Result<(), Refusal> {
        match self.programme.status {
            ProgrammeStatus::Draft => self.programme.expect_open(),
            ProgrammeStatus::Open | ProgrammeStatus::Closed => Ok(()),
        }
    }

    /// R32: the actor must have accepted the charter.
    pub(super) fn expect_charter(&self) -> Result<(), Refusal> {
        let accepted = match self.actor {
            Actor::Staff | Actor::Service => true,
            Actor::Party(Party::Student) => self.circumstances.student_accepted,
            Actor::Party(Party::Mentor) => self.circumstances.mentor_accepted,
        };
        if accepted || !self.programme.policies.charter_required {
            return Ok(());
        }
        Err(Code::CharterNotAccepted.into())
    }
}

impl Mentorship {
    pub(super) fn expect_active(&self) -> Result<(), Refusal> {
        match self.standing {
            Standing::Active => Ok(()),
            _ => Err(Refusal::new(Code::WrongState).state(self.standing.state().as_str())),
        }
    }

    /// Live, or ended only because its programme closed (R2).
    pub(super) fn expect_recordable(&self) -> Result<(), Refusal> {
        match &self.standing {
            Standing::Ended(ended) if ended.reason != Some(EndReason::ProgrammeClosed) => {
                self.expect_active()
            }
            Standing::Active | Standing::Completed(_) | Standing::Ended(_) => Ok(()),
        }
    }

    /// Appointment of this mentorship; the caller's edge answers `not_found`.
    pub(super) fn find(&self, id: AppointmentId) -> Result<&Appointment, Refusal> {
        self.appointment(id)
            .ok_or(Refusal::new(Code::ReferenceUnknown))
    }

    /// A proposal whose start has not passed (R15: it lapses then).
    pub(super) fn find_proposal(
        &self,
        id: AppointmentId,
        now: DateTime<Utc>,
    ) -> Result<&Appointment, Refusal> {
        let appointment = self.find(id)?;
        match appointment.state_at(now) {
            AppointmentState::Proposed => Ok(appointment),
            state => Err(Refusal::new(Code::WrongState).state(state.as_str())),
        }
    }

    /// R8, R9: whether the interview takes a new appointment at all.
    pub(super) fn expect_bookable(&self, step: Step, context: &Context<'_>) -> Result<(), Refusal> {
        let state = self.state(step, context.today());
        self.expect_own(step)?;
        match state {
            InterviewState::Concluded | InterviewState::Excused => {
                Err(Refusal::new(Code::InterviewSettled).state(state.as_str()))
            }
            InterviewState::Waiting => {
                Err(Refusal::new(Code::InterviewNotOpen).state(state.as_str()))
            }
            _ if self.cycle.step() > step => {
                Err(Refusal::new(Code::InterviewSettled).state(state.as_str()))
            }
            InterviewState::Missed => Err(Refusal::new(Code::WindowOver)
                .state(state.as_str())
                .window(self.window(step))
                .contact_email(context.programme.contact_email.as_deref())),
            InterviewState::Open | InterviewState::Scheduled | InterviewState::Held => Ok(()),
        }
    }

    /// R35: an interview that was carried over is read-only.
    pub(super) fn expect_own(&self, step: Step) -> Result<(), Refusal> {
        match self.cycle.interview(step) {
            Interview::Carried(_) => Err(self.settled(step)),
            _ => Ok(()),
        }
    }

    pub(super) fn settled(&self, step: Step) -> Refusal {
        let state = self.cycle.interview(step).state();
        Refusal::new(Code::InterviewSettled).state(state.as_str())
    }

    /// R13, R16: the start's day lies in the step's window.
    pub(super) fn expect_in_window(
        &self,
        step: Step,
        start: NaiveDate,
        context: &Context<'_>,
    ) -> Result<(), Refusal> {
        let window = self.window(step);
        if window.contains(start) {
            return Ok(());
        }
        let still_in_school = step == Step::FollowUp
            && start <= self.leaves_school_on
            && context.programme.calendar.follow_up.contains(start);
        let code = if still_in_school {
            Code::BeforeLeavingSchool
        } else {
            Code::OutsideWindow
        };
        Err(Refusal::new(code)
            .window(window)
            .earliest_on(self.earliest_on(step, context, false)))
    }

    /// R14: the first day an appointment may lie on.
    pub(super) fn earliest_on(&self, step: Step, context: &Context<'_>, waived: bool) -> NaiveDate {
        let first = self.window(step).from.max(context.today());
        if waived || !self.lead_time_holds(step, context) {
            return first;
        }
        let sent_at = self
            .preparation(step)
            .editions
            .as_ref()
            .map(|editions| editions.first_sent_at);
        let prepared = context.programme.day(sent_at.unwrap_or(context.now));
        let lead = i64::from(context.programme.policies.roadbook_lead_days);
        first.max(plus_days(prepared, lead))
    }

    /// R14, R20: until a meeting was held, where a road-book is required and not waived.
    pub(super) fn lead_time_holds(&self, step: Step, context: &Context<'_>) -> bool {
        context.programme.requires_roadbook(step)
            && self.preparation(step).waiver.is_none()
            && !self.has_met(step)
    }

    pub(super) fn has_met(&self, step: Step) -> bool {
        let appointments = self.cycle.interview(step).appointments();
        appointments
            .iter()
            .any(|appointment| appointment.state == AppointmentState::Held)
    }

    /// R15: a required road-book was sent, or waived.
    pub(super) fn expect_prepared(&self, step: Step, context: &Context<'_>) -> Result<(), Refusal> {
        let preparation = self.preparation(step);
        let prepared = preparation.editions.is_some() || preparation.waiver.is_some();
        if prepared || !context.programme.requires_roadbook(step) {
            return Ok(());
        }
        Err(Code::RoadbookMissing.into())
    }
}

impl Appointment {
    /// Its state at a moment: an unanswered proposal lapses at its start (R15).
    pub fn state_at(&self, now: DateTime<Utc>) -> AppointmentState {
        match self.state {
            AppointmentState::Proposed if self.starts_at <= now => AppointmentState::Lapsed,
            state => state,
        }
    }
}
