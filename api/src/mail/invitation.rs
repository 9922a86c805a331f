//! Invitation of a mail to a meeting, or its cancellation (R26).

use super::letterhead::Letterhead;
use super::transport::Correspondent;
use crate::calendar::{self, Mailbox, Meeting, Method, Page, Status, With};
use chrono::{DateTime, Utc};
use domain::mail::{CalendarKey, Content, Mail, MailAppointment, MailCareer, MailKind, Reader};
use domain::words::Language;

/// Invitation in the mail's text and beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// What it asks of the reader.
    pub method: Method,
    /// The calendar.
    pub text: String,
}

/// People whom an invitation names by their addresses.
pub(super) struct People<'a> {
    /// The reader.
    pub(super) to: &'a Correspondent,
    /// The other, whose address the reader may know (R5).
    pub(super) other: Option<&'a Correspondent>,
}

/// The invitation of a mail about a date that is set or gone; rows of earlier versions have none.
pub(super) fn of(
    mail: &Mail,
    (reader, language): (Reader, Language),
    people: &People<'_>,
    letterhead: &Letterhead,
    at: DateTime<Utc>,
) -> Option<Invitation> {
    let method = method(mail.kind)?;
    let other = mail.about.seen_by(reader)?.1.map(|other| other.name());
    let other = other.unwrap_or_default();
    let page = Page {
        zone: mail.about.programme.time_zone,
        language,
        website: letterhead.website.as_deref(),
    };
    let (key, meeting) = match &mail.content {
        Content::Appointment(payload) => appointment(&payload.appointment, &other, page)?,
        Content::Career(payload) => career(&payload.career, page)?,
        _ => return None,
    };
    let status = match method {
        Method::Cancel => Status::Cancelled,
        Method::Publish | Method::Request => Status::Confirmed,
    };
    let uid = format!("{}@{}", key.id, letterhead.host);
    let event = calendar::Event {
        organizer: Some(Mailbox {
            name: mail.about.programme.name.clone(),
            address: letterhead.sender.clone(),
        }),
        attendees: people.mailboxes(),
        ..meeting.event(status, (uid, key.sequence), at)
    };
    let text = calendar::invitation(method, &event);
    Some(Invitation { method, text })
}

const fn method(kind: MailKind) -> Option<Method> {
    match kind {
        MailKind::AppointmentConfirmed | MailKind::CareerInterviewScheduled => {
            Some(Method::Request)
        }
        MailKind::AppointmentCancelled | MailKind::CareerInterviewCancelled => Some(Method::Cancel),
        _ => None,
    }
}

fn appointment<'a>(
    appointment: &'a MailAppointment,
    other: &'a str,
    page: Page<'a>,
) -> Option<(CalendarKey, Meeting<'a>)> {
    let meeting = Meeting {
        step: Some(appointment.step),
        with: With::Other(other),
        starts_at: appointment.starts_at,
        minutes: appointment.duration_minutes,
        means: appointment.means.kind,
        detail: &appointment.means.detail,
        note: appointment.note.as_deref(),
        page,
    };
    Some((appointment.calendar?, meeting))
}

fn career<'a>(career: &'a MailCareer, page: Page<'a>) -> Option<(CalendarKey, Meeting<'a>)> {
    let means = career.means.as_ref()?;
    let meeting = Meeting {
        step: None,
        with: With::Department,
        starts_at: career.starts_at?,
        minutes: career.duration_minutes?,
        means: means.kind,
        detail: &means.detail,
        note: career.note.as_deref(),
        page,
    };
    Some((career.calendar?, meeting))
}

impl People<'_> {
    fn mailboxes(&self) -> Vec<Mailbox> {
        let mailbox = |person: &Correspondent| Mailbox {
            name: person.name.clone(),
            address: person.address.clone(),
        };
        let both = [Some(self.to), self.other];
        both.into_iter().flatten().map(mailbox).collect()
    }
}
