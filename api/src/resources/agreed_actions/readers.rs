//! Permissions on agreed actions: the two people of the mentorship, never staff (R40).

use crate::access::{Access, Audience, Grant, Kind};
use crate::http::problem::{Code, Problem};
use domain::ids::{ActionId, MentorshipId};
use domain::words::Party;
use persistence::AgreedActionRecord;

/// Reader of a mentorship's agreed actions.
pub struct AgreedActionsReader {
    /// The mentorship.
    pub mentorship: MentorshipId,
    party: Party,
}

/// Reader of an agreed action in force.
pub struct AgreedActionReader {
    /// The mentorship.
    pub mentorship: MentorshipId,
    /// The action.
    pub action: AgreedActionRecord,
    party: Party,
}

/// Student who marks an agreed action.
pub struct AgreedActionMarker {
    /// The mentorship.
    pub mentorship: MentorshipId,
    /// The action.
    pub action: ActionId,
}

impl Access for AgreedActionsReader {
    const AUDIENCE: Audience = Audience {
        kinds: &[Kind::Person],
        words: "The two people of the mentorship may call it.",
    };

    async fn grant(asked: &Grant<'_>) -> Result<Self, Problem> {
        let mentorship: MentorshipId = asked.path.id("mentorship_id")?;
        let head = asked.app.store.mentorship_head(mentorship).await?;
        let party = if head.student == asked.caller.id {
            Party::Student
        } else if head.mentor == asked.caller.id {
            Party::Mentor
        } else {
            return Err(Problem::not_found());
        };
        Ok(Self { mentorship, party })
    }
}

impl Access for AgreedActionReader {
    const AUDIENCE: Audience = AgreedActionsReader::AUDIENCE;

    async fn grant(asked: &Grant<'_>) -> Result<Self, Problem> {
        let AgreedActionsReader { mentorship, party } = AgreedActionsReader::grant(asked).await?;
        let id: ActionId = asked.path.id("action_id")?;
        let action = asked.app.store.agreed_action(mentorship, id).await?;
        Ok(Self {
            mentorship,
            action,
            party,
        })
    }
}

impl Access for AgreedActionMarker {
    const AUDIENCE: Audience = Audience {
        kinds: &[Kind::Person],
        words: "The student of the mentorship may call it.",
    };

    async fn grant(asked: &Grant<'_>) -> Result<Self, Problem> {
        let read = AgreedActionReader::grant(asked).await?;
        if read.party != Party::Student {
            return Err(Problem::new(Code::RoleForbidden));
        }
        Ok(Self {
            mentorship: read.mentorship,
            action: read.action.id,
        })
    }
}
