//! Permission on a student's mentor list.

use crate::access::{Access, Audience, Grant, Kind, Reader};
use crate::http::problem::Problem;
use domain::ids::{PersonId, ProgrammeId};
use persistence::MentorListRecord;

/// Permission to read a student's mentor list: staff.
pub struct MentorListReader {
    /// Programme of the enrolment.
    pub programme: ProgrammeId,
    /// The student.
    pub student: PersonId,
    /// The list.
    pub record: MentorListRecord,
}

impl Access for MentorListReader {
    const AUDIENCE: Audience = Audience {
        kinds: &[Kind::Adviser, Kind::Admin],
        words: "Advisers and admins may call it.",
    };

    async fn grant(asked: &Grant<'_>) -> Result<Self, Problem> {
        let programme = asked.path.id("programme_id")?;
        let student = asked.path.id("person_id")?;
        let record = asked.app.store.mentor_list(programme, student).await?;
        Ok(Self {
            programme,
            student,
            record,
        })
    }
}

impl Reader for MentorListReader {}
