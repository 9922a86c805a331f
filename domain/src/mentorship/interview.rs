//! Interview as typed state: one struct per state, and each transition only where it is legal. It
//! consumes the state it starts from.
//!
//! ```text
//!          confirm            hold             give
//!   Open ──────────▶ Scheduled ─────▶ Held ─────────▶ Concluded
//!    ▲ ▲               │   ▲ ▲         │ │ ▲              │
//!    │ └───release─────┘   └─┴─confirm─┘ │ └───retract────┘
//!    └──────────────strike───────────────┘      excuse: Open, Scheduled, Held ─▶ Excused
//! ```
//!
//! States changed only by the clock (waiting, missed) are not here: see `Mentorship::state`.
//!
//! A form can't be given before an appointment was held:
//! ```compile_fail
//! fn give(open: domain::mentorship::interview::Open, at: chrono::DateTime<chrono::Utc>) {
//!     let _ = open.give(at);
//! }
//! ```
//! A concluded interview takes no appointment, and no second form:
//! ```compile_fail
//! use domain::mentorship::interview::{Concluded, Confirmed};
//! fn book(concluded: Concluded, appointment: Confirmed) {
//!     let _ = concluded.confirm(appointment);
//! }
//! ```
//! ```compile_fail
//! use domain::mentorship::interview::Concluded;
//! fn again(concluded: Concluded, at: chrono::DateTime<chrono::Utc>) {
//!     let _ = concluded.give(at);
//! }
//! ```
//! Only a given form is retracted:
//! ```compile_fail
//! fn retract(held: domain::mentorship::interview::Held) {
//!     let _ = held.retract();
//! }
//! ```
//! An interview that was settled in a former mentorship stays as it is (R35):
//! ```compile_fail
//! use domain::mentorship::interview::{Carried, Confirmed};
//! fn book(carried: Carried, appointment: Confirmed) {
//!     let _ = carried.confirm(appointment);
//! }
//! ```
//! A state is used up by its transition:
//! ```compile_fail
//! use domain::mentorship::interview::{Confirmed, Open};
//! fn twice(open: Open, one: Confirmed, two: Confirmed) {
//!     let _ = open.confirm(one);
//!     let _ = open.confirm(two);
//! }
//! ```
//! and can't be copied:
//! ```compile_fail
//! fn copy(held: domain::mentorship::interview::Held) {
//!     let _ = held.clone();
//! }
//! ```

use super::facts::{Appointment, Excuse};
use crate::ids::AppointmentId;
use crate::refusal::{Code, Refusal};
use crate::words::{AppointmentState, InterviewState};
use chrono::{DateTime, Utc};

/// An appointment that both have agreed to; its outcome is not recorded.
#[derive(Debug, PartialEq, Eq)]
pub struct Confirmed(Appointment);

impl Confirmed {
    pub(super) fn new(mut appointment: Appointment) -> Self {
        appointment.state = AppointmentState::Confirmed;
        Self(appointment)
    }

    pub(super) fn into_facts(self) -> Appointment {
        self.0
    }
}

/// An appointment that took place.
#[derive(Debug, PartialEq, Eq)]
pub struct Met(Appointment);

impl Met {
    pub(super) const fn id(&self) -> AppointmentId {
        self.0.id
    }

    pub(super) fn new(mut appointment: Appointment) -> Self {
        appointment.state = AppointmentState::Held;
        Self(appointment)
    }

    pub(super) fn into_facts(self) -> Appointment {
        self.0
    }
}

/// Interview without a confirmed or held appointment.
#[derive(Debug, PartialEq, Eq)]
pub struct Open(());

/// Interview with at least one confirmed appointment.
#[derive(Debug, PartialEq, Eq)]
pub struct Scheduled {
    first: Confirmed,
    more: Vec<Confirmed>,
    met: Vec<Met>,
}

/// Interview with at least one held appointment and none confirmed; the form is owed.
#[derive(Debug, PartialEq, Eq)]
pub struct Held {
    first: Met,
    more: Vec<Met>,
}

/// The form is given. A meeting that had begun by then may still lack its outcome; retracting the
/// form leads back to it.
#[derive(Debug, PartialEq, Eq)]
pub struct Concluded {
    held: Held,
    unrecorded: Vec<Confirmed>,
    at: DateTime<Utc>,
}

