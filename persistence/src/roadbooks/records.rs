//! Road-books and their editions.

use crate::records::PersonRecord;
use chrono::{DateTime, Utc};
use domain::ids::{EditionId, MentorshipId, PersonId, ProgrammeId, RoadbookId};
use domain::roadbook::{EditionPart, Template};
use domain::words::{MailState, Step};

/// A student's road-book with its drafts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoadbookRecord {
    /// Which.
    pub id: RoadbookId,
    /// Of which programme.
    pub programme_id: ProgrammeId,
    /// Drafts may be written: the programme is open (R2).
    pub programme_open: bool,
    /// Whose.
    pub student: PersonRecord,
    /// What it asks.
    pub template: Template,
    /// What was answered so far.
    pub answers: Vec<AnswerRecord>,
    /// Its version, for `If-Match`.
    pub version: i32,
}

/// One answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerRecord {
    /// The question.
    pub question_key: String,
    /// The answer.
    pub text: String,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
}

/// The least of a road-book that access is decided by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoadbookHead {
    /// Which.
    pub id: RoadbookId,
    /// Of which programme.
    pub programme_id: ProgrammeId,
    /// Whose.
    pub student: PersonId,
}

/// A sent edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditionRecord {
    /// Which.
    pub id: EditionId,
    /// Its number in the road-book.
    pub number: u32,
    /// For which interview.
    pub step: Step,
    /// In which mentorship.
    pub mentorship_id: MentorshipId,
    /// To which mentor.
    pub mentor: PersonId,
    /// The mentorship is live, was completed, or ended with its programme: its mentor still reads
    /// it (R2, R35).
    pub readable_by_mentor: bool,
    /// When.
    pub sent_at: DateTime<Utc>,
    /// After its last day (R20).
    pub late: bool,
    /// Local days before the appointment.
    pub days_before: Option<i32>,
    /// The student's words to the mentor.
    pub message: Option<String>,
    /// When the mentor opened it.
    pub read_at: Option<DateTime<Utc>>,
    /// Whether its mail has left.
    pub mail_state: MailState,
    /// What it says.
    pub parts: Vec<EditionPart>,
}
