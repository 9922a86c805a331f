//! Who may do what. A handler names its permission in its signature, as `Call<MentorshipParty>`;
//! it can't run for anybody else. One file per noun; each permission decides in the contract's
//! order: kind of caller (403), what the caller may read (404), the caller's part (403).
//!
//! A new permission is a struct of what it loads, with [`Access`] for it:
//! `AUDIENCE` says which kinds have the operation at all, `grant` loads and decides the rest.

mod caller;
mod path;
mod person;

pub use caller::Caller;
pub use path::PathIds;
pub use person::AnyPerson;

use crate::app::App;
use crate::auth::Staff;
use crate::http::problem::{Code, Problem};
use chrono::{DateTime, Utc};
use std::future::Future;

/// A kind of caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Somebody without a staff role, or staff who are enrolled somewhere too.
    Person,
    /// Staff of the Career Department; admins count too.
    Adviser,
    /// Staff who run the programme.
    Admin,
}

/// Who has an operation, for the check and for the document.
#[derive(Clone, Copy, Debug)]
pub struct Audience {
    /// The kinds that have it.
    pub kinds: &'static [Kind],
    /// The same in words, as a sentence of the operation's description.
    pub words: &'static str,
}

/// What a permission decides on.
pub struct Grant<'a> {
    /// The service.
    pub app: &'a App,
    /// Who calls.
    pub caller: &'a Caller,
    /// The ids in the path.
    pub path: &'a PathIds,
    /// The present.
    pub now: DateTime<Utc>,
}

/// A permission: who has it, and what it loads on the way.
pub trait Access: Sized + 'static {
    /// The kinds of caller that have the operation.
    const AUDIENCE: Audience;

    /// Loads what the decision needs: 404 for what this caller may not read, then 403 for a part
    /// that never does this.
    ///
    /// # Errors
    /// `not_found`, `role_forbidden`, or a database that is away.
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
            Kind::Admin => caller.staff == Some(Staff::Admin),
        };
        if self.kinds.iter().any(is) {
            return Ok(());
        }
        Err(Problem::new(Code::RoleForbidden))
    }
}
