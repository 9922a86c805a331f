//! What one of the two tells staff in private (R32).

pub mod handlers;
mod readers;

pub use readers::*;
