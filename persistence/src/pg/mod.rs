//! The queries, compiled for PostgreSQL.

pub(crate) use conn::{Conn, InOrder, Later};
pub(crate) use diesel_async::RunQueryDsl;

mod conn;
pub(crate) mod dialect;

#[path = "../queries/mod.rs"]
pub(crate) mod queries;
