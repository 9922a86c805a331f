//! The program as an operator meets it: the commands, their words and exit codes, and the log.

mod check;
mod log;
mod program;
mod start;