/// Excused by staff (R8).
#[derive(Debug, PartialEq, Eq)]
pub struct Excused {
    met: Vec<Met>,
    excuse: Excuse,
}

/// Settled in a former mentorship; read-only in this one (R35).
#[derive(Debug, PartialEq, Eq)]
pub struct Carried(Settlement);

/// Settlement of a carried interview.
#[derive(Debug, PartialEq, Eq)]
enum Settlement {
    /// Held; its former mentor owes the form.
    Held,
    /// The form is given, since then.
    Concluded(DateTime<Utc>),
    /// Excused by staff.
    Excused(Excuse),
}

impl Open {
    pub(super) const fn new() -> Self {
        Self(())
    }

    /// The first appointment is agreed.
    pub fn confirm(self, appointment: Confirmed) -> Scheduled {
        Scheduled {
            first: appointment,
            more: Vec::new(),
            met: Vec::new(),
        }
    }

    /// A meeting without a booking took place (R15).
    pub fn record(self, met: Met) -> Held {
        Held {
            first: met,
            more: Vec::new(),
        }
    }
}

impl Scheduled {
    /// Adds a confirmed appointment.
    pub fn confirm(mut self, appointment: Confirmed) -> Self {
        self.more.push(appointment);
        self
    }

    /// Adds a held meeting.
    pub fn record(mut self, met: Met) -> Self {
        self.met.push(met);
        self
    }

    /// Removes a confirmed appointment: cancelled, or missed by somebody.
    ///
    /// # Errors
    /// `wrong_state` where the appointment isn't one of these.
    pub fn release(self, id: AppointmentId) -> Result<(Confirmed, Interview), Refusal> {
        let mut confirmed: Vec<Confirmed> = std::iter::once(self.first).chain(self.more).collect();
        let index = confirmed
            .iter()
            .position(|appointment| appointment.0.id == id);
        let released = confirmed.remove(index.ok_or(Refusal::new(Code::WrongState))?);
        Ok((released, Self::of(confirmed, self.met)))
    }

    /// Gives the form while the only confirmed appointments have begun and lack an outcome.
    ///
    /// # Errors
    /// `interview_not_held` when nothing was held yet, `appointment_ahead` when one lies ahead.
    pub fn give(self, at: DateTime<Utc>) -> Result<Concluded, Refusal> {
        let mut unrecorded = vec![self.first];
        unrecorded.extend(self.more);
        if unrecorded
            .iter()
            .any(|appointment| appointment.0.starts_at > at)
        {
            return Err(Code::AppointmentAhead.into());
        }
        let held = Held::of(self.met).ok_or(Refusal::new(Code::InterviewNotHeld))?;
        Ok(Concluded {
            held,
            unrecorded,
            at,
        })
    }

    fn of(mut confirmed: Vec<Confirmed>, met: Vec<Met>) -> Interview {
        if confirmed.is_empty() {
            return Held::of(met).map_or(Interview::Open(Open::new()), Interview::Held);
        }
        let first = confirmed.remove(0);
        Interview::Scheduled(Self {
            first,
            more: confirmed,
            met,
        })
    }
}

impl Held {
    /// Adds a confirmed appointment.
    pub fn confirm(self, appointment: Confirmed) -> Scheduled {
        Scheduled {
            first: appointment,
            more: Vec::new(),
            met: self.into_met(),
        }
    }

    /// Adds a held meeting.
    pub fn record(mut self, met: Met) -> Self {
        self.more.push(met);
        self
    }

    /// The form is given (R21).
    pub fn give(self, at: DateTime<Utc>) -> Concluded {
        Concluded {
            held: self,
            unrecorded: Vec::new(),
            at,
        }
    }

    fn of(mut met: Vec<Met>) -> Option<Self> {
        if met.is_empty() {
            return None;
        }
        let first = met.remove(0);
        Some(Self { first, more: met })
    }

    fn into_met(self) -> Vec<Met> {
        let mut met = vec![self.first];
        met.extend(self.more);
        met
    }
}

impl Concluded {
    /// The form is taken back (R21): held again, or scheduled where a meeting still lacks its
    /// outcome.
    pub fn retract(self) -> Interview {
        Scheduled::of(self.unrecorded, self.held.into_met())
    }
}

