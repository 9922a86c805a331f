//! Students and mentors of a programme.

use super::{Conn, Later, RunQueryDsl, dialect, idempotency, journal, people, programmes};

pub(crate) mod assign;
pub(crate) mod choose;
pub(crate) mod import;
pub(crate) mod leave;
pub(crate) mod lists;
pub(crate) mod mentors;
pub(crate) mod remove;
pub(crate) mod rename;
pub(crate) mod students;

pub(crate) use import::enrol_mentor;

/// A pattern for `LIKE … ESCAPE '\'` that finds a word anywhere.
pub(super) fn containing(word: &str) -> String {
    let escaped = word
        .replace('\\', "\\\\")
        .replace('%', "\\%")
        .replace('_', "\\_");
    format!("%{escaped}%")
}

/// Rows of a query that match a word of a search as it is, or as it is spelled without umlauts.
macro_rules! matching {
    ($query:expr, $word:expr, $has:expr) => {{
        let has = $has;
        match &$word.spelled {
            None => $query.filter(has(&$word.folded)),
            Some(spelled) => $query.filter(has(&$word.folded).or(has(spelled))),
        }
    }};
}
pub(crate) use matching;

/// Whether a JSON array column, named by us, holds a word without quotes.
macro_rules! holds {
    ($column:literal, $word:expr) => {
        diesel::dsl::sql::<diesel::sql_types::Bool>(concat!("CAST(", $column, " AS text) LIKE "))
            .bind::<diesel::sql_types::Text, _>(format!("%\"{}\"%", $word))
    };
}
pub(crate) use holds;
