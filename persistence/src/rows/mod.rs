//! Rows of the tables, once for both databases; they never leave this crate.

mod cycle;
mod enrolments;
mod people;
mod programmes;

pub(crate) use cycle::*;
pub(crate) use enrolments::*;
pub(crate) use people::*;
pub(crate) use programmes::*;
