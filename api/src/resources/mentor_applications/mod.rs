//! Applications of people who offer themselves as mentors (R45).

pub mod handlers;
mod readers;
mod shapes;

pub use readers::*;
pub use shapes::*;
