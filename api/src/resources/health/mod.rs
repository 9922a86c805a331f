//! Health of the process.

pub mod handlers;
mod shapes;

pub use shapes::*;
