//! Next steps of staff in one programme.

use super::{NextStep, NextStepCode, in_order};
use crate::programme::Programme;
use crate::words::{Action, ProgrammeStatus};
use chrono::{DateTime, Utc};

/// A programme as staff see it, in counts.
#[derive(Clone, Copy, Debug)]
pub struct StaffDesk<'a> {
    /// The programme.
    pub programme: &'a Programme,
    /// Whether the person is an admin, who also sets programmes up.
    pub admin: bool,
    /// Enrolled students.
    pub students: u64,
    /// Enrolled mentors.
    pub mentors: u64,
    /// Active students without a live or completed mentorship.
    pub without_mentor: u64,
    /// Mentorships with an overdue interview.
    pub overdue: u64,
    /// Open concerns of others (R32, R38).
    pub concerns: u64,
}

impl StaffDesk<'_> {
    /// Next steps, by due date.
    pub fn next_steps(&self, now: DateTime<Utc>) -> Vec<NextStep> {
        let steps = match self.programme.status {
            ProgrammeStatus::Draft => self.setup().into_iter().collect(),
            ProgrammeStatus::Open => self.watch(now),
            ProgrammeStatus::Closed => Vec::new(),
        };
        in_order(steps)
    }

    fn step(&self, code: NextStepCode) -> NextStep {
        NextStep::new(code, self.programme)
    }

    /// A draft needs people, then it can be opened for the choice.
    fn setup(&self) -> Option<NextStep> {
        let begins = self.programme.calendar.choice.from;
        let step = if self.students == 0 || self.mentors == 0 {
            self.step(NextStepCode::FinishSetup)
        } else {
            self.step(NextStepCode::OpenProgramme)
                .by(Action::OpenProgramme)
        };
        self.admin.then(|| step.due(begins))
    }

    fn watch(&self, now: DateTime<Utc>) -> Vec<NextStep> {
        let mut steps = Vec::new();
        let (today, choice) = (self.programme.day(now), self.programme.calendar.choice);
        if today >= choice.from && self.without_mentor > 0 {
            let step = self.step(NextStepCode::AssignMentors);
            steps.push(NextStep {
                count: Some(self.without_mentor),
                ..step.due(choice.to).too_late(today > choice.to)
            });
        }
        if self.concerns > 0 {
            steps.push(NextStep {
                count: Some(self.concerns),
                ..self.step(NextStepCode::SeeConcerns)
            });
        }
        if self.overdue > 0 {
            steps.push(NextStep {
                count: Some(self.overdue),
                ..self.step(NextStepCode::SeeOverdue)
            });
        }
        steps
    }
}
