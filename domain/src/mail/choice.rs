//! Choice of a mentor as a mail shows it.

use serde::{Deserialize, Serialize};

/// Payload of a mail about a choice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChoicePayload {
    /// The choice.
    pub choice: MailChoice,
}

/// Choice of a mail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailChoice {
    /// The student's words to the mentor (R44).
    pub message: Option<String>,
}
