//! Mentors.

use super::{Contact, LanguageTag};
use crate::resources::me::PersonRef;
use domain::enrolment::{available, places_left};
use domain::ids::ProgrammeId;
use domain::text::{Line, Note};
use domain::words::MeansKind;
use persistence::{FacetsRecord, MentorRecord};
use serde::Serialize;
use utoipa::ToSchema;

/// A mentor of a programme.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Mentor {
    /// Person of the mentor.
    pub person: PersonRef,
    /// Programme of the enrolment.
    pub programme_id: ProgrammeId,
    /// Self-description in one line.
    #[schema(max_length = 200)]
    pub headline: Option<String>,
    /// Employer.
    #[schema(max_length = 200)]
    pub company: Option<String>,
    /// Their job there.
    #[schema(max_length = 200)]
    pub job_title: Option<String>,
    /// Their sector.
    #[schema(max_length = 200)]
    pub sector: Option<String>,
    /// Place of residence or work.
    #[schema(max_length = 200)]
    pub location: Option<String>,
    /// The year in which they left School.
    #[schema(minimum = 1900, maximum = 2100)]
    pub graduation_year: Option<u16>,
    /// The languages they speak, as ISO 639 codes.
    pub languages: Vec<LanguageTag>,
    /// Preferred means of meeting.
    #[schema(max_items = 3)]
    pub means: Vec<MeansKind>,
    /// Skills and fields of help.
    pub skills: Vec<Line>,
    /// More about themselves, in their own words.
    pub about: Option<Note>,
    /// Number of students they take.
    #[schema(minimum = 1, maximum = 20)]
    pub capacity: u16,
    /// Number of students they can still take.
    #[schema(minimum = 0, maximum = 20)]
    pub places_left: u16,
    /// Whether they can be chosen.
    pub available: bool,
    /// Whether staff pinned them for this student.
    pub pinned: bool,
    /// Accepts no students for now: the mentor's own switch.
    pub paused: bool,
    /// Whether students see them on the list: the staff's switch.
    pub listed: bool,
    /// Contact details: for staff, themselves and their students.
    pub contact: Option<Contact>,
}

/// Values and counts for the filters of the mentor list, over the same filters.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MentorFacets {
    /// Counts by sector.
    #[schema(max_items = 1000)]
    pub sectors: Vec<Facet>,
    /// Counts by location.
    #[schema(max_items = 1000)]
    pub locations: Vec<Facet>,
    /// Counts by language.
    #[schema(max_items = 1000)]
    pub languages: Vec<Facet>,
    /// Counts by means.
    #[schema(max_items = 3)]
    pub means: Vec<MeansFacet>,
    /// Number of mentors that can be chosen.
    pub available: u32,
}

/// A value with its count.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Facet {
    /// The value, as the filter takes it.
    #[schema(max_length = 200)]
    pub value: String,
    /// Number of mentors with the value.
    pub count: u32,
}

/// Means with their count.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct MeansFacet {
    /// The means.
    pub value: MeansKind,
    /// Number of mentors with the value.
    pub count: u32,
}

impl Mentor {
    /// The mentor, with contact details for those who may see them (R5).
    pub fn of(record: &MentorRecord, sees_contact: bool) -> Self {
        let details = &record.details;
        let line = |line: &Option<Line>| line.clone().map(Line::into_string);
        let left = places_left(record.capacity, record.places_taken);
        let languages = details.languages.iter();
        Self {
            person: (&record.person).into(),
            programme_id: record.programme_id,
            headline: line(&details.headline),
            company: line(&details.company),
            job_title: line(&details.job_title),
            sector: line(&details.sector),
            location: line(&details.location),
            graduation_year: details.graduation_year,
            languages: languages
                .map(|code| LanguageTag(code.as_str().to_owned()))
                .collect(),
            means: details.means.clone(),
            skills: details.skills.clone(),
            about: details.about.clone(),
            capacity: record.capacity,
            places_left: left,
            available: available(details.paused, left),
            pinned: false,
            paused: details.paused,
            listed: details.listed,
            contact: (sees_contact || record.is_mine).then(|| (&record.contact).into()),
        }
    }
}

impl From<&FacetsRecord> for MentorFacets {
    fn from(record: &FacetsRecord) -> Self {
        let facets = |all: &[(String, u32)]| {
            let facet = |(value, count): &(String, u32)| Facet {
                value: value.clone(),
                count: *count,
            };
            all.iter().map(facet).collect()
        };
        let means = |(value, count): &(MeansKind, u32)| MeansFacet {
            value: *value,
            count: *count,
        };
        Self {
            sectors: facets(&record.sectors),
            locations: facets(&record.locations),
            languages: facets(&record.languages),
            means: record.means.iter().map(means).collect(),
            available: record.available,
        }
    }
}