/// An interview in whichever state the database says.
#[derive(Debug, PartialEq, Eq)]
pub enum Interview {
    /// No appointment confirmed or held.
    Open(Open),
    /// Confirmed.
    Scheduled(Scheduled),
    /// Held, form owed.
    Held(Held),
    /// Form given.
    Concluded(Concluded),
    /// Excused.
    Excused(Excused),
    /// Settled in a former mentorship.
    Carried(Carried),
}

impl Interview {
    /// Its state, clock apart.
    pub const fn state(&self) -> InterviewState {
        match self {
            Self::Open(_) => InterviewState::Open,
            Self::Scheduled(_) => InterviewState::Scheduled,
            Self::Held(_) => InterviewState::Held,
            Self::Concluded(_) => InterviewState::Concluded,
            Self::Excused(_) | Self::Carried(Carried(Settlement::Excused(_))) => {
                InterviewState::Excused
            }
            Self::Carried(Carried(Settlement::Held)) => InterviewState::Held,
            Self::Carried(Carried(Settlement::Concluded(_))) => InterviewState::Concluded,
        }
    }

    pub(super) fn carried(excuse: Option<Excuse>, concluded_at: Option<DateTime<Utc>>) -> Self {
        Self::Carried(Carried(match (excuse, concluded_at) {
            (Some(excuse), _) => Settlement::Excused(excuse),
            (None, Some(at)) => Settlement::Concluded(at),
            (None, None) => Settlement::Held,
        }))
    }

    pub(super) fn of(confirmed: Vec<Confirmed>, met: Vec<Met>) -> Self {
        Scheduled::of(confirmed, met)
    }

    /// `None` where a concluded interview would have no meeting.
    pub(super) fn concluded(
        unrecorded: Vec<Confirmed>,
        met: Vec<Met>,
        at: DateTime<Utc>,
    ) -> Option<Self> {
        Some(Self::Concluded(Concluded {
            held: Held::of(met)?,
            unrecorded,
            at,
        }))
    }

    pub(super) const fn excused(met: Vec<Met>, excuse: Excuse) -> Self {
        Self::Excused(Excused { met, excuse })
    }

    pub(super) fn confirm(self, appointment: Confirmed) -> Result<Self, Refusal> {
        match self {
            Self::Open(state) => Ok(Self::Scheduled(state.confirm(appointment))),
            Self::Scheduled(state) => Ok(Self::Scheduled(state.confirm(appointment))),
            Self::Held(state) => Ok(Self::Scheduled(state.confirm(appointment))),
            other => Err(settled(other.state())),
        }
    }

    pub(super) fn record(self, met: Met) -> Result<Self, Refusal> {
        match self {
            Self::Open(state) => Ok(Self::Held(state.record(met))),
            Self::Scheduled(state) => Ok(Self::Scheduled(state.record(met))),
            Self::Held(state) => Ok(Self::Held(state.record(met))),
            other => Err(settled(other.state())),
        }
    }

    /// Removes a confirmed appointment.
    pub(super) fn release(self, id: AppointmentId) -> Result<(Confirmed, Self), Refusal> {
        match self {
            Self::Scheduled(state) => state.release(id),
            Self::Concluded(Concluded {
                held,
                mut unrecorded,
                at,
            }) => {
                let index = unrecorded
                    .iter()
                    .position(|appointment| appointment.0.id == id);
                let index = index.ok_or(Refusal::new(Code::WrongState))?;
                let released = unrecorded.remove(index);
                Ok((
                    released,
                    Self::Concluded(Concluded {
                        held,
                        unrecorded,
                        at,
                    }),
                ))
            }
            other => Err(Refusal::new(Code::WrongState).state(other.state().as_str())),
        }
    }

    /// Marks a confirmed appointment held; `stamp` names the recorder.
    pub(super) fn hold(
        self,
        id: AppointmentId,
        stamp: impl FnOnce(&mut Appointment),
    ) -> Result<Self, Refusal> {
        let (confirmed, rest) = self.release(id)?;
        let mut held = confirmed.into_facts();
        stamp(&mut held);
        let met = Met::new(held);
        match rest {
            Self::Concluded(Concluded {
                held,
                unrecorded,
                at,
            }) => Ok(Self::Concluded(Concluded {
                held: held.record(met),
                unrecorded,
                at,
            })),
            rest => rest.record(met),
        }
    }

