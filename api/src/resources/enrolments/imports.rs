//! Common parts of the imports of students and mentors.

use super::{BadRows, Import, ImportReport};
use crate::access::Access;
use crate::http::answer::{Resource, shown};
use crate::http::call::{Call, Query};
use crate::http::json::Body;
use crate::http::problem::{Code, FieldError, Finding, Problem};
use domain::words::Language;
use persistence::{
    ImportMode, ImportRecord, ImportRow, Meta, NO_VERSION, Render, Store, StoredAnswer,
};
use serde::Deserialize;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::future::Future;
use std::sync::Arc;
use utoipa::ToSchema;

/// Options of an import.
#[derive(Clone, Copy, Debug, Default, Deserialize, ToSchema)]
pub struct ImportQuery {
    /// `true`: write nothing, only report each row's outcome.
    pub dry_run: Option<bool>,
    /// `true`: write the good rows although others are bad; else one bad row stops the whole
    /// import.
    pub partial: Option<bool>,
}

/// Imports the good rows of a body and reports on all: 422 if bad rows stopped the whole import.
pub(crate) async fn run<'a, A: Access, T, D, F>(
    call: &'a Call<A, Import<T>, Query<ImportQuery>>,
    into_row: impl Fn(T, u32) -> ImportRow<D>,
    unit: impl FnOnce(&'a Store, Meta, Vec<ImportRow<D>>, ImportMode, Render<ImportRecord>) -> F,
) -> Result<Resource<ImportReport>, Problem>
where
    T: Body + Clone,
    F: Future<Output = persistence::Result<StoredAnswer>>,
{
    let Import { good, bad } = &call.body;
    let rows = good
        .iter()
        .cloned()
        .map(|(number, row)| into_row(row, number));
    let rows: Vec<ImportRow<D>> = rows.collect();
    let (mode, render) = report(&call.query, bad, same_mailboxes(&rows), call.language);
    let done = unit(&call.app.store, call.meta(), rows, mode, render);
    answer(done.await?)
}

/// Rows whose mailbox an earlier row has: two people may share one, but it is more often a mistake.
fn same_mailboxes<D>(rows: &[ImportRow<D>]) -> Vec<(u32, FieldError)> {
    let mut seen = HashMap::new();
    let mut found = Vec::new();
    for row in rows {
        match seen.entry(row.email.to_lowercase()) {
            Entry::Vacant(entry) => {
                entry.insert(row.row);
            }
            Entry::Occupied(entry) => {
                let same = Finding::SameMailbox(*entry.get());
                found.push((row.row, FieldError::new("/email", same)));
            }
        }
    }
    found
}

/// Refuses a row from which nobody can be enrolled, as an import reports it.
///
/// # Errors
/// 422 `required` for a name, and for the degree of a student.
pub(crate) fn expect_complete<T>(row: &ImportRow<T>, lacks_degree: bool) -> Result<(), Problem> {
    let shows = |name: &Option<String>| name.as_ref().is_some_and(|name| !name.is_empty());
    let nameless = !shows(&row.first_name) && !shows(&row.last_name);
    let missing = [("/last_name", nameless), ("/degree", lacks_degree)];
    let missing = missing.into_iter().filter(|(_, is)| *is);
    let errors: Vec<_> = missing
        .map(|(pointer, _)| FieldError::new(pointer, Finding::Missing))
        .collect();
    if errors.is_empty() {
        return Ok(());
    }
    Err(Problem::invalid(errors))
}

/// The store's mode, and the report as its answer: 422 if bad rows stopped the whole import.
fn report(
    query: &ImportQuery,
    bad: &BadRows,
    warnings: Vec<(u32, FieldError)>,
    language: Language,
) -> (ImportMode, Render<ImportRecord>) {
    let mode = ImportMode {
        dry_run: query.dry_run.unwrap_or(false),
        partial: query.partial.unwrap_or(false),
        bad_rows: u32::try_from(bad.len()).unwrap_or(u32::MAX),
    };
    // with its turn, which ends when the store drops the last copy of the renderer
    let bad = bad.clone();
    let good = shown(move |record: &ImportRecord| {
        let report = ImportReport::of(record, &bad, &warnings, mode.dry_run, language);
        (NO_VERSION, report)
    });
    let render = move |record: &ImportRecord| {
        let mut answer = good(record);
        if !record.applied && !mode.dry_run {
            answer.status = 422;
        }
        answer
    };
    (mode, Arc::new(render))
}

/// The answer of an import.
fn answer(answer: StoredAnswer) -> Result<Resource<ImportReport>, Problem> {
    if answer.status != 422 {
        return Ok(answer.into());
    }
    let mut problem = Problem::new(Code::ImportRefused);
    if let Ok(serde_json::Value::Object(report)) = serde_json::from_slice(&answer.body) {
        problem.members = report;
    }
    Err(problem)
}
