//! Enrolment of a person in a programme: details of students and mentors (R3–R5, R16).

mod keys;
mod mentor;
mod student;

pub use keys::{search_key, search_words, sort_key};
pub use mentor::{
    GRADUATION_YEAR_MAX, GRADUATION_YEAR_MIN, LIST_MAX, LanguageCode, MentorChange, MentorDetails,
    available, places_left,
};
pub use student::{StudentChange, StudentDetails, default_leaves_school_on};
