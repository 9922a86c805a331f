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
    /// Role of the reader: the student reads every edition, a mentor those sent to them or shared with
    /// them, and staff every edition, with the content of those that are open to them.
    pub actor: Actor,
}

/// Reader of one edition.
pub struct EditionReader {
    /// Road-book of the edition.
    pub roadbook: RoadbookId,
    /// The edition.
    pub edition: EditionRecord,
    /// Whether the reader sees that it was sent, but not what it says (R31).
    pub withheld: bool,
    actor: Option<Actor>,
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
        words: "The student may call it, a mentor for what was sent to them or is shared with them, and \
                staff, who see that something was sent, and what it says where it is shared with them.",
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
        let caller = asked.caller;
        let store = &asked.app.store;
        let edition = store.edition(roadbook, number, caller.id).await?;
        expect_shown(caller, edition.programme_id)?;
        let owner = edition.student == caller.id;
        // A former mentor reads none (R35).
        let mentor = edition.mentor == caller.id && edition.readable_by_mentor;
        let opened = edition.disclosure.opens(caller.reading(asked.now));
        // Who reads it by a share only has no part in it.
        let actor = match role(caller, owner, mentor) {
            Err(_) if opened => None,
            found => Some(found?),
        };
        Ok(Self {
            roadbook,
            withheld: actor == Some(Actor::Staff) && !opened,
            actor,
            edition,
        })
    }
}

impl Reader for EditionReader {
    fn actor(&self, _: &Caller) -> Option<Actor> {
        self.actor
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
