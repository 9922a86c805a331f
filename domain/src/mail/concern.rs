//! Concern as a mail shows it: its kind, and nothing that names anybody.

use crate::words::ConcernKind;
use serde::{Deserialize, Serialize};

/// Payload of a mail about a concern.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConcernPayload {
    /// The concern.
    pub concern: MailConcern,
}

/// Concern of a mail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailConcern {
    /// Its kind.
    pub kind: ConcernKind,
}
