//! The personal area of the caller.

pub mod handlers;
mod home;
mod person;
mod shapes;

pub use person::*;
pub use shapes::*;
