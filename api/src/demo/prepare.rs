//! Prepares the demo's database, and refuses any other.

use super::{Wanted, school};
use crate::clock::real;
use crate::config::Config;
use crate::server;
use persistence::Store;
use secrecy::ExposeSecret;
use std::path::{Path, PathBuf};

/// The setting that marks a demo's database.
const MARK: &str = "demo";
const EMPTY: &str = "empty";
const SCHOOL: &str = "school";
/// Marker of a school being made, left behind only by an interruption.
const FILLING: &str = "filling";

/// A demo's database.
pub(super) struct Prepared {
    pub(super) store: Store,
    /// Whether an earlier start made it.
    pub(super) found: bool,
}

/// Opens the demo's database, filled as wanted; existing data is kept unless `fresh`.
pub(super) async fn prepare(config: &Config, wanted: Wanted) -> Result<Prepared, String> {
    let store = open(config).await?;
    let store = match (mark(&store).await?, wanted.fresh) {
        (Some(_), true) => anew(config, store).await?,
        (Some(mark), false) if mark != FILLING => return Ok(Prepared { store, found: true }),
        (Some(_), false) => {
            return Err("an earlier start was interrupted: begin anew with --fresh".into());
        }
        (None, _) => store,
    };
    if !store.is_empty().await.map_err(words)? {
        return Err(
            "this database holds something that isn't a demo's: choose another by DATABASE_URL or \
             MENTORING_DATA_DIR"
                .into(),
        );
    }
    fill(&store, wanted).await?;
    Ok(Prepared {
        store,
        found: false,
    })
}

async fn fill(store: &Store, wanted: Wanted) -> Result<(), String> {
    if wanted.empty {
        return store.set(MARK, EMPTY.to_owned()).await.map_err(words);
    }
    store.set(MARK, FILLING.to_owned()).await.map_err(words)?;
    school::make(store).await?;
    let offset = school::present()?.signed_duration_since(real());
    let offset = offset.num_microseconds().unwrap_or_default();
    store.set_clock_offset(offset).await.map_err(words)?;
    store.set(MARK, SCHOOL.to_owned()).await.map_err(words)
}

async fn open(config: &Config) -> Result<Store, String> {
    server::open(config)
        .await
        .map_err(|error| error.to_string())
}

async fn mark(store: &Store) -> Result<Option<String>, String> {
    store.setting(MARK).await.map_err(words)
}

/// Removes the demo's own file and mails, and starts another.
async fn anew(config: &Config, store: Store) -> Result<Store, String> {
    let url = config.database_url.expose_secret();
    let Some(path) = url.strip_prefix("sqlite://") else {
        return Err("drop this PostgreSQL database and create it again for a fresh demo".into());
    };
    store.close();
    for end in ["", "-wal", "-shm"] {
        match std::fs::remove_file(PathBuf::from(format!("{path}{end}"))) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(format!("can't remove {path}{end}: {error}"));
            }
            _ => {}
        }
    }
    remove_mails(&config.mail_dir)?;
    open(config).await
}

/// Removes the `.eml` files of a folder, which the old school sent.
fn remove_mails(folder: &Path) -> Result<(), String> {
    let failed = |error: std::io::Error| format!("can't empty {}: {error}", folder.display());
    let entries = match std::fs::read_dir(folder) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        entries => entries.map_err(failed)?,
    };
    for entry in entries {
        let path = entry.map_err(failed)?.path();
        if path.extension().is_some_and(|end| end == "eml") {
            std::fs::remove_file(&path).map_err(failed)?;
        }
    }
    Ok(())
}

fn words(error: persistence::Error) -> String {
    error.to_string()
}
