//! Steps of somebody with nothing to do in a mentorship: for what they wait, and until when.

use super::cycle::Desk;
use super::{NextStep, NextStepCode};
use crate::words::{AppointmentState, InterviewState, Party, ProgrammeStatus};

/// The reason to wait in a live mentorship of an open programme.
pub(super) fn at(desks: &[Desk<'_>]) -> Option<NextStep> {
    let first = desks.first()?;
    let runs = first.context.programme.status == ProgrammeStatus::Open
        && first.involved.mentorship.is_live();
    if !runs {
        return None;
    }
    desks
        .iter()
        .find_map(answer)
        .or_else(|| desks.iter().find_map(form))
        .or_else(|| desks.iter().rfind(|desk| has_opened(desk)).map(interview))
}

fn has_opened(desk: &Desk<'_>) -> bool {
    desk.view.state != InterviewState::Waiting
}

/// The other one's answer to a proposal.
fn answer(desk: &Desk<'_>) -> Option<NextStep> {
    let mut appointments = desk.view.appointments.iter();
    let proposed = appointments.find(|it| it.state == AppointmentState::Proposed)?;
    Some(desk.meeting(NextStepCode::WaitForAnswer, proposed))
}

/// The mentor's form after the meeting.
fn form(desk: &Desk<'_>) -> Option<NextStep> {
    let owed = desk.party == Party::Student && desk.view.state == InterviewState::Held;
    owed.then(|| desk.step(NextStepCode::WaitForEvaluation))
}

/// An interview without anything to do: before its window they wait, after it the team alone can
/// help.
fn interview(desk: &Desk<'_>) -> NextStep {
    let (window, context) = (desk.view.window, desk.context);
    if context.programme.day(context.now) < window.from {
        return desk.step(NextStepCode::WaitForWindow).due(window.from);
    }
    desk.step(NextStepCode::ContactTeam).due(window.to)
}
