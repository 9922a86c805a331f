//! Permissions on a programme and its direct parts.

use crate::access::{Access, Audience, Grant, Kind};
use crate::http::problem::{Code, Problem};
use domain::ids::ProgrammeId;
use domain::words::{Party, ProgrammeStatus, Step};
use persistence::ProgrammeRecord;

const ANY: &[Kind] = &[Kind::Person, Kind::Adviser, Kind::Admin];

/// Admin, independent of any programme.
#[derive(Clone, Copy, Debug)]
pub struct AsAdmin;

/// Permission to read the programme: staff, and people enrolled once it is no draft.
pub struct ProgrammeReader {
    /// The programme.
    pub programme: ProgrammeRecord,
    /// The caller's part in it.
    pub part: Option<Party>,
}

/// Permission to read the programme, at one of its three steps.
pub struct ProgrammeStep {
    /// The programme.
    pub programme: ProgrammeRecord,
    /// The step of the path.
    pub step: Step,
}

/// A student or mentor of the programme.
pub struct ProgrammeParty {
    /// The programme.
    pub programme: ProgrammeRecord,
    /// The caller's part in it.
    pub part: Party,
}

/// An adviser or admin.
pub struct ProgrammeStaff {
    /// The programme.
    pub programme: ProgrammeRecord,
}

/// An admin.
pub struct ProgrammeAdmin {
    /// The programme.
    pub programme: ProgrammeRecord,
}

impl Access for AsAdmin {
    const AUDIENCE: Audience = Audience {
        kinds: &[Kind::Admin],
        words: "Admins may call it.",
    };

    async fn grant(_: &Grant<'_>) -> Result<Self, Problem> {
        Ok(Self)
    }
}

impl Access for ProgrammeReader {
    const AUDIENCE: Audience = Audience {
        kinds: ANY,
        words: "Staff may call it; students and mentors for a programme they are enrolled in, \
                once it is no draft.",
    };

    async fn grant(asked: &Grant<'_>) -> Result<Self, Problem> {
        let id: ProgrammeId = asked.path.id("programme_id")?;
        let part = asked.caller.part_in(id);
        if part.is_none() && !asked.caller.is_staff() {
            return Err(Problem::not_found());
        }
        let programme = asked.app.store.programme(id).await?;
        let draft = programme.programme.status == ProgrammeStatus::Draft;
        if draft && !asked.caller.is_staff() {
            return Err(Problem::not_found());
        }
        Ok(Self { programme, part })
    }
}

impl Access for ProgrammeStep {
    const AUDIENCE: Audience = ProgrammeReader::AUDIENCE;

    async fn grant(asked: &Grant<'_>) -> Result<Self, Problem> {
        let ProgrammeReader { programme, .. } = ProgrammeReader::grant(asked).await?;
        let step = asked.path.step()?;
        Ok(Self { programme, step })
    }
}

impl Access for ProgrammeParty {
    const AUDIENCE: Audience = Audience {
        kinds: &[Kind::Person],
        words: "Students and mentors of the programme may call it, each for themselves.",
    };

    async fn grant(asked: &Grant<'_>) -> Result<Self, Problem> {
        let ProgrammeReader { programme, part } = ProgrammeReader::grant(asked).await?;
        let part = part.ok_or_else(|| Problem::new(Code::RoleForbidden))?;
        Ok(Self { programme, part })
    }
}

impl Access for ProgrammeStaff {
    const AUDIENCE: Audience = Audience {
        kinds: &[Kind::Adviser, Kind::Admin],
        words: "Advisers and admins may call it.",
    };

    async fn grant(asked: &Grant<'_>) -> Result<Self, Problem> {
        let id = asked.path.id("programme_id")?;
        let programme = asked.app.store.programme(id).await?;
        Ok(Self { programme })
    }
}

impl Access for ProgrammeAdmin {
    const AUDIENCE: Audience = Audience {
        kinds: &[Kind::Admin],
        words: "Admins may call it.",
    };

    async fn grant(asked: &Grant<'_>) -> Result<Self, Problem> {
        let ProgrammeStaff { programme } = ProgrammeStaff::grant(asked).await?;
        Ok(Self { programme })
    }
}
