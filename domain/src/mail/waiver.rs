//! Waiver of a road-book as a mail shows it.

use crate::words::Step;
use serde::{Deserialize, Serialize};

/// Payload of a mail about a waiver.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaiverPayload {
    /// The waiver.
    pub waiver: MailWaiver,
}

/// Waiver of a mail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailWaiver {
    /// Its interview.
    pub step: Step,
    /// Its reason, if one was given.
    pub reason: Option<String>,
}
