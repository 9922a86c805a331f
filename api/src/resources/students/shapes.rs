//! Students.

use crate::resources::enrolments::{PersonColumns, row};
use chrono::NaiveDate;
use domain::enrolment::StudentChange;
use domain::ids::{MentorshipId, PersonId, ProgrammeId, RoadbookId};
use domain::patch::nullable;
use domain::person::{Contact, PersonRef};
use domain::text::Line;
use persistence::{StudentImport, StudentRecord};
use serde::{Deserialize, Serialize};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

/// A student of a programme.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Student {
    /// Person of the student.
    pub person: PersonRef,
    /// Their account at the Alumni website: for staff.
    #[schema(max_length = 200)]
    pub external_id: Option<String>,
    /// Contact details: for staff, and the mentor of a live mentorship.
    pub contact: Option<Contact>,
    /// Programme of the enrolment.
    pub programme_id: ProgrammeId,
    /// The degree that the student prepares.
    #[schema(max_length = 200)]
    pub degree: String,
    /// The major.
    #[schema(max_length = 200)]
    pub major: Option<String>,
    /// Last day of School; the follow-up is after it.
    pub leaves_school_on: NaiveDate,
    /// Last day on which the student may choose after the window.
    pub choice_until: Option<NaiveDate>,
    /// The student's own adviser of the Career Department: for staff and the student.
    pub adviser_id: Option<PersonId>,
    /// The student's road-book.
    pub roadbook_id: RoadbookId,
    /// The live mentorship.
    pub mentorship_id: Option<MentorshipId>,
    /// Whether they still take part.
    pub active: bool,
}

/// Student of an import: the person's columns, then the enrolment's.
#[derive(Clone, Debug, Deserialize)]
pub struct StudentImportRow {
    #[serde(flatten)]
    person: PersonColumns,
    #[serde(flatten)]
    student: StudentColumns,
}

/// Columns of a student's enrolment.
#[derive(Clone, Debug, Deserialize, ToSchema)]
struct StudentColumns {
    /// The degree that the student prepares.
    degree: Option<Line>,
    /// The major.
    #[serde(default, deserialize_with = "nullable")]
    #[schema(value_type = Option<Line>)]
    major: Option<Option<Line>>,
    /// Last day of School; 30 June of the programme's year unless given.
    leaves_school_on: Option<NaiveDate>,
    /// The student's own adviser: the id of a staff person, from `list_people`.
    #[serde(default, deserialize_with = "nullable")]
    #[schema(value_type = Option<PersonId>)]
    adviser_id: Option<Option<PersonId>>,
}

impl Student {
    /// The student as the caller may see them (R5).
    pub fn of(record: StudentRecord, staff: bool, caller: PersonId) -> Self {
        let details = record.details;
        let sees_adviser = staff || record.person.id == caller;
        let sees_contact = staff || record.mentor == Some(caller);
        Self {
            person: record.person,
            external_id: staff.then_some(record.external_id),
            contact: sees_contact.then_some(record.contact),
            programme_id: record.programme_id,
            degree: details.degree.into_string(),
            major: details.major.map(Line::into_string),
            leaves_school_on: details.leaves_school_on,
            choice_until: details.choice_until,
            adviser_id: details.adviser_id.filter(|_| sees_adviser),
            roadbook_id: record.roadbook_id,
            mentorship_id: record.mentorship_id,
            active: record.active,
        }
    }
}

impl PartialSchema for StudentImportRow {
    fn schema() -> RefOr<Schema> {
        row::<StudentColumns>(
            "Student of an import; a new one needs `degree`, and one of `first_name` and `last_name` is\n\
             needed, for people with one name. Omitted fields stay, null clears.",
        )
    }
}

impl ToSchema for StudentImportRow {
    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        PersonColumns::schemas(schemas);
    }
}

impl StudentImportRow {
    /// The row as the store takes it.
    pub fn into_import(self, row: u32) -> StudentImport {
        let change = StudentChange {
            degree: self.student.degree,
            major: self.student.major,
            leaves_school_on: self.student.leaves_school_on,
            choice_until: None,
            adviser_id: self.student.adviser_id,
        };
        self.person.with(row, change)
    }
}
