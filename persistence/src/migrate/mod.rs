//! Bringing a database up to date: embedded migrations, twins for the two databases.

mod fit;

use crate::engine::postgres::Address;
use crate::error::{Error, Result};
use crate::keys;
use diesel::migration::{Migration, MigrationSource};
use diesel::{Connection, OptionalExtension, RunQueryDsl};
use diesel_async::AsyncPgConnection;
use diesel_async::async_connection_wrapper::AsyncConnectionWrapper;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

const SQLITE: EmbeddedMigrations = embed_migrations!("../migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("../migrations/postgres");

/// Any number of replicas may start together: one of them holds this lock.
const LOCK: i64 = 7_241_001;

/// Applies pending migrations to a SQLite file; returns their names.
pub(crate) fn sqlite(path: &str) -> Result<Vec<String>> {
    let mut connection = crate::engine::sqlite::open(path, false)?;
    // A process starting at the same moment waits for the write lock, and finds nothing pending.
    connection.immediate_transaction(|connection| {
        is_done(
            &applied(connection)?,
            &names::<diesel::sqlite::Sqlite>(&SQLITE)?,
        )?;
        let applied = apply(connection, SQLITE)?;
        keys::sqlite::renew(connection)?;
        Ok(applied)
    })
}

/// Applies pending migrations to a PostgreSQL database, under a lock if there are any.
pub(crate) async fn postgres(url: &str) -> Result<Vec<String>> {
    let address = Address::parse(url)?;
    let found = fit::look(&address, &names::<diesel::pg::Pg>(&POSTGRES)?).await?;
    if found.is_done() {
        return Ok(Vec::new());
    }
    on_postgres(address, move |connection| {
        // The lock ends with the transaction, so that it holds behind a pooler, too.
        connection.transaction(|connection| {
            let lock = format!("SELECT pg_advisory_xact_lock({LOCK})");
            diesel::sql_query(lock).execute(connection)?;
            // A role that only reads and writes data may still rebuild the keys.
            let applied = match found.migrated {
                true => Vec::new(),
                false => apply(connection, POSTGRES)?,
            };
            keys::postgres::renew(connection)?;
            Ok(applied)
        })
    })
    .await
}

/// Whether no migration is pending on a SQLite file.
pub(crate) fn sqlite_is_done(path: &str) -> Result<bool> {
    let mut connection = crate::engine::sqlite::open(path, true)?;
    let migrated = is_done(
        &applied(&mut connection)?,
        &names::<diesel::sqlite::Sqlite>(&SQLITE)?,
    )?;
    Ok(migrated && keys::sqlite::are_current(&mut connection)?)
}

/// Whether a SQLite file has ever been migrated.
pub(crate) fn sqlite_is_ours(connection: &mut diesel::SqliteConnection) -> Result<bool> {
    Ok(!applied(connection)?.is_empty())
}

/// Whether no migration is pending on a PostgreSQL database.
pub(crate) async fn postgres_is_done(url: &str) -> Result<bool> {
    let known = names::<diesel::pg::Pg>(&POSTGRES)?;
    Ok(fit::look(&Address::parse(url)?, &known).await?.is_done())
}

/// The versions that this binary knows.
fn names<DB: diesel::backend::Backend>(migrations: &EmbeddedMigrations) -> Result<Vec<String>> {
    let known: Vec<Box<dyn Migration<DB>>> = migrations.migrations().map_err(failed)?;
    let versions = known.iter().map(|one| one.name().version().to_string());
    Ok(versions.collect())
}

/// Whether all known migrations are applied.
///
/// # Errors
/// `Unfit` if more is applied than this binary knows.
fn is_done(applied: &[String], known: &[String]) -> Result<bool> {
    match applied.iter().find(|version| !known.contains(version)) {
        Some(version) => Err(Error::Unfit(format!(
            "a newer version of `mentoring` has brought the database up to date (migration \
             {version}, which version {} doesn't know): start that version, or restore a backup \
             from before",
            env!("CARGO_PKG_VERSION")
        ))),
        None => Ok(known.iter().all(|version| applied.contains(version))),
    }
}

/// Migrations applied to a SQLite file; asking diesel would write.
fn applied(connection: &mut diesel::SqliteConnection) -> Result<Vec<String>> {
    #[derive(diesel::QueryableByName)]
    struct Applied {
        #[diesel(sql_type = diesel::sql_types::Text)]
        version: String,
    }
    let there =
        "SELECT name AS version FROM sqlite_master WHERE name = '__diesel_schema_migrations'";
    let there: Option<Applied> = diesel::sql_query(there).get_result(connection).optional()?;
    if there.is_none() {
        return Ok(Vec::new());
    }
    let applied = diesel::sql_query("SELECT version FROM __diesel_schema_migrations");
    let applied: Vec<Applied> = applied.load(connection)?;
    Ok(applied.into_iter().map(|applied| applied.version).collect())
}

pub(crate) type Postgres = AsyncConnectionWrapper<AsyncPgConnection>;

/// The wrapper blocks its thread, so it needs one of its own, and the connection another one that
/// keeps driving it.
async fn on_postgres<T: Send + 'static>(
    address: Address,
    work: impl FnOnce(&mut Postgres) -> Result<T> + Send + 'static,
) -> Result<T> {
    let done = tokio::task::spawn_blocking(move || {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build();
        let runtime = runtime.map_err(|error| Error::Internal(error.to_string()))?;
        let connection = runtime.block_on(crate::engine::postgres::connect(&address))?;
        work(&mut connection.into())
    });
    done.await
        .map_err(|error| Error::Internal(error.to_string()))?
}

fn apply<DB: diesel::backend::Backend>(
    connection: &mut impl MigrationHarness<DB>,
    migrations: EmbeddedMigrations,
) -> Result<Vec<String>> {
    let applied = connection
        .run_pending_migrations(migrations)
        .map_err(failed)?;
    Ok(applied.iter().map(ToString::to_string).collect())
}

fn failed(error: Box<dyn std::error::Error + Send + Sync>) -> Error {
    Error::Unfit(format!("a migration failed: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_schema_newer_than_the_binary_is_refused() {
        let known = ["0001".to_owned(), "0002".to_owned()];
        let newer = [known.as_slice(), &["0003".to_owned()]].concat();
        assert!(is_done(&known, &known).unwrap());
        assert!(!is_done(&[], &known).unwrap());
        assert!(!is_done(&["0001".to_owned()], &known).unwrap());
        let words = is_done(&newer, &known).unwrap_err().to_string();
        assert!(words.contains("newer version"), "{words}");
        assert!(words.contains("0003"), "{words}");
    }

    #[test]
    fn both_databases_know_the_same_versions() {
        assert_eq!(
            names::<diesel::pg::Pg>(&POSTGRES).unwrap(),
            names::<diesel::sqlite::Sqlite>(&SQLITE).unwrap()
        );
    }
}
