//! The report of an import.

use crate::http::problem::{FieldError, Finding};
use domain::words::Language;
use persistence::{ImportOutcome, ImportRecord};
use serde::Serialize;
use utoipa::ToSchema;

/// Outcome of an import.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ImportReport {
    /// Number of people newly enrolled.
    pub created: u32,
    /// Number of people changed.
    pub updated: u32,
    /// Number of people already up to date.
    pub unchanged: u32,
    /// Number of rows refused.
    pub failed: u32,
    /// Whether the import was a dry run that wrote nothing.
    pub dry_run: bool,
    /// Row by row, in order.
    #[schema(max_items = 10000)]
    pub rows: Vec<ImportReportRow>,
    /// What stops nothing but wants a look, row by row, in order.
    #[schema(max_items = 10000)]
    pub warnings: Vec<ImportWarning>,
}

/// What wants a look in a row.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ImportWarning {
    /// Number of the row.
    #[schema(minimum = 1)]
    pub row: u32,
    /// JSON pointer into the row.
    #[schema(max_length = 2000)]
    pub pointer: String,
    /// `same_mailbox`: an earlier row has the same address.
    #[schema(max_length = 50)]
    pub code: String,
    /// Instruction for the client.
    #[schema(max_length = 2000)]
    pub detail: String,
}

/// Outcome of a row.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ImportReportRow {
    /// Its number: in JSON from 1, in CSV as a spreadsheet shows it, the header being 1.
    #[schema(minimum = 1)]
    pub row: u32,
    /// The account on the Alumni website, where it could be read.
    #[schema(max_length = 200)]
    pub external_id: Option<String>,
    /// Created, updated, unchanged or failed.
    pub outcome: RowOutcome,
    /// Reasons of the failure.
    pub errors: Vec<RowError>,
}

/// Outcome of a row, in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RowOutcome {
    /// Newly enrolled.
    Created,
    /// Changed.
    Updated,
    /// Left as it was.
    Unchanged,
    /// Refused.
    Failed,
}

/// Reason of a row's failure.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RowError {
    /// JSON pointer into the row.
    #[schema(max_length = 2000)]
    pub pointer: String,
    /// An `errors[].code` of 422, `already_enrolled`, `reference_unknown` or `duplicate_row`.
    #[schema(max_length = 50)]
    pub code: String,
    /// Instruction for the client.
    #[schema(max_length = 2000)]
    pub detail: String,
}

/// A row that was bad by itself.
#[derive(Clone, Debug)]
pub struct BadRow {
    /// Its number in the import, from 1.
    pub row: u32,
    /// Its account, where it could be read.
    pub external_id: Option<String>,
    /// Errors of the row's fields.
    pub errors: Vec<FieldError>,
}

impl ImportReport {
    /// Merges the store's outcomes and the rows that never reached it into one report.
    pub fn of(
        record: &ImportRecord,
        bad: &[BadRow],
        warnings: &[(u32, FieldError)],
        dry_run: bool,
        language: Language,
    ) -> Self {
        let mut rows: Vec<_> = record.rows.iter().map(|one| row(one, language)).collect();
        rows.extend(bad.iter().map(|one| bad_row(one, language)));
        rows.sort_by_key(|row| row.row);
        let count = |outcome| {
            let counted = rows.iter().filter(|row| row.outcome == outcome).count();
            u32::try_from(counted).unwrap_or(u32::MAX)
        };
        Self {
            created: count(RowOutcome::Created),
            updated: count(RowOutcome::Updated),
            unchanged: count(RowOutcome::Unchanged),
            failed: count(RowOutcome::Failed),
            dry_run,
            rows,
            warnings: warnings
                .iter()
                .map(|(row, error)| warning(*row, error, language))
                .collect(),
        }
    }
}

fn warning(row: u32, error: &FieldError, language: Language) -> ImportWarning {
    let RowError {
        pointer,
        code,
        detail,
    } = told(error, language);
    ImportWarning {
        row,
        pointer,
        code,
        detail,
    }
}

fn row(
    (number, external_id, outcome): &(u32, String, ImportOutcome),
    language: Language,
) -> ImportReportRow {
    let (outcome, errors) = match outcome {
        ImportOutcome::Created => (RowOutcome::Created, Vec::new()),
        ImportOutcome::Updated => (RowOutcome::Updated, Vec::new()),
        ImportOutcome::Unchanged => (RowOutcome::Unchanged, Vec::new()),
        ImportOutcome::Failed { code, column } => {
            let error = FieldError::new(format!("/{column}"), failure(code));
            (RowOutcome::Failed, vec![told(&error, language)])
        }
    };
    ImportReportRow {
        row: *number,
        external_id: Some(external_id.clone()),
        outcome,
        errors,
    }
}

fn failure(code: &str) -> Finding {
    match code {
        "already_enrolled" => Finding::AlreadyEnrolled,
        "duplicate_row" => Finding::DuplicateRow,
        "reference_unknown" => Finding::NoAdviser,
        _ => Finding::Missing,
    }
}

fn told(error: &FieldError, language: Language) -> RowError {
    let told = error.told(language);
    RowError {
        pointer: told.pointer,
        code: told.code.to_owned(),
        detail: told.detail,
    }
}

fn bad_row(bad: &BadRow, language: Language) -> ImportReportRow {
    let errors = bad.errors.iter();
    ImportReportRow {
        row: bad.row,
        external_id: bad.external_id.clone(),
        outcome: RowOutcome::Failed,
        errors: errors.map(|error| told(error, language)).collect(),
    }
}
