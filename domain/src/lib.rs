//! Domain of the School's alumni mentoring programme: its words, its rules (`R1`…), and the
//! three-interview cycle as typed state. No I/O, no SQL, no HTTP and no clock: the present is an
//! argument.

#[doc(hidden)]
pub mod macros;

pub mod application;
pub mod audit;
pub mod availability;
pub mod bilingual;
pub mod calendar;
pub mod career;
pub mod charter;
pub mod choice;
pub mod concern;
pub mod enrolment;
pub mod evaluation;
pub mod ids;
pub mod mail;
pub mod mentorship;
pub mod next_steps;
pub mod patch;
pub mod person;
pub mod programme;
pub mod refusal;
pub mod roadbook;
pub mod share;
pub mod silence;
pub mod spoken;
pub mod text;
pub mod window;
mod wording;
pub mod words;
