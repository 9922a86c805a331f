//! What one of the two tells staff in private (R32). The queries are compiled twice, from
//! `queries/mod.rs`.

pub(crate) mod records;
