//! Reminder by staff as a mail shows it.

use crate::words::Step;
use serde::{Deserialize, Serialize};

/// Payload of a reminder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NudgePayload {
    /// The reminder.
    pub nudge: MailNudge,
}

/// Reminder of a mail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailNudge {
    /// Interview that it is about.
    pub step: Option<Step>,
    /// What the reader is asked to do, in French.
    pub fr: String,
    /// The same in English.
    pub en: String,
    /// Words of staff beside it.
    pub message: Option<String>,
}
