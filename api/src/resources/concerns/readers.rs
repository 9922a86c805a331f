//! Permission on a concern.

use crate::access::{ANY, Access, Audience, Caller, Grant, Reader};
use crate::http::problem::Problem;
use domain::concern::Concern;
use domain::ids::ConcernId;
use domain::mentorship::Actor;

/// Permission to read a concern: its author, and staff who are neither of the two (R38). For the other
/// of the two it isn't there.
pub struct ConcernReader {
    /// The concern.
    pub concern: Concern,
}

impl Access for ConcernReader {
    const AUDIENCE: Audience = Audience {
        kinds: ANY,
        words: "Its author may call it, and staff who are neither of the two.",
    };

    async fn grant(asked: &Grant<'_>) -> Result<Self, Problem> {
        let id: ConcernId = asked.path.id("concern_id")?;
        let concern = asked.app.store.concern(id).await?;
        let caller = asked.caller;
        let is_author = concern.author() == caller.id;
        if is_author || (caller.is_staff() && !concern.is_of(caller.id)) {
            return Ok(Self { concern });
        }
        Err(Problem::not_found())
    }
}

impl Reader for ConcernReader {
    fn actor(&self, caller: &Caller) -> Option<Actor> {
        caller.actor(self.concern.student.id, self.concern.mentor.id)
    }
}
