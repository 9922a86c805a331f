//! Outcome of an appointment: recorded by people, never by itself (R15).

use super::apply::Log;
use super::command::{Actor, Context, EventKind, Meeting};
use super::facts::Appointment;
use super::interview::Met;
use super::{Mentorship, Standing};
use crate::calendar::plus_days;
use crate::ids::AppointmentId;
use crate::refusal::{Code, Refusal};
use crate::text::Note;
use crate::words::{AppointmentState, MissedBy, Outcome, Party, Step};

/// Days within which the recorder of an outcome may correct it (R15).
const CORRECTION_DAYS: i64 = 7;

impl Mentorship {
    /// R15: a confirmed appointment from its start on.
    pub(super) fn may_record_outcome(
        &self,
        id: AppointmentId,
        context: &Context<'_>,
    ) -> Result<(), Refusal> {
        context.expect_begun()?;
        let appointment = self.find(id)?;
        if appointment.state != AppointmentState::Confirmed {
            let state = appointment.state_at(context.now);
            return Err(Refusal::new(Code::WrongState).state(state.as_str()));
        }
        if appointment.starts_at > context.now {
            return Err(Code::NotStarted.into());
        }
        Ok(())
    }

    pub(super) fn may_hold(&self, id: AppointmentId, context: &Context<'_>) -> Result<(), Refusal> {
        self.may_record_outcome(id, context)?;
        self.expect_prepared(self.find(id)?.step, context)
    }

    pub(super) fn hold(
        &mut self,
        id: AppointmentId,
        reason: Option<Note>,
        context: &Context<'_>,
        log: &mut Log,
    ) -> Result<(), Refusal> {
        self.may_record_outcome(id, context)?;
        context.staff_reason(reason.as_ref())?;
        let step = self.find(id)?.step;
        self.expect_prepared(step, context)?;
        self.change(step, context, |interview| {
            interview.hold(id, |held| {
                held.reason = reason;
                stamp(held, context);
            })
        })?;
        log.appointment(EventKind::AppointmentHeld, self.find(id)?);
        Ok(())
    }

    pub(super) fn no_show(
        &mut self,
        id: AppointmentId,
        missed_by: MissedBy,
        reason: Option<Note>,
        context: &Context<'_>,
        log: &mut Log,
    ) -> Result<(), Refusal> {
        self.may_record_outcome(id, context)?;
        context.staff_reason(reason.as_ref())?;
        let step = self.find(id)?.step;
        let mut missed = self.release(id, step, context)?;
        missed.state = AppointmentState::Missed;
        missed.missed_by = Some(missed_by);
        missed.reason = reason;
        stamp(&mut missed, context);
        log.appointment(EventKind::AppointmentMissed, &missed);
        self.others.push(missed);
        Ok(())
    }

    pub(super) fn may_correct(
        &self,
        id: AppointmentId,
        context: &Context<'_>,
    ) -> Result<(), Refusal> {
        context.expect_begun()?;
        let appointment = self.expect_outcome(id)?;
        if context.actor != Actor::Staff {
            if appointment.recorded_by != context.person {
                return Err(Code::NotYourTurn.into());
            }
            let recorded = appointment.recorded_at.unwrap_or(appointment.created_at);
            if context.today() > plus_days(context.programme.day(recorded), CORRECTION_DAYS) {
                return Err(context.staff_only());
            }
        }
        self.expect_unsettled(appointment.step)
    }

    pub(super) fn correct(
        &mut self,
        id: AppointmentId,
        outcome: Outcome,
        reason: Note,
        context: &Context<'_>,
        log: &mut Log,
    ) -> Result<(), Refusal> {
        self.may_correct(id, context)?;
        let old = self.find(id)?;
        let (step, was_held) = (old.step, old.state == AppointmentState::Held);
        let missed_by = missed_by(outcome);
        if missed_by.is_none() {
            self.expect_prepared(step, context)?;
        }
        let edit = move |appointment: &mut Appointment| {
            appointment.missed_by = missed_by;
            appointment.reason = Some(reason);
            if context.actor == Actor::Staff {
                stamp(appointment, context);
            }
            appointment.disputed = None;
        };
        if was_held {
            self.correct_held(id, step, missed_by, edit, context)?;
        } else {
            self.correct_missed(id, step, missed_by, edit, context)?;
        }
        log.appointment(EventKind::AppointmentCorrected, self.find(id)?);
        Ok(())
    }

    fn correct_held(
        &mut self,
        id: AppointmentId,
        step: Step,
        missed_by: Option<MissedBy>,
        edit: impl FnOnce(&mut Appointment),
        context: &Context<'_>,
    ) -> Result<(), Refusal> {
        let mut out = None;
        self.change(step, context, |interview| {
            let (mut appointment, rest) = interview.strike(id)?;
            edit(&mut appointment);
            if missed_by.is_none() {
                return rest.record(Met::new(appointment));
            }
            out = Some(Appointment {
                state: AppointmentState::Missed,
                ..appointment
            });
            Ok(rest)
        })?;
        self.others.extend(out);
        Ok(())
    }

    fn correct_missed(
        &mut self,
        id: AppointmentId,
        step: Step,
        missed_by: Option<MissedBy>,
        edit: impl FnOnce(&mut Appointment),
        context: &Context<'_>,
    ) -> Result<(), Refusal> {
        let mut appointment = self.take_other(id)?;
        edit(&mut appointment);
        if missed_by.is_some() {
            self.others.push(appointment);
            return Ok(());
        }
        self.change(step, context, |interview| {
            interview.record(Met::new(appointment))
        })
    }

