//! Timeline of a mentorship. The queries are compiled twice, from `queries/mod.rs`.

pub(crate) mod records;
