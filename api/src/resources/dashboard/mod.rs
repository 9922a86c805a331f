//! Figures of a programme and the lists they count (R28).

pub mod handlers;
mod links;
mod shapes;

pub use links::{of_mentorships, of_step};
pub use shapes::*;
