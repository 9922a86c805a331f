//! How the mentoring programme is spoken to over HTTP, and the processes around it.

pub mod config;
pub mod json;
pub mod problem;
