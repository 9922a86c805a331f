//! The three interviews in their order, as typed state (R8): a later interview can't be expressed
//! without its predecessors.
//!
//! The cycle stands at the action plan, or at the follow-up, from the first appointment agreed
//! (or held) there; an earlier interview takes no new appointment from then on. When that
//! appointment goes and nothing else stands, the cycle falls back.
//!
//! A running project interview is not settled, so no action plan can follow it:
//! ```compile_fail
//! use domain::mentorship::{cycle::ActionPlan, interview::{Interview, Scheduled}};
//! fn skip(project: Scheduled, current: Interview) {
//!     let _ = ActionPlan::after(project, current);
//! }
//! ```
//! nor a follow-up without an action plan that is settled or missed:
//! ```compile_fail
//! use domain::mentorship::{cycle::{FollowUp, Settled}, interview::Interview};
//! fn skip(project: Settled, current: Interview) {
//!     let _ = FollowUp::after(project, current);
//! }
//! ```
//! and nothing is settled or missed by saying so:
//! ```compile_fail
//! fn settle(open: domain::mentorship::interview::Interview) {
//!     let _ = domain::mentorship::cycle::Settled(open);
//! }
//! ```
//! ```compile_fail
//! fn miss(at: chrono::DateTime<chrono::Utc>) {
//!     let _ = domain::mentorship::cycle::Missed { at };
//! }
//! ```

use super::interview::{Interview, Open};
use crate::refusal::{Code, Refusal};
use crate::window::Window;
use crate::words::{InterviewState, Step};
use chrono::{DateTime, NaiveDate, Utc};

/// An interview that no longer holds up the next one: concluded, held with its form owed (a
/// mentor's lateness never holds up the student), or excused (R8), also in a former mentorship
/// (R35).
#[derive(Debug, PartialEq, Eq)]
pub struct Settled(Interview);

impl TryFrom<Interview> for Settled {
    type Error = Refusal;

    /// # Errors
    /// `interview_not_open`: the next interview can't follow a state that is not settled.
    fn try_from(interview: Interview) -> Result<Self, Refusal> {
        match interview {
            Interview::Concluded(_)
            | Interview::Held(_)
            | Interview::Excused(_)
            | Interview::Carried(_) => Ok(Self(interview)),
            Interview::Open(_) | Interview::Scheduled(_) => Err(not_open()),
        }
    }
}

impl Settled {
    /// Changes it, provided that it stays settled: a later interview builds on it.
    fn change(
        self,
        event: impl FnOnce(Interview) -> Result<Interview, Refusal>,
    ) -> Result<Self, Refusal> {
        let changed = event(self.0)?;
        let state = changed.state().as_str();
        Self::try_from(changed).map_err(|_| Refusal::new(Code::InterviewSettled).state(state))
    }
}

/// Record that an interview's last day passed with nothing agreed or held (R9), written with the
/// first follow-up appointment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Missed {
    at: DateTime<Utc>,
}

impl Missed {
    /// Missed, if the window's last day is over on `today`.
    pub fn proven(window: Window, today: NaiveDate, now: DateTime<Utc>) -> Option<Self> {
        (window.to < today).then_some(Self { at: now })
    }

    pub(super) const fn restored(at: DateTime<Utc>) -> Self {
        Self { at }
    }

    /// Time of the record.
    pub const fn at(self) -> DateTime<Utc> {
        self.at
    }
}

/// The second interview runs.
#[derive(Debug, PartialEq, Eq)]
pub struct ActionPlan {
    project: Settled,
    current: Interview,
}

impl ActionPlan {
    /// The action plan after a settled project interview.
    pub const fn after(project: Settled, current: Interview) -> Self {
        Self { project, current }
    }
}

