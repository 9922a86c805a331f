//! diesel's own methods under the names of diesel-async, each a future that is ready.

use crate::kept::Kept;
use diesel::query_builder::QueryFragment;
use diesel::query_dsl::methods::{ExecuteDsl, LimitDsl, LoadQuery};
use diesel::sqlite::Sqlite;
use diesel::{QueryResult, SqliteConnection};
use std::future::{Ready, ready};

pub(crate) trait RunQueryDsl: Sized {
    fn execute(self, conn: &mut SqliteConnection) -> Ready<QueryResult<usize>>
    where
        Self: ExecuteDsl<SqliteConnection>,
    {
        ready(ExecuteDsl::execute(self, conn))
    }

    fn load<'q, U>(self, conn: &mut SqliteConnection) -> Ready<QueryResult<Vec<U>>>
    where
        Self: LoadQuery<'q, SqliteConnection, U>,
    {
        ready(diesel::RunQueryDsl::load(self, conn))
    }

    fn first<'q, U>(self, conn: &mut SqliteConnection) -> Ready<QueryResult<U>>
    where
        Self: LimitDsl,
        diesel::dsl::Limit<Self>: LoadQuery<'q, SqliteConnection, U>,
    {
        ready(diesel::RunQueryDsl::get_result(self.limit(1), conn))
    }
}

impl<T> RunQueryDsl for T {}

/// Statements whose answer is not needed.
pub(crate) trait Later: Sized {
    /// Runs it.
    fn later(self, conn: &mut SqliteConnection) -> Ready<QueryResult<()>>
    where
        Self: QueryFragment<Sqlite>,
    {
        ready(ExecuteDsl::execute(Kept(self), conn).map(drop))
    }

    /// Runs it.
    fn beside(self, conn: &mut SqliteConnection) -> Ready<QueryResult<()>>
    where
        Self: QueryFragment<Sqlite>,
    {
        self.later(conn)
    }

    /// Runs it; `NotFound` where it finds no row.
    fn later_found(self, conn: &mut SqliteConnection) -> Ready<QueryResult<()>>
    where
        Self: QueryFragment<Sqlite>,
    {
        ready(match ExecuteDsl::execute(Kept(self), conn) {
            Ok(0) => Err(diesel::NotFound),
            done => done.map(drop),
        })
    }
}

impl<T> Later for T {}
