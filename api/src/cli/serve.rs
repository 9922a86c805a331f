//! `serve`, `demo`, `migrate`, `mail` and `backup`.

use crate::clock::real;
use crate::config::Config;
use crate::demo::{self, Wanted};
use crate::server::{self, Running};
use persistence::Store;
use secrecy::ExposeSecret;
use std::path::Path;

/// Serves until told to stop.
pub(super) async fn serve(config: Config) -> Result<(), String> {
    let running = server::start(config)
        .await
        .map_err(|error| error.to_string())?;
    until_told(running).await
}

/// Fills the demo, serves it, and prints its addresses.
pub(super) async fn demo(config: Config, wanted: Wanted) -> Result<(), String> {
    let running = demo::start(config, wanted).await?;
    until_told(running).await
}

/// Brings the database up to date.
pub(super) async fn migrate(config: &Config) -> Result<(), String> {
    server::open(config)
        .await
        .map_err(|error| error.to_string())?;
    println!("The database is up to date.");
    Ok(())
}

/// Queues every given-up mail again.
pub(super) async fn retry_mails(config: &Config) -> Result<(), String> {
    let store = server::open(config)
        .await
        .map_err(|error| error.to_string())?;
    let queued = store.retry_messages(real()).await;
    let queued = queued.map_err(|error| error.to_string())?;
    println!("Mails queued again: {queued}.");
    Ok(())
}

/// Copies the embedded database while it is in use.
pub(super) async fn backup(config: &Config, file: &Path) -> Result<(), String> {
    let url = config.database_url.expose_secret();
    if !url.starts_with("sqlite://") {
        return Err("back up a PostgreSQL database with pg_dump".to_owned());
    }
    let name = file.display().to_string();
    if file.exists() {
        return Err(format!("{name} is there already: name a new file"));
    }
    let copied = Store::backup(url, &name).await;
    copied.map_err(|error| error.to_string())?;
    println!("The database was copied to {name}.");
    Ok(())
}

/// Waits for SIGTERM or Ctrl-C, then finishes requests in flight.
async fn until_told(running: Running) -> Result<(), String> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate()).map_err(|error| error.to_string())?;
    let signal = tokio::select! {
        _ = terminate.recv() => "SIGTERM",
        _ = tokio::signal::ctrl_c() => "SIGINT",
    };
    tracing::info!(signal, "stopping");
    running.stop().await;
    tracing::info!("stopped");
    Ok(())
}
