//! Agreed actions (R40).

pub mod handlers;
mod readers;
mod shapes;

pub use readers::*;
pub use shapes::*;