/// Predecessor of the follow-up, whose help must never be withheld (R8).
#[derive(Debug, PartialEq, Eq)]
#[expect(
    clippy::large_enum_variant,
    reason = "one lives at a time, on the stack, for one request"
)]
pub enum Before {
    /// Both interviews are settled.
    Settled {
        /// The first.
        project: Settled,
        /// The second.
        action_plan: Settled,
    },
    /// Action plan missed, whatever the state of the project.
    Missed {
        /// First interview in its current state.
        project: Interview,
        /// The second.
        action_plan: Missed,
    },
}

/// The third interview runs.
#[derive(Debug, PartialEq, Eq)]
pub struct FollowUp {
    before: Before,
    current: Interview,
}

impl FollowUp {
    /// Builds the follow-up after its predecessor.
    pub const fn after(before: Before, current: Interview) -> Self {
        Self { before, current }
    }
}

/// Position of the cycle.
#[derive(Debug, PartialEq, Eq)]
#[expect(
    clippy::large_enum_variant,
    reason = "one lives at a time, on the stack, for one request"
)]
pub enum Cycle {
    /// First interview.
    Project(Interview),
    /// Second interview.
    ActionPlan(ActionPlan),
    /// Third interview.
    FollowUp(FollowUp),
}

static UNTOUCHED: Interview = Interview::Open(Open::new());

impl Cycle {
    /// The cycle of a new mentorship.
    pub const fn new() -> Self {
        Self::Project(Interview::Open(Open::new()))
    }

    /// The step the cycle stands at.
    pub const fn step(&self) -> Step {
        match self {
            Self::Project(_) => Step::Project,
            Self::ActionPlan(_) => Step::ActionPlan,
            Self::FollowUp(_) => Step::FollowUp,
        }
    }

    /// The interview of a step; one in which nothing stands is `Open`.
    pub const fn interview(&self, step: Step) -> &Interview {
        match (self, step) {
            (Self::Project(current), Step::Project)
            | (Self::ActionPlan(ActionPlan { current, .. }), Step::ActionPlan)
            | (Self::FollowUp(FollowUp { current, .. }), Step::FollowUp) => current,
            (Self::ActionPlan(ActionPlan { project, .. }), Step::Project) => &project.0,
            (Self::FollowUp(FollowUp { before, .. }), step) => before.interview(step),
            _ => &UNTOUCHED,
        }
    }

    /// The written fact that a step was missed.
    pub const fn missed(&self, step: Step) -> Option<Missed> {
        match (self, step) {
            (
                Self::FollowUp(FollowUp {
                    before: Before::Missed { action_plan, .. },
                    ..
                }),
                Step::ActionPlan,
            ) => Some(*action_plan),
            _ => None,
        }
    }

    /// Applies an event to one interview. An event in a later interview than the cycle stands at
    /// moves the cycle on, if its predecessor allows it; `missed` is the proof that the action
    /// plan's last day is over, for the follow-up.
    pub(super) fn change(
        self,
        step: Step,
        missed: Option<Missed>,
        event: impl FnOnce(Interview) -> Result<Interview, Refusal>,
    ) -> Result<Self, Refusal> {
        let fresh = || Interview::Open(Open::new());
        let changed = match (self, step) {
            (Self::Project(current), Step::Project) => Self::Project(event(current)?),
            (Self::Project(project), Step::ActionPlan) => {
                Self::ActionPlan(ActionPlan::after(project.try_into()?, event(fresh())?))
            }
            (Self::ActionPlan(ActionPlan { project, current }), Step::Project) => {
                Self::ActionPlan(ActionPlan::after(project.change(event)?, current))
            }
            (Self::ActionPlan(ActionPlan { project, current }), Step::ActionPlan) => {
                Self::ActionPlan(ActionPlan::after(project, event(current)?))
            }
            (Self::FollowUp(FollowUp { before, current }), Step::FollowUp) => {
                Self::FollowUp(FollowUp::after(before, event(current)?))
            }
            (Self::FollowUp(FollowUp { before, current }), step) => {
                Self::FollowUp(FollowUp::after(before.change(step, event)?, current))
            }
            (earlier, Step::FollowUp) => Self::FollowUp(FollowUp::after(
                Before::of(earlier, missed)?,
                event(fresh())?,
            )),
        };
        Ok(changed.settle_back())
    }

