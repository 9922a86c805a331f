//! Evaluation forms (R21–R23) and agreed actions (R40).

mod actions;
mod bodies;
pub mod handlers;
mod readers;
mod shapes;

pub use actions::*;
pub use bodies::*;
pub use readers::*;
pub use shapes::*;
