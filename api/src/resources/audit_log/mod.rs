//! The audit log (R29).

pub mod handlers;
