//! Parts: callers who may do more than read. `As<Mentor, AppointmentReader>` is the mentor of an
//! appointment: the reader loads it and says who the caller is there, the part refuses all others.

use super::{ANY, Access, Audience, Caller, Grant, Kind, PathIds};
use crate::http::problem::{Code, Problem};
use domain::mentorship::Actor;
use domain::words::Party;
use persistence::Find;
use std::marker::PhantomData;
use std::ops::Deref;

/// Permission to read that says who the caller is in what it loads.
pub trait Reader: Access {
    /// The caller's role there; `None` where they only read, or where the kind of caller says it.
    fn actor(&self, _: &Caller) -> Option<Actor> {
        None
    }
}

/// Part in what a reader loads.
pub trait Part: 'static {
    /// The kinds of caller that can have it.
    const KINDS: &'static [Kind];

    /// Whether this role has it.
    fn has(actor: Option<Actor>) -> bool;
}

/// Reader of something on which this part has operations.
pub trait OpenTo<P: Part>: Reader {
    /// The part in words, as a sentence of the operation's description.
    const WORDS: &'static str;
}

/// A caller who reads as `R` does and has part `P` there.
pub struct As<P, R>(R, PhantomData<P>);

/// The student.
pub struct Student;
/// The mentor.
pub struct Mentor;
/// The student or the mentor.
pub struct Participant;
/// The mentor or staff.
pub struct MentorOrStaff;
/// An adviser or admin.
pub struct Staff;
/// An admin.
pub struct Admin;
/// An admin who isn't the person in question.
pub struct Colleague;

impl<P: Part, R: OpenTo<P>> Access for As<P, R> {
    const AUDIENCE: Audience = Audience {
        kinds: P::KINDS,
        words: R::WORDS,
    };
    const ADMITS_STRANGERS: bool = R::ADMITS_STRANGERS;

    fn find(path: &PathIds) -> Result<Find, Problem> {
        R::find(path)
    }

    async fn grant(asked: &Grant<'_>) -> Result<Self, Problem> {
        let read = R::grant(asked).await?;
        if P::has(read.actor(asked.caller)) {
            return Ok(Self(read, PhantomData));
        }
        Err(Problem::new(Code::RoleForbidden))
    }
}

impl<P, R> Deref for As<P, R> {
    type Target = R;

    fn deref(&self) -> &R {
        &self.0
    }
}

impl<P, R: AsRef<T>, T> AsRef<T> for As<P, R> {
    fn as_ref(&self) -> &T {
        self.0.as_ref()
    }
}

impl Part for Student {
    const KINDS: &'static [Kind] = &[Kind::Person];

    fn has(actor: Option<Actor>) -> bool {
        actor == Some(Actor::Party(Party::Student))
    }
}

impl Part for Mentor {
    const KINDS: &'static [Kind] = &[Kind::Person];

    fn has(actor: Option<Actor>) -> bool {
        actor == Some(Actor::Party(Party::Mentor))
    }
}

impl Part for Participant {
    const KINDS: &'static [Kind] = &[Kind::Person];

    fn has(actor: Option<Actor>) -> bool {
        matches!(actor, Some(Actor::Party(_)))
    }
}

impl Part for MentorOrStaff {
    const KINDS: &'static [Kind] = ANY;

    fn has(actor: Option<Actor>) -> bool {
        Mentor::has(actor) || actor == Some(Actor::Staff)
    }
}

// Staff have these parts by their kind, whatever else they are there.
impl Part for Staff {
    const KINDS: &'static [Kind] = &[Kind::Adviser, Kind::Admin];

    fn has(_: Option<Actor>) -> bool {
        true
    }
}

impl Part for Admin {
    const KINDS: &'static [Kind] = &[Kind::Admin];

    fn has(_: Option<Actor>) -> bool {
        true
    }
}

impl Part for Colleague {
    const KINDS: &'static [Kind] = &[Kind::Admin];

    fn has(actor: Option<Actor>) -> bool {
        actor == Some(Actor::Staff)
    }
}

impl<R: Reader> OpenTo<Staff> for R {
    const WORDS: &'static str = "Advisers and admins may call it.";
}

impl<R: Reader> OpenTo<Admin> for R {
    const WORDS: &'static str = "Admins may call it.";
}
