//! Students of a programme.

pub mod handlers;
mod shapes;

pub use shapes::*;
