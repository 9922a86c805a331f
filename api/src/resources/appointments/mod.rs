//! Appointments (R11–R15).

pub mod handlers;
mod shapes;

pub use shapes::*;
