//! Students and mentors of a programme.

use crate::records::PersonRef;
use domain::enrolment::{MentorChange, MentorDetails, StudentChange, StudentDetails};
use domain::ids::{MentorshipId, PersonId, ProgrammeId, RoadbookId};
use domain::words::{Language, MeansKind};

/// How to reach somebody, for those who may (R5).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactRecord {
    /// E-mail address.
    pub email: Option<String>,
    /// Phone number.
    pub phone: Option<String>,
    /// Where to be found for a video call.
    pub video_handle: Option<String>,
}

/// A student of a programme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StudentRecord {
    /// Who.
    pub person: PersonRef,
    /// In which programme.
    pub programme_id: ProgrammeId,
    /// What is known of them.
    pub details: StudentDetails,
    /// Their road-book.
    pub roadbook_id: RoadbookId,
    /// Their live mentorship.
    pub mentorship_id: Option<MentorshipId>,
    /// Still takes part.
    pub active: bool,
    /// Its version, for `If-Match`.
    pub version: i32,
    /// The name's key, for the next page.
    pub sort_key: String,
}

/// A mentor of a programme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MentorRecord {
    /// Who.
    pub person: PersonRef,
    /// How to reach them.
    pub contact: ContactRecord,
    /// In which programme.
    pub programme_id: ProgrammeId,
    /// What is known of them.
    pub details: MentorDetails,
    /// How many students they take (R3).
    pub capacity: u16,
    /// How many live mentorships they have.
    pub places_taken: u16,
    /// The one who asks has a live mentorship with them.
    pub is_mine: bool,
    /// Still takes part.
    pub active: bool,
    /// Its version, for `If-Match`.
    pub version: i32,
    /// The name's key, for the next page.
    pub sort_key: String,
}

/// Which students a list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StudentFilter {
    /// Words of a search, folded.
    pub words: Vec<String>,
    /// Without a live or completed mentorship, or with one.
    pub without_mentor: Option<bool>,
}

/// Which mentors a list shows, and to whom.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MentorFilter {
    /// Words of a search, folded.
    pub words: Vec<String>,
    /// In this sector.
    pub sector: Option<String>,
    /// At this place.
    pub location: Option<String>,
    /// Who speak this language.
    pub language: Option<String>,
    /// Who meet by these means.
    pub means: Option<MeansKind>,
    /// Who can be chosen now, or can't.
    pub available: Option<bool>,
    /// Only those on the list (for all but staff).
    pub listed_only: bool,
    /// Who asks.
    pub viewer: Option<PersonId>,
}

/// Values and counts for the filters of the mentor list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FacetsRecord {
    /// By sector.
    pub sectors: Vec<(String, u32)>,
    /// By location.
    pub locations: Vec<(String, u32)>,
    /// By language.
    pub languages: Vec<(String, u32)>,
    /// By means.
    pub means: Vec<(MeansKind, u32)>,
    /// Who can be chosen now.
    pub available: u32,
}

/// The last row of a page ordered by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AfterName {
    /// Its key.
    pub sort_key: String,
    /// Who.
    pub id: PersonId,
}

/// One row of an import, checked by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportRow<T> {
    /// Its number, from 1.
    pub row: u32,
    /// Account at the Alumni website.
    pub external_id: String,
    /// First name; absent: unchanged, empty: none.
    pub first_name: Option<String>,
    /// Last name, likewise; one of the two is needed.
    pub last_name: Option<String>,
    /// E-mail address.
    pub email: String,
    /// Language; absent: unchanged.
    pub language: Option<Language>,
    /// Phone; absent: unchanged, `Some(None)`: cleared.
    pub phone: Option<Option<String>>,
    /// What is known of the student or mentor.
    pub details: T,
}

/// A student's row.
pub type StudentImport = ImportRow<StudentChange>;
/// A mentor's row.
pub type MentorImport = ImportRow<MentorChange>;

/// What became of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportOutcome {
    /// Enrolled.
    Created,
    /// Something of the person or enrolment changed.
    Updated,
    /// Nothing was different.
    Unchanged,
    /// Not taken: a code and the column.
    Failed {
        /// `already_enrolled`, `duplicate_row`, or a code of `errors[].code`.
        code: &'static str,
        /// The column.
        column: &'static str,
    },
}

/// How an import deals with what it finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ImportMode {
    /// Write nothing.
    pub dry_run: bool,
    /// Write the good rows although others are bad.
    pub partial: bool,
    /// Rows that were bad by themselves.
    pub bad_rows: u32,
}

/// The report of an import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportRecord {
    /// Outcome by row number.
    pub rows: Vec<(u32, String, ImportOutcome)>,
    /// Whether anything was to be written: not a dry run, and nothing bad or partial.
    pub applied: bool,
}

impl From<(String, PersonId)> for AfterName {
    fn from((sort_key, id): (String, PersonId)) -> Self {
        Self { sort_key, id }
    }
}
