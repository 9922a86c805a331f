//! Proposals that nobody answered before their start lapse (R15).

use crate::http::problem::Problem;
use chrono::{DateTime, Utc};
use persistence::Store;

/// Proposals written down at a time.
const BATCH: i64 = 50;

/// Writes down a batch of lapsed proposals, the oldest first; how many there were.
pub(super) async fn proposals(store: &Store, now: DateTime<Utc>) -> Result<usize, Problem> {
    Ok(store.lapse_due(now, BATCH).await?)
}
