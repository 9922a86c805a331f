//! Mentors whom staff pin or exclude for one student (R5).

pub mod handlers;
mod readers;

pub use readers::*;
