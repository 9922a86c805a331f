//! The choice of a mentor, how it ends, and who sees how to reach whom (R4–R6, R38).

mod choosing;
mod contacts;
mod ending;
mod mentor_list;
mod withdrawing;
mod words;
