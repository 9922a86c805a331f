//! Gauges measured on request: the database, its connections, and the mails that wait.

use crate::app::App;
use crate::http::problem::Problem;
use metrics::{counter, gauge};
use std::time::Duration;
use tokio::time::timeout;

/// Time limit for the database's answers: less than Prometheus waits by default (10 s).
const PATIENCE: Duration = Duration::from_secs(4);

/// Brings the gauges up to date before they are read.
pub async fn gauges(app: &App) {
    counter!("mentoring_database_statements_total").absolute(persistence::statements());
    let up = matches!(timeout(PATIENCE, app.store.ready()).await, Ok(Ok(())));
    gauge!("mentoring_database_up").set(f64::from(u8::from(up)));
    connections(app);
    let known = up && matches!(timeout(PATIENCE, outbox(app)).await, Ok(Ok(())));
    if !known {
        // nothing is known of the outbox
        for name in OUTBOX {
            gauge!(*name).set(f64::NAN);
        }
    }
}

const OUTBOX: &[&str] = &[
    "mentoring_outbox_mails_queued",
    "mentoring_outbox_oldest_age_seconds",
];

fn connections(app: &App) {
    let load = app.store.pool_load();
    gauge!("mentoring_database_connections").set(number(load.open));
    gauge!("mentoring_database_connections_limit").set(number(load.limit));
    gauge!("mentoring_database_waiting").set(number(load.waiting));
    if let Some(in_use) = load.in_use {
        gauge!("mentoring_database_connections_in_use").set(number(in_use));
    }
}

async fn outbox(app: &App) -> Result<(), Problem> {
    let load = app.store.outbox_load().await?;
    let now = app.clock.now().await?;
    let oldest = load.oldest_at;
    let age = oldest.map_or(0, |oldest| now.signed_duration_since(oldest).num_seconds());
    gauge!("mentoring_outbox_mails_queued").set(number(load.queued));
    gauge!("mentoring_outbox_oldest_age_seconds").set(number(age.max(0)));
    Ok(())
}

/// Converts a count for the metrics, capped at `u32::MAX`.
fn number(count: impl TryInto<u32>) -> f64 {
    f64::from(count.try_into().unwrap_or(u32::MAX))
}
