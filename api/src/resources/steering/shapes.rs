//! Bodies of staff's switches.

use chrono::NaiveDate;
use domain::ids::{MentorshipId, PersonId};
use domain::next_steps::NudgeCode;
use domain::text::Note;
use domain::words::Step;
use serde::Deserialize;
use utoipa::ToSchema;

/// Mentor for a student.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MentorAssignment {
    /// The mentor's person id.
    pub mentor_id: PersonId,
    /// Reason, for staff.
    pub reason: Option<Note>,
}

/// Students with their mentors.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MentorAssignments {
    /// One row a student.
    #[schema(min_items = 1, max_items = 500)]
    pub rows: Vec<AssignmentRow>,
}

/// Student with a mentor.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AssignmentRow {
    /// The student's person id.
    pub student_id: PersonId,
    /// The mentor's person id.
    pub mentor_id: PersonId,
    /// Reason, for staff.
    pub reason: Option<Note>,
}

/// Another mentor for a mentorship.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Reassignment {
    /// The new mentor's person id.
    pub mentor_id: PersonId,
    /// Reason, for staff.
    pub reason: Note,
}

/// More time for an interview.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InterviewExtension {
    /// Step of the interview.
    pub step: Step,
    /// New first day, if it changes.
    pub from: Option<NaiveDate>,
    /// New last day.
    pub until_on: NaiveDate,
    /// Reason, for the two.
    pub reason: Note,
}

/// Excuse of an interview.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InterviewExcuse {
    /// Reason, for the two.
    pub reason: Note,
}

/// More time for an interview of many mentorships.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InterviewExtensions {
    /// The mentorships.
    #[schema(min_items = 1, max_items = 500)]
    pub mentorship_ids: Vec<MentorshipId>,
    /// Step of the interview.
    pub step: Step,
    /// New first day, if it changes.
    pub from: Option<NaiveDate>,
    /// New last day.
    pub until_on: NaiveDate,
    /// Reason, for the two of each.
    pub reason: Note,
}

/// Excuse of an interview of many mentorships.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct InterviewExcuses {
    /// The mentorships.
    #[schema(min_items = 1, max_items = 500)]
    pub mentorship_ids: Vec<MentorshipId>,
    /// Step of the interview.
    pub step: Step,
    /// Reason, for the two of each.
    pub reason: Note,
}

/// Reminder of a step in many mentorships.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Nudges {
    /// The mentorships.
    #[schema(min_items = 1, max_items = 500)]
    pub mentorship_ids: Vec<MentorshipId>,
    /// Step that it is about.
    pub code: NudgeCode,
    /// Words of yours beside it, to each.
    pub message: Option<Note>,
}

/// End of a person's part in a programme.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Leaving {
    /// Why, for staff.
    pub reason: Note,
    /// Text for the other people of their mentorships, in place of a neutral one.
    pub message: Option<Note>,
}

/// Options of a change of many.
#[derive(Clone, Copy, Debug, Default, Deserialize, ToSchema)]
pub struct SteeringQuery {
    /// `true`: write nothing, only report each row's outcome.
    pub dry_run: Option<bool>,
}
