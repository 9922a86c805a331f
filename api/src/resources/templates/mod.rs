//! Templates of road-books and evaluation forms (R17, R22).

pub mod handlers;
mod shapes;

pub use shapes::*;
