//! Evaluation forms and their given versions.

use crate::records::MentorshipRecord;
use chrono::{DateTime, NaiveDate, Utc};
use domain::evaluation::{Facts, Form, GivenForm, Template};
use domain::ids::ActionId;
use domain::words::{AgreedActionState, Medium, Step};

/// An evaluation form, as its author's draft or as given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvaluationRecord {
    /// Its mentorship, as it stands.
    pub mentorship: MentorshipRecord,
    /// Step of the interview.
    pub step: Step,
    /// Version of the draft, for `If-Match`; 0 before the first save.
    pub version: i32,
    /// The author's draft.
    pub draft: Option<Form>,
    /// The template in force.
    pub template: Template,
    /// The latest given version; it may be retracted.
    pub given: Option<GivenRecord>,
    /// The facts that bear on involvement, as they stand now (R21).
    pub facts: Facts,
}

/// A given version of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenRecord {
    /// Its number, from 1.
    pub number: u32,
    /// Content, as worded then.
    pub form: GivenForm,
    /// The facts as they stood.
    pub facts: Facts,
    /// Reason why it corrects the one before.
    pub correction_reason: Option<String>,
    /// Time of giving.
    pub given_at: DateTime<Utc>,
    /// Time of the student's acknowledgement.
    pub acknowledged_at: Option<DateTime<Utc>>,
    /// Comment of the acknowledgement.
    pub acknowledgement: Option<String>,
    /// Time of the student's opening it first.
    pub read_at: Option<DateTime<Utc>>,
    /// Time of its retraction (R21).
    pub retracted_at: Option<DateTime<Utc>>,
    /// Whether it was given here or outside.
    pub medium: Medium,
    /// Day on which it was handed over outside.
    pub given_on: Option<NaiveDate>,
    /// Mentor's note on a form given outside.
    pub note: Option<String>,
    /// Its actions, as their student has marked them.
    pub agreed_actions: Vec<AgreedActionRecord>,
}

/// An agreed action (R40).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgreedActionRecord {
    /// Its id.
    pub id: ActionId,
    /// Interview of the form that names it.
    pub step: Step,
    /// Action in words.
    pub text: String,
    /// Day until which it is to be done.
    pub due_on: Option<NaiveDate>,
    /// State, as the student marked it.
    pub state: AgreedActionState,
    /// Student's note.
    pub note: Option<String>,
    /// Its version, for `If-Match`.
    pub version: i32,
}

/// Change of an agreed action by its student.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AgreedActionChange {
    /// New state.
    pub state: Option<AgreedActionState>,
    /// New note; `Some(None)` clears it.
    pub note: Option<Option<String>>,
}
