//! Permissions on students and mentors of a programme.

use crate::access::{Access, Audience, Grant, Kind};
use crate::http::problem::{Code, Problem};
use crate::resources::programmes::ProgrammeReader;
use domain::ids::{PersonId, ProgrammeId};
use domain::words::Party;
use persistence::{MentorRecord, MentorshipFilter, StudentRecord};

const ANY: &[Kind] = &[Kind::Person, Kind::Adviser, Kind::Admin];

/// Most mentorships of the same two in one programme.
const MENTORSHIPS: i64 = 100;

/// Permission to read a student: staff, the student, and a mentor of theirs, former ones excepted.
pub struct StudentReader {
    /// The student.
    pub student: StudentRecord,
}

/// Staff, on a student.
pub struct StudentStaff {
    /// The student.
    pub student: StudentRecord,
}

/// Permission to read a mentor: staff and enrolled people; students only listed mentors and their
/// own.
pub struct MentorReader {
    /// The mentor.
    pub mentor: MentorRecord,
}

/// Permission to change a mentor: the mentor, and staff.
pub struct MentorEditor {
    /// The mentor.
    pub mentor: MentorRecord,
    /// Whether staff change somebody else.
    pub as_staff: bool,
}

/// Student who chooses in the programme.
pub struct ProgrammeStudent {
    /// The programme.
    pub programme: ProgrammeId,
}

impl Access for StudentReader {
    const AUDIENCE: Audience = Audience {
        kinds: ANY,
        words: "Staff may call it, the student, and the student's mentor.",
    };

    async fn grant(asked: &Grant<'_>) -> Result<Self, Problem> {
        let programme: ProgrammeId = asked.path.id("programme_id")?;
        let person: PersonId = asked.path.id("person_id")?;
        let caller = asked.caller;
        let part = caller.part_in(programme);
        if !caller.is_staff() && (part.is_none() || caller.waits_for(programme)) {
            return Err(Problem::not_found());
        }
        let student = asked.app.store.student(programme, person).await?;
        let own = part == Some(Party::Student) && person == caller.id;
        if caller.is_staff() || own || is_mentor_of(asked, &student, part).await? {
            return Ok(Self { student });
        }
        Err(Problem::not_found())
    }
}

/// R35: of a live mentorship or a completed one, not a former mentor.
async fn is_mentor_of(
    asked: &Grant<'_>,
    student: &StudentRecord,
    part: Option<Party>,
) -> Result<bool, Problem> {
    if part != Some(Party::Mentor) {
        return Ok(false);
    }
    let theirs = MentorshipFilter {
        programme: Some(student.programme_id),
        student: Some(student.person.id),
        mentor: Some(asked.caller.id),
        ..MentorshipFilter::default()
    };
    let store = &asked.app.store;
    let found = store.mentorships(theirs, None, asked.now, None, MENTORSHIPS);
    for one in found.await? {
        if store.mentorship_head(one.id).await?.mentor_keeps_reading {
            return Ok(true);
        }
    }
    Ok(false)
}

impl Access for StudentStaff {
    const AUDIENCE: Audience = Audience {
        kinds: &[Kind::Adviser, Kind::Admin],
        words: "Advisers and admins may call it.",
    };

    async fn grant(asked: &Grant<'_>) -> Result<Self, Problem> {
        let StudentReader { student } = StudentReader::grant(asked).await?;
        Ok(Self { student })
    }
}

impl Access for MentorReader {
    const AUDIENCE: Audience = Audience {
        kinds: ANY,
        words: "Staff may call it, and the students and mentors of the programme; students see \
                whom the list shows, and their own mentor.",
    };

    async fn grant(asked: &Grant<'_>) -> Result<Self, Problem> {
        let ProgrammeReader { programme, part } = ProgrammeReader::grant(asked).await?;
        let person: PersonId = asked.path.id("person_id")?;
        let store = &asked.app.store;
        let mentor = store
            .mentor(programme.programme.id, person, Some(asked.caller.id))
            .await?;
        let student = !asked.caller.is_staff() && part == Some(Party::Student);
        if student && !mentor.details.listed && !mentor.is_mine {
            return Err(Problem::not_found());
        }
        Ok(Self { mentor })
    }
}

impl Access for MentorEditor {
    const AUDIENCE: Audience = Audience {
        kinds: ANY,
        words: "The mentor and staff may call it.",
    };

    async fn grant(asked: &Grant<'_>) -> Result<Self, Problem> {
        let MentorReader { mentor } = MentorReader::grant(asked).await?;
        let (own, staff) = (mentor.person.id == asked.caller.id, asked.caller.is_staff());
        if own || staff {
            return Ok(Self {
                mentor,
                as_staff: staff,
            });
        }
        Err(Problem::new(Code::RoleForbidden))
    }
}

impl Access for ProgrammeStudent {
    const AUDIENCE: Audience = Audience {
        kinds: &[Kind::Person],
        words: "Students of the programme may call it.",
    };

    async fn grant(asked: &Grant<'_>) -> Result<Self, Problem> {
        let ProgrammeReader { programme, part } = ProgrammeReader::grant(asked).await?;
        if part == Some(Party::Student) {
            return Ok(Self {
                programme: programme.programme.id,
            });
        }
        Err(Problem::new(Code::RoleForbidden))
    }
}
