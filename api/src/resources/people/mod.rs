//! People known to the Alumni website (R36).

pub mod handlers;
mod readers;
mod shapes;

pub use readers::*;
pub use shapes::*;
