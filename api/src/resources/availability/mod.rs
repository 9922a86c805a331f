//! Times that mentors publish, and the free slots among them (R11).

pub mod handlers;
mod query;
