//! Mentorships, their interviews and the choice (R4–R9).

mod calls;
pub mod handlers;
mod interview;
mod readers;
mod shapes;

pub use interview::*;
pub use readers::*;
pub use shapes::*;
