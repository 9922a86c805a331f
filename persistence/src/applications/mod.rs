//! Applications of mentors (R45). The queries are compiled twice, from `queries/mod.rs`.

pub(crate) mod records;
