//! SQL specific to SQLite: its single writer is the lock.

use super::Conn;
use crate::error::Result;

macro_rules! locked {
    ($query:expr) => {
        $query
    };
}
macro_rules! hold {
    ($conn:expr, $locking:expr) => {{
        let _ = (&*$conn, $locking);
        std::future::ready(()).await
    }};
}
macro_rules! locked_unless {
    ($dry_run:expr, $query:expr, $conn:expr) => {
        $query.load($conn).await
    };
}
macro_rules! insert_all {
    ($conn:expr, $table:expr, $rows:expr) => {
        for row in $rows {
            $crate::sqlite::Later::later(diesel::insert_into($table).values(row), $conn).await?;
        }
    };
}
macro_rules! together {
    ($conn:expr; $($query:expr),+ $(,)?) => {
        async { diesel::QueryResult::Ok(($($query.load($conn).await?,)+)) }.await
    };
}
/// Sends queries with lists of few lengths together; diesel keeps none whose text has a length.
macro_rules! together_kept {
    ($conn:expr; $($query:expr),+ $(,)?) => {
        $crate::sqlite::dialect::together!($conn; $($crate::kept::Kept($query)),+)
    };
}
pub(crate) use {
    hold, insert_all, locked, locked as claimed, locked as shared, locked_unless, together,
    together_kept,
};

/// A write that changes nothing.
pub(crate) const READY: &str = "PRAGMA user_version = 1";

/// One import at a time, as the writer takes one unit at a time.
#[expect(
    clippy::unused_async,
    reason = "awaited by the queries that both databases share"
)]
pub(crate) async fn lock_imports(_conn: &mut Conn) -> Result<()> {
    Ok(())
}

/// The second request with a key waits for the writer, and then finds the first one's answer.
macro_rules! key_lock {
    ($idempotency:expr) => {
        diesel::select(diesel::IntoSql::into_sql::<diesel::sql_types::Bool>(true))
    };
}
pub(crate) use key_lock;