    /// Falls back to the previous interview if the later one has no appointment left.
    fn settle_back(self) -> Self {
        match self {
            Self::FollowUp(FollowUp {
                before,
                current: Interview::Open(_),
            }) => match before {
                Before::Settled {
                    project,
                    action_plan,
                } => Self::ActionPlan(ActionPlan::after(project, action_plan.0)),
                Before::Missed { project, .. } => Self::Project(project),
            },
            Self::ActionPlan(ActionPlan {
                project,
                current: Interview::Open(_),
            }) => Self::Project(project.0),
            standing => standing,
        }
    }

    /// Rebuilds the cycle from the three interviews; `None` if R8 forbids the combination.
    pub(super) fn restored(
        project: Interview,
        action_plan: Interview,
        follow_up: Interview,
        missed: Option<Missed>,
    ) -> Option<Self> {
        let untouched = |interview: &Interview| interview.state() == InterviewState::Open;
        match missed {
            Some(missed) if untouched(&action_plan) && !untouched(&follow_up) => {
                Some(Self::FollowUp(FollowUp::after(
                    Before::Missed {
                        project,
                        action_plan: missed,
                    },
                    follow_up,
                )))
            }
            Some(_) => None,
            None if untouched(&action_plan) && untouched(&follow_up) => {
                Some(Self::Project(project))
            }
            None => {
                let project = Settled::try_from(project).ok()?;
                if untouched(&follow_up) {
                    return Some(Self::ActionPlan(ActionPlan::after(project, action_plan)));
                }
                let action_plan = Settled::try_from(action_plan).ok()?;
                Some(Self::FollowUp(FollowUp::after(
                    Before::Settled {
                        project,
                        action_plan,
                    },
                    follow_up,
                )))
            }
        }
    }
}

impl Before {
    fn of(cycle: Cycle, missed: Option<Missed>) -> Result<Self, Refusal> {
        match (cycle, missed) {
            (Cycle::ActionPlan(ActionPlan { project, current }), _) => Ok(Self::Settled {
                project,
                action_plan: current.try_into()?,
            }),
            (Cycle::Project(project), Some(action_plan)) => Ok(Self::Missed {
                project,
                action_plan,
            }),
            _ => Err(not_open()),
        }
    }

    const fn interview(&self, step: Step) -> &Interview {
        match (self, step) {
            (Self::Settled { project, .. }, Step::Project) => &project.0,
            (Self::Settled { action_plan, .. }, Step::ActionPlan) => &action_plan.0,
            (Self::Missed { project, .. }, Step::Project) => project,
            _ => &UNTOUCHED,
        }
    }

    fn change(
        self,
        step: Step,
        event: impl FnOnce(Interview) -> Result<Interview, Refusal>,
    ) -> Result<Self, Refusal> {
        Ok(match (self, step) {
            (
                Self::Settled {
                    project,
                    action_plan,
                },
                Step::Project,
            ) => Self::Settled {
                project: project.change(event)?,
                action_plan,
            },
            (
                Self::Settled {
                    project,
                    action_plan,
                },
                _,
            ) => Self::Settled {
                project,
                action_plan: action_plan.change(event)?,
            },
            (
                Self::Missed {
                    project,
                    action_plan,
                },
                Step::Project,
            ) => Self::Missed {
                project: event(project)?,
                action_plan,
            },
            // A meeting of the missed interview was recorded later: it was held after all.
            (Self::Missed { project, .. }, _) => Self::Settled {
                project: project.try_into()?,
                action_plan: event(Interview::Open(Open::new()))?.try_into()?,
            },
        })
    }
}

impl Default for Cycle {
    fn default() -> Self {
        Self::new()
    }
}

fn not_open() -> Refusal {
    Code::InterviewNotOpen.into()
}
