//! Appointment as a mail shows it.

use super::CalendarKey;
use crate::mentorship::facts::{Appointment, Means};
use crate::text::Note;
use crate::words::{AppointmentState, MeansKind, MissedBy, Step};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Payload of a mail about an appointment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppointmentPayload {
    /// The appointment.
    pub appointment: MailAppointment,
}

/// Appointment of a mail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailAppointment {
    /// Its interview.
    pub step: Step,
    /// Start.
    pub starts_at: DateTime<Utc>,
    /// Duration in minutes.
    pub duration_minutes: u16,
    /// Means of the meeting.
    pub means: MailMeans,
    /// The proposer's note.
    pub note: Option<String>,
    /// Reason why it was declined, cancelled or moved.
    pub reason: Option<String>,
    /// Who didn't come.
    pub missed_by: Option<MissedBy>,
    /// Why one of the two contests the outcome.
    pub dispute_reason: Option<String>,
    /// Start of the appointment that this one replaces (R11).
    pub replaced_starts_at: Option<DateTime<Utc>>,
    /// Whether that one is confirmed, and stands until this one is.
    #[serde(default)]
    pub replaced_stands: bool,
    /// Its key in calendars; absent in rows of earlier versions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calendar: Option<CalendarKey>,
}

/// Means of a meeting in a mail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailMeans {
    /// Its kind.
    pub kind: MeansKind,
    /// Place, number or link.
    pub detail: String,
}

impl From<&Means> for MailMeans {
    fn from(means: &Means) -> Self {
        Self {
            kind: means.kind(),
            detail: means.detail().to_owned(),
        }
    }
}

impl MailAppointment {
    /// The appointment, with the one that it replaces.
    pub fn of(appointment: &Appointment, replaced: Option<&Appointment>) -> Self {
        Self {
            step: appointment.step,
            starts_at: appointment.starts_at,
            duration_minutes: appointment.duration_minutes,
            means: (&appointment.means).into(),
            note: appointment.note.clone().map(Note::into_string),
            reason: appointment.reason.clone().map(Note::into_string),
            missed_by: appointment.missed_by,
            dispute_reason: appointment.disputed.clone().map(Note::into_string),
            replaced_starts_at: replaced.map(|one| one.starts_at),
            replaced_stands: replaced.is_some_and(|one| one.state == AppointmentState::Confirmed),
            calendar: Some(CalendarKey {
                id: appointment.chain.0,
                sequence: appointment.sequence,
            }),
        }
    }
}
