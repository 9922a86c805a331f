//! Rows of exports (R28). The queries are compiled twice, from `queries/mod.rs`.

pub(crate) mod records;
