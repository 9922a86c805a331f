//! Mentors of a programme (R5).

mod bodies;
pub mod handlers;
mod shapes;

pub use bodies::*;
pub use shapes::*;
