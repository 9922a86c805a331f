//! The file of a SQLite database: made, and opened with the settings that durability needs.

use crate::engine::counting;
use crate::error::{Error, Result};
use diesel::connection::SimpleConnection;
use diesel::{Connection, RunQueryDsl, SqliteConnection};
use std::fs::{DirBuilder, OpenOptions};
use std::io::ErrorKind;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;

/// A write that changes nothing: SQLite opens a file that it may not write without a word, and
/// `BEGIN IMMEDIATE` succeeds on it.
const WRITER: &str =
    "PRAGMA cache_size = -2000; BEGIN IMMEDIATE; PRAGMA user_version = 1; ROLLBACK";
/// Settings of a reader's connection: the file is mapped, so that it needs few pages of its own.
const READER: &str = "PRAGMA cache_size = -256; PRAGMA query_only = ON";

/// Makes the folder and the file of a new database, for the eyes of this user only: it holds the
/// service's keys and everybody's texts. What exists keeps its permissions.
pub(crate) fn prepare(path: &Path) -> Result<()> {
    let refused = |error: std::io::Error| {
        Error::Unavailable(format!("{} can't be made: {error}", path.display()))
    };
    if let Some(folder) = path.parent() {
        let mut builder = DirBuilder::new();
        builder.recursive(true).mode(0o700);
        builder.create(folder).map_err(refused)?;
    }
    if !path.exists() {
        let mut file = OpenOptions::new();
        file.write(true).create(true).truncate(false).mode(0o600);
        file.open(path).map_err(refused)?;
    }
    Ok(())
}

/// Opens a connection with the settings that durability needs.
pub(crate) fn open(path: &str, reader: bool) -> Result<SqliteConnection> {
    let connection = SqliteConnection::establish(path);
    let mut connection = connection.map_err(|error| unopened(path, &error.to_string()))?;
    let settings = "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
        PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY; \
        PRAGMA mmap_size = 134217728; \
        PRAGMA journal_size_limit = 67108864;";
    let last = if reader { READER } else { WRITER };
    for statements in [settings, last] {
        let executed = connection.batch_execute(statements);
        executed.map_err(|error| refused(path, &error.to_string()))?;
    }
    connection.set_instrumentation(counting);
    Ok(connection)
}

/// Copies a database to a new file while it is in use. The copy is for the eyes of this user only,
/// too.
pub(crate) fn back_up(path: &str, copy: &Path) -> Result<()> {
    let unwritable = |error: &dyn std::fmt::Display| {
        Error::Unfit(format!("{} can't be written: {error}", copy.display()))
    };
    let mut connection = open(path, false)?;
    let mut file = OpenOptions::new();
    let file = file.write(true).create_new(true).mode(0o600).open(copy);
    file.map_err(|error| unwritable(&error))?;
    let copied = diesel::sql_query("VACUUM INTO ?")
        .bind::<diesel::sql_types::Text, _>(copy.to_string_lossy())
        .execute(&mut connection);
    copied.map(|_| ()).map_err(|error| {
        let _ = std::fs::remove_file(copy);
        unwritable(&error)
    })
}

/// Error of a connection that can't be set up.
fn refused(path: &str, error: &str) -> Error {
    if error.contains("readonly") {
        return not_ours(path);
    }
    Error::Unavailable(error.to_owned())
}

/// Error of a file that SQLite can't open; it doesn't say why.
fn unopened(path: &str, error: &str) -> Error {
    let file = OpenOptions::new().read(true).write(true).open(path);
    match file.map_err(|error| error.kind()) {
        Err(ErrorKind::PermissionDenied) => not_ours(path),
        Err(ErrorKind::IsADirectory) => Error::Unfit(format!("{path} is a folder, not a file")),
        _ => Error::Unavailable(format!("{path}: {error}")),
    }
}

fn not_ours(path: &str) -> Error {
    Error::Unfit(format!(
        "{path} can't be written: give the file, and the folder it lies in, to the user that runs \
         `mentoring`"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn a_new_database_is_for_its_owners_eyes_only() {
        let folder = std::env::temp_dir().join(format!("mentoring-{}", uuid::Uuid::now_v7()));
        let path = folder.join("mentoring.db");
        prepare(&path).unwrap();
        drop(open(path.to_str().unwrap(), false).unwrap());
        let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&folder), mode(&path)), (0o700, 0o600));
        prepare(&path).unwrap();
        let copy = folder.join("a copy.db");
        back_up(path.to_str().unwrap(), &copy).unwrap();
        assert_eq!(mode(&copy), 0o600);
        let again = back_up(path.to_str().unwrap(), &copy);
        assert!(again.is_err_and(|error| error.to_string().contains("a copy.db")));
        let nowhere = folder.join("no/such/copy.db");
        assert!(back_up(path.to_str().unwrap(), &nowhere).is_err());
        let refused = open(folder.to_str().unwrap(), false).err();
        assert!(refused.unwrap().to_string().contains("is a folder"));
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_file_that_may_only_be_read_is_refused_in_words() {
        let path = std::env::temp_dir().join(format!("mentoring-{}.db", uuid::Uuid::now_v7()));
        let name = path.display().to_string();
        drop(open(&name, false).unwrap());
        let only_read = format!("file:{name}?mode=ro");
        let refused = open(&only_read, false).err().map(|error| error.to_string());
        assert!(refused.unwrap().contains("can't be written"));
        assert!(open(&name, false).is_ok());
        std::fs::remove_file(path).unwrap();
    }
}
