//! Permissions on road-books and their editions (R18, R19, R31).

use crate::access::{Access, Audience, Grant, Kind};
use crate::http::problem::{Code, Problem};
use domain::ids::RoadbookId;
use persistence::{EditionRecord, RoadbookHead};

/// Student who owns the road-book.
pub struct RoadbookOwner {
    /// The road-book.
    pub roadbook: RoadbookHead,
}

/// Reader of a road-book's list of editions.
pub struct EditionsReader {
    /// The road-book.
    pub roadbook: RoadbookHead,
    /// Role of the reader.
    pub reader: EditionsOf,
}

/// Role in which editions are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EditionsOf {
    /// Student: every edition.
    Owner,
    /// Mentor: the editions sent to them.
    Mentor,
    /// Staff: every edition, without content.
    Staff,
}

/// Reader of one edition.
pub struct EditionReader {
    /// The edition.
    pub edition: EditionRecord,
    /// Whether the content is hidden: staff only see that it was sent (R31).
    pub withheld: bool,
}

/// Mentor who received an edition.
pub struct EditionMentor {
    /// Road-book of the edition.
    pub roadbook: RoadbookId,
    /// The edition.
    pub edition: EditionRecord,
}

impl Access for RoadbookOwner {
    const AUDIENCE: Audience = Audience {
        kinds: &[Kind::Person],
        words: "The student whose road-book it is may call it.",
    };

    async fn grant(asked: &Grant<'_>) -> Result<Self, Problem> {
        let roadbook = head(asked).await?;
        if roadbook.student != asked.caller.id {
            return Err(Problem::not_found());
        }
        Ok(Self { roadbook })
    }
}

impl Access for EditionsReader {
    const AUDIENCE: Audience = Audience {
        kinds: &[Kind::Person, Kind::Adviser, Kind::Admin],
        words: "The student may call it, a mentor for what was sent to them, and staff, who see \
                that something was sent but not what it says.",
    };

    async fn grant(asked: &Grant<'_>) -> Result<Self, Problem> {
        let roadbook = head(asked).await?;
        let caller = asked.caller;
        let reader = if roadbook.student == caller.id {
            EditionsOf::Owner
        } else if was_sent_to(asked, roadbook.id).await? {
            EditionsOf::Mentor
        } else if caller.is_staff() {
            EditionsOf::Staff
        } else {
            return Err(Problem::not_found());
        };
        Ok(Self { roadbook, reader })
    }
}

impl Access for EditionReader {
    const AUDIENCE: Audience = EditionsReader::AUDIENCE;

    async fn grant(asked: &Grant<'_>) -> Result<Self, Problem> {
        let roadbook = head(asked).await?;
        let edition = edition(asked, roadbook.id).await?;
        let own = roadbook.student == asked.caller.id || is_for(&edition, asked);
        if !own && !asked.caller.is_staff() {
            return Err(Problem::not_found());
        }
        Ok(Self {
            edition,
            withheld: !own,
        })
    }
}

impl Access for EditionMentor {
    const AUDIENCE: Audience = Audience {
        kinds: &[Kind::Person],
        words: "The mentor to whom it was sent may call it.",
    };

    async fn grant(asked: &Grant<'_>) -> Result<Self, Problem> {
        let roadbook = head(asked).await?;
        let edition = edition(asked, roadbook.id).await?;
        if is_for(&edition, asked) {
            return Ok(Self {
                roadbook: roadbook.id,
                edition,
            });
        }
        // Readers other than its mentor never mark it read.
        if roadbook.student == asked.caller.id || asked.caller.is_staff() {
            return Err(Problem::new(Code::RoleForbidden));
        }
        Err(Problem::not_found())
    }
}

async fn head(asked: &Grant<'_>) -> Result<RoadbookHead, Problem> {
    let id: RoadbookId = asked.path.id("roadbook_id")?;
    let roadbook = asked.app.store.roadbook_head(id).await?;
    if asked.caller.waits_for(roadbook.programme_id) {
        return Err(Problem::not_found());
    }
    Ok(roadbook)
}

async fn edition(asked: &Grant<'_>, roadbook: RoadbookId) -> Result<EditionRecord, Problem> {
    let number = asked.path.number("number")?;
    Ok(asked.app.store.edition(roadbook, number).await?)
}

/// Whether it was sent to this caller, who is no former mentor (R35).
fn is_for(edition: &EditionRecord, asked: &Grant<'_>) -> bool {
    edition.mentor == asked.caller.id && edition.readable_by_mentor
}

async fn was_sent_to(asked: &Grant<'_>, roadbook: RoadbookId) -> Result<bool, Problem> {
    let store = &asked.app.store;
    let sent = store
        .editions(roadbook, Some(asked.caller.id), 0, 1)
        .await?;
    Ok(!sent.is_empty())
}
