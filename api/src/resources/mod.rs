//! One folder a noun: its handlers (one function an operation, named as the operation), its shapes
//! (answers `Noun`, bodies `NounCreate` and `NounUpdate`), and its readers (permissions and roles).
//! A handler is a few lines: its signature states permission and input, its body makes one call to
//! the store and renders the answer.
//!
//! `#[schema(…)]` sets the limits of a text or number for both the document and the parser.
//! `min_length = 1` means: not only white space.

pub mod agreed_actions;
pub mod appointments;
pub mod audit_log;
pub mod availability;
pub mod calendars;
pub mod career_interviews;
pub mod charter;
pub mod concerns;
pub mod dashboard;
pub mod enrolments;
pub mod evaluations;
pub mod exports;
pub mod health;
pub mod me;
pub mod mentor_applications;
pub mod mentor_lists;
pub mod mentors;
pub mod mentorships;
pub mod people;
pub mod programmes;
pub mod roadbooks;
pub mod shares;
pub mod steering;
pub mod students;
pub mod templates;
pub mod timeline;
