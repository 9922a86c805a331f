//! Career interview as a mail shows it.

use super::{CalendarKey, MailMeans};
use crate::career::{CareerMeeting, Stage};
use crate::text::Note;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Payload of a mail about a career interview.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CareerPayload {
    /// The career interview.
    pub career: MailCareer,
}

/// Career interview of a mail: nothing of it in mails to mentors and about a request.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailCareer {
    /// Start.
    pub starts_at: Option<DateTime<Utc>>,
    /// Duration in minutes.
    pub duration_minutes: Option<u16>,
    /// Means.
    pub means: Option<MailMeans>,
    /// Note of staff.
    pub note: Option<String>,
    /// Reason why it doesn't take place.
    pub reason: Option<String>,
    /// Start of the date that a new one replaces.
    pub replaced_starts_at: Option<DateTime<Utc>>,
    /// Its key in the student's calendar, where the mail tells them of its date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calendar: Option<CalendarKey>,
}

impl MailCareer {
    /// A career interview, with the date that it had before.
    pub fn of(stage: &Stage, before: Option<&CareerMeeting>) -> Self {
        let meeting = stage.meeting();
        let moved = before.filter(|before| meeting.is_some_and(|now| now != *before));
        Self {
            starts_at: meeting.map(|it| it.starts_at),
            duration_minutes: meeting.map(|it| it.duration_minutes),
            means: meeting.map(|it| (&it.means).into()),
            note: meeting.and_then(|it| it.note.clone().map(Note::into_string)),
            reason: stage.reason().cloned().map(Note::into_string),
            replaced_starts_at: moved.map(|it| it.starts_at),
            calendar: None,
        }
    }
}
