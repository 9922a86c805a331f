//! Evaluation forms (R21–R23).

mod bodies;
pub mod handlers;
mod readers;
mod shapes;

pub use bodies::*;
pub use readers::*;
pub use shapes::*;
