//! Lapses proposals not answered before their start (R15).

use crate::http::problem::Problem;
use chrono::{DateTime, Utc};
use persistence::Store;

/// Proposals recorded at a time.
const BATCH: i64 = 50;

/// Records a batch of lapsed proposals, the oldest first; returns their number.
pub(super) async fn proposals(store: &Store, now: DateTime<Utc>) -> Result<usize, Problem> {
    Ok(store.lapse_due(now, BATCH).await?)
}
