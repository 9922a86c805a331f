//! Next steps of a student in one programme.

use super::{Involved, NextStep, NextStepCode, cycle, in_order};
use crate::career::{CareerMeeting, expect_period};
use crate::choice::{expect_choice_open, last_day_of_choice};
use crate::ids::PersonId;
use crate::programme::Programme;
use crate::words::{Action, MentorshipState, Party, ProgrammeStatus};
use chrono::{DateTime, Months, NaiveDate, Utc};

/// What a student has to do with the Career Department in one programme (R24).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CareerDesk {
    /// When a mentor gave a form that recommends it.
    pub recommended_at: Option<DateTime<Utc>>,
    /// When the student last asked for a career interview.
    pub asked_at: Option<DateTime<Utc>>,
    /// Whether that request is open.
    pub is_open: bool,
    /// Date of the scheduled interview.
    pub scheduled: Option<CareerMeeting>,
}

/// A student's enrolment and mentorships in one programme.
#[derive(Clone, Copy, Debug)]
pub struct StudentDesk<'a> {
    /// The student.
    pub person: PersonId,
    /// The programme.
    pub programme: &'a Programme,
    /// Whether the student has accepted the charter (R32).
    pub charter_accepted: bool,
    /// Last day on which the student may choose, beyond the window (R4).
    pub choice_until: Option<NaiveDate>,
    /// Last day of School (R16).
    pub leaves_school_on: NaiveDate,
    /// Whether a private address is known (R37).
    pub has_private_email: bool,
    /// All their mentorships in this programme.
    pub mentorships: &'a [Involved<'a>],
    /// What they have to do with the Career Department.
    pub career: &'a CareerDesk,
}

impl StudentDesk<'_> {
    /// Next steps, by due date.
    pub fn next_steps(&self, now: DateTime<Utc>) -> Vec<NextStep> {
        if self.programme.status == ProgrammeStatus::Draft {
            return Vec::new();
        }
        let of = |involved: &Involved<'_>| {
            cycle::steps(*involved, Party::Student, self.person, self.programme, now)
        };
        let mut steps: Vec<NextStep> = self.mentorships.iter().flat_map(of).collect();
        if self.programme.status == ProgrammeStatus::Open {
            steps.extend(self.charter(now));
            steps.extend(self.choice(now));
            steps.extend(self.private_email(now));
            steps.extend(self.without_mentor(now));
        }
        steps.extend(self.ask_career_department(now));
        steps.extend(self.attend_career_interview(now));
        if steps.is_empty() {
            steps.push(self.step(NextStepCode::YearOver));
        }
        in_order(steps)
    }

    /// R24: a mentor recommends it, and the student hasn't asked since.
    fn ask_career_department(&self, now: DateTime<Utc>) -> Option<NextStep> {
        let recommended_at = self.career.recommended_at?;
        let asked = self.career.asked_at.is_some_and(|at| at >= recommended_at);
        let may = !self.career.is_open && expect_period(self.programme, now).is_ok();
        (may && !asked).then(|| {
            let step = self.step(NextStepCode::AskCareerDepartment);
            step.by(Action::RequestCareerInterview)
        })
    }

    fn attend_career_interview(&self, now: DateTime<Utc>) -> Option<NextStep> {
        let meeting = self.career.scheduled.as_ref()?;
        let local = meeting.starts_at.with_timezone(&self.programme.zone);
        (meeting.starts_at > now).then(|| NextStep {
            at: Some(local.time()),
            means: Some(meeting.means.clone()),
            ..self
                .step(NextStepCode::AttendCareerInterview)
                .due(local.date_naive())
        })
    }

    fn step(&self, code: NextStepCode) -> NextStep {
        NextStep::new(code, self.programme)
    }

    fn charter_missing(&self) -> bool {
        self.programme.policies.charter_required && !self.charter_accepted
    }

    fn charter(&self, now: DateTime<Utc>) -> Option<NextStep> {
        let live = self.mentorships.iter().any(|it| it.mentorship.is_live());
        let needed = self.charter_missing() && (live || self.chooses_until(now).is_some());
        needed.then(|| NextStep {
            due_on: self.chooses_until(now),
            ..self
                .step(NextStepCode::AcceptCharter)
                .by(Action::AcceptCharter)
        })
    }

    fn choice(&self, now: DateTime<Utc>) -> Option<NextStep> {
        let step = self.step(NextStepCode::ChooseMentor);
        let step = step.due(self.chooses_until(now)?);
        Some(if self.charter_missing() {
            step
        } else {
            step.by(Action::ChooseMentor)
        })
    }

    /// The last day on which a student without a mentor may choose, if the choice is open.
    fn chooses_until(&self, now: DateTime<Utc>) -> Option<NaiveDate> {
        if self.has_mentor() {
            return None;
        }
        expect_choice_open(self.programme, self.choice_until, now).ok()?;
        Some(self.last_day_of_choice())
    }

    fn has_mentor(&self) -> bool {
        let settled = |it: &Involved<'_>| it.mentorship.standing() != MentorshipState::Ended;
        self.mentorships.iter().any(settled)
    }

    fn last_day_of_choice(&self) -> NaiveDate {
        last_day_of_choice(self.programme, self.choice_until)
    }

    /// A student without a mentor who may not choose one today: before the choice they wait, after
    /// it the team alone can help (R4).
    fn without_mentor(&self, now: DateTime<Utc>) -> Option<NextStep> {
        if self.has_mentor() || self.chooses_until(now).is_some() {
            return None;
        }
        let from = self.programme.calendar.choice.from;
        Some(if self.programme.day(now) < from {
            self.step(NextStepCode::WaitForWindow).due(from)
        } else {
            let step = self.step(NextStepCode::ContactTeam);
            step.due(self.last_day_of_choice())
        })
    }

    /// R37: from a month before the School's mailbox closes.
    fn private_email(&self, now: DateTime<Utc>) -> Option<NextStep> {
        let from = self.leaves_school_on.checked_sub_months(Months::new(1))?;
        let today = self.programme.day(now);
        let due = !self.has_private_email && today >= from;
        let step = self.step(NextStepCode::GivePrivateEmail);
        let step = step.too_late(today > self.leaves_school_on);
        due.then(|| step.due(self.leaves_school_on).by(Action::UpdateProfile))
    }
}
