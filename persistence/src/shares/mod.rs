//! Documents that others read: shared by the student, or opened in an emergency (R31). The queries are
//! compiled twice, from `queries/mod.rs`.
