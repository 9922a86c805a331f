//! Actions that are listed, tried one by one.

use crate::moves::{meeting, note};
use chrono::{DateTime, Duration, Utc};
use domain::ids::AppointmentId;
use domain::mentorship::facts::Snapshot;
use domain::mentorship::{Actor, Command, Context, Mentorship, Move};
use domain::words::{Action, EndReason, MissedBy, Outcome, Party, Step};

/// Commands that stand for an action: it counts as accepted if one of them is.
fn attempts(
    action: Action,
    step: Step,
    id: AppointmentId,
    context: &Context<'_>,
    window_days: &[DateTime<Utc>],
) -> Vec<Command> {
    let waive_lead = context.actor == Actor::Party(Party::Mentor);
    let reason = Some(note("because"));
    match action {
        Action::ProposeAppointment => window_days
            .iter()
            .map(|start| Command::Propose {
                step,
                meeting: meeting(*start),
                waive_lead,
            })
            .collect(),
        Action::RescheduleAppointment => window_days
            .iter()
            .map(|start| {
                let to = Move {
                    id: AppointmentId::new(),
                    starts_at: *start,
                    duration_minutes: None,
                    means: None,
                    note: None,
                    reason: None,
                };
                Command::Reschedule { id, to, waive_lead }
            })
            .collect(),
        Action::RecordAppointment => window_days
            .iter()
            .map(|start| Command::Record {
                step,
                meeting: meeting(*start),
                reason: reason.clone(),
            })
            .collect(),
        Action::EndMentorship => {
            let staff = context.actor == Actor::Staff;
            vec![Command::End {
                reason: staff.then_some(EndReason::Other),
                note: staff.then(|| note("x")),
                pause: false,
            }]
        }
        Action::ReassignMentorship => vec![Command::Reassign {
            reason: note("ill"),
        }],
        Action::ExcuseInterview => vec![Command::Excuse {
            step,
            reason: note("ill"),
        }],
        Action::ExtendInterview => [40, 41]
            .map(|days| Command::Extend {
                step,
                from: None,
                until_on: context
                    .programme
                    .day(context.now + Duration::days(days))
                    .max(context.programme.calendar.of(step).to + Duration::days(days)),
                reason: note("ill"),
            })
            .to_vec(),
        Action::SendRoadbook => vec![Command::SendRoadbook { step, number: 9 }],
        Action::WaiveRoadbook => vec![Command::WaiveRoadbook { step, reason }],
        Action::ConfirmAppointment => vec![Command::Confirm { id, waive_lead }],
        Action::DeclineAppointment => vec![Command::Decline { id, reason }],
        Action::WithdrawAppointment => vec![Command::Withdraw { id }],
        Action::CancelAppointment => vec![Command::Cancel {
            id,
            reason: note("ill"),
        }],
        Action::HoldAppointment => vec![Command::Hold { id, reason }],
        Action::RecordNoShow => vec![Command::NoShow {
            id,
            missed_by: MissedBy::Both,
            reason,
        }],
        Action::CorrectOutcome => [Outcome::Held, Outcome::MissedByBoth]
            .map(|outcome| Command::Correct {
                id,
                outcome,
                reason: note("slip"),
            })
            .to_vec(),
        Action::DisputeOutcome => vec![Command::Dispute {
            id,
            reason: note("no"),
        }],
        Action::UpdateEvaluation => vec![Command::DraftEvaluation { step }],
        Action::GiveEvaluation => vec![Command::GiveEvaluation { step }],
        Action::GiveEvaluationOutside => vec![Command::GiveEvaluationOutside {
            step,
            given_on: context.programme.day(context.now),
        }],
        Action::RetractEvaluation => vec![Command::RetractEvaluation { step }],
        Action::MarkEvaluationRead => vec![Command::ReadEvaluation { step }],
        Action::CorrectEvaluation => vec![Command::CorrectEvaluation { step }],
        Action::AcknowledgeEvaluation => vec![Command::AcknowledgeEvaluation { step }],
        _ => vec![],
    }
}

fn accepted(facts: &Snapshot, context: &Context<'_>, commands: Vec<Command>) -> bool {
    commands.into_iter().any(|command| {
        let copy = Mentorship::restore(facts.clone(), context.programme).unwrap();
        copy.apply(command, context).is_ok()
    })
}

/// What is listed is accepted, and what is not is refused, for one caller at one moment.
pub fn check_actions(facts: &Snapshot, context: &Context<'_>) {
    let mentorship = Mentorship::restore(facts.clone(), context.programme).unwrap();
    let dummy = AppointmentId::new();
    let (allowed, blocked) = mentorship.actions(context);
    for action in allowed
        .iter()
        .copied()
        .chain(blocked.iter().map(|blocked| blocked.action))
    {
        let tried = attempts(action, Step::Project, dummy, context, &[]);
        assert_eq!(
            accepted(facts, context, tried),
            allowed.contains(&action),
            "{action} for {:?}",
            context.actor
        );
    }
    for step in Step::ALL.iter().copied() {
        let window = mentorship.window(step);
        let days: Vec<DateTime<Utc>> = window
            .from
            .iter_days()
            .take_while(|day| *day <= window.to)
            .flat_map(|day| [7, 21].map(|hour| day.and_hms_opt(hour, 59, 0).unwrap().and_utc()))
            .collect();
        let (allowed, blocked) = mentorship.interview_actions(step, context);
        for action in allowed
            .iter()
            .copied()
            .chain(blocked.iter().map(|blocked| blocked.action))
        {
            let tried = attempts(action, step, dummy, context, &days);
            let listed = allowed.contains(&action);
            assert_eq!(
                accepted(facts, context, tried),
                listed,
                "{action} {step} for {:?}: {blocked:?}",
                context.actor
            );
        }
        let listed = mentorship.evaluation_actions(step, context);
        for action in [
            Action::UpdateEvaluation,
            Action::GiveEvaluation,
            Action::GiveEvaluationOutside,
            Action::CorrectEvaluation,
            Action::RetractEvaluation,
            Action::MarkEvaluationRead,
            Action::AcknowledgeEvaluation,
        ] {
            let tried = attempts(action, step, dummy, context, &days);
            assert_eq!(
                accepted(facts, context, tried),
                listed.contains(&action),
                "{action} {step} for {:?}",
                context.actor
            );
        }
        for appointment in facts
            .appointments
            .iter()
            .filter(|appointment| appointment.step == step)
        {
            let listed = mentorship.appointment_actions(appointment.id, context);
            for action in [
                Action::ConfirmAppointment,
                Action::DeclineAppointment,
                Action::WithdrawAppointment,
                Action::CancelAppointment,
                Action::RescheduleAppointment,
                Action::HoldAppointment,
                Action::RecordNoShow,
                Action::CorrectOutcome,
                Action::DisputeOutcome,
            ] {
                let tried = attempts(action, step, appointment.id, context, &days);
                assert_eq!(
                    accepted(facts, context, tried),
                    listed.contains(&action),
                    "{action} of {:?} {:?} for {:?}",
                    appointment.state,
                    appointment.proposed_by,
                    context.actor
                );
            }
        }
    }
}
