//! Permissions on agreed actions: the two people of the mentorship, never staff (R40).

use crate::access::{Access, Audience, Caller, Grant, Kind, OpenTo, PathIds, Reader, Student};
use crate::http::problem::Problem;
use domain::ids::ActionId;
use domain::mentorship::Actor;
use persistence::{AgreedActionRecord, Find, MentorshipKey};

/// Reader of a mentorship's agreed actions: one of the two.
pub struct AgreedActionsReader {
    /// The mentorship.
    pub mentorship: MentorshipKey,
    actor: Actor,
}

/// Reader of an agreed action in force.
pub struct AgreedActionReader {
    of: AgreedActionsReader,
    /// The action.
    pub action: AgreedActionRecord,
}

impl AgreedActionReader {
    /// Its mentorship.
    pub const fn mentorship(&self) -> MentorshipKey {
        self.of.mentorship
    }
}

impl Access for AgreedActionsReader {
    const AUDIENCE: Audience = Audience {
        kinds: &[Kind::Person],
        words: "The two people of the mentorship may call it.",
    };

    fn find(path: &PathIds) -> Result<Find, Problem> {
        Ok(Find::Mentorship(path.id("mentorship_id")?))
    }

    async fn grant(asked: &Grant<'_>) -> Result<Self, Problem> {
        let mentorship = asked.mentorship()?.key;
        match asked.caller.actor(mentorship.student, mentorship.mentor) {
            Some(actor @ Actor::Party(_)) => Ok(Self { mentorship, actor }),
            _ => Err(Problem::not_found()),
        }
    }
}

impl Access for AgreedActionReader {
    const AUDIENCE: Audience = AgreedActionsReader::AUDIENCE;

    fn find(path: &PathIds) -> Result<Find, Problem> {
        AgreedActionsReader::find(path)
    }

    async fn grant(asked: &Grant<'_>) -> Result<Self, Problem> {
        let of = AgreedActionsReader::grant(asked).await?;
        let id: ActionId = asked.path.id("action_id")?;
        let action = asked.app.store.agreed_action(of.mentorship.id, id).await?;
        Ok(Self { of, action })
    }
}

impl Reader for AgreedActionReader {
    fn actor(&self, _: &Caller) -> Option<Actor> {
        Some(self.of.actor)
    }
}

impl OpenTo<Student> for AgreedActionReader {
    const WORDS: &'static str = "The student of the mentorship may call it.";
}
