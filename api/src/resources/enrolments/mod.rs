//! Readers of students and mentors, and what their imports share (R37).

pub(crate) mod imports;
mod readers;
mod report;
mod rows;

pub use readers::*;
pub use report::*;
pub use rows::*;
