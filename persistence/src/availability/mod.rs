//! Times that mentors publish, and slots that are picked (R11). The queries are compiled twice, from
//! `queries/mod.rs`.

pub(crate) mod records;