    pub(super) fn may_dispute(
        &self,
        id: AppointmentId,
        context: &Context<'_>,
    ) -> Result<(), Refusal> {
        context.expect_begun()?;
        let appointment = self.expect_outcome(id)?;
        if appointment.disputed.is_some() {
            return Err(Refusal::new(Code::WrongState).state("disputed"));
        }
        if context.as_party().is_err() || appointment.recorded_by == context.person {
            return Err(Code::NotYourTurn.into());
        }
        self.expect_unsettled(appointment.step)
    }

    pub(super) fn dispute(
        &mut self,
        id: AppointmentId,
        reason: Note,
        context: &Context<'_>,
        log: &mut Log,
    ) -> Result<(), Refusal> {
        self.may_dispute(id, context)?;
        let mut reason = Some(reason);
        let step = self.find(id)?.step;
        if let Some(missed) = self.others.iter_mut().find(|other| other.id == id) {
            missed.disputed = reason.take();
        } else {
            self.change(step, context, |interview| {
                let (held, rest) = interview.strike(id)?;
                rest.record(Met::new(Appointment {
                    disputed: reason,
                    ..held
                }))
            })?;
        }
        log.appointment(EventKind::AppointmentDisputed, self.find(id)?);
        Ok(())
    }

    pub(super) fn may_record(&self, step: Step, context: &Context<'_>) -> Result<(), Refusal> {
        context.expect_begun()?;
        self.expect_recordable()?;
        if context.is(Party::Student) {
            return Err(Code::NotYourTurn.into());
        }
        self.expect_meetable(step, context)?;
        let window = self.window(step);
        if window.from > context.today() {
            return Err(Refusal::new(Code::OutsideWindow).window(window));
        }
        self.expect_prepared(step, context)
    }

    pub(super) fn record(
        &mut self,
        step: Step,
        meeting: Meeting,
        reason: Option<Note>,
        context: &Context<'_>,
        log: &mut Log,
    ) -> Result<(), Refusal> {
        context.expect_begun()?;
        self.expect_recordable()?;
        if context.is(Party::Student) {
            return Err(Code::NotYourTurn.into());
        }
        context.staff_reason(reason.as_ref())?;
        self.expect_meetable(step, context)?;
        self.expect_in_window(step, context.programme.day(meeting.starts_at), context)?;
        if meeting.starts_at > context.now {
            return Err(Code::NotStarted.into());
        }
        self.expect_prepared(step, context)?;
        let mut met = Appointment {
            reason,
            ..meeting.into_facts(step, context.now)
        };
        stamp(&mut met, context);
        self.expect_met_once(&met)?;
        let met = Met::new(met);
        let id = met.id();
        self.change(step, context, |interview| interview.record(met))?;
        log.appointment(EventKind::AppointmentHeld, self.find(id)?);
        Ok(())
    }

    /// The two can't have met twice at a time, nor as mentor and student once that had ended.
    fn expect_met_once(&self, met: &Appointment) -> Result<(), Refusal> {
        if let Standing::Ended(ended) = &self.standing
            && met.starts_at > ended.at
        {
            return Err(Refusal::new(Code::WrongState).state(self.standing.state().as_str()));
        }
        let took_place = |other: &&Appointment| {
            matches!(
                other.state,
                AppointmentState::Confirmed | AppointmentState::Held
            )
        };
        let mut others = self.appointments().filter(took_place);
        if others.any(|other| other.overlaps(met)) {
            return Err(Code::Overlap.into());
        }
        Ok(())
    }

    /// R9: recording is never refused for being late, so a missed interview accepts it, if R8
    /// allows.
    fn expect_meetable(&self, step: Step, context: &Context<'_>) -> Result<(), Refusal> {
        match self.expect_bookable(step, context) {
            Err(refusal)
                if refusal.code == Code::WindowOver && !self.has_opened(step, context.today()) =>
            {
                Err(Refusal {
                    code: Code::InterviewNotOpen,
                    ..refusal
                })
            }
            Err(refusal) if refusal.code == Code::WindowOver => Ok(()),
            other => other,
        }
    }

    fn expect_outcome(&self, id: AppointmentId) -> Result<&Appointment, Refusal> {
        let appointment = self.find(id)?;
        match appointment.state {
            AppointmentState::Held | AppointmentState::Missed => Ok(appointment),
            _ => Err(Refusal::new(Code::WrongState).state(appointment.state.as_str())),
        }
    }

    /// R15: an outcome stands once the form is given, or staff have excused the interview.
    fn expect_unsettled(&self, step: Step) -> Result<(), Refusal> {
        let interview = self.cycle.interview(step);
        if interview.concluded_at().is_some() {
            return Err(Code::EvaluationAlreadyGiven.into());
        }
        if interview.excuse_given().is_some() {
            return Err(Refusal::new(Code::InterviewSettled).state(interview.state().as_str()));
        }
        Ok(())
    }
}

fn stamp(appointment: &mut Appointment, context: &Context<'_>) {
    appointment.recorded_by = context.person;
    appointment.recorded_at = Some(context.now);
}

const fn missed_by(outcome: Outcome) -> Option<MissedBy> {
    match outcome {
        Outcome::Held => None,
        Outcome::MissedByStudent => Some(MissedBy::Student),
        Outcome::MissedByMentor => Some(MissedBy::Mentor),
        Outcome::MissedByBoth => Some(MissedBy::Both),
    }
}
