//! Gauges measured on request: connections and waiting mails.

use crate::app::App;
use metrics::gauge;

/// Brings the gauges up to date before they are read.
pub async fn gauges(app: &App) {
    if let Some((used, all)) = app.store.pool_load() {
        gauge!("database_connections_in_use").set(number(used));
        gauge!("database_connections").set(number(all));
    }
    let (Ok(load), Ok(now)) = (app.store.outbox_load().await, app.clock.now().await) else {
        return;
    };
    let age = load
        .oldest_at
        .map(|oldest| now.signed_duration_since(oldest));
    let seconds = age.map_or(0, |age| age.num_seconds().max(0));
    gauge!("outbox_messages_queued").set(number(load.queued));
    gauge!("outbox_oldest_age_seconds").set(number(seconds));
}

/// Converts a count for the metrics, capped at `u32::MAX`.
fn number(count: impl TryInto<u32>) -> f64 {
    f64::from(count.try_into().unwrap_or(u32::MAX))
}
