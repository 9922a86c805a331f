//! Mails on their way. The queries are compiled twice, from `queries/mod.rs`.

pub(crate) mod records;
