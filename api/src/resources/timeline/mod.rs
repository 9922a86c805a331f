//! Timeline of a mentorship: what happened, in words and codes.

pub mod handlers;
mod shapes;
mod texts;

pub use shapes::*;