    /// A held appointment turns out not to have taken place (R15).
    pub(super) fn strike(self, id: AppointmentId) -> Result<(Appointment, Self), Refusal> {
        let (confirmed, mut met) = match self {
            Self::Scheduled(Scheduled { first, more, met }) => {
                (std::iter::once(first).chain(more).collect(), met)
            }
            Self::Held(state) => (Vec::new(), state.into_met()),
            Self::Concluded(_) => return Err(Code::EvaluationAlreadyGiven.into()),
            other => return Err(settled(other.state())),
        };
        let index = met.iter().position(|appointment| appointment.0.id == id);
        let struck = met.remove(index.ok_or(Refusal::new(Code::WrongState))?);
        Ok((struck.into_facts(), Self::of(confirmed, met)))
    }

    pub(super) fn give(self, at: DateTime<Utc>) -> Result<Self, Refusal> {
        match self {
            Self::Held(state) => Ok(Self::Concluded(state.give(at))),
            Self::Scheduled(state) => Ok(Self::Concluded(state.give(at)?)),
            Self::Open(_) => Err(Code::InterviewNotHeld.into()),
            Self::Concluded(_) => Err(Code::EvaluationAlreadyGiven.into()),
            other @ (Self::Excused(_) | Self::Carried(_)) => Err(settled(other.state())),
        }
    }

    pub(super) fn retract(self) -> Result<Self, Refusal> {
        match self {
            Self::Concluded(state) => Ok(state.retract()),
            other => Err(Refusal::new(Code::WrongState).state(other.state().as_str())),
        }
    }

    /// Staff's excuse; hands out the confirmed appointments, which the caller cancels.
    pub(super) fn excuse(self, excuse: Excuse) -> Result<(Vec<Confirmed>, Self), Refusal> {
        let (confirmed, met) = match self {
            Self::Open(_) => (Vec::new(), Vec::new()),
            Self::Scheduled(Scheduled { first, more, met }) => {
                (std::iter::once(first).chain(more).collect(), met)
            }
            Self::Held(state) => (Vec::new(), state.into_met()),
            other => return Err(settled(other.state())),
        };
        Ok((confirmed, Self::excused(met, excuse)))
    }

    pub(super) fn appointments(&self) -> Vec<&Appointment> {
        let met: Vec<&Met>;
        let confirmed: Vec<&Confirmed>;
        match self {
            Self::Open(_) | Self::Carried(_) => return Vec::new(),
            Self::Scheduled(Scheduled {
                first,
                more,
                met: held,
            }) => {
                confirmed = std::iter::once(first).chain(more).collect();
                met = held.iter().collect();
            }
            Self::Held(Held { first, more }) => {
                confirmed = Vec::new();
                met = std::iter::once(first).chain(more).collect();
            }
            Self::Concluded(Concluded {
                held, unrecorded, ..
            }) => {
                confirmed = unrecorded.iter().collect();
                met = std::iter::once(&held.first).chain(&held.more).collect();
            }
            Self::Excused(Excused { met: held, .. }) => {
                confirmed = Vec::new();
                met = held.iter().collect();
            }
        }
        let confirmed = confirmed.into_iter().map(|appointment| &appointment.0);
        confirmed
            .chain(met.into_iter().map(|appointment| &appointment.0))
            .collect()
    }

    pub(super) const fn concluded_at(&self) -> Option<DateTime<Utc>> {
        match self {
            Self::Concluded(Concluded { at, .. })
            | Self::Carried(Carried(Settlement::Concluded(at))) => Some(*at),
            _ => None,
        }
    }

    pub(super) const fn excuse_given(&self) -> Option<&Excuse> {
        match self {
            Self::Excused(Excused { excuse, .. })
            | Self::Carried(Carried(Settlement::Excused(excuse))) => Some(excuse),
            _ => None,
        }
    }
}

fn settled(state: InterviewState) -> Refusal {
    Refusal::new(Code::InterviewSettled).state(state.as_str())
}
