//! Programmes (R1–R3).

pub mod handlers;
mod readers;
mod shapes;

pub use readers::*;
pub use shapes::*;
