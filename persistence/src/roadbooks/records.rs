//! Road-books and their editions.

use crate::records::{MentorshipKey, PersonRecord};
use chrono::{DateTime, Utc};
use domain::ids::{EditionId, MentorshipId, PersonId, ProgrammeId, RoadbookId};
use domain::roadbook::{Answer, EditionPart, Template};
use domain::share::Disclosure;
use domain::words::{MailState, Step};
use std::sync::Arc;

/// A student's road-book with its drafts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoadbookRecord {
    /// Id.
    pub id: RoadbookId,
    /// Programme of the road-book.
    pub programme_id: ProgrammeId,
    /// Whether drafts may be written: the programme is open (R2).
    pub programme_open: bool,
    /// Student of the road-book.
    pub student: PersonRecord,
    /// Template of its questions.
    pub template: Arc<Template>,
    /// Answers so far.
    pub answers: Vec<Answer>,
    /// Its version, for `If-Match`.
    pub version: i32,
}

impl RoadbookRecord {
    pub(crate) fn answer(&self, key: &str) -> Option<&str> {
        let mut answers = self.answers.iter();
        let found = answers.find(|answer| answer.question_key == key)?;
        Some(&found.text)
    }
}

/// Minimum of a road-book for deciding access.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RoadbookHead {
    /// Id.
    pub id: RoadbookId,
    /// Programme of the road-book.
    pub programme_id: ProgrammeId,
    /// Student of the road-book.
    pub student: PersonId,
    /// The student's latest mentorship, to whose mentor an edition goes.
    pub mentorship: Option<MentorshipKey>,
}

/// A sent edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditionRecord {
    /// Id.
    pub id: EditionId,
    /// Its number in the road-book.
    pub number: u32,
    /// Interview it prepares.
    pub step: Step,
    /// Mentorship of the edition.
    pub mentorship_id: MentorshipId,
    /// Programme of its road-book.
    pub programme_id: ProgrammeId,
    /// Student who sent it.
    pub student: PersonId,
    /// Mentor who received it.
    pub mentor: PersonId,
    /// Whether the mentorship is live, was completed, or ended with its programme: its mentor still
    /// reads it (R2, R35).
    pub readable_by_mentor: bool,
    /// Time.
    pub sent_at: DateTime<Utc>,
    /// Whether it was sent after its last day (R20).
    pub late: bool,
    /// Local days before the appointment.
    pub days_before: Option<i32>,
    /// The student's words to the mentor.
    pub message: Option<String>,
    /// Time at which the mentor opened it.
    pub read_at: Option<DateTime<Utc>>,
    /// Whether its mail has left.
    pub mail_state: MailState,
    /// Content.
    pub parts: Vec<EditionPart>,
    /// For what it is open to the viewer, where they are neither student nor its mentor (R31).
    pub disclosure: Disclosure,
}

/// Viewer of a list of editions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EditionsViewer {
    /// The person.
    pub person: PersonId,
    /// Whether they see only what was sent to them or is shared with them, as mentors do.
    pub is_mentor: bool,
}
