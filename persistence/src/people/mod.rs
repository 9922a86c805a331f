//! Persons and their profiles. The queries are compiled twice, from `queries/mod.rs`.

pub(crate) mod records;
pub(crate) mod rows;
