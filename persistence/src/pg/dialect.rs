//! SQL specific to PostgreSQL.

use super::{Conn, Later};
use crate::error::Result;

/// Locks the rows of a query until the transaction ends.
macro_rules! locked {
    ($query:expr) => {
        $query.for_update()
    };
}
/// Locks rows whose values are not needed, with the next statement that is waited for.
macro_rules! hold {
    ($conn:expr, $locking:expr) => {
        $crate::pg::Later::later($locking, $conn).await?
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
/// Inserts rows: a few later, in a statement that is kept, and many in few statements.
macro_rules! insert_all {
    ($conn:expr, $table:expr, $rows:expr) => {{
        let rows = $rows;
        if rows.is_empty() {
        } else if rows.len() <= 100 {
            $crate::pg::Later::later(diesel::insert_into($table).values(rows), $conn).await?;
        } else {
            // A statement takes 65,535 parameters at most.
            for chunk in rows.chunks(1_000) {
                let insert = diesel::insert_into($table).values(chunk);
                diesel_async::RunQueryDsl::execute(insert, $conn).await?;
            }
        }
    }};
}
/// Sends queries together, and returns the rows of all.
macro_rules! together {
    ($conn:expr; $($query:expr),+ $(,)?) => {{
        let conn: &mut Conn = $conn;
        if conn.pipelines() {
            let (queued, session) = conn.depart();
            let all = tokio::join!(biased; queued, $($query.load(&mut &*session)),+);
            $crate::pg::InOrder::in_order(all)
        } else {
            async { diesel::QueryResult::Ok(($($query.load(conn).await?,)+)) }.await
        }
    }};
}
pub(crate) use {
    claimed, hold, insert_all, locked, locked_unless, shared, together, together as together_kept,
};

/// Does nothing, but fails where rows can't be changed.
pub(crate) const READY: &str = "SELECT name FROM settings WHERE false FOR UPDATE";

/// Admits one import at a time, until the transaction ends: two with the same people would
/// deadlock or collide.
pub(crate) async fn lock_imports(conn: &mut Conn) -> Result<()> {
    let lock = diesel::sql_query("SELECT pg_advisory_xact_lock(7241002)");
    Later::later(lock, conn).await?;
    Ok(())
}

diesel::define_sql_function! {
    fn hashtextextended(text: diesel::sql_types::Text, seed: diesel::sql_types::BigInt)
        -> diesel::sql_types::BigInt;
}
diesel::define_sql_function! {
    fn pg_try_advisory_xact_lock(key: diesel::sql_types::BigInt) -> diesel::sql_types::Bool;
}

/// Admits one request a key at a time, until the transaction ends: whether this one is.
macro_rules! key_lock {
    ($idempotency:expr) => {{
        let idempotency: &$crate::unit::Idempotency = $idempotency;
        let key = format!("{} {}", idempotency.caller, idempotency.key);
        diesel::select($crate::pg::dialect::pg_try_advisory_xact_lock(
            $crate::pg::dialect::hashtextextended(key, 0),
        ))
    }};
}
pub(crate) use key_lock;
