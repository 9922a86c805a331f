//! Evaluation forms (R21–R23).

pub mod handlers;
mod readers;
mod shapes;

pub use readers::*;
pub use shapes::*;
