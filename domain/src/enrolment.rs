//! Enrolment of a person in a programme: details of students and mentors (R3–R5, R16), and its end
//! (R36).

mod keys;
mod mentor;
mod student;

pub use keys::{search_key, search_words, sort_key};
pub use mentor::{
    GRADUATION_YEAR_MAX, GRADUATION_YEAR_MIN, LIST_MAX, LanguageCode, MentorChange, MentorDetails,
    available, places_left,
};
pub use student::{StudentChange, StudentDetails, default_leaves_school_on};

use crate::programme::Programme;
use crate::refusal::{Code, Refusal};

/// Refuses to take a person out of a programme while they have live mentorships (R36).
///
/// # Errors
/// `programme_not_open` for a closed programme; `live_mentorships` with their number.
pub fn expect_removable(programme: &Programme, live: u64) -> Result<(), Refusal> {
    programme.expect_not_closed()?;
    if live > 0 {
        return Err(Refusal::new(Code::LiveMentorships).count(live));
    }
    Ok(())
}
