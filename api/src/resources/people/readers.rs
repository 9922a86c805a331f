//! Permissions on people.

use crate::access::{Access, Audience, Caller, Colleague, Grant, Kind, OpenTo, Reader};
use crate::http::problem::Problem;
use domain::ids::PersonId;
use domain::mentorship::Actor;
use persistence::KnownPersonRecord;

/// Permission to read a person: staff.
pub struct PersonReader {
    /// The person.
    pub person: KnownPersonRecord,
}

impl Access for PersonReader {
    const AUDIENCE: Audience = Audience {
        kinds: &[Kind::Adviser, Kind::Admin],
        words: "Advisers and admins may call it.",
    };

    async fn grant(asked: &Grant<'_>) -> Result<Self, Problem> {
        let id: PersonId = asked.path.id("person_id")?;
        let person = asked.app.store.known_person(id).await?;
        Ok(Self { person })
    }
}

impl Reader for PersonReader {
    /// Nobody is staff to themselves.
    fn actor(&self, caller: &Caller) -> Option<Actor> {
        (self.person.person.id != caller.id).then_some(Actor::Staff)
    }
}

impl OpenTo<Colleague> for PersonReader {
    const WORDS: &'static str = "Admins may call it, about anybody but themselves.";
}
