//! Bringing a database up to date: embedded migrations, twins for the two databases.

use crate::error::{Error, Result};
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
    apply(&mut connection, SQLITE)
}

/// Applies what is pending to a PostgreSQL database, under a lock where something is.
pub(crate) async fn postgres(url: &str) -> Result<Vec<String>> {
    let url = url.to_owned();
    // The wrapper blocks its thread, so it needs one of its own, and the connection another one
    // that keeps driving it.
    let done = tokio::task::spawn_blocking(move || {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build();
        let runtime = runtime.map_err(|error| Error::Internal(error.to_string()))?;
        let connected = runtime.block_on(crate::engine::postgres::connect(&url));
        let connection = connected.map_err(|error| Error::Unavailable(error.to_string()))?;
        let mut connection: AsyncConnectionWrapper<AsyncPgConnection> = connection.into();
        use diesel::RunQueryDsl;
        // Asking what is pending makes the table of migrations where there is none yet, and two
        // replicas can't do that at once: in a new database the question waits for the lock too.
        let begun = diesel::select(diesel::dsl::sql::<diesel::sql_types::Bool>(
            "to_regclass('__diesel_schema_migrations') IS NOT NULL",
        ));
        let begun: bool = begun.get_result(&mut connection)?;
        if begun && !connection.has_pending_migration(POSTGRES).map_err(failed)? {
            return Ok(Vec::new());
        }
        diesel::sql_query(format!("SELECT pg_advisory_lock({LOCK})")).execute(&mut connection)?;
        let applied = apply(&mut connection, POSTGRES);
        diesel::sql_query(format!("SELECT pg_advisory_unlock({LOCK})")).execute(&mut connection)?;
        applied
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
