//! Next steps of either party in the cycle of a mentorship.

use super::{Involved, NextStep, NextStepCode, waiting};
use crate::calendar::plus_days;
use crate::ids::PersonId;
use crate::mentorship::facts::Appointment;
use crate::mentorship::{Actor, Context, InterviewView};
use crate::programme::Programme;
use crate::refusal::Code;
use crate::words::{Action, AppointmentState, InterviewState, Party, Step};
use chrono::{DateTime, Utc};

/// View of one party on one interview now.
pub(super) struct Desk<'a> {
    pub(super) involved: Involved<'a>,
    pub(super) context: Context<'a>,
    pub(super) party: Party,
    pub(super) view: InterviewView,
    allowed: Vec<Action>,
    roadbook_refusal: Option<Code>,
}

/// Next steps of a party in a mentorship now, unordered; where there is nothing to do, what they wait
/// for.
pub(super) fn steps(
    involved: Involved<'_>,
    party: Party,
    person: PersonId,
    programme: &Programme,
    now: DateTime<Utc>,
) -> Vec<NextStep> {
    let context = Context {
        person: Some(person),
        actor: Actor::Party(party),
        also_staff: false,
        now,
        programme,
        circumstances: involved.circumstances,
    };
    let desks = Step::ORDER.map(|step| Desk::at(involved, context, party, step));
    let mut steps: Vec<NextStep> = desks.iter().flat_map(Desk::steps).collect();
    if steps.is_empty() {
        steps.extend(waiting::at(&desks));
    }
    steps
}

impl<'a> Desk<'a> {
    fn at(involved: Involved<'a>, context: Context<'a>, party: Party, step: Step) -> Self {
        let (allowed, blocked) = involved.mentorship.interview_actions(step, &context);
        let sending = blocked
            .iter()
            .find(|blocked| blocked.action == Action::SendRoadbook);
        Self {
            involved,
            context,
            party,
            view: involved.mentorship.interview(step, &context),
            allowed,
            roadbook_refusal: sending.map(|blocked| blocked.refusal.code),
        }
    }

    fn steps(&self) -> Vec<NextStep> {
        let appointments = self.view.appointments.iter();
        let mut steps: Vec<NextStep> = appointments
            .filter_map(|appointment| self.appointment(appointment))
            .collect();
        steps.extend(self.proposal());
        match self.party {
            Party::Student => {
                steps.extend(self.roadbook());
                steps.extend(self.form_to_read());
            }
            Party::Mentor => {
                steps.extend(self.roadbook_to_read());
                steps.extend(self.form_to_give());
            }
        }
        steps
    }

    pub(super) fn step(&self, code: NextStepCode) -> NextStep {
        let other = match self.party {
            Party::Student => self.involved.mentor,
            Party::Mentor => self.involved.student,
        };
        NextStep {
            mentorship_id: Some(self.involved.mentorship.id()),
            other: Some(other.to_owned()),
            step: Some(self.view.step),
            ..NextStep::new(code, self.context.programme)
        }
    }

    /// The step about a meeting, with its day, time and place.
    pub(super) fn meeting(&self, code: NextStepCode, appointment: &Appointment) -> NextStep {
        let zone = self.context.programme.zone;
        let day = self.context.programme.day(appointment.starts_at);
        NextStep {
            at: Some(appointment.starts_at.with_timezone(&zone).time()),
            appointment_id: Some(appointment.id),
            means: Some(appointment.means.clone()),
            ..self.step(code).due(day)
        }
    }

    fn appointment(&self, appointment: &Appointment) -> Option<NextStep> {
        let mentorship = self.involved.mentorship;
        let allowed = mentorship.appointment_actions(appointment.id, &self.context);
        let first = |actions: &[Action]| actions.iter().find(|it| allowed.contains(it)).copied();
        let (code, action) = match appointment.state {
            AppointmentState::Proposed => {
                let answers = [Action::ConfirmAppointment, Action::DeclineAppointment];
                (NextStepCode::AnswerProposal, Some(first(&answers)?))
            }
            AppointmentState::Confirmed if appointment.starts_at > self.context.now => {
                (NextStepCode::AttendAppointment, None)
            }
            AppointmentState::Confirmed => {
                let outcomes = [Action::HoldAppointment, Action::RecordNoShow];
                (NextStepCode::RecordOutcome, Some(first(&outcomes)?))
            }
            _ => return None,
        };
        Some(NextStep {
            action,
            ..self.meeting(code, appointment)
        })
    }

