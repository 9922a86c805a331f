//! Mentors of a programme (R5).

mod bodies;
mod contact;
pub mod handlers;
mod shapes;

pub use bodies::*;
pub use contact::*;
pub use shapes::*;
