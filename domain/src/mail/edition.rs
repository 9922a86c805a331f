//! Edition of a road-book as a mail shows it.

use crate::roadbook::EditionPart;
use crate::words::Step;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Payload of a mail with a road-book.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditionPayload {
    /// The edition.
    pub edition: MailEdition,
    /// The earliest confirmed appointment of its interview.
    pub appointment: Option<Meeting>,
}

/// Edition of a mail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailEdition {
    /// Its interview.
    pub step: Step,
    /// Its number.
    pub number: u32,
    /// Whether it was sent after its last day (R20).
    pub late: bool,
    /// The student's message to the mentor.
    pub message: Option<String>,
    /// Questions and answers, as frozen.
    pub parts: Vec<EditionPart>,
}

/// Meeting that an edition prepares.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meeting {
    /// Start.
    pub starts_at: DateTime<Utc>,
}
