//! Students.

use crate::http::json::{Change, Patch};
use crate::resources::enrolments::{Account, OptionalName, name};
use crate::resources::me::PersonRef;
use chrono::NaiveDate;
use domain::enrolment::StudentChange;
use domain::ids::{MentorshipId, ProgrammeId, RoadbookId};
use domain::text::{Line, Name};
use domain::words::Language;
use persistence::{ImportRow, StudentImport, StudentRecord};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A student of a programme.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Student {
    /// Person of the student.
    pub person: PersonRef,
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
    /// The student's road-book.
    pub roadbook_id: RoadbookId,
    /// The live mentorship.
    pub mentorship_id: Option<MentorshipId>,
    /// Whether they still take part.
    pub active: bool,
}

/// Changes to a student by staff; omitted fields stay, null clears.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StudentUpdate {
    /// The degree that the student prepares.
    #[serde(default)]
    #[schema(value_type = Line)]
    pub degree: Change<Line>,
    /// The major.
    #[serde(default)]
    #[schema(value_type = Option<Line>)]
    pub major: Patch<Line>,
    /// Last day of School.
    #[serde(default)]
    #[schema(value_type = NaiveDate)]
    pub leaves_school_on: Change<NaiveDate>,
    /// Last day on which the student may choose after the window.
    #[serde(default)]
    #[schema(value_type = Option<NaiveDate>)]
    pub choice_until: Patch<NaiveDate>,
}

/// Student of an import; a new one needs `degree`, and one of `first_name` and `last_name` is
/// needed, for people with one name. Omitted fields stay, null clears.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StudentImportRow {
    /// The account on the Alumni website.
    #[schema(value_type = Account)]
    pub external_id: String,
    /// First name; empty or null: none.
    #[serde(default)]
    #[schema(value_type = Option<OptionalName>)]
    pub first_name: Patch<String>,
    /// Last name; empty or null: none.
    #[serde(default)]
    #[schema(value_type = Option<OptionalName>)]
    pub last_name: Patch<String>,
    /// E-mail address.
    #[schema(max_length = 254, format = "email")]
    pub email: String,
    /// Language of mails.
    pub language: Option<Language>,
    /// Phone number.
    #[serde(default)]
    #[schema(value_type = Option<Name>)]
    pub phone: Patch<Name>,
    /// The degree that the student prepares.
    pub degree: Option<Line>,
    /// The major.
    #[serde(default)]
    #[schema(value_type = Option<Line>)]
    pub major: Patch<Line>,
    /// Last day of School; 30 June of the programme's year unless given.
    pub leaves_school_on: Option<NaiveDate>,
}

impl From<&StudentRecord> for Student {
    fn from(record: &StudentRecord) -> Self {
        let details = &record.details;
        Self {
            person: (&record.person).into(),
            programme_id: record.programme_id,
            degree: details.degree.as_str().to_owned(),
            major: details.major.clone().map(Line::into_string),
            leaves_school_on: details.leaves_school_on,
            choice_until: details.choice_until,
            roadbook_id: record.roadbook_id,
            mentorship_id: record.mentorship_id,
            active: record.active,
        }
    }
}

impl From<StudentUpdate> for StudentChange {
    fn from(update: StudentUpdate) -> Self {
        Self {
            degree: update.degree.0,
            major: update.major.into_change(),
            leaves_school_on: update.leaves_school_on.0,
            choice_until: update.choice_until.into_change(),
        }
    }
}

impl StudentImportRow {
    /// The row as the store takes it.
    pub fn into_import(self, row: u32) -> StudentImport {
        ImportRow {
            row,
            external_id: self.external_id,
            first_name: name(self.first_name),
            last_name: name(self.last_name),
            email: self.email,
            language: self.language,
            phone: self
                .phone
                .into_change()
                .map(|phone| phone.map(Name::into_string)),
            details: StudentChange {
                degree: self.degree,
                major: self.major.into_change(),
                leaves_school_on: self.leaves_school_on,
                choice_until: None,
            },
        }
    }
}
