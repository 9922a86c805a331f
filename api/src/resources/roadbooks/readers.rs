//! Permissions on road-books and their editions (R18, R19, R31).

use crate::access::{ANY, Access, Audience, Caller, Grant, Kind, Mentor, OpenTo, PathIds, Reader};
use crate::http::problem::Problem;
use domain::ids::{ProgrammeId, RoadbookId};
use domain::mentorship::Actor;
use domain::words::Party;
use persistence::{EditionRecord, Find, RoadbookHead};

/// Student who owns the road-book.
pub struct RoadbookOwner {
    /// The road-book.
    pub roadbook: RoadbookHead,
}

/// Reader of a road-book's list of editions.
pub struct EditionsReader {
    /// The road-book.
    pub roadbook: RoadbookId,
    /// Role of the reader: the student reads every edition, a mentor those sent to them, and staff
    /// every edition without content.
    pub actor: Actor,
}

/// Reader of one edition.
pub struct EditionReader {
    /// Road-book of the edition.
    pub roadbook: RoadbookId,
    /// The edition.
    pub edition: EditionRecord,
    /// Role of the reader; staff only see that it was sent (R31).
    pub actor: Actor,
}

impl Access for RoadbookOwner {
    const AUDIENCE: Audience = Audience {
        kinds: &[Kind::Person],
        words: "The student whose road-book it is may call it.",
    };

    fn find(path: &PathIds) -> Result<Find, Problem> {
        Ok(Find::Roadbook(path.id("roadbook_id")?))
    }

    async fn grant(asked: &Grant<'_>) -> Result<Self, Problem> {
        let roadbook = asked.roadbook()?;
        expect_shown(asked.caller, roadbook.programme_id)?;
        if roadbook.student != asked.caller.id {
            return Err(Problem::not_found());
        }
        Ok(Self { roadbook })
    }
}

impl Access for EditionsReader {
    const AUDIENCE: Audience = Audience {
        kinds: ANY,
        words: "The student may call it, a mentor for what was sent to them, and staff, who see \
                that something was sent but not what it says.",
    };

    async fn grant(asked: &Grant<'_>) -> Result<Self, Problem> {
        let roadbook: RoadbookId = asked.path.id("roadbook_id")?;
        let caller = asked.caller;
        // one statement: hidden and absent take the same time
        let found = asked.app.store.editions_head(roadbook, caller.id).await?;
        let (programme, student, mentor) = found;
        expect_shown(caller, programme)?;
        let actor = role(caller, student == caller.id, mentor)?;
        Ok(Self { roadbook, actor })
    }
}

impl Access for EditionReader {
    const AUDIENCE: Audience = EditionsReader::AUDIENCE;

    async fn grant(asked: &Grant<'_>) -> Result<Self, Problem> {
        let roadbook: RoadbookId = asked.path.id("roadbook_id")?;
        let number = asked.path.number("number")?;
        let edition = asked.app.store.edition(roadbook, number).await?;
        expect_shown(asked.caller, edition.programme_id)?;
        let owner = edition.student == asked.caller.id;
        // A former mentor reads none (R35).
        let mentor = edition.mentor == asked.caller.id && edition.readable_by_mentor;
        Ok(Self {
            roadbook,
            actor: role(asked.caller, owner, mentor)?,
            edition,
        })
    }
}

impl Reader for EditionReader {
    fn actor(&self, _: &Caller) -> Option<Actor> {
        Some(self.actor)
    }
}

impl OpenTo<Mentor> for EditionReader {
    const WORDS: &'static str = "The mentor to whom it was sent may call it.";
}

fn role(caller: &Caller, owner: bool, mentor: bool) -> Result<Actor, Problem> {
    if owner {
        Ok(Actor::Party(Party::Student))
    } else if mentor {
        Ok(Actor::Party(Party::Mentor))
    } else if caller.is_staff() {
        Ok(Actor::Staff)
    } else {
        Err(Problem::not_found())
    }
}

fn expect_shown(caller: &Caller, programme: ProgrammeId) -> Result<(), Problem> {
    if caller.waits_for(programme) {
        return Err(Problem::not_found());
    }
    Ok(())
}
