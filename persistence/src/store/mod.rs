//! The store: one door to whichever database the address names.

mod carry;
mod cycle;
mod enrolments;
mod forms;
mod home;
mod open;
mod outbox;
mod people;
mod programmes;
mod service;
mod summaries;

pub use open::DatabaseConfig;

use crate::engine;

/// The programme's database. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    backend: Backend,
}

#[derive(Clone)]
enum Backend {
    Postgres(engine::postgres::Engine),
    Sqlite { engine: engine::sqlite::Engine },
}

pub(crate) use carry::{answered, read, write};
