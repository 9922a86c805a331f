//! The tables, which are Markdown so that they can be read as such.

use super::caller::{CALLERS, Caller};
use super::state::State;

/// A row of the matrix: an operation in a state.
pub struct Row {
    pub operation: &'static str,
    pub state: State,
    cells: Vec<&'static str>,
    rule: &'static str,
}

impl Row {
    /// What this caller is told: a status, with its code where it is a 409.
    pub fn expected(&self, caller: Caller) -> String {
        let at = CALLERS.iter().position(|(one, _)| *one == caller).unwrap();
        match self.cells[at] {
            "409" => format!("409 {}", self.rule),
            code if code.contains('_') => format!("409 {code}"),
            status => status.to_owned(),
        }
    }
}

/// The matrix.
pub fn matrix() -> Vec<Row> {
    let rows = lines(
        include_str!("matrix.md"),
        &["operation", "state"],
        &["rule"],
    );
    let row = |cells: Vec<&'static str>| Row {
        operation: cells[0],
        state: State::named(cells[1]),
        cells: cells[2..=CALLERS.len() + 1].to_vec(),
        rule: cells[CALLERS.len() + 2],
    };
    rows.into_iter().map(row).collect()
}

/// A row of the secrets: a word of a story, and who may see it.
pub struct Secret {
    pub name: &'static str,
    seen: Vec<&'static str>,
}

impl Secret {
    /// Whether this caller sees it somewhere; otherwise they see it nowhere.
    pub fn is_seen_by(&self, caller: Caller) -> bool {
        let at = CALLERS.iter().position(|(one, _)| *one == caller).unwrap();
        match self.seen[at] {
            "yes" => true,
            "" => false,
            other => panic!("{}: neither 'yes' nor empty: '{other}'", self.name),
        }
    }
}

/// Who sees what.
pub fn secrets() -> Vec<Secret> {
    let rows = lines(include_str!("secrets.md"), &["secret"], &[]);
    let row = |cells: Vec<&'static str>| Secret {
        name: cells[0],
        seen: cells[1..].to_vec(),
    };
    rows.into_iter().map(row).collect()
}

/// The rows of the one table of a text, whose head must name every caller.
fn lines(
    text: &'static str,
    before: &[&'static str],
    after: &[&'static str],
) -> Vec<Vec<&'static str>> {
    let names = CALLERS.iter().map(|(_, name)| *name);
    let head: Vec<_> = before
        .iter()
        .copied()
        .chain(names)
        .chain(after.iter().copied())
        .collect();
    let mut rows = text.lines().filter(|line| line.starts_with('|')).map(cells);
    assert_eq!(rows.next().unwrap(), head, "the head of the table");
    let rows: Vec<_> = rows.skip(1).collect();
    for row in &rows {
        assert_eq!(
            row.len(),
            head.len(),
            "as many cells as the head has: {row:?}"
        );
    }
    rows
}

fn cells(line: &'static str) -> Vec<&'static str> {
    let line = line.trim().trim_start_matches('|');
    let line = line.strip_suffix('|').unwrap_or(line);
    line.split('|').map(str::trim).collect()
}
