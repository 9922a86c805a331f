//! Conditions for writing, giving, correcting and retracting the evaluation form, and for reading
//! and acknowledging it (R21). Its content is in `crate::evaluation`.

use super::apply::Log;
use super::command::{Context, EventKind};
use super::facts::FormFacts;
use super::{Mentorship, Standing};
use crate::calendar::{begin_of, local_day, plus_days};
use crate::refusal::{Code, Refusal};
use crate::window::Window;
use crate::words::{AppointmentState, EndReason, InterviewState, Party, Step};
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

/// Days within which the author may retract a form.
const RETRACTION_DAYS: i64 = 7;
/// Days within which a former mentor may give an owed form.
const FORMER_MENTOR_DAYS: i64 = 60;
/// Days within which the student may amend an acknowledgement.
const AMENDMENT_DAYS: i64 = 7;

/// First instant at which a mentorship may have ended so that its mentor still gives an owed form now
/// (R35).
pub fn owed_since(now: DateTime<Utc>, zone: Tz) -> DateTime<Utc> {
    let first = plus_days(local_day(now, zone), -FORMER_MENTOR_DAYS);
    begin_of(first, zone)
}

impl Mentorship {
    pub(super) fn may_draft(&self, step: Step, context: &Context<'_>) -> Result<(), Refusal> {
        context.expect_begun()?;
        context.only(Party::Mentor)?;
        self.expect_own(step)?;
        self.expect_within_time(context)?;
        match self.cycle.interview(step).state() {
            InterviewState::Concluded => Err(Code::EvaluationAlreadyGiven.into()),
            InterviewState::Excused => {
                Err(Refusal::new(Code::InterviewSettled).state(InterviewState::Excused.as_str()))
            }
            _ if self.has_begun(step, context.now) => Ok(()),
            _ => Err(self.not_held(step, context)),
        }
    }

    /// R35: a former mentor gives an owed form within 60 days of the end.
    fn expect_within_time(&self, context: &Context<'_>) -> Result<(), Refusal> {
        match &self.standing {
            Standing::Ended(ended)
                if ended.reason != Some(EndReason::ProgrammeClosed)
                    && over(Some(ended.at), FORMER_MENTOR_DAYS, context) =>
            {
                self.expect_active()
            }
            _ => Ok(()),
        }
    }

    pub(super) fn draft_evaluation(
        &mut self,
        step: Step,
        context: &Context<'_>,
    ) -> Result<(), Refusal> {
        self.may_draft(step, context)?;
        self.preparation_mut(step).form.drafted = true;
        Ok(())
    }

    pub(super) fn may_give(&self, step: Step, context: &Context<'_>) -> Result<(), Refusal> {
        self.may_draft(step, context)?;
        if !self.has_met(step) {
            return Err(self.not_held(step, context));
        }
        let appointments = self.cycle.interview(step).appointments();
        let mut confirmed = appointments.iter().filter(|appointment| {
            appointment.state == AppointmentState::Confirmed && appointment.starts_at > context.now
        });
        if confirmed.next().is_some() {
            return Err(Code::AppointmentAhead.into());
        }
        Ok(())
    }

    pub(super) fn give_evaluation(
        &mut self,
        step: Step,
        context: &Context<'_>,
        log: &mut Log,
    ) -> Result<(), Refusal> {
        self.may_give(step, context)?;
        self.change(step, context, |interview| interview.give(context.now))?;
        self.preparation_mut(step).form = given(context.now);
        self.drop_proposals(|proposal| proposal.step == step, context.now, log);
        log.step(EventKind::EvaluationGiven, step);
        Ok(())
    }

    /// The day it was handed over lies between the first meeting and today.
    pub(super) fn give_evaluation_outside(
        &mut self,
        step: Step,
        given_on: NaiveDate,
        context: &Context<'_>,
        log: &mut Log,
    ) -> Result<(), Refusal> {
        self.may_give(step, context)?;
        let appointments = self.cycle.interview(step).appointments();
        let held = appointments
            .iter()
            .filter(|appointment| appointment.state == AppointmentState::Held);
        let first = held.map(|appointment| appointment.starts_at).min();
        let possible = Window {
            from: context.programme.day(first.unwrap_or(context.now)),
            to: context.today(),
        };
        if !possible.contains(given_on) {
            return Err(Refusal::new(Code::OutsideWindow)
                .pointer("/given_on")
                .window(possible));
        }
        self.give_evaluation(step, context, log)
    }

    pub(super) fn may_correct_form(
        &self,
        step: Step,
        context: &Context<'_>,
    ) -> Result<(), Refusal> {
        context.expect_begun()?;
        context.only(Party::Mentor)?;
        self.expect_given(step, context)
    }

