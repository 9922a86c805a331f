//! `serve`, `demo`, `migrate`, `mail`, `backup` and `restore`.

use crate::clock::real;
use crate::config::Config;
use crate::demo::{self, Wanted};
use crate::server::{self, Running};
use persistence::Store;
use secrecy::ExposeSecret;
use std::future::Future;
use std::path::Path;

/// Serves until told to stop.
pub(super) async fn serve(config: Config) -> Result<(), String> {
    until_told(async {
        let running = server::start(config, |_| ()).await;
        running.map_err(|error| error.to_string())
    })
    .await
}

/// Fills the demo, serves it, and prints its addresses.
pub(super) async fn demo(config: Config, wanted: Wanted) -> Result<(), String> {
    until_told(demo::start(config, wanted)).await
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

/// Puts a backup in the place of the embedded database.
pub(super) async fn restore(config: &Config, file: &Path) -> Result<(), String> {
    let url = config.database_url.expose_secret();
    let former = Store::restore(url, file).await;
    let former = former.map_err(|error| error.to_string())?;
    println!("The database is the one of {}.", file.display());
    if let Some(former) = former {
        println!(
            "The former one was kept as {}; delete it when you no longer need it.",
            former.display()
        );
    }
    Ok(())
}

/// Starts, and waits for SIGTERM or Ctrl-C; then finishes requests in flight. The signals are heard
/// before the start, as one may come as soon as it is said that the service listens.
async fn until_told(start: impl Future<Output = Result<Running, String>>) -> Result<(), String> {
    use tokio::signal::unix::{SignalKind, signal};
    let hear = |kind| signal(kind).map_err(|error| error.to_string());
    let mut terminate = hear(SignalKind::terminate())?;
    let mut interrupt = hear(SignalKind::interrupt())?;
    let told = async {
        tokio::select! {
            _ = terminate.recv() => "SIGTERM",
            _ = interrupt.recv() => "SIGINT",
        }
    };
    tokio::pin!(told);
    let running = tokio::select! {
        running = start => running?,
        signal = &mut told => {
            tracing::info!(signal, "stopped before it served");
            return Ok(());
        }
    };
    let signal = told.await;
    tracing::info!(signal, "stopping");
    running.stop().await;
    tracing::info!("stopped");
    Ok(())
}
