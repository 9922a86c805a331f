//! Deletes data kept for a limited time.

use crate::http::problem::Problem;
use chrono::{DateTime, Utc};
use persistence::Store;

/// Deletes idempotency keys older than 24 hours of real time.
pub(super) async fn idempotency_keys(
    store: &Store,
    real_now: DateTime<Utc>,
) -> Result<usize, Problem> {
    Ok(store.purge_idempotency_keys(real_now).await?)
}
