//! Calendars: invitations as files, and feeds (R26).

mod feed;
pub mod handlers;
mod shapes;

pub use shapes::*;
