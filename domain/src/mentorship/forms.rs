//! Conditions for writing, giving, correcting and acknowledging the evaluation form (R21). Its
//! content is in `crate::evaluation`.

use super::Mentorship;
use super::apply::Log;
use super::command::{Context, EventKind};
use crate::refusal::{Code, Refusal};
use crate::words::{InterviewState, Party, Step};

impl Mentorship {
    pub(super) fn may_draft(&self, step: Step, context: &Context<'_>) -> Result<(), Refusal> {
        context.expect_begun()?;
        context.only(Party::Mentor)?;
        match self.cycle.interview(step).state() {
            InterviewState::Concluded => Err(Code::EvaluationAlreadyGiven.into()),
            InterviewState::Excused => {
                Err(Refusal::new(Code::InterviewSettled).state(InterviewState::Excused.as_str()))
            }
            _ if self.has_met(step) => Ok(()),
            _ => Err(Refusal::new(Code::InterviewNotHeld)
                .state(self.state(step, context.today()).as_str())),
        }
    }

    pub(super) fn draft_evaluation(
        &mut self,
        step: Step,
        context: &Context<'_>,
    ) -> Result<(), Refusal> {
        self.may_draft(step, context)?;
        self.preparation_mut(step).form_drafted = true;
        Ok(())
    }

    pub(super) fn may_give(&self, step: Step, context: &Context<'_>) -> Result<(), Refusal> {
        self.may_draft(step, context)?;
        let appointments = self.cycle.interview(step).appointments();
        let mut confirmed = appointments.iter().filter(|appointment| {
            appointment.state == crate::words::AppointmentState::Confirmed
                && appointment.starts_at > context.now
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
        let preparation = self.preparation_mut(step);
        preparation.form_drafted = false;
        preparation.acknowledged = false;
        self.drop_proposals(|proposal| proposal.step == step, context.now, log);
        log.step(EventKind::EvaluationGiven, step);
        Ok(())
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
        self.preparation_mut(step).acknowledged = false;
        log.step(EventKind::EvaluationCorrected, step);
        Ok(())
    }

    pub(super) fn may_acknowledge(&self, step: Step, context: &Context<'_>) -> Result<(), Refusal> {
        context.expect_begun()?;
        context.only(Party::Student)?;
        self.expect_given(step, context)?;
        if self.preparation(step).acknowledged {
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
        self.preparation_mut(step).acknowledged = true;
        log.step(EventKind::EvaluationAcknowledged, step);
        Ok(())
    }

    fn expect_given(&self, step: Step, context: &Context<'_>) -> Result<(), Refusal> {
        match self.cycle.interview(step).state() {
            InterviewState::Concluded => Ok(()),
            _ => {
                Err(Refusal::new(Code::WrongState)
                    .state(self.state(step, context.today()).as_str()))
            }
        }
    }
}
