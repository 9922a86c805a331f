//! Students and mentors of a programme.

use domain::enrolment::{
    MentorChange, MentorDetails, MentorList, SearchWord, StudentChange, StudentDetails,
};
use domain::ids::{MentorshipId, PersonId, ProgrammeId, RoadbookId};
use domain::person::{Contact, PersonRef};
use domain::text::Note;
use domain::words::{Language, MeansKind};

/// A student of a programme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StudentRecord {
    /// Person enrolled.
    pub person: PersonRef,
    /// Their account at the Alumni website.
    pub external_id: String,
    /// Contact details.
    pub contact: Contact,
    /// Programme of the enrolment.
    pub programme_id: ProgrammeId,
    /// Details of the enrolment.
    pub details: StudentDetails,
    /// Their road-book.
    pub roadbook_id: RoadbookId,
    /// Their live mentorship.
    pub mentorship_id: Option<MentorshipId>,
    /// Mentor of the live mentorship.
    pub mentor: Option<PersonId>,
    /// Whether they still take part, and aren't deactivated (R36).
    pub active: bool,
    /// Its version, for `If-Match`.
    pub version: i32,
    /// The name's key, for the next page.
    pub sort_key: String,
}

/// A mentor of a programme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MentorRecord {
    /// Person enrolled.
    pub person: PersonRef,
    /// Their account at the Alumni website.
    pub external_id: String,
    /// Contact details.
    pub contact: Contact,
    /// Programme of the enrolment.
    pub programme_id: ProgrammeId,
    /// Details of the enrolment.
    pub details: MentorDetails,
    /// Number of students they take (R3).
    pub capacity: u16,
    /// Number of their live mentorships.
    pub places_taken: u16,
    /// Whether the viewer has a live mentorship with them.
    pub is_mine: bool,
    /// Whether staff pinned (true) or excluded (false) them for the viewer (R5).
    pub entry: Option<bool>,
    /// Whether they still take part, and aren't deactivated (R36).
    pub active: bool,
    /// Its version, for `If-Match`.
    pub version: i32,
    /// The name's key, for the next page.
    pub sort_key: String,
}

/// Filter of a list of students.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StudentFilter {
    /// Words of a search.
    pub words: Vec<SearchWord>,
    /// Whether they lack a live or completed mentorship.
    pub without_mentor: Option<bool>,
    /// Their own adviser (R47).
    pub adviser: Option<PersonId>,
}

/// Filter of a list of mentors, and its viewer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MentorFilter {
    /// Words of a search.
    pub words: Vec<SearchWord>,
    /// Sector.
    pub sector: Option<String>,
    /// Location.
    pub location: Option<String>,
    /// Language spoken.
    pub language: Option<String>,
    /// Means of meeting.
    pub means: Option<MeansKind>,
    /// Whether they can be chosen now.
    pub available: Option<bool>,
    /// Whether all their places are taken.
    pub full: Option<bool>,
    /// Whether they lack a live or completed mentorship.
    pub without_student: Option<bool>,
    /// Whether the viewer is a student, who sees only listed mentors that aren't excluded for them, the
    /// pinned ones first, and their own (R5).
    pub for_student: bool,
    /// Person who asks.
    pub viewer: Option<PersonId>,
}

/// The last row of a page ordered by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AfterName {
    /// Its key.
    pub sort_key: String,
    /// Person enrolled.
    pub id: PersonId,
}

/// The last row of a page of mentors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AfterMentor {
    /// Whether it was among the pinned ones.
    pub pinned: bool,
    /// Its name.
    pub name: AfterName,
}

/// Mentors whom staff pinned or excluded for a student (R5).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MentorListRecord {
    /// The list.
    pub list: MentorList,
    /// Its version, for `If-Match`.
    pub version: i32,
}

/// Row of an import, checked by itself.
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
    /// Details of the student or mentor.
    pub details: T,
}

/// A student's row.
pub type StudentImport = ImportRow<StudentChange>;
/// A mentor's row.
pub type MentorImport = ImportRow<MentorChange>;

/// Outcome of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportOutcome {
    /// Enrolled.
    Created,
    /// Person or enrolment changed.
    Updated,
    /// Already up to date.
    Unchanged,
    /// Refused: a code and the column.
    Failed {
        /// `already_enrolled`, `duplicate_row`, or a code of `errors[].code`.
        code: &'static str,
        /// The column.
        column: &'static str,
    },
}

/// Choice of a mentor by a student (R4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewChoice {
    /// The student who chooses.
    pub student: PersonId,
    /// The chosen mentor.
    pub mentor: PersonId,
    /// The student's word to the mentor (R44).
    pub message: Option<Note>,
}

/// Student whom staff give to a mentor (R7).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignment {
    /// The student.
    pub student: PersonId,
    /// The mentor.
    pub mentor: PersonId,
    /// Why, for staff.
    pub reason: Option<Note>,
}

/// Options of an import.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ImportMode {
    /// Whether to write nothing.
    pub dry_run: bool,
    /// Whether to write the good rows although others are bad.
    pub partial: bool,
    /// Rows that were bad by themselves.
    pub bad_rows: u32,
}

/// The report of an import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportRecord {
    /// Outcome by row number.
    pub rows: Vec<(u32, String, ImportOutcome)>,
    /// Whether the import was applied: not a dry run, and no row failed unless partial.
    pub applied: bool,
}

impl From<(bool, String, PersonId)> for AfterMentor {
    fn from((pinned, sort_key, id): (bool, String, PersonId)) -> Self {
        let name = AfterName { sort_key, id };
        Self { pinned, name }
    }
}

impl From<(String, PersonId)> for AfterName {
    fn from((sort_key, id): (String, PersonId)) -> Self {
        Self { sort_key, id }
    }
}
