//! Statements that stay prepared.

use diesel::QueryResult;
use diesel::backend::Backend;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};

/// Statement that a connection prepares once. diesel doesn't keep updates, upserts and inserts of
/// several rows, as a program may have endlessly many of them; here they are few.
#[derive(Clone, Copy)]
pub(crate) struct Kept<T>(pub(crate) T);

impl<T> QueryId for Kept<T> {
    type QueryId = ();

    // then its text is the key
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<T: QueryFragment<DB>, DB: Backend> QueryFragment<DB> for Kept<T> {
    fn walk_ast<'b>(&'b self, pass: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        self.0.walk_ast(pass)
    }

    fn is_safe_to_cache_prepared(&self, _: &DB) -> QueryResult<bool> {
        Ok(true)
    }
}

impl<T, C> diesel::RunQueryDsl<C> for Kept<T> {}

impl<T: Query> Query for Kept<T> {
    type SqlType = T::SqlType;
}
