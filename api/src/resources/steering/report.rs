//! The report of a change of many.

use crate::http::answer::shown;
use crate::http::problem::Problem;
use crate::resources::enrolments::RowError;
use domain::ids::{MentorshipId, PersonId};
use domain::refusal::Refusal;
use domain::words::Language;
use persistence::{NO_VERSION, Render, SteeredOutcome, SteeredRow};
use serde::Serialize;
use utoipa::ToSchema;

/// Outcome of a change of many.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SteeringReport {
    /// Number of rows done; in a dry run, of those that would be.
    pub done: u32,
    /// Number of rows in which there was nothing to do.
    pub skipped: u32,
    /// Number of rows refused.
    pub failed: u32,
    /// Whether it was a dry run that wrote nothing.
    pub dry_run: bool,
    /// Row by row, in the order of the request.
    #[schema(max_items = 500)]
    pub rows: Vec<SteeringReportRow>,
}

/// Outcome of a row of such a change.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SteeringReportRow {
    /// Its number in the request, from 1.
    #[schema(minimum = 1)]
    pub row: u32,
    /// The student, where they are known.
    pub student_id: Option<PersonId>,
    /// The mentorship, where there is one.
    pub mentorship_id: Option<MentorshipId>,
    /// Done, skipped or failed.
    pub outcome: SteeringOutcome,
    /// Why it failed.
    #[schema(max_items = 1)]
    pub errors: Vec<RowError>,
}

/// Outcome of a row, in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SteeringOutcome {
    /// Done, or possible in a dry run.
    Done,
    /// Nothing to do: a reminder that is no longer true.
    Skipped,
    /// Refused by a rule; nothing of it was done.
    Failed,
}

impl SteeringReport {
    fn of(rows: &[SteeredRow], dry_run: bool, language: Language) -> Self {
        let rows: Vec<_> = rows
            .iter()
            .zip(1..)
            .map(|(row, number)| SteeringReportRow::of(row, number, language))
            .collect();
        let count = |outcome| {
            let counted = rows.iter().filter(|row| row.outcome == outcome).count();
            u32::try_from(counted).unwrap_or(u32::MAX)
        };
        Self {
            done: count(SteeringOutcome::Done),
            skipped: count(SteeringOutcome::Skipped),
            failed: count(SteeringOutcome::Failed),
            dry_run,
            rows,
        }
    }
}

impl SteeringReportRow {
    fn of(row: &SteeredRow, number: u32, language: Language) -> Self {
        let (outcome, refusal) = match &row.outcome {
            SteeredOutcome::Done => (SteeringOutcome::Done, None),
            SteeredOutcome::Skipped => (SteeringOutcome::Skipped, None),
            SteeredOutcome::Refused(refusal) => (SteeringOutcome::Failed, Some(refusal)),
        };
        let errors = refusal.map(|refusal| told(refusal, language));
        Self {
            row: number,
            student_id: row.student,
            mentorship_id: row.mentorship,
            outcome,
            errors: errors.into_iter().collect(),
        }
    }
}

fn told(refusal: &Refusal, language: Language) -> RowError {
    RowError {
        pointer: refusal.pointer.clone().unwrap_or_default(),
        code: refusal.code.as_str().to_owned(),
        detail: Problem::from(refusal.clone()).said(language),
    }
}

/// The report as the answer of the store.
pub fn reported(dry_run: bool, language: Language) -> Render<Vec<SteeredRow>> {
    shown(move |rows: &Vec<SteeredRow>| (NO_VERSION, SteeringReport::of(rows, dry_run, language)))
}
