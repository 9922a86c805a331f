//! Address of a feed.

use serde::Serialize;
use utoipa::ToSchema;

/// A person's calendar feed.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CalendarFeed {
    /// Address to which a calendar subscribes. Whoever has it reads the feed: it is a secret.
    #[schema(format = "uri", max_length = 2_000)]
    pub url: String,
}
