//! Rows of students and mentors.

use crate::records::{MentorRecord, StudentRecord};
use crate::schema::{mentors, students};
use crate::types::{Id, Instant, Json, int, small};
use chrono::NaiveDate;
use diesel::prelude::*;
use domain::enrolment::{LanguageCode, MentorDetails, StudentDetails};
use domain::person::{Contact, PersonRef};
use domain::text::{Line, Text};
use domain::words::MeansKind;

#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = students, treat_none_as_default_value = false, treat_none_as_null = true)]
pub(crate) struct StudentRow {
    pub(crate) programme_id: Id,
    pub(crate) person_id: Id,
    pub(crate) degree: String,
    pub(crate) major: Option<String>,
    pub(crate) leaves_school_on: NaiveDate,
    pub(crate) choice_until: Option<NaiveDate>,
    pub(crate) withdrawals: i32,
    pub(crate) active: bool,
    pub(crate) sort_key: String,
    pub(crate) search_key: String,
    pub(crate) version: i32,
    pub(crate) created_at: Instant,
    pub(crate) updated_at: Instant,
    pub(crate) adviser_id: Option<Id>,
}

impl StudentRow {
    pub(crate) fn details(&self) -> StudentDetails {
        StudentDetails {
            degree: Text::restored(self.degree.clone()),
            major: self.major.clone().map(Text::restored),
            leaves_school_on: self.leaves_school_on,
            choice_until: self.choice_until,
            adviser_id: self.adviser_id.map(Into::into),
        }
    }

    /// The row with other details and another name.
    pub(crate) fn with(self, details: &StudentDetails, first: &str, last: &str) -> Self {
        Self {
            degree: details.degree.as_str().to_owned(),
            major: details
                .major
                .as_ref()
                .map(|major| major.as_str().to_owned()),
            leaves_school_on: details.leaves_school_on,
            choice_until: details.choice_until,
            adviser_id: details.adviser_id.map(Id::from),
            sort_key: domain::enrolment::sort_key(first, last),
            search_key: details.search_key(first, last),
            ..self
        }
    }
}

/// What is shown of a student.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = students)]
pub(crate) struct ShownStudent {
    programme_id: Id,
    degree: String,
    major: Option<String>,
    leaves_school_on: NaiveDate,
    choice_until: Option<NaiveDate>,
    adviser_id: Option<Id>,
    active: bool,
    version: i32,
    sort_key: String,
}

impl ShownStudent {
    pub(crate) fn record(
        self,
        person: PersonRef,
        (external_id, contact): (String, Contact),
        roadbook: Id,
        live: Option<(Id, Id)>,
    ) -> StudentRecord {
        StudentRecord {
            details: StudentDetails {
                degree: Text::restored(self.degree),
                major: self.major.map(Text::restored),
                leaves_school_on: self.leaves_school_on,
                choice_until: self.choice_until,
                adviser_id: self.adviser_id.map(Into::into),
            },
            person,
            external_id,
            contact,
            programme_id: self.programme_id.into(),
            roadbook_id: roadbook.into(),
            mentorship_id: live.map(|(mentorship, _)| mentorship.into()),
            mentor: live.map(|(_, mentor)| mentor.into()),
            active: self.active,
            version: self.version,
            sort_key: self.sort_key,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = mentors, treat_none_as_default_value = false, treat_none_as_null = true)]
pub(crate) struct MentorRow {
    pub(crate) programme_id: Id,
    pub(crate) person_id: Id,
    #[diesel(embed)]
    pub(crate) columns: MentorColumns,
    pub(crate) active: bool,
    pub(crate) sort_key: String,
    pub(crate) search_key: String,
    pub(crate) version: i32,
    pub(crate) created_at: Instant,
    pub(crate) updated_at: Instant,
    /// Fields that the mentor has set (R37).
    pub(crate) own_fields: Json<Vec<String>>,
}

/// Columns of a mentor's details.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = mentors, treat_none_as_default_value = false, treat_none_as_null = true)]
pub(crate) struct MentorColumns {
    headline: Option<String>,
    company: Option<String>,
    job_title: Option<String>,
    sector: Option<String>,
    location: Option<String>,
    graduation_year: Option<i32>,
    languages: Json<Vec<LanguageCode>>,
    means: Json<Vec<MeansKind>>,
    skills: Json<Vec<String>>,
    about: Option<String>,
    capacity: Option<i32>,
    paused: bool,
    listed: bool,
}

impl From<MentorColumns> for MentorDetails {
    fn from(columns: MentorColumns) -> Self {
        let skills = columns.skills.0.into_iter();
        Self {
            headline: columns.headline.map(Text::restored),
            company: columns.company.map(Text::restored),
            job_title: columns.job_title.map(Text::restored),
            sector: columns.sector.map(Text::restored),
            location: columns.location.map(Text::restored),
            graduation_year: columns.graduation_year.map(small),
            languages: columns.languages.0,
            means: columns.means.0,
            skills: skills.map(Text::restored).collect(),
            about: columns.about.map(Text::restored),
            capacity: columns.capacity.map(small),
            paused: columns.paused,
            listed: columns.listed,
        }
    }
}

impl From<MentorDetails> for MentorColumns {
    fn from(details: MentorDetails) -> Self {
        let skills = details.skills.into_iter();
        Self {
            headline: details.headline.map(Line::into_string),
            company: details.company.map(Line::into_string),
            job_title: details.job_title.map(Line::into_string),
            sector: details.sector.map(Line::into_string),
            location: details.location.map(Line::into_string),
            graduation_year: details.graduation_year.map(int),
            languages: Json(details.languages),
            means: Json(details.means),
            skills: Json(skills.map(Line::into_string).collect()),
            about: details.about.map(Text::into_string),
            capacity: details.capacity.map(int),
            paused: details.paused,
            listed: details.listed,
        }
    }
}

impl MentorRow {
    pub(crate) fn details(&self) -> MentorDetails {
        self.columns.clone().into()
    }

    /// The row with other details and another name.
    pub(crate) fn with(self, details: MentorDetails, first: &str, last: &str) -> Self {
        Self {
            sort_key: domain::enrolment::sort_key(first, last),
            search_key: details.search_key(first, last),
            columns: details.into(),
            ..self
        }
    }
}

/// What is shown of a mentor.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = mentors)]
pub(crate) struct ShownMentor {
    programme_id: Id,
    #[diesel(embed)]
    columns: MentorColumns,
    active: bool,
    version: i32,
    pub(crate) sort_key: String,
    places_taken: i32,
}

impl ShownMentor {
    pub(crate) fn record(
        self,
        person: PersonRef,
        (external_id, contact): (String, Contact),
        capacity: u16,
        is_mine: bool,
        entry: Option<bool>,
    ) -> MentorRecord {
        MentorRecord {
            details: self.columns.into(),
            capacity,
            person,
            external_id,
            contact,
            programme_id: self.programme_id.into(),
            places_taken: small(self.places_taken),
            is_mine,
            entry,
            active: self.active,
            version: self.version,
            sort_key: self.sort_key,
        }
    }
}
