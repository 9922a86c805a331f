//! Persistence of the programme: the only place that knows diesel.
//!
//! Each noun has one folder: records, rows, queries. Queries are written once and compiled for
//! PostgreSQL (`pg`) and for SQLite (`sqlite`), each with its native connection; `dialect` holds
//! the little that differs. [`Store`] chooses by the address, and carries a whole unit of work to
//! its database and back.

#![expect(clippy::duplicate_mod, reason = "one query file serves both databases")]

mod applications;
mod audit;
mod availability;
mod career;
mod concerns;
mod dashboard;
mod engine;
mod enrolments;
mod error;
mod evaluations;
mod exports;
mod home;
mod kept;
mod keys;
mod mentorships;
mod migrate;
mod outbox;
mod people;
mod pg;
mod programmes;
mod records;
mod roadbooks;
mod rows;
mod schema;
mod shares;
mod sqlite;
mod store;
mod templates;
mod timeline;
mod types;
mod unit;

pub use engine::{record_statements, statements};
pub use error::{Error, Result};
pub use records::*;
pub use store::{DatabaseConfig, PoolLoad, Store};
pub use unit::{Acting, Idempotency, Meta, NO_VERSION, Render, StoredAnswer};
