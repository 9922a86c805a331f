//! Import of students and mentors (R37): reads everything first, decides in one pass, and writes in
//! batches; a bad row without `partial` writes nothing. A dry run locks nothing.

use super::{Conn, Later, RunQueryDsl, dialect, idempotency, journal, programmes, rename};

mod mentors;
mod one;
mod people;
mod plan;
mod students;

pub(crate) use mentors::{mentors, try_mentors};
pub(crate) use one::{enrol_mentor, mentor, student};
pub(crate) use students::{students, try_students};
