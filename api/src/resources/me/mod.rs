//! The personal area of the caller.

pub mod handlers;
mod home;
mod shapes;

pub use shapes::*;
