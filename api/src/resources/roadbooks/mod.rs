//! Road-books and their editions (R17–R20).

pub mod handlers;
mod readers;
mod shapes;

pub use readers::*;
pub use shapes::*;
