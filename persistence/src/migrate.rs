//! Bringing a database up to date: embedded migrations, twins for the two databases.

use crate::error::{Error, Result};
use crate::keys;
use diesel::{Connection, RunQueryDsl};
use diesel_async::AsyncPgConnection;
use diesel_async::async_connection_wrapper::AsyncConnectionWrapper;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

const SQLITE: EmbeddedMigrations = embed_migrations!("../migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("../migrations/postgres");

/// Any number of replicas may start together: one of them holds this lock.
const LOCK: i64 = 7_241_001;

/// Applies what is pending to a SQLite file; the names of what was applied.
pub(crate) fn sqlite(path: &str) -> Result<Vec<String>> {
    let mut connection = crate::engine::sqlite::open(path, false)?;
    // Whoever starts at the same moment waits for the write lock, and finds nothing pending.
    connection.immediate_transaction(|connection| {
        let applied = apply(connection, SQLITE)?;
        keys::sqlite::renew(connection)?;
        Ok(applied)
    })
}

/// Applies what is pending to a PostgreSQL database, under a lock where something is.
pub(crate) async fn postgres(url: &str) -> Result<Vec<String>> {
    on_postgres(url, |connection| {
        if is_done(connection)? {
            return Ok(Vec::new());
        }
        diesel::sql_query(format!("SELECT pg_advisory_lock({LOCK})")).execute(connection)?;
        let applied = apply(connection, POSTGRES).and_then(|applied| {
            connection.transaction(keys::postgres::renew)?;
            Ok(applied)
        });
        diesel::sql_query(format!("SELECT pg_advisory_unlock({LOCK})")).execute(connection)?;
        applied
    })
    .await
}

/// Whether nothing is pending on a SQLite file.
pub(crate) fn sqlite_is_done(path: &str) -> Result<bool> {
    let mut connection = crate::engine::sqlite::open(path, true)?;
    let pending = connection.has_pending_migration(SQLITE);
    Ok(!pending.map_err(failed)? && keys::sqlite::are_current(&mut connection)?)
}

/// Whether nothing is pending on a PostgreSQL database.
pub(crate) async fn postgres_is_done(url: &str) -> Result<bool> {
    on_postgres(url, is_done).await
}

fn is_done(connection: &mut Postgres) -> Result<bool> {
    Ok(is_begun(connection)?
        && !connection.has_pending_migration(POSTGRES).map_err(failed)?
        && keys::postgres::are_current(connection)?)
}

pub(crate) type Postgres = AsyncConnectionWrapper<AsyncPgConnection>;

/// Asking what is pending makes the table of migrations where there is none yet, and two replicas
/// can't do that at once: in a new database the question waits for the lock too.
fn is_begun(connection: &mut Postgres) -> Result<bool> {
    let there = diesel::select(diesel::dsl::sql::<diesel::sql_types::Bool>(
        "to_regclass('__diesel_schema_migrations') IS NOT NULL",
    ));
    Ok(there.get_result(connection)?)
}

/// The wrapper blocks its thread, so it needs one of its own, and the connection another one that
/// keeps driving it.
async fn on_postgres<T: Send + 'static>(
    url: &str,
    work: impl FnOnce(&mut Postgres) -> Result<T> + Send + 'static,
) -> Result<T> {
    let url = url.to_owned();
    let done = tokio::task::spawn_blocking(move || {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build();
        let runtime = runtime.map_err(|error| Error::Internal(error.to_string()))?;
        let connected = runtime.block_on(crate::engine::postgres::connect(&url));
        let connection = connected.map_err(|error| Error::Unavailable(error.to_string()))?;
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
    Error::Internal(format!("a migration failed: {error}"))
}
