//! Road-books and their editions. The queries are compiled twice, from `queries/mod.rs`.

pub(crate) mod records;
