//! States of a career interview, and the transitions that exist on each.

use crate::mentorship::facts::Means;
use crate::person::PersonRef;
use crate::text::Note;
use crate::words::CareerInterviewState;
use chrono::{DateTime, Utc};

/// Time and place of a career interview.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CareerMeeting {
    /// Start.
    pub starts_at: DateTime<Utc>,
    /// Minutes, 15–180.
    pub duration_minutes: u16,
    /// Means.
    pub means: Means,
    /// Note to the student.
    pub note: Option<Note>,
}

/// Request that waits for a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requested {
    /// Staff person who has taken it, if anybody has.
    pub adviser: Option<PersonRef>,
}

/// Interview with a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scheduled {
    /// Its owner.
    pub adviser: PersonRef,
    /// Its date.
    pub meeting: CareerMeeting,
}

/// Interview whose outcome is recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settled {
    /// Its owner.
    pub adviser: PersonRef,
    /// Its date.
    pub meeting: CareerMeeting,
}

/// Request that the Department can't meet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declined {
    /// Staff person who had taken it.
    pub adviser: Option<PersonRef>,
    /// Reason.
    pub reason: Note,
}

/// Interview that the student or staff cancelled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cancelled {
    /// Staff person who had taken it.
    pub adviser: Option<PersonRef>,
    /// Its date, if it had one.
    pub meeting: Option<CareerMeeting>,
    /// Reason.
    pub reason: Note,
}

/// State of a career interview with what belongs to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Asked for.
    Requested(Requested),
    /// With a date.
    Scheduled(Scheduled),
    /// Took place.
    Held(Settled),
    /// The student didn't come.
    Missed(Settled),
    /// Declined by staff.
    Declined(Declined),
    /// Cancelled by the student or staff.
    Cancelled(Cancelled),
}

impl Requested {
    pub(super) fn take(self, adviser: PersonRef) -> Self {
        Self {
            adviser: Some(adviser),
        }
    }

    pub(super) fn schedule(self, by: PersonRef, meeting: CareerMeeting) -> Scheduled {
        let adviser = self.adviser.unwrap_or(by);
        Scheduled { adviser, meeting }
    }

    pub(super) fn decline(self, reason: Note) -> Declined {
        let adviser = self.adviser;
        Declined { adviser, reason }
    }

    pub(super) fn cancel(self, reason: Note) -> Cancelled {
        Cancelled {
            adviser: self.adviser,
            meeting: None,
            reason,
        }
    }
}

impl Scheduled {
    pub(super) fn take(self, adviser: PersonRef) -> Self {
        Self { adviser, ..self }
    }

    pub(super) fn reschedule(self, meeting: CareerMeeting) -> Self {
        Self { meeting, ..self }
    }

    pub(super) fn settle(self) -> Settled {
        Settled {
            adviser: self.adviser,
            meeting: self.meeting,
        }
    }

    pub(super) fn cancel(self, reason: Note) -> Cancelled {
        Cancelled {
            adviser: Some(self.adviser),
            meeting: Some(self.meeting),
            reason,
        }
    }
}

impl Stage {
    /// The stage in a word.
    pub const fn state(&self) -> CareerInterviewState {
        match self {
            Self::Requested(_) => CareerInterviewState::Requested,
            Self::Scheduled(_) => CareerInterviewState::Scheduled,
            Self::Held(_) => CareerInterviewState::Held,
            Self::Missed(_) => CareerInterviewState::Missed,
            Self::Declined(_) => CareerInterviewState::Declined,
            Self::Cancelled(_) => CareerInterviewState::Cancelled,
        }
    }

    /// Its owner, where somebody has taken it.
    pub const fn adviser(&self) -> Option<&PersonRef> {
        match self {
            Self::Requested(it) => it.adviser.as_ref(),
            Self::Scheduled(it) => Some(&it.adviser),
            Self::Held(it) | Self::Missed(it) => Some(&it.adviser),
            Self::Declined(it) => it.adviser.as_ref(),
            Self::Cancelled(it) => it.adviser.as_ref(),
        }
    }

    /// Its date, where it has or had one.
    pub const fn meeting(&self) -> Option<&CareerMeeting> {
        match self {
            Self::Requested(_) | Self::Declined(_) => None,
            Self::Scheduled(it) => Some(&it.meeting),
            Self::Held(it) | Self::Missed(it) => Some(&it.meeting),
            Self::Cancelled(it) => it.meeting.as_ref(),
        }
    }

    /// Reason why it doesn't take place.
    pub const fn reason(&self) -> Option<&Note> {
        match self {
            Self::Declined(it) => Some(&it.reason),
            Self::Cancelled(it) => Some(&it.reason),
            _ => None,
        }
    }

    /// Whether it is over, in whatever way.
    pub const fn is_closed(&self) -> bool {
        !matches!(self, Self::Requested(_) | Self::Scheduled(_))
    }

    /// The stage of a stored word with what is stored beside it; `None` where they don't fit.
    pub fn restored(
        state: CareerInterviewState,
        adviser: Option<PersonRef>,
        meeting: Option<CareerMeeting>,
        reason: Option<Note>,
    ) -> Option<Self> {
        let settled = |adviser: Option<PersonRef>, meeting: Option<CareerMeeting>| {
            Some(Settled {
                adviser: adviser?,
                meeting: meeting?,
            })
        };
        Some(match state {
            CareerInterviewState::Requested => Self::Requested(Requested { adviser }),
            CareerInterviewState::Scheduled => Self::Scheduled(Scheduled {
                adviser: adviser?,
                meeting: meeting?,
            }),
            CareerInterviewState::Held => Self::Held(settled(adviser, meeting)?),
            CareerInterviewState::Missed => Self::Missed(settled(adviser, meeting)?),
            CareerInterviewState::Declined => Self::Declined(Declined {
                adviser,
                reason: reason?,
            }),
            CareerInterviewState::Cancelled => Self::Cancelled(Cancelled {
                adviser,
                meeting,
                reason: reason?,
            }),
        })
    }
}
