//! A mentorship: one student with one mentor, and their cycle of three interviews.

pub mod facts;
