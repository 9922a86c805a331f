//! Restoring a SQLite database: a backup takes the place of the file, the former one is kept aside.

use super::{open, prepare};
use crate::error::{Error, Result};
use crate::migrate;
use diesel::connection::SimpleConnection;
use diesel::{Connection, QueryableByName, RunQueryDsl, SqliteConnection, sql_types};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// Ends the write-ahead log of a file; refused while another process has the file open.
const ALONE: &str = "PRAGMA busy_timeout = 0; PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE";

#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = sql_types::Text)]
    quick_check: String,
}

/// Puts a copy of `backup` in the place of the database; returns the name under which the former
/// database was kept, if there was one. Nothing is changed unless all of it succeeds.
pub(crate) fn restore(path: &str, backup: &Path) -> Result<Option<PathBuf>> {
    let path = Path::new(path);
    let fresh = beside(path, "restoring");
    let done = take_copy(backup, &fresh).and_then(|()| swap(path, &fresh));
    if done.is_err() {
        for rest in ["", "-wal", "-shm"] {
            let _ = fs::remove_file(with_suffix(&fresh, rest));
        }
    }
    done
}

/// Copies the backup beside the database, and checks that it is one that this version can serve.
fn take_copy(backup: &Path, fresh: &Path) -> Result<()> {
    let name = backup.display();
    let mut source = File::open(backup)
        .map_err(|error| Error::Unfit(format!("{name} can't be read: {error}")))?;
    let _ = fs::remove_file(fresh);
    prepare(fresh)?;
    let mut copy = File::create(fresh).map_err(|error| unwritable(fresh, &error))?;
    io::copy(&mut source, &mut copy).map_err(|error| unwritable(fresh, &error))?;
    // A copy made by hand has its latest writes in a log beside it.
    let log = with_suffix(backup, "-wal");
    if log.exists() {
        fs::copy(log, with_suffix(fresh, "-wal")).map_err(|error| unwritable(fresh, &error))?;
    }
    let no_backup = |why: String| Error::Unfit(format!("{name} is no backup of mentoring: {why}"));
    let url = fresh.to_string_lossy();
    let mut connection = open(&url, true).map_err(|error| no_backup(error.to_string()))?;
    let found: Vec<Found> = diesel::sql_query("PRAGMA quick_check(1)")
        .load(&mut connection)
        .map_err(|error| no_backup(error.to_string()))?;
    match found.first() {
        Some(found) if found.quick_check == "ok" => {}
        Some(found) => return Err(no_backup(found.quick_check.clone())),
        None => return Err(no_backup("it is empty".to_owned())),
    }
    if !migrate::sqlite_is_ours(&mut connection)? {
        return Err(no_backup("it lacks the tables".to_owned()));
    }
    migrate::sqlite_is_done(&url)?;
    connection
        .batch_execute("PRAGMA journal_mode = DELETE")
        .map_err(|error| no_backup(error.to_string()))?;
    drop(connection);
    copy.sync_all().map_err(|error| unwritable(fresh, &error))
}

/// Moves the former database aside and the fresh one in its place, while nobody else has it open.
fn swap(path: &Path, fresh: &Path) -> Result<Option<PathBuf>> {
    let alone = match path.exists() {
        true => alone(path)?,
        false => None,
    };
    let former = path.exists().then(|| former_name(path));
    if let Some(former) = &former {
        fs::rename(path, former).map_err(|error| unwritable(path, &error))?;
    }
    for log in ["-wal", "-shm"] {
        let _ = fs::remove_file(with_suffix(path, log));
    }
    fs::rename(fresh, path).map_err(|error| unwritable(path, &error))?;
    if let Some(folder) = path.parent() {
        let folder = File::open(folder).map_err(|error| unwritable(path, &error))?;
        folder
            .sync_all()
            .map_err(|error| unwritable(path, &error))?;
    }
    drop(alone);
    Ok(former)
}

/// Locks the former database against everybody else. One that is broken can't be in use.
fn alone(path: &Path) -> Result<Option<SqliteConnection>> {
    let in_use = |error: &str| error.contains("locked") || error.contains("busy");
    let refused = || {
        let path = path.display();
        Error::Unfit(format!(
            "{path} is in use: stop the service that runs on it first"
        ))
    };
    let Ok(mut connection) = SqliteConnection::establish(&path.to_string_lossy()) else {
        return Ok(None);
    };
    match connection.batch_execute(ALONE) {
        Ok(()) => Ok(Some(connection)),
        Err(error) if in_use(&error.to_string()) => Err(refused()),
        Err(_) => Ok(None),
    }
}

fn former_name(path: &Path) -> PathBuf {
    let name = |number: u32| match number {
        0 => beside(path, "before-restore"),
        number => beside(path, &format!("before-restore-{number}")),
    };
    let mut names = (0..).map(name);
    names
        .find(|name| !name.exists())
        .unwrap_or_else(|| beside(path, "before-restore"))
}

fn beside(path: &Path, suffix: &str) -> PathBuf {
    with_suffix(path, &format!(".{suffix}"))
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

fn unwritable(path: &Path, error: &io::Error) -> Error {
    Error::Unavailable(format!("{} can't be written: {error}", path.display()))
}
