//! Lists of a programme as files (R28).

pub mod handlers;
mod pages;
mod rows;
