//! The queries, compiled for PostgreSQL.

pub(crate) use diesel_async::RunQueryDsl;
pub(crate) type Conn = diesel_async::AsyncPgConnection;

pub(crate) mod dialect;

#[path = "../queries/mod.rs"]
pub(crate) mod queries;
