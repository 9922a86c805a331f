//! Plan of an import, decided in one pass over its rows.

use super::people::{Known, People, Standing, standing};
use crate::records::{ImportMode, ImportOutcome, ImportRow};
use crate::rows::PersonRow;
use crate::types::Id;
use crate::unit::Meta;
use domain::ids::PersonId;
use domain::programme::Programme;
use domain::refusal::Code;
use domain::words::Role;
use std::collections::{HashMap, HashSet};

/// An enrolment as imports make and change it.
pub(super) trait Enrolled: Clone + PartialEq {
    /// Change by a row.
    type Change;
    /// Role that it enrols.
    const ROLE: Role;

    /// A new enrolment, or the required column that is missing.
    fn begin(
        programme: &Programme,
        person: &PersonRow,
        row: &ImportRow<Self::Change>,
        meta: &Meta,
    ) -> Result<Self, &'static str>;

    /// Adviser whom a row names (R47).
    fn adviser(_change: &Self::Change) -> Option<PersonId> {
        None
    }

    /// The enrolment as a row leaves it.
    fn updated(self, person: &PersonRow, row: &ImportRow<Self::Change>) -> Self;

    /// Person of the enrolment.
    fn person(&self) -> Id;
}

/// Rows to write, and the outcome of each row of the import.
pub(super) struct Plan<E> {
    pub(super) people: People,
    pub(super) fresh: Vec<E>,
    pub(super) changed: Vec<E>,
    pub(super) outcomes: Vec<(u32, String, ImportOutcome)>,
}

impl<E: Enrolled> Plan<E> {
    /// Decides every row; `before` are the enrolments of those of the rows who take part already.
    pub(super) fn of(
        rows: Vec<ImportRow<E::Change>>,
        programme: &Programme,
        known: &Known,
        before: Vec<E>,
        meta: &Meta,
    ) -> Self {
        let before: HashMap<Id, E> = before.into_iter().map(|row| (row.person(), row)).collect();
        let mut seen = HashSet::new();
        let mut plan = Self {
            people: People::default(),
            fresh: Vec::new(),
            changed: Vec::new(),
            outcomes: Vec::new(),
        };
        for row in rows {
            let adviser = E::adviser(&row.details);
            let outcome = match standing(&row, known, &mut seen, E::ROLE, meta) {
                Err(failed) => failed,
                Ok(_) if adviser.is_some_and(|one| !known.advises(one, &row.external_id)) => {
                    ImportOutcome::Failed {
                        code: Code::ReferenceUnknown.as_str(),
                        column: "adviser_id",
                    }
                }
                Ok(Standing::New(person)) => match E::begin(programme, &person, &row, meta) {
                    Err(column) => ImportOutcome::Failed {
                        code: "required",
                        column,
                    },
                    Ok(enrolled) => {
                        plan.people.take(&person, known, meta);
                        plan.fresh.push(enrolled);
                        ImportOutcome::Created
                    }
                },
                Ok(Standing::Enrolled(person, renamed)) => {
                    plan.people.take(&person, known, meta);
                    let old = before.get(&person.id);
                    if plan.change(old, &person, &row) || renamed {
                        ImportOutcome::Updated
                    } else {
                        ImportOutcome::Unchanged
                    }
                }
            };
            plan.outcomes.push((row.row, row.external_id, outcome));
        }
        plan
    }

    /// Whether a row changes the enrolment.
    fn change(&mut self, old: Option<&E>, person: &PersonRow, row: &ImportRow<E::Change>) -> bool {
        let new = old.cloned().map(|old| old.updated(person, row));
        let differs = old != new.as_ref();
        self.changed.extend(new.filter(|_| differs));
        differs
    }

    /// Whether the import is applied: not a dry run, and no row failed unless `partial` is set.
    pub(super) fn applies(&self, mode: ImportMode) -> bool {
        let failed = |(_, _, outcome): &(u32, String, ImportOutcome)| {
            matches!(outcome, ImportOutcome::Failed { .. })
        };
        let whole = mode.bad_rows == 0 && !self.outcomes.iter().any(failed);
        !mode.dry_run && (mode.partial || whole)
    }

    /// People newly enrolled.
    pub(super) fn newcomers(&self) -> Vec<Id> {
        self.fresh.iter().map(E::person).collect()
    }
}
