//! Rows of the tables, once for both databases; they never leave this crate.

pub(crate) use crate::enrolments::rows::*;
pub(crate) use crate::mentorships::rows::*;
pub(crate) use crate::people::rows::*;
pub(crate) use crate::programmes::rows::*;
