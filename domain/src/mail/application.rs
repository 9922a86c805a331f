//! Application of a mentor as a mail shows it.

use serde::{Deserialize, Serialize};

/// Payload of a mail about an application.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApplicationPayload {
    /// The application.
    pub application: MailApplication,
}

/// Application of a mail: it says nothing of the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailApplication {
    /// Whether students see the new mentor at once.
    pub listed: bool,
}