    pub(super) fn correct_evaluation(
        &mut self,
        step: Step,
        context: &Context<'_>,
        log: &mut Log,
    ) -> Result<(), Refusal> {
        self.may_correct_form(step, context)?;
        self.preparation_mut(step).form = given(context.now);
        log.step(EventKind::EvaluationCorrected, step);
        Ok(())
    }

    pub(super) fn may_retract(&self, step: Step, context: &Context<'_>) -> Result<(), Refusal> {
        context.expect_begun()?;
        if context.is(Party::Student) {
            return Err(Code::NotYourTurn.into());
        }
        self.expect_given(step, context)?;
        let given_at = self.preparation(step).form.given_at;
        if context.is(Party::Mentor) && over(given_at, RETRACTION_DAYS, context) {
            return Err(context.staff_only());
        }
        // A later interview builds on this one's being held; first that outcome must be recorded.
        let appointments = self.cycle.interview(step).appointments();
        let mut unrecorded = appointments
            .iter()
            .filter(|appointment| appointment.state == AppointmentState::Confirmed);
        if self.cycle.step() > step && unrecorded.next().is_some() {
            let state = InterviewState::Concluded.as_str();
            return Err(Refusal::new(Code::InterviewSettled).state(state));
        }
        Ok(())
    }

    /// The interview is held again, and its author finds the content as a draft.
    pub(super) fn retract_evaluation(
        &mut self,
        step: Step,
        context: &Context<'_>,
        log: &mut Log,
    ) -> Result<(), Refusal> {
        self.may_retract(step, context)?;
        self.change(step, context, super::interview::Interview::retract)?;
        let form = &mut self.preparation_mut(step).form;
        form.drafted = true;
        form.retracted_at = Some(context.now);
        log.step(EventKind::EvaluationRetracted, step);
        Ok(())
    }

    pub(super) fn may_read_form(&self, step: Step, context: &Context<'_>) -> Result<(), Refusal> {
        context.expect_begun()?;
        context.only(Party::Student)?;
        self.expect_given(step, context)
    }

    pub(super) fn read_evaluation(
        &mut self,
        step: Step,
        context: &Context<'_>,
    ) -> Result<(), Refusal> {
        self.may_read_form(step, context)?;
        self.preparation_mut(step)
            .form
            .read_at
            .get_or_insert(context.now);
        Ok(())
    }

    pub(super) fn may_acknowledge(&self, step: Step, context: &Context<'_>) -> Result<(), Refusal> {
        self.may_read_form(step, context)?;
        let acknowledged_at = self.preparation(step).form.acknowledged_at;
        if over(acknowledged_at, AMENDMENT_DAYS, context) {
            return Err(Refusal::new(Code::WrongState).state("acknowledged"));
        }
        Ok(())
    }

    pub(super) fn acknowledge_evaluation(
        &mut self,
        step: Step,
        context: &Context<'_>,
        log: &mut Log,
    ) -> Result<(), Refusal> {
        self.may_acknowledge(step, context)?;
        let form = &mut self.preparation_mut(step).form;
        form.read_at.get_or_insert(context.now);
        form.acknowledged_at.get_or_insert(context.now);
        log.step(EventKind::EvaluationAcknowledged, step);
        Ok(())
    }

    /// Whether its student has not opened the form in force.
    pub fn form_is_unread(&self, step: Step) -> bool {
        let given = self.cycle.interview(step).state() == InterviewState::Concluded;
        given && !self.is_carried(step) && self.preparation(step).form.read_at.is_none()
    }

    /// Whether a meeting has begun: one that was held, or one that both had agreed to.
    fn has_begun(&self, step: Step, now: DateTime<Utc>) -> bool {
        let appointments = self.cycle.interview(step).appointments();
        let mut appointments = appointments.iter();
        appointments.any(|it| it.state == AppointmentState::Held || it.starts_at <= now)
    }

    fn not_held(&self, step: Step, context: &Context<'_>) -> Refusal {
        Refusal::new(Code::InterviewNotHeld).state(self.state(step, context.today()).as_str())
    }

    fn expect_given(&self, step: Step, context: &Context<'_>) -> Result<(), Refusal> {
        match self.cycle.interview(step).state() {
            InterviewState::Concluded if !self.is_carried(step) => Ok(()),
            _ if self.preparation(step).form.retracted_at.is_some() => {
                Err(Code::EvaluationRetracted.into())
            }
            _ => {
                Err(Refusal::new(Code::WrongState)
                    .state(self.state(step, context.today()).as_str()))
            }
        }
    }
}

/// A version given now, unread.
const fn given(now: DateTime<Utc>) -> FormFacts {
    FormFacts {
        drafted: false,
        given_at: Some(now),
        read_at: None,
        acknowledged_at: None,
        retracted_at: None,
    }
}

/// Whether more local days than those have passed since.
fn over(since: Option<DateTime<Utc>>, days: i64, context: &Context<'_>) -> bool {
    since.is_some_and(|at| context.today() > plus_days(context.programme.day(at), days))
}
