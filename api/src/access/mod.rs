//! Permissions. A handler names its permission in its signature, as `Call<AppointmentReader>` or
//! `Call<As<Mentor, AppointmentReader>>`; it can't run without it. It decides in the contract's
//! order: kind of caller (403), read access (404), the caller's part (403).
//!
//! A new reader is a struct of the data it loads, with [`Access`] for it: `AUDIENCE` names the
//! kinds that have the operation at all, `grant` loads and decides the rest. Where a part may do
//! more than read, it is a [`Reader`] too, and [`OpenTo`] has that part's sentence.

mod caller;
mod part;
mod path;
mod person;
mod step;

pub use caller::Caller;
pub use part::{
    Admin, As, Mentor, MentorOrStaff, OpenTo, Part, Participant, Reader, Staff, Student,
};
pub use path::PathIds;
pub use person::AnyPerson;
pub use step::AtStep;

use crate::app::App;
use crate::auth;
use crate::http::problem::{Code, Problem};
use chrono::{DateTime, Utc};
use std::future::Future;

/// A kind of caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Person without a staff role, or staff enrolled somewhere too.
    Person,
    /// Staff of the Career Department; admins count too.
    Adviser,
    /// Staff who run the programme.
    Admin,
}

/// Every kind of caller.
pub const ANY: &[Kind] = &[Kind::Person, Kind::Adviser, Kind::Admin];

/// Audience of an operation, for the check and for the document.
#[derive(Clone, Copy, Debug)]
pub struct Audience {
    /// The kinds that have it.
    pub kinds: &'static [Kind],
    /// Audience in words, as a sentence of the operation's description.
    pub words: &'static str,
}

/// Input of a permission's decision.
pub struct Grant<'a> {
    /// The service.
    pub app: &'a App,
    /// Caller.
    pub caller: &'a Caller,
    /// The ids in the path.
    pub path: &'a PathIds,
    /// The present.
    pub now: DateTime<Utc>,
}

/// Permission: its audience, and the data it loads.
pub trait Access: Sized + 'static {
    /// The kinds of caller that have the operation.
    const AUDIENCE: Audience;

    /// Loads the data for the decision: 404 for data this caller may not read, then 403 for a part
    /// that never does this.
    ///
    /// # Errors
    /// `not_found`, `role_forbidden`, or the database is unavailable.
    fn grant(asked: &Grant<'_>) -> impl Future<Output = Result<Self, Problem>>;
}

impl Audience {
    /// Refuses a kind of caller that never has the operation.
    ///
    /// # Errors
    /// 403 `role_forbidden`.
    pub fn admit(&self, caller: &Caller) -> Result<(), Problem> {
        let is = |kind: &Kind| match kind {
            Kind::Person => caller.staff.is_none() || !caller.enrolments.is_empty(),
            Kind::Adviser => caller.staff.is_some(),
            Kind::Admin => caller.staff == Some(auth::Staff::Admin),
        };
        if self.kinds.iter().any(is) {
            return Ok(());
        }
        Err(Problem::new(Code::RoleForbidden))
    }
}
