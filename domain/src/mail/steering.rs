//! Changes of a mentorship itself as a mail shows them: begun or changed by staff, or ended.

use crate::window::Window;
use crate::words::{EndReason, Step};
use serde::{Deserialize, Serialize};

/// Payload of a mail about a change of the mentorship.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SteeringPayload {
    /// The change.
    pub steering: MailSteering,
}

/// Change of a mail.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailSteering {
    /// Interview that was extended or excused.
    pub step: Option<Step>,
    /// Its days after an extension.
    pub window: Option<Window>,
    /// Why staff extended or excused it.
    pub reason: Option<String>,
    /// Why the mentorship ended.
    pub end_reason: Option<EndReason>,
    /// Words of staff to the others, in place of a neutral text (R36).
    pub message: Option<String>,
}
