//! Document opened in an emergency, as a mail shows it (R31).

use crate::share::DocumentKind;
use crate::words::Step;
use serde::{Deserialize, Serialize};

/// Payload of a mail about a document that an admin opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmergencyPayload {
    /// The opening.
    pub emergency: MailEmergency,
}

/// Opening of a mail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailEmergency {
    /// The document.
    pub document: DocumentKind,
    /// Its interview.
    pub step: Step,
    /// Why it was opened.
    pub reason: String,
}
