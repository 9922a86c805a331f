//! Permissions on applications of mentors.

use crate::access::{ANY, Access, Audience, Caller, Grant, PathIds, Reader};
use crate::http::problem::{Code, Problem};
use domain::ids::{MentorApplicationId, ProgrammeId};
use persistence::{ApplicationKey, ApplicationRecord, Find, Found};

/// Permission to apply to a programme, also for people whom nobody has imported (R45).
pub struct Applicant(pub ProgrammeId);

/// Permission to read applications to a programme: one's own, or as staff those of others.
pub struct ApplicationsReader(pub ProgrammeId);

/// Permission to read an application: its person, and staff.
pub struct ApplicationReader {
    /// The application.
    pub record: ApplicationRecord,
}

/// Permission of the person who has applied.
pub struct OwnApplication(ApplicationReader);

fn programme(asked: &Grant<'_>) -> Result<ProgrammeId, Problem> {
    match &asked.found {
        Found::Programme(record) => Ok(record.programme.id),
        _ => Err(Problem::not_found()),
    }
}

impl Access for Applicant {
    const AUDIENCE: Audience = Audience {
        kinds: ANY,
        words: "Anybody with a token of the website may call it, for themselves.",
    };
    const ADMITS_STRANGERS: bool = true;

    fn find(path: &PathIds) -> Result<Find, Problem> {
        Ok(Find::Programme(path.id("programme_id")?))
    }

    async fn grant(asked: &Grant<'_>) -> Result<Self, Problem> {
        programme(asked).map(Self)
    }
}

impl Access for ApplicationsReader {
    const AUDIENCE: Audience = Audience {
        kinds: ANY,
        words: "Staff may call it, and people for their own applications.",
    };

    fn find(path: &PathIds) -> Result<Find, Problem> {
        Ok(Find::Programme(path.id("programme_id")?))
    }

    async fn grant(asked: &Grant<'_>) -> Result<Self, Problem> {
        programme(asked).map(Self)
    }
}

impl Access for ApplicationReader {
    const AUDIENCE: Audience = Audience {
        kinds: ANY,
        words: "Staff may call it, and the person who has applied.",
    };

    async fn grant(asked: &Grant<'_>) -> Result<Self, Problem> {
        let programme: ProgrammeId = asked.path.id("programme_id")?;
        let id: MentorApplicationId = asked.path.id("application_id")?;
        let store = &asked.app.store;
        let record = store.mentor_application(programme, id).await?;
        let reader = Self { record };
        if asked.caller.is_staff() || reader.is_of(asked.caller) {
            return Ok(reader);
        }
        Err(Problem::not_found())
    }
}

impl ApplicationReader {
    fn is_of(&self, caller: &Caller) -> bool {
        self.record.application.person.id == caller.id
    }

    /// The application, as a decision names it.
    pub const fn key(&self) -> ApplicationKey {
        let application = &self.record.application;
        ApplicationKey {
            id: application.id,
            programme_id: application.programme_id,
            person: application.person.id,
        }
    }
}

impl Reader for ApplicationReader {}

impl AsRef<Self> for ApplicationReader {
    fn as_ref(&self) -> &Self {
        self
    }
}

impl Access for OwnApplication {
    const AUDIENCE: Audience = Audience {
        kinds: ANY,
        words: "The person who has applied may call it.",
    };

    async fn grant(asked: &Grant<'_>) -> Result<Self, Problem> {
        let read = ApplicationReader::grant(asked).await?;
        if read.is_of(asked.caller) {
            return Ok(Self(read));
        }
        Err(Problem::new(Code::RoleForbidden))
    }
}

impl AsRef<ApplicationReader> for OwnApplication {
    fn as_ref(&self) -> &ApplicationReader {
        &self.0
    }
}
