//! Career interviews (R24).

pub mod handlers;
mod readers;
mod shapes;

pub use readers::*;
pub use shapes::*;
