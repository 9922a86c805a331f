//! Programmes, charters and templates.

use chrono::{DateTime, Utc};
use domain::ids::ProgrammeId;
use domain::programme::Programme;
use domain::text::Name;

/// Programme with the store's own fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProgrammeRecord {
    /// The programme.
    pub programme: Programme,
    /// Its version, for `If-Match`.
    pub version: i32,
    /// Time of creation.
    pub created_at: DateTime<Utc>,
    /// Time of the last change.
    pub updated_at: DateTime<Utc>,
}

/// Programme to make from another one (R34).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSuccessor {
    /// Its id.
    pub id: ProgrammeId,
    /// Its year.
    pub year: i32,
    /// Its name; made from the other one's where absent.
    pub name: Option<Name>,
}

/// A template with its version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateRecord<T> {
    /// The template.
    pub template: T,
    /// Its version, for `If-Match`.
    pub version: i32,
}

/// Programmes that a caller sees.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProgrammesOf {
    /// All of them: staff.
    All,
    /// Programmes the person is enrolled in, except drafts.
    Enrolled(domain::ids::PersonId),
}
