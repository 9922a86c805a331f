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
mod visitor;

pub use caller::Caller;
pub use part::{
    Admin, As, Colleague, Mentor, MentorOrStaff, OpenTo, Part, Participant, Reader, Staff, Student,
};
pub use path::PathIds;
pub use person::AnyPerson;
pub use step::AtStep;
pub use visitor::{Anyone, Visitor};

use crate::app::App;
use crate::auth;
use crate::http::problem::{Code, Problem};
use chrono::{DateTime, Utc};
use persistence::{Find, FormHead, Found, MentorshipHead, RoadbookHead};
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
    /// Thing that the permission asked for.
    pub found: Found,
    /// The service.
    pub app: &'a App,
    /// Caller.
    pub caller: &'a Caller,
    /// The ids in the path.
    pub path: &'a PathIds,
    /// The present.
    pub now: DateTime<Utc>,
}

impl Grant<'_> {
    /// The mentorship that was asked for.
    ///
    /// # Errors
    /// 404 where there is none.
    pub fn mentorship(&self) -> Result<MentorshipHead, Problem> {
        match self.found {
            Found::Mentorship(head) => Ok(head),
            _ => Err(Problem::not_found()),
        }
    }

    /// The form that was asked for.
    ///
    /// # Errors
    /// 404 where there is no such mentorship.
    pub fn form(&self) -> Result<FormHead, Problem> {
        match self.found {
            Found::Form(head) => Ok(head),
            _ => Err(Problem::not_found()),
        }
    }

    /// The road-book that was asked for.
    ///
    /// # Errors
    /// 404 where there is none.
    pub fn roadbook(&self) -> Result<RoadbookHead, Problem> {
        match self.found {
            Found::Roadbook(head) => Ok(head),
            _ => Err(Problem::not_found()),
        }
    }
}

/// Permission: its audience, and the data it loads.
pub trait Access: Sized + 'static {
    /// The kinds of caller that have the operation.
    const AUDIENCE: Audience;

    /// Whether people come here whom nobody has imported: their token makes them known.
    const ADMITS_STRANGERS: bool = false;

    /// Thing to be loaded together with the caller, so that the decision waits once.
    ///
    /// # Errors
    /// `not_found` where the path has no id.
    fn find(_: &PathIds) -> Result<Find, Problem> {
        Ok(Find::Nothing)
    }

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
