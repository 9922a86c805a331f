//! Permissions on a programme and its direct parts.

use crate::access::{
    ANY, Access, Audience, Caller, Grant, OpenTo, Participant, PathIds, Reader, Student,
};
use crate::http::problem::Problem;
use domain::ids::ProgrammeId;
use domain::mentorship::Actor;
use domain::words::Party;
use persistence::{Find, Found, ProgrammeRecord};

/// Permission to read the programme: staff, and people enrolled once it is no draft.
pub struct ProgrammeReader {
    /// The programme.
    pub programme: ProgrammeRecord,
    /// The caller's part in it.
    pub part: Option<Party>,
}

impl Access for ProgrammeReader {
    const AUDIENCE: Audience = Audience {
        kinds: ANY,
        words: "Staff may call it; students and mentors for a programme they are enrolled in, \
                once it is no draft.",
    };

    fn find(path: &PathIds) -> Result<Find, Problem> {
        Ok(Find::Programme(path.id("programme_id")?))
    }

    async fn grant(asked: &Grant<'_>) -> Result<Self, Problem> {
        let Found::Programme(programme) = &asked.found else {
            return Err(Problem::not_found());
        };
        let programme = ProgrammeRecord::clone(programme);
        let (id, caller) = (programme.programme.id, asked.caller);
        let part = caller.part_in(id);
        if !caller.is_staff() && (part.is_none() || caller.waits_for(id)) {
            return Err(Problem::not_found());
        }
        Ok(Self { programme, part })
    }
}

impl ProgrammeReader {
    /// Id of the programme.
    pub const fn id(&self) -> ProgrammeId {
        self.programme.programme.id
    }
}

impl Reader for ProgrammeReader {
    fn actor(&self, caller: &Caller) -> Option<Actor> {
        let staff = caller.is_staff().then_some(Actor::Staff);
        self.part.map(Actor::Party).or(staff)
    }
}

impl OpenTo<Student> for ProgrammeReader {
    const WORDS: &'static str = "Students of the programme may call it.";
}

impl OpenTo<Participant> for ProgrammeReader {
    const WORDS: &'static str =
        "Students and mentors of the programme may call it, each for themselves.";
}
