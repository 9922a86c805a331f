//! Permission on a career interview.

use crate::access::{ANY, Access, Audience, Grant, Reader};
use crate::http::problem::Problem;
use domain::ids::CareerInterviewId;
use persistence::CareerRecord;

/// Permission to read a career interview: its student, and staff who don't mentor them (R24, R38).
pub struct CareerReader {
    /// The interview.
    pub record: CareerRecord,
}

impl Access for CareerReader {
    const AUDIENCE: Audience = Audience {
        kinds: ANY,
        words: "The student may call it, and staff who neither are nor were a mentor of the student.",
    };

    async fn grant(asked: &Grant<'_>) -> Result<Self, Problem> {
        let id: CareerInterviewId = asked.path.id("career_interview_id")?;
        let caller = asked.caller;
        let record = asked.app.store.career_interview(id, caller.id).await?;
        let is_own = record.interview.student.id == caller.id;
        if is_own || (caller.is_staff() && !record.mentored) {
            return Ok(Self { record });
        }
        Err(Problem::not_found())
    }
}

impl Reader for CareerReader {}

impl AsRef<Self> for CareerReader {
    fn as_ref(&self) -> &Self {
        self
    }
}
