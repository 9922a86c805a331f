//! Staff's switches: assigning, reassigning, more time, excuses, leaving (R7, R8, R35, R36), one by
//! one and many at once.

pub mod handlers;
mod report;
mod shapes;

pub use report::*;
pub use shapes::*;
