//! Queries compiled for SQLite: the same methods, run synchronously.

pub(crate) type Conn = diesel::SqliteConnection;
pub(crate) use run::{Later, RunQueryDsl};

pub(crate) mod dialect;
mod run;

#[path = "../queries/mod.rs"]
pub(crate) mod queries;
