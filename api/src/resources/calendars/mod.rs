//! Calendars: invitations as files, and feeds (R26).

mod feed;
pub mod handlers;
mod reader;
mod shapes;

pub use reader::FeedReader;
pub use shapes::*;
