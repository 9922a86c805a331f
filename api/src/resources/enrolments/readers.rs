//! Permissions on students and mentors of a programme.

use crate::access::{ANY, Access, Audience, Caller, Grant, MentorOrStaff, OpenTo, PathIds, Reader};
use crate::http::problem::Problem;
use crate::resources::programmes::ProgrammeReader;
use domain::ids::{PersonId, ProgrammeId};
use domain::mentorship::Actor;
use domain::words::Party;
use persistence::{Find, MentorRecord, StudentRecord};

/// Permission to read a student: staff, the student, and a mentor of theirs, former ones excepted.
pub struct StudentReader {
    /// The student.
    pub student: StudentRecord,
}

/// Permission to read a mentor: staff and enrolled people; students only listed mentors and their
/// own.
pub struct MentorReader {
    /// The mentor.
    pub mentor: MentorRecord,
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
        let store = &asked.app.store;
        // decided before the student is read: hidden and absent take the same time
        let reads = match part {
            _ if caller.is_staff() => true,
            Some(Party::Student) => person == caller.id,
            Some(Party::Mentor) => {
                store
                    .mentor_reads_student(programme, caller.id, person)
                    .await?
            }
            None => false,
        };
        if !reads {
            return Err(Problem::not_found());
        }
        let student = store.student(programme, person).await?;
        Ok(Self { student })
    }
}

impl Reader for StudentReader {}

impl Access for MentorReader {
    const AUDIENCE: Audience = Audience {
        kinds: ANY,
        words: "Staff may call it, and the students and mentors of the programme; students see \
                whom the list shows, and their own mentor.",
    };

    fn find(path: &PathIds) -> Result<Find, Problem> {
        ProgrammeReader::find(path)
    }

    async fn grant(asked: &Grant<'_>) -> Result<Self, Problem> {
        let programme = ProgrammeReader::grant(asked).await?;
        let person: PersonId = asked.path.id("person_id")?;
        let (store, caller) = (&asked.app.store, asked.caller);
        let mentor = store.mentor(programme.id(), person, Some(caller.id));
        let mentor = mentor.await?;
        let student = !caller.is_staff() && programme.part == Some(Party::Student);
        let shown = mentor.details.listed && mentor.active && mentor.entry != Some(false);
        if student && !shown && !mentor.is_mine {
            return Err(Problem::not_found());
        }
        Ok(Self { mentor })
    }
}

impl Reader for MentorReader {
    fn actor(&self, caller: &Caller) -> Option<Actor> {
        if self.mentor.person.id == caller.id {
            return Some(Actor::Party(Party::Mentor));
        }
        caller.is_staff().then_some(Actor::Staff)
    }
}

impl OpenTo<MentorOrStaff> for MentorReader {
    const WORDS: &'static str = "The mentor and staff may call it.";
}
