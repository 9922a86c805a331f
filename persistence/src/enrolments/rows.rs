//! Rows of students and mentors.

use crate::records::{MentorRecord, StudentRecord};
use crate::rows::AccountRow;
use crate::schema::{mentors, students};
use crate::types::{Id, Instant, Json, int, small};
use chrono::NaiveDate;
use diesel::prelude::*;
use domain::enrolment::{LanguageCode, MentorDetails, StudentDetails};
use domain::person::PersonRef;
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
}

impl StudentRow {
    pub(crate) fn details(&self) -> StudentDetails {
        StudentDetails {
            degree: Text::restored(self.degree.clone()),
            major: self.major.clone().map(Text::restored),
            leaves_school_on: self.leaves_school_on,
            choice_until: self.choice_until,
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
            sort_key: domain::enrolment::sort_key(first, last),
            search_key: details.search_key(first, last),
            ..self
        }
    }

    pub(crate) fn record(
        self,
        person: PersonRef,
        account: AccountRow,
        roadbook: Id,
        live: Option<(Id, Id)>,
    ) -> StudentRecord {
        StudentRecord {
            details: self.details(),
            person,
            external_id: account.external_id.clone(),
            contact: account.contact(),
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
    pub(crate) headline: Option<String>,
    pub(crate) company: Option<String>,
    pub(crate) job_title: Option<String>,
    pub(crate) sector: Option<String>,
    pub(crate) location: Option<String>,
    pub(crate) graduation_year: Option<i32>,
    pub(crate) languages: Json<Vec<LanguageCode>>,
    pub(crate) means: Json<Vec<MeansKind>>,
    pub(crate) skills: Json<Vec<String>>,
    pub(crate) about: Option<String>,
    pub(crate) capacity: Option<i32>,
    pub(crate) paused: bool,
    pub(crate) listed: bool,
    pub(crate) active: bool,
    pub(crate) sort_key: String,
    pub(crate) search_key: String,
    pub(crate) version: i32,
    pub(crate) created_at: Instant,
    pub(crate) updated_at: Instant,
    /// Fields that the mentor has set (R37).
    pub(crate) own_fields: Json<Vec<String>>,
}

impl MentorRow {
    pub(crate) fn details(&self) -> MentorDetails {
        MentorDetails {
            headline: self.headline.clone().map(Text::restored),
            company: self.company.clone().map(Text::restored),
            job_title: self.job_title.clone().map(Text::restored),
            sector: self.sector.clone().map(Text::restored),
            location: self.location.clone().map(Text::restored),
            graduation_year: self.graduation_year.map(small),
            languages: self.languages.0.clone(),
            means: self.means.0.clone(),
            skills: self.skills.0.iter().cloned().map(Text::restored).collect(),
            about: self.about.clone().map(Text::restored),
            capacity: self.capacity.map(small),
            paused: self.paused,
            listed: self.listed,
        }
    }

    /// The row with other details and another name.
    pub(crate) fn with(self, details: &MentorDetails, first: &str, last: &str) -> Self {
        let owned = |text: &Option<Line>| text.as_ref().map(|text| text.as_str().to_owned());
        Self {
            headline: owned(&details.headline),
            company: owned(&details.company),
            job_title: owned(&details.job_title),
            sector: owned(&details.sector),
            location: owned(&details.location),
            graduation_year: details.graduation_year.map(int),
            languages: Json(details.languages.clone()),
            means: Json(details.means.clone()),
            skills: Json(
                details
                    .skills
                    .iter()
                    .map(|skill| skill.as_str().to_owned())
                    .collect(),
            ),
            about: details
                .about
                .as_ref()
                .map(|about| about.as_str().to_owned()),
            capacity: details.capacity.map(int),
            paused: details.paused,
            listed: details.listed,
            sort_key: domain::enrolment::sort_key(first, last),
            search_key: details.search_key(first, last),
            ..self
        }
    }

    pub(crate) fn record(
        self,
        person: PersonRef,
        account: AccountRow,
        places_taken: i32,
        default_capacity: u16,
        is_mine: bool,
    ) -> MentorRecord {
        let details = self.details();
        MentorRecord {
            capacity: details.capacity.unwrap_or(default_capacity),
            details,
            person,
            external_id: account.external_id.clone(),
            contact: account.contact(),
            programme_id: self.programme_id.into(),
            places_taken: small(places_taken),
            is_mine,
            active: self.active,
            version: self.version,
            sort_key: self.sort_key,
        }
    }
}
