//! One folder a noun: its handlers (one function an operation, named as the operation), its shapes
//! (answers `Noun`, bodies `NounCreate` and `NounUpdate`), and its readers (who may read it, and as
//! whom). A handler is a few lines: its signature says who may call it and what it takes, its body
//! makes one call to the store and renders the answer.
//!
//! `#[schema(…)]` says what a text or number is limited to; the document and the parser take it
//! from there. `min_length = 1` means: not only white space.

pub mod appointments;
pub mod charter;
pub mod enrolments;
pub mod evaluations;
pub mod health;
pub mod me;
pub mod mentors;
pub mod mentorships;
pub mod programmes;
pub mod roadbooks;
pub mod students;
pub mod templates;
