//! diesel's own methods under the names of diesel-async, each a future that is ready.

use diesel::query_dsl::methods::{ExecuteDsl, LimitDsl, LoadQuery};
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
