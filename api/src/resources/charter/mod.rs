//! The charter and its acceptance (R32).

pub mod handlers;
mod shapes;

pub use shapes::*;
