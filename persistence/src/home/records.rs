//! The home pages of people and staff.

use crate::records::{MentorshipRecord, PersonRecord, ProgrammeRecord};
use chrono::NaiveDate;
use domain::ids::ProgrammeId;
use domain::next_steps::{CareerDesk, Watched};
use domain::programme::Programme;

/// Data of a person's home page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HomeRecord {
    /// The person.
    pub person: PersonRecord,
    /// Their mentorships that have not ended, newest first.
    pub mentorships: Vec<InvolvedRecord>,
    /// The programmes they are enrolled in, drafts apart.
    pub programmes: Vec<ProgrammeRecord>,
    /// Facts about their choice, where they are students.
    pub choices: Vec<ChoiceRecord>,
    /// What they have to do with the Career Department, by programme (R24).
    pub career: Vec<(ProgrammeId, CareerDesk)>,
}

/// A mentorship of somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvolvedRecord {
    /// The mentorship.
    pub record: MentorshipRecord,
    /// Steps whose latest edition is not opened by its mentor, if they ask.
    pub unread: [bool; 3],
}

/// Facts about a student's choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChoiceRecord {
    /// Programme of the choice.
    pub programme_id: ProgrammeId,
    /// Last day on which they may choose, beyond the window (R4).
    pub choice_until: Option<NaiveDate>,
    /// Last day of School (R16).
    pub leaves_school_on: NaiveDate,
}

/// Programme on the staff's desk, in counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskRecord {
    /// The programme.
    pub programme: Programme,
    /// Active students.
    pub students: u64,
    /// Active mentors.
    pub mentors: u64,
    /// Active students without a live or completed mentorship.
    pub without_mentor: u64,
    /// Mentorships that need somebody's look.
    pub watched: Watched,
    /// Open concerns, without those of the viewer's own mentorships.
    pub concerns: u64,
    /// Requests for career interviews that wait for an answer.
    pub career_requests: u64,
    /// Applications of mentors that wait for an answer.
    pub applications: u64,
}
