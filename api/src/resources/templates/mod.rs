//! Templates of road-books and evaluation forms (R17, R22).

mod bodies;
pub mod handlers;
mod shapes;

pub use bodies::*;
pub use shapes::*;
