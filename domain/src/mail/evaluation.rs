//! Evaluation form as a mail shows it.

use crate::evaluation::GivenForm;
use crate::words::Step;
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
    /// The form, in the wording it was given in.
    pub form: GivenForm,
    /// Reason of a correction (R21).
    pub correction_reason: Option<String>,
}
