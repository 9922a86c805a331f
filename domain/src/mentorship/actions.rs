//! Actions accepted from a caller now (`allowed_actions`), and theirs but refused now
//! (`blocked_actions`), by the same checks that the commands run.

use super::Mentorship;
use super::command::{Actor, Context};
use crate::ids::AppointmentId;
use crate::refusal::{Code, Refusal};
use crate::words::{Action, Party, Step};

/// Action of this caller that would be refused now, with the refusal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blocked {
    /// Blocked action.
    pub action: Action,
    /// Refusal it would get.
    pub refusal: Refusal,
}

const STUDENT_INTERVIEW: &[Action] = &[Action::ProposeAppointment, Action::SendRoadbook];
const MENTOR_INTERVIEW: &[Action] = &[
    Action::ProposeAppointment,
    Action::RecordAppointment,
    Action::WaiveRoadbook,
];
const STAFF_INTERVIEW: &[Action] = &[
    Action::RecordAppointment,
    Action::WaiveRoadbook,
    Action::ExtendInterview,
    Action::ExcuseInterview,
];
const PARTY_MENTORSHIP: &[Action] = &[Action::EndMentorship];
const STAFF_MENTORSHIP: &[Action] = &[Action::EndMentorship, Action::ReassignMentorship];
const STUDENT_EVALUATION: &[Action] = &[Action::MarkEvaluationRead, Action::AcknowledgeEvaluation];
const MENTOR_EVALUATION: &[Action] = &[
    Action::UpdateEvaluation,
    Action::GiveEvaluation,
    Action::GiveEvaluationOutside,
    Action::CorrectEvaluation,
    Action::RetractEvaluation,
];
const STAFF_EVALUATION: &[Action] = &[Action::RetractEvaluation];
const PARTY_APPOINTMENT: &[Action] = &[
    Action::ConfirmAppointment,
    Action::DeclineAppointment,
    Action::WithdrawAppointment,
    Action::CancelAppointment,
    Action::RescheduleAppointment,
    Action::HoldAppointment,
    Action::RecordNoShow,
    Action::CorrectOutcome,
    Action::DisputeOutcome,
];
const STAFF_APPOINTMENT: &[Action] = &[
    Action::HoldAppointment,
    Action::RecordNoShow,
    Action::CorrectOutcome,
];

impl Mentorship {
    /// Caller's actions on the mentorship itself.
    pub fn actions(&self, context: &Context<'_>) -> (Vec<Action>, Vec<Blocked>) {
        let theirs = match context.actor {
            Actor::Party(_) => PARTY_MENTORSHIP,
            Actor::Staff => STAFF_MENTORSHIP,
            Actor::Service => &[],
        };
        split(theirs, |action| match action {
            Action::EndMentorship => self.may_end(context),
            Action::ReassignMentorship => self.may_reassign(context),
            _ => Err(Code::WrongState.into()),
        })
    }

    /// Caller's actions on an interview.
    pub fn interview_actions(
        &self,
        step: Step,
        context: &Context<'_>,
    ) -> (Vec<Action>, Vec<Blocked>) {
        let theirs = match context.actor {
            Actor::Party(Party::Student) => STUDENT_INTERVIEW,
            Actor::Party(Party::Mentor) => MENTOR_INTERVIEW,
            Actor::Staff => STAFF_INTERVIEW,
            Actor::Service => &[],
        };
        split(theirs, |action| match action {
            Action::ProposeAppointment => self.may_propose(step, context),
            Action::RecordAppointment => self.may_record(step, context),
            Action::SendRoadbook => self.may_send(step, context).map(drop),
            Action::WaiveRoadbook => self.may_waive(step, context),
            Action::ExtendInterview => self.may_extend(step, context),
            Action::ExcuseInterview => self.may_excuse(step, context),
            _ => Err(Code::WrongState.into()),
        })
    }

    /// Caller's actions on an appointment.
    pub fn appointment_actions(&self, id: AppointmentId, context: &Context<'_>) -> Vec<Action> {
        let theirs = match context.actor {
            Actor::Party(_) => PARTY_APPOINTMENT,
            Actor::Staff => STAFF_APPOINTMENT,
            Actor::Service => &[],
        };
        let lifted = context.is(Party::Mentor);
        let (allowed, _) = split(theirs, |action| match action {
            Action::ConfirmAppointment => self.may_confirm(id, lifted, context),
            Action::DeclineAppointment => self.may_decline(id, context),
            Action::WithdrawAppointment => self.may_withdraw(id, context),
            Action::CancelAppointment => self.may_cancel(id, context),
            Action::RescheduleAppointment => self.may_reschedule(id, context),
            Action::HoldAppointment => self.may_hold(id, context),
            Action::RecordNoShow => self.may_record_outcome(id, context),
            Action::CorrectOutcome => self.may_correct(id, context),
            Action::DisputeOutcome => self.may_dispute(id, context),
            _ => Err(Code::WrongState.into()),
        });
        allowed
    }

    /// Caller's actions on an interview's form; those of staff are an admin's.
    pub fn evaluation_actions(&self, step: Step, context: &Context<'_>) -> Vec<Action> {
        let theirs = match context.actor {
            Actor::Party(Party::Student) => STUDENT_EVALUATION,
            Actor::Party(Party::Mentor) => MENTOR_EVALUATION,
            Actor::Staff => STAFF_EVALUATION,
            Actor::Service => &[],
        };
        let (allowed, _) = split(theirs, |action| match action {
            Action::UpdateEvaluation => self.may_draft(step, context),
            Action::GiveEvaluation => self.may_give(step, context),
            Action::GiveEvaluationOutside => self.may_give(step, context),
            Action::CorrectEvaluation => self.may_correct_form(step, context),
            Action::RetractEvaluation => self.may_retract(step, context),
            Action::MarkEvaluationRead => self.may_read_form(step, context),
            Action::AcknowledgeEvaluation => self.may_acknowledge(step, context),
            _ => Err(Code::WrongState.into()),
        });
        allowed
    }
}

fn split(
    theirs: &[Action],
    check: impl Fn(Action) -> Result<(), Refusal>,
) -> (Vec<Action>, Vec<Blocked>) {
    let mut allowed = Vec::new();
    let mut blocked = Vec::new();
    for action in theirs.iter().copied() {
        match check(action) {
            Ok(()) => allowed.push(action),
            Err(refusal) => blocked.push(Blocked { action, refusal }),
        }
    }
    (allowed, blocked)
}
