//! Next steps of staff in one programme.

use super::{NextStep, NextStepCode, in_order};
use crate::programme::Programme;
use crate::words::{Action, ProgrammeStatus, Role};
use chrono::{DateTime, Utc};

/// Numbers of a programme's mentorships that need somebody's look (R28), each the length of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Watched {
    /// With an overdue interview.
    pub overdue: u64,
    /// With a form owed.
    pub forms_owed: u64,
    /// With an appointment that has begun and has no outcome.
    pub outcomes_unrecorded: u64,
    /// With a form that recommends the Career Department (R24).
    pub recommended: u64,
    /// With a disputed outcome (R15).
    pub disputed: u64,
    /// Silent ones (R33).
    pub silent: u64,
}

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
    /// Mentorships that need somebody's look.
    pub watched: Watched,
    /// Open concerns of others (R32, R38).
    pub concerns: u64,
    /// Requests for career interviews that wait for an answer (R24).
    pub career_requests: u64,
    /// Applications of mentors that wait for an answer (R45).
    pub applications: u64,
}

impl StaffDesk<'_> {
    /// Next steps, by due date.
    pub fn next_steps(&self, now: DateTime<Utc>) -> Vec<NextStep> {
        let steps = match self.programme.status {
            ProgrammeStatus::Draft => {
                let ready = || self.opening();
                let setup = self.lacking().or_else(ready).into_iter();
                setup.chain(self.applications()).collect()
            }
            ProgrammeStatus::Open => self.watch(now),
            ProgrammeStatus::Closed => {
                let asked = self.career_requests().into_iter();
                asked.chain(self.applications()).collect()
            }
        };
        in_order(steps)
    }

    fn step(&self, code: NextStepCode) -> NextStep {
        NextStep::new(code, self.programme)
    }

    /// A draft needs people, and so does a programme that was opened without them.
    fn lacking(&self) -> Option<NextStep> {
        let lacking = match (self.students, self.mentors) {
            (0, 0) => None,
            (0, _) => Some(Role::Student),
            (_, 0) => Some(Role::Mentor),
            _ => return None,
        };
        let step = self.step(NextStepCode::FinishSetup);
        let step = step.due(self.programme.calendar.choice.from);
        self.admin.then_some(NextStep { lacking, ..step })
    }

    /// With people it can be opened for the choice.
    fn opening(&self) -> Option<NextStep> {
        let step = self.step(NextStepCode::OpenProgramme);
        let step = step.by(Action::OpenProgramme);
        let begins = self.programme.calendar.choice.from;
        self.admin.then(|| step.due(begins))
    }

    /// Students may ask in a closed programme, too.
    fn career_requests(&self) -> Option<NextStep> {
        (self.career_requests > 0).then(|| NextStep {
            count: Some(self.career_requests),
            ..self.step(NextStepCode::AnswerCareerRequests)
        })
    }

    /// People may apply before a programme opens, and wait for an answer when it is closed.
    fn applications(&self) -> Option<NextStep> {
        (self.applications > 0).then(|| NextStep {
            count: Some(self.applications),
            ..self.step(NextStepCode::AnswerMentorApplications)
        })
    }

    fn watch(&self, now: DateTime<Utc>) -> Vec<NextStep> {
        let mut steps: Vec<_> = self.lacking().into_iter().collect();
        let (today, choice) = (self.programme.day(now), self.programme.calendar.choice);
        if today >= choice.from && self.without_mentor > 0 {
            let step = self.step(NextStepCode::AssignMentors);
            steps.push(NextStep {
                count: Some(self.without_mentor),
                ..step.due(choice.to).too_late(today > choice.to)
            });
        }
        let Watched {
            overdue,
            forms_owed,
            recommended,
            disputed,
            silent,
            ..
        } = self.watched;
        let watched = [
            (NextStepCode::SeeConcerns, self.concerns),
            (NextStepCode::SeeOverdue, overdue),
            (NextStepCode::SeeSilence, silent),
            (NextStepCode::SeeDisputes, disputed),
            (NextStepCode::SeeOwedForms, forms_owed),
            (NextStepCode::SeeRecommendations, recommended),
        ];
        steps.extend(self.career_requests());
        steps.extend(self.applications());
        let waiting = watched.into_iter().filter(|(_, count)| *count > 0);
        steps.extend(waiting.map(|(code, count)| NextStep {
            count: Some(count),
            ..self.step(code)
        }));
        steps
    }
}
