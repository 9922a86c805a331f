//! Readers of students and mentors, and common parts of their imports (R37).

mod columns;
mod csv;
pub(crate) mod imports;
mod readers;
mod report;
mod rows;

pub use columns::*;
pub use readers::*;
pub use report::*;
pub use rows::*;
