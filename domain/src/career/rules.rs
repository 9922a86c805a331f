//! Rules of career interviews: one check for the command and for `allowed_actions`.

use super::{CareerInterview, CareerMeeting, Stage};
use crate::mentorship::EventKind;
use crate::person::PersonRef;
use crate::programme::Programme;
use crate::refusal::{Code, Refusal};
use crate::text::Note;
use crate::words::{Action, ProgrammeStatus};
use chrono::{DateTime, Months, Utc};

/// Months after the calendar's last day in which a student may still ask.
const MONTHS: Months = Months::new(12);

/// Part in which somebody acts on a career interview.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CareerActor {
    /// The student.
    Student,
    /// Staff, who aren't the student (R38).
    Staff,
}

/// Change of a career interview.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CareerCommand {
    /// A staff person takes it, or is handed it.
    Take(PersonRef),
    /// Staff give it a date, or another one; it goes to who does where nobody has it.
    Schedule(PersonRef, CareerMeeting),
    /// It took place.
    Hold,
    /// The student didn't come.
    RecordNoShow,
    /// Staff decline the request.
    Decline(Note),
    /// The student or staff cancel it.
    Cancel(Note),
}

const STAFF: &[Action] = &[
    Action::TakeCareerInterview,
    Action::ScheduleCareerInterview,
    Action::HoldCareerInterview,
    Action::RecordCareerNoShow,
    Action::DeclineCareerInterview,
    Action::CancelCareerInterview,
];

impl CareerCommand {
    const fn action(&self) -> Action {
        match self {
            Self::Take(_) => Action::TakeCareerInterview,
            Self::Schedule(..) => Action::ScheduleCareerInterview,
            Self::Hold => Action::HoldCareerInterview,
            Self::RecordNoShow => Action::RecordCareerNoShow,
            Self::Decline(_) => Action::DeclineCareerInterview,
            Self::Cancel(_) => Action::CancelCareerInterview,
        }
    }
}

/// Whether a student may ask: not in a draft, and until 12 months after the calendar's last day, also
/// in a closed programme.
///
/// # Errors
/// `programme_not_open`, `career_period_over`.
pub fn expect_period(programme: &Programme, now: DateTime<Utc>) -> Result<(), Refusal> {
    if programme.status == ProgrammeStatus::Draft {
        return Err(Code::ProgrammeNotOpen.into());
    }
    let until = programme.calendar.last_day().checked_add_months(MONTHS);
    if until.is_some_and(|until| programme.day(now) > until) {
        let refusal = Refusal::new(Code::CareerPeriodOver);
        return Err(refusal.contact_email(programme.contact_email.as_deref()));
    }
    Ok(())
}

impl CareerInterview {
    /// Operations that would be accepted from this caller now.
    pub fn allowed_actions(&self, actor: CareerActor, now: DateTime<Utc>) -> Vec<Action> {
        let accepted = |action: &Action| self.may(*action, actor, now).is_ok();
        STAFF.iter().copied().filter(accepted).collect()
    }

    fn may(&self, action: Action, actor: CareerActor, now: DateTime<Utc>) -> Result<(), Refusal> {
        if actor == CareerActor::Student && action != Action::CancelCareerInterview {
            return Err(Code::OwnMentorship.into());
        }
        match (&self.stage, action) {
            (
                Stage::Requested(_) | Stage::Scheduled(_),
                Action::TakeCareerInterview | Action::ScheduleCareerInterview,
            )
            | (
                Stage::Requested(_),
                Action::DeclineCareerInterview | Action::CancelCareerInterview,
            ) => Ok(()),
            (Stage::Scheduled(it), Action::CancelCareerInterview) if it.meeting.starts_at > now => {
                Ok(())
            }
            (Stage::Scheduled(it), Action::HoldCareerInterview | Action::RecordCareerNoShow) => {
                match it.meeting.starts_at > now {
                    true => Err(Code::NotStarted.into()),
                    false => Ok(()),
                }
            }
            (stage, _) => Err(Refusal::new(Code::WrongState).state(stage.state().as_str())),
        }
    }

    /// Runs a command; the event says what happened.
    ///
    /// # Errors
    /// `own_mentorship`, `wrong_state`, `not_started`, `in_the_past`.
    pub fn apply(
        self,
        command: CareerCommand,
        actor: CareerActor,
        now: DateTime<Utc>,
    ) -> Result<(Self, EventKind), Refusal> {
        self.may(command.action(), actor, now)?;
        let (stage, event) = self.stage.apply(command, now)?;
        Ok((Self { stage, ..self }, event))
    }
}

impl Stage {
    fn apply(
        self,
        command: CareerCommand,
        now: DateTime<Utc>,
    ) -> Result<(Self, EventKind), Refusal> {
        use CareerCommand as To;
        if let To::Schedule(_, meeting) = &command
            && meeting.starts_at <= now
        {
            return Err(Code::InThePast.into());
        }
        Ok(match (self, command) {
            (Self::Requested(it), To::Take(adviser)) => (
                Self::Requested(it.take(adviser)),
                EventKind::CareerInterviewTaken,
            ),
            (Self::Scheduled(it), To::Take(adviser)) => (
                Self::Scheduled(it.take(adviser)),
                EventKind::CareerInterviewTaken,
            ),
            (Self::Requested(it), To::Schedule(by, meeting)) => (
                Self::Scheduled(it.schedule(by, meeting)),
                EventKind::CareerInterviewScheduled,
            ),
            (Self::Scheduled(it), To::Schedule(_, meeting)) => (
                Self::Scheduled(it.reschedule(meeting)),
                EventKind::CareerInterviewScheduled,
            ),
            (Self::Scheduled(it), To::Hold) => {
                (Self::Held(it.settle()), EventKind::CareerInterviewHeld)
            }
            (Self::Scheduled(it), To::RecordNoShow) => {
                (Self::Missed(it.settle()), EventKind::CareerInterviewMissed)
            }
            (Self::Requested(it), To::Decline(reason)) => (
                Self::Declined(it.decline(reason)),
                EventKind::CareerInterviewDeclined,
            ),
            (Self::Requested(it), To::Cancel(reason)) => (
                Self::Cancelled(it.cancel(reason)),
                EventKind::CareerInterviewCancelled,
            ),
            (Self::Scheduled(it), To::Cancel(reason)) => (
                Self::Cancelled(it.cancel(reason)),
                EventKind::CareerInterviewCancelled,
            ),
            (stage, _) => {
                return Err(Refusal::new(Code::WrongState).state(stage.state().as_str()));
            }
        })
    }
}
