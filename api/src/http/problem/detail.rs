//! Instructions for cases more specific than their code.

use std::time::Duration;

/// Detail of a problem, if the code's own text is too general.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// Position where reading JSON stopped: line and column, from 1.
    Unreadable {
        /// Line.
        line: usize,
        /// Column.
        column: usize,
    },
    /// Member that occurs twice.
    DuplicateMember {
        /// Line.
        line: usize,
        /// Column.
        column: usize,
    },
    /// Bytes of a file that are no text in UTF-8.
    NotUtf8,
    /// The body took longer than this.
    SlowBody(Duration),
    /// The work on the request took longer than it may.
    TookTooLong,
}
