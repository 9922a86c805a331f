//! Evaluation form as a mail shows it.

use crate::evaluation::GivenForm;
use crate::words::Step;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Payload of a mail with an evaluation form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvaluationPayload {
    /// The form.
    pub evaluation: MailEvaluation,
}

/// Evaluation form of a mail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailEvaluation {
    /// Its interview.
    pub step: Step,
    /// The form, in the wording it was given in; empty where it was given outside or retracted.
    pub form: GivenForm,
    /// Reason of a correction (R21).
    pub correction_reason: Option<String>,
    /// Reason of a retraction (R21).
    pub retraction_reason: Option<String>,
    /// Day on which it was handed over outside the service.
    pub given_on: Option<NaiveDate>,
    /// Mentor's note on a form given outside.
    pub note: Option<String>,
}
