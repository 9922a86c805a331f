//! Documents that others read: shared by the student, or opened in an emergency (R31).

pub mod handlers;
mod readers;

pub use readers::*;
