//! The home pages of people and staff. The queries are compiled twice, from `queries/mod.rs`.

pub(crate) mod records;
