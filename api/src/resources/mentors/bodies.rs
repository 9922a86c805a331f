//! Rows of an import of mentors.

use crate::resources::enrolments::{PersonColumns, row};
use domain::enrolment::MentorChange;
use persistence::MentorImport;
use serde::Deserialize;
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

/// Mentor of an import: the person's columns, then all that a change of a mentor takes.
#[derive(Clone, Debug, Deserialize)]
pub struct MentorImportRow {
    #[serde(flatten)]
    person: PersonColumns,
    #[serde(flatten)]
    change: MentorChange,
}

impl PartialSchema for MentorImportRow {
    fn schema() -> RefOr<Schema> {
        row::<MentorChange>(
            "Mentor of an import; one of `first_name` and `last_name` is needed, for people with one\n\
             name. Omitted fields stay, null clears.",
        )
    }
}

impl ToSchema for MentorImportRow {
    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        PersonColumns::schemas(schemas);
        MentorChange::schemas(schemas);
    }
}

impl MentorImportRow {
    /// The row as the store takes it.
    pub fn into_import(self, row: u32) -> MentorImport {
        self.person.with(row, self.change)
    }
}
