//! What to do in a case that is more special than its code.

use std::time::Duration;

/// The detail of a problem, where the code's own text says too little.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// Where reading JSON stopped: line and column, from 1.
    Unreadable {
        /// Line.
        line: usize,
        /// Column.
        column: usize,
    },
    /// Where a member comes for the second time.
    DuplicateMember {
        /// Line.
        line: usize,
        /// Column.
        column: usize,
    },
    /// The body took longer than this.
    SlowBody(Duration),
}
