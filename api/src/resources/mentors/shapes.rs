//! Mentors.

use domain::enrolment::{LanguageCode, available, places_left};
use domain::ids::{PersonId, ProgrammeId};
use domain::person::{Contact, PersonRef};
use domain::text::{Line, Note};
use domain::words::MeansKind;
use persistence::MentorRecord;
use serde::Serialize;
use utoipa::ToSchema;

/// A mentor of a programme.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Mentor {
    /// Person of the mentor.
    pub person: PersonRef,
    /// Their account at the Alumni website: for staff.
    #[schema(max_length = 200)]
    pub external_id: Option<String>,
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
    pub languages: Vec<LanguageCode>,
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

impl Mentor {
    /// The mentor as the caller may see them: staff, the mentor or their students see contact details
    /// (R5).
    pub fn of(record: MentorRecord, staff: bool, caller: PersonId) -> Self {
        let sees_contact = staff || caller == record.person.id || record.is_mine;
        let details = record.details;
        let line = |line: Option<Line>| line.map(Line::into_string);
        let left = places_left(record.capacity, record.places_taken);
        Self {
            person: record.person,
            external_id: staff.then_some(record.external_id),
            programme_id: record.programme_id,
            headline: line(details.headline),
            company: line(details.company),
            job_title: line(details.job_title),
            sector: line(details.sector),
            location: line(details.location),
            graduation_year: details.graduation_year,
            languages: details.languages,
            means: details.means,
            skills: details.skills,
            about: details.about,
            capacity: record.capacity,
            places_left: left,
            available: record.active && available(details.paused, left),
            pinned: !staff && record.entry == Some(true),
            paused: details.paused,
            listed: details.listed,
            contact: sees_contact.then_some(record.contact),
        }
    }
}
