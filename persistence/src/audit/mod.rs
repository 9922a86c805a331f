//! Reading the audit log (R29). The queries are compiled twice, from `queries/mod.rs`.

pub(crate) mod records;
