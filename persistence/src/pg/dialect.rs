//! SQL specific to PostgreSQL.

use super::{Conn, RunQueryDsl};
use crate::error::{Error, Result};
use crate::unit::Idempotency;

/// Locks the rows of a query until the transaction ends.
macro_rules! locked {
    ($query:expr) => {
        $query.for_update()
    };
}
/// Loads the rows of a query, locked until the transaction ends unless it is a dry run.
macro_rules! locked_unless {
    ($dry_run:expr, $query:expr, $conn:expr) => {
        if $dry_run {
            $query.load($conn).await
        } else {
            $query.for_update().load($conn).await
        }
    };
}
/// Locks the rows of a query for share: others read and share them, but can't change them.
macro_rules! shared {
    ($query:expr) => {
        $query.for_share()
    };
}
/// Locks the rows of a query, skipping locked ones.
macro_rules! claimed {
    ($query:expr) => {
        $query.for_update().skip_locked()
    };
}
/// Inserts many rows in few statements.
macro_rules! insert_all {
    ($conn:expr, $table:expr, $rows:expr) => {{
        let mut inserted = 0;
        // A statement takes 65,535 parameters at most.
        for chunk in $rows.chunks(1_000) {
            inserted += diesel::insert_into($table)
                .values(chunk)
                .execute($conn)
                .await?;
        }
        inserted
    }};
}
/// Pipelines independent queries, and returns the rows of all.
macro_rules! together {
    ($conn:expr; $($query:expr),+ $(,)?) => {{
        let conn: &Conn = $conn;
        tokio::try_join!($(async { $query.load(&mut &*conn).await }),+)
    }};
}
pub(crate) use {claimed, insert_all, locked, locked_unless, shared, together};

/// Does nothing, but fails where rows can't be changed.
pub(crate) const READY: &str = "SELECT name FROM settings WHERE false FOR UPDATE";

/// Admits one import at a time, until the transaction ends: two with the same people would
/// deadlock or collide.
pub(crate) async fn lock_imports(conn: &mut Conn) -> Result<()> {
    let lock = diesel::sql_query("SELECT pg_advisory_xact_lock(7241002)");
    RunQueryDsl::execute(lock, conn).await?;
    Ok(())
}

/// Admits one request a key at a time, until the transaction ends.
pub(crate) async fn lock_key(conn: &mut Conn, idempotency: &Idempotency) -> Result<()> {
    use diesel::sql_types::{Bool, Text};
    #[derive(diesel::QueryableByName)]
    struct Got {
        #[diesel(sql_type = Bool)]
        got: bool,
    }
    let lock =
        diesel::sql_query("SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0)) AS got")
            .bind::<Text, _>(format!("{} {}", idempotency.caller, idempotency.key));
    let got: Got = RunQueryDsl::get_result(lock, conn).await?;
    if got.got {
        Ok(())
    } else {
        Err(Error::IdempotencyInProgress)
    }
}
