//! Next steps of a mentor in one programme.

use super::{Involved, NextStep, NextStepCode, cycle, in_order};
use crate::ids::PersonId;
use crate::programme::Programme;
use crate::words::{Action, Party, ProgrammeStatus};
use chrono::{DateTime, Utc};

/// A mentor's enrolment and mentorships in one programme.
#[derive(Clone, Copy, Debug)]
pub struct MentorDesk<'a> {
    /// The mentor.
    pub person: PersonId,
    /// The programme.
    pub programme: &'a Programme,
    /// Whether the mentor has accepted the charter (R32).
    pub charter_accepted: bool,
    /// All their mentorships in this programme.
    pub mentorships: &'a [Involved<'a>],
}

impl MentorDesk<'_> {
    /// Next steps, by due date.
    pub fn next_steps(&self, now: DateTime<Utc>) -> Vec<NextStep> {
        if self.programme.status == ProgrammeStatus::Draft {
            return Vec::new();
        }
        let of = |involved: &Involved<'_>| {
            cycle::steps(*involved, Party::Mentor, self.person, self.programme, now)
        };
        let mut steps: Vec<NextStep> = self.mentorships.iter().flat_map(of).collect();
        steps.extend(self.charter());
        if steps.is_empty() {
            steps.extend(self.rest(now));
        }
        in_order(steps)
    }

    fn step(&self, code: NextStepCode) -> NextStep {
        NextStep::new(code, self.programme)
    }

    /// For what a mentor waits who has nothing to do.
    fn rest(&self, now: DateTime<Utc>) -> Option<NextStep> {
        if self.programme.status != ProgrammeStatus::Open || !self.mentorships.is_empty() {
            return Some(self.step(NextStepCode::YearOver));
        }
        let last = self.programme.calendar.choice.to;
        let over = self.programme.day(now) > last;
        let step = self.step(NextStepCode::WaitForChoice);
        Some(step.due(last).too_late(over))
    }

    fn charter(&self) -> Option<NextStep> {
        let needed = self.programme.status == ProgrammeStatus::Open
            && self.programme.policies.charter_required
            && !self.charter_accepted;
        let step = self.step(NextStepCode::AcceptCharter);
        needed.then(|| step.by(Action::AcceptCharter))
    }
}
