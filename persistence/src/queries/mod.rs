//! Every query, written once and compiled for each database (see `pg` and `sqlite`).

use super::{Conn, RunQueryDsl, dialect};

pub(crate) mod charters;
pub(crate) mod cycle;
pub(crate) mod desks;
pub(crate) mod editions;
pub(crate) mod enrolments;
pub(crate) mod evaluations;
pub(crate) mod home;
pub(crate) mod idempotency;
pub(crate) mod journal;
pub(crate) mod outbox;
pub(crate) mod people;
pub(crate) mod programmes;
pub(crate) mod roadbooks;
pub(crate) mod service;
pub(crate) mod summaries;
pub(crate) mod templates;
