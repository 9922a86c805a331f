//! Appointments (R11–R15).

pub mod handlers;
mod means;
mod shapes;

pub use means::*;
pub use shapes::*;
