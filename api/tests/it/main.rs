//! The program as an operator meets it: the commands, their words and exit codes, and the log.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of a test may panic as the test itself may"
)]

mod check;
mod disk;
mod log;
mod program;
mod restore;
mod start;