    /// Step to propose, if no appointment is agreed or proposed.
    fn proposal(&self) -> Option<NextStep> {
        let pending = |it: &Appointment| it.state == AppointmentState::Proposed;
        let quiet = self.view.state == InterviewState::Open
            && !self.view.appointments.iter().any(pending)
            && self.allowed.contains(&Action::ProposeAppointment);
        let step = self.step(NextStepCode::ProposeAppointment);
        quiet.then(|| step.due(self.view.window.to).by(Action::ProposeAppointment))
    }

    /// A required road-book that this mentor has not got yet.
    fn roadbook(&self) -> Option<NextStep> {
        let standing = &self.view.roadbook;
        let expected = matches!(
            self.view.state,
            InterviewState::Open | InterviewState::Scheduled
        );
        if !expected
            || !standing.required
            || standing.editions.is_some()
            || standing.waiver.is_some()
        {
            return None;
        }
        let lead = i64::from(self.context.programme.policies.roadbook_lead_days);
        let last = plus_days(self.view.window.to, -lead);
        let due_on = standing.deadline_on.unwrap_or(last);
        let (code, action) = match self.roadbook_refusal {
            None => (NextStepCode::SendRoadbook, Action::SendRoadbook),
            Some(Code::RoadbookIncomplete) => (NextStepCode::FillRoadbook, Action::UpdateRoadbook),
            Some(Code::RoadbookLate) => return self.late_roadbook(),
            Some(_) => return None,
        };
        Some(self.step(code).due(due_on).by(action))
    }

    /// Too late to send: the appointment may move, or the mentor may waive (R20).
    fn late_roadbook(&self) -> Option<NextStep> {
        let ahead = self.view.appointments.iter().find(|appointment| {
            let mentorship = self.involved.mentorship;
            appointment.state == AppointmentState::Confirmed
                && mentorship
                    .appointment_actions(appointment.id, &self.context)
                    .contains(&Action::RescheduleAppointment)
        })?;
        Some(NextStep {
            due_on: self.view.roadbook.deadline_on,
            appointment_id: Some(ahead.id),
            ..self
                .step(NextStepCode::SendRoadbook)
                .too_late(true)
                .by(Action::RescheduleAppointment)
        })
    }

    fn form_to_read(&self) -> Option<NextStep> {
        let unread = self.involved.mentorship.form_is_unread(self.view.step);
        (unread && self.form_actions().contains(&Action::MarkEvaluationRead)).then(|| {
            self.step(NextStepCode::ReadEvaluation)
                .by(Action::MarkEvaluationRead)
        })
    }

    fn roadbook_to_read(&self) -> Option<NextStep> {
        let unread = self.view.step.pick(self.involved.unread);
        let useful = matches!(
            self.view.state,
            InterviewState::Open | InterviewState::Scheduled | InterviewState::Held
        );
        let meeting = self.involved.mentorship.earliest_confirmed(self.view.step);
        (unread && useful && self.involved.mentorship.is_live()).then(|| NextStep {
            due_on: meeting.map(|start| self.context.programme.day(start)),
            ..self.step(NextStepCode::ReadRoadbook)
        })
    }

    fn form_to_give(&self) -> Option<NextStep> {
        if !self.form_actions().contains(&Action::GiveEvaluation) {
            return None;
        }
        let held = self.view.appointments.iter();
        let held = held.filter(|appointment| appointment.state == AppointmentState::Held);
        let last = held.map(|appointment| appointment.starts_at).max()?;
        Some(
            self.step(NextStepCode::GiveEvaluation)
                .due(self.context.programme.day(last))
                .by(Action::GiveEvaluation),
        )
    }

    fn form_actions(&self) -> Vec<Action> {
        let mentorship = self.involved.mentorship;
        mentorship.evaluation_actions(self.view.step, &self.context)
    }
}
