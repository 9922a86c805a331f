//! Evaluation forms and their given versions.

use crate::records::MentorshipRecord;
use chrono::{DateTime, Utc};
use domain::evaluation::{Facts, Form, GivenForm, Template};
use domain::words::Step;

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
    /// The latest given version.
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
}
