//! Opening a database by its address.

use super::{Backend, Store};
use crate::engine;
use crate::error::{Error, Result};
use crate::migrate;
use std::path::{Path, PathBuf};

/// Address of the database, and the limits of its use.
#[derive(Clone, Debug)]
pub struct DatabaseConfig {
    /// `postgres://…`, or `sqlite://` with a path.
    pub url: String,
    /// Connections to PostgreSQL for requests; the most reading threads on SQLite.
    pub connections: usize,
}

/// Use of the connections to PostgreSQL, or of SQLite's threads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PoolLoad {
    /// The most that may be open.
    pub limit: usize,
    /// Number of open ones.
    pub open: usize,
    /// Number of those that work now; `None` on SQLite.
    pub in_use: Option<usize>,
    /// Units of work that wait for one.
    pub waiting: usize,
}

enum Address<'a> {
    Postgres(&'a str),
    Sqlite(&'a str),
}

impl<'a> Address<'a> {
    /// Refuses an address without a known scheme, which would become a file by mistake.
    fn parse(url: &'a str) -> Result<Self> {
        if let Some(path) = url
            .strip_prefix("sqlite://")
            .filter(|path| !path.is_empty())
        {
            return Ok(Self::Sqlite(path));
        }
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            return Ok(Self::Postgres(url));
        }
        Err(Error::Internal(
            "DATABASE_URL must begin with postgres:// or sqlite:// and a path".into(),
        ))
    }
}

impl Store {
    /// Opens the database, bringing it up to date first.
    ///
    /// # Errors
    /// An unknown kind of address, an unreachable database, or a failed migration.
    pub async fn open(config: &DatabaseConfig) -> Result<Self> {
        Self::migrate(&config.url).await?;
        let backend = match Address::parse(&config.url)? {
            Address::Postgres(url) => {
                Backend::Postgres(engine::postgres::Engine::start(url, config.connections)?)
            }
            Address::Sqlite(path) => Backend::Sqlite {
                engine: engine::sqlite::Engine::start(path, config.connections)?,
            },
        };
        Ok(Self { backend })
    }

    /// Brings a database up to date; returns the names of the migrations applied.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub async fn migrate(url: &str) -> Result<Vec<String>> {
        match Address::parse(url)? {
            Address::Postgres(url) => migrate::postgres(url).await,
            Address::Sqlite(path) => {
                engine::sqlite::prepare(Path::new(path))?;
                migrate::sqlite(path)
            }
        }
    }

    /// Finishes work in progress and closes the database.
    pub fn close(self) {
        match self.backend {
            Backend::Postgres(engine) => engine.close(),
            Backend::Sqlite { engine, .. } => engine.close(),
        }
    }

    /// Leaves the database tidy at the end of work: on SQLite the write-ahead log is emptied.
    ///
    /// # Errors
    /// A file that can't be written.
    pub async fn rest(&self) -> Result<()> {
        let Backend::Sqlite { engine } = &self.backend else {
            return Ok(());
        };
        let engine = engine.clone();
        let rested = tokio::task::spawn_blocking(move || engine.empty_log());
        rested
            .await
            .map_err(|error| Error::Internal(error.to_string()))?
    }

    /// Whether the database's last work failed for want of the database.
    pub fn outage_lasts(&self) -> bool {
        match &self.backend {
            Backend::Postgres(engine) => engine.outage_lasts(),
            Backend::Sqlite { engine } => engine.outage_lasts(),
        }
    }

    /// Use of the connections, or of the threads.
    pub fn pool_load(&self) -> PoolLoad {
        match &self.backend {
            Backend::Postgres(engine) => engine.load(),
            Backend::Sqlite { engine } => engine.load(),
        }
    }

    /// Whether a database is there and up to date; changes nothing.
    ///
    /// # Errors
    /// `Unavailable` if it can't be reached, or the file doesn't exist.
    pub async fn is_up_to_date(url: &str) -> Result<bool> {
        match Address::parse(url)? {
            Address::Postgres(url) => migrate::postgres_is_done(url).await,
            Address::Sqlite(path) => {
                expect_file(path)?;
                migrate::sqlite_is_done(path)
            }
        }
    }

    /// Copies a SQLite database to a new file while it is in use.
    ///
    /// # Errors
    /// `Unavailable` if no database is there, on PostgreSQL (use `pg_dump`), or if the file exists
    /// or can't be written.
    pub async fn backup(url: &str, file: &str) -> Result<()> {
        let Address::Sqlite(path) = Address::parse(url)? else {
            return Err(Error::Internal(
                "use pg_dump to back up a PostgreSQL database".into(),
            ));
        };
        expect_file(path)?;
        let (path, file) = (path.to_owned(), file.to_owned());
        let copied =
            tokio::task::spawn_blocking(move || engine::sqlite::back_up(&path, Path::new(&file)));
        copied
            .await
            .map_err(|error| Error::Internal(error.to_string()))?
    }

    /// Puts a backup in the place of the SQLite database, which no process may have open; returns
    /// the name under which the former database was kept, if there was one.
    ///
    /// # Errors
    /// `Unfit` on PostgreSQL (use `pg_restore`), if the file is no whole backup of this version or
    /// an older one, or if the database is in use.
    pub async fn restore(url: &str, file: &Path) -> Result<Option<PathBuf>> {
        let Address::Sqlite(path) = Address::parse(url)? else {
            return Err(Error::Unfit(
                "restore a PostgreSQL database with pg_restore".into(),
            ));
        };
        let (path, file) = (path.to_owned(), file.to_owned());
        let restored =
            tokio::task::spawn_blocking(move || engine::sqlite::restore::restore(&path, &file))
                .await;
        restored.map_err(|error| Error::Internal(error.to_string()))?
    }
}

/// Checks that the file exists: opening a mistyped path would create an empty database.
fn expect_file(path: &str) -> Result<()> {
    if Path::new(path).exists() {
        return Ok(());
    }
    Err(Error::Unavailable(format!("there is none at {path}")))
}
