//! The database: there or to be made, of a fitting version, and writable.

use super::{Finding, folder};
use crate::config::Config;
use crate::server;
use persistence::Store;
use secrecy::ExposeSecret;
use std::fs::OpenOptions;
use std::path::Path;

/// Checks the database.
pub(super) async fn check(config: &Config) -> Finding {
    let place = config.database_place();
    match look(config).await {
        Ok(words) => Finding::good("database", format!("{place} {words}")),
        Err(words) => Finding::wrong("database", format!("{place}: {words}")),
    }
}

async fn look(config: &Config) -> Result<String, String> {
    let url = config.database_url.expose_secret();
    let file = url.strip_prefix("sqlite://").map(Path::new);
    if let Some(file) = file.filter(|file| !file.exists()) {
        let parent = file.parent().unwrap_or(Path::new("."));
        folder::writable(parent)?;
        return Ok("is not there yet; the start makes it".to_owned());
    }
    let up_to_date = Store::is_up_to_date(url).await;
    if !up_to_date.map_err(|error| error.to_string())? {
        if let Some(file) = file {
            let opened = OpenOptions::new().append(true).open(file);
            opened.map_err(|error| format!("can't be written: {error}"))?;
        }
        let words = "is not up to date; the start, or `mentoring migrate`, brings it there";
        return Ok(words.to_owned());
    }
    let store = server::open(config).await;
    let store = store.map_err(|error| error.to_string())?;
    store.ready().await.map_err(|error| error.to_string())?;
    store.close();
    Ok("is up to date, and takes writes".to_owned())
}
