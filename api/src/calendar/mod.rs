//! Calendars (RFC 5545, 5546, 7986): invitations, and the feeds that calendars subscribe to (R26).

mod line;
mod secret;
mod words;
mod zone;

pub use secret::FeedKey;
pub use words::{Meeting, Page, With, choice_ends, feed_name, interview_ends, roadbook_due};

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;
use line::Lines;
use std::collections::BTreeMap;

/// Program that writes the calendars.
const PRODUCT: &str = "-//Alumni Mentoring//Mentoring//EN";
/// Time after which a subscribed calendar is read again.
const REFRESH: &str = "PT4H";
/// Reminder before a meeting.
const REMINDER: &str = "-P1D";
/// Form of an instant.
const INSTANT: &str = "%Y%m%dT%H%M%SZ";
/// Media type of calendars.
pub const MEDIA_TYPE: &str = "text/calendar";

/// What a calendar that is sent asks of its reader (RFC 5546).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// To know of it.
    Publish,
    /// To come.
    Request,
    /// To take it out.
    Cancel,
}

impl Method {
    /// The word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Publish => "PUBLISH",
            Self::Request => "REQUEST",
            Self::Cancel => "CANCEL",
        }
    }
}

/// How sure an event is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Proposed.
    Tentative,
    /// Agreed.
    Confirmed,
    /// Cancelled.
    Cancelled,
}

/// Time of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Time {
    /// From an instant to another, in a time zone.
    Meeting(DateTime<Utc>, DateTime<Utc>, Tz),
    /// A whole day.
    Day(NaiveDate),
}

/// Somebody with an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mailbox {
    /// Name.
    pub name: String,
    /// Mail address.
    pub address: String,
}

/// Event of a calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Name that it keeps.
    pub uid: String,
    /// Rises with each change.
    pub sequence: u32,
    /// Time of its last change.
    pub changed_at: DateTime<Utc>,
    /// How sure it is.
    pub status: Status,
    /// When it is.
    pub time: Time,
    /// What it is.
    pub summary: String,
    /// What is said about it.
    pub description: String,
    /// Place, number or link.
    pub location: Option<String>,
    /// Link of a video call.
    pub link: Option<String>,
    /// Sender of an invitation.
    pub organizer: Option<Mailbox>,
    /// Who comes.
    pub attendees: Vec<Mailbox>,
}

/// An invitation, or its cancellation.
pub fn invitation(method: Method, event: &Event) -> String {
    let mut lines = begin();
    lines.plain("METHOD", method.as_str());
    zones(&mut lines, std::slice::from_ref(event));
    event.write(&mut lines);
    lines.plain("END", "VCALENDAR");
    lines.into_text()
}

/// A feed: everything that a person has ahead and behind.
pub fn feed(name: &str, events: &[Event]) -> String {
    let mut lines = begin();
    lines.text("NAME", name);
    lines.text("X-WR-CALNAME", name);
    lines.plain("REFRESH-INTERVAL;VALUE=DURATION", REFRESH);
    lines.plain("X-PUBLISHED-TTL", REFRESH);
    if events.is_empty() {
        // a calendar has one component at least (RFC 5545 §3.6)
        let beginning = DateTime::UNIX_EPOCH;
        zone::write(&mut lines, Tz::Etc__UTC, (beginning, beginning));
    }
    zones(&mut lines, events);
    for event in events {
        event.write(&mut lines);
    }
    lines.plain("END", "VCALENDAR");
    lines.into_text()
}

fn begin() -> Lines {
    let mut lines = Lines::default();
    lines.plain("BEGIN", "VCALENDAR");
    lines.plain("VERSION", "2.0");
    lines.plain("PRODID", PRODUCT);
    lines.plain("CALSCALE", "GREGORIAN");
    lines
}

/// The time zones that the events name.
fn zones(lines: &mut Lines, events: &[Event]) {
    let mut zones: BTreeMap<&str, (Tz, DateTime<Utc>, DateTime<Utc>)> = BTreeMap::new();
    for event in events {
        if let Time::Meeting(from, to, zone) = event.time
            && is_local(from, to, zone)
        {
            let known = zones.entry(zone.name()).or_insert((zone, from, to));
            known.1 = known.1.min(from);
            known.2 = known.2.max(to);
        }
    }
    for (zone, from, to) in zones.into_values() {
        zone::write(lines, zone, (from, to));
    }
}

/// Whether a meeting is written in local time, which says it all but for an hour in the year.
fn is_local(from: DateTime<Utc>, to: DateTime<Utc>, zone: Tz) -> bool {
    let is_utc = matches!(zone, Tz::UTC | Tz::Etc__UTC);
    !is_utc && [from, to].iter().all(|at| zone::says_all(*at, zone))
}

impl Event {
    fn write(&self, lines: &mut Lines) {
        lines.plain("BEGIN", "VEVENT");
        lines.text("UID", &self.uid);
        lines.plain("DTSTAMP", self.changed_at.format(INSTANT));
        lines.plain("SEQUENCE", self.sequence);
        self.write_time(lines);
        lines.text("SUMMARY", &self.summary);
        if !self.description.is_empty() {
            lines.text("DESCRIPTION", &self.description);
        }
        if let Some(location) = &self.location {
            lines.text("LOCATION", location);
        }
        if let Some(link) = self.link.as_deref().and_then(line::link) {
            lines.plain("CONFERENCE;VALUE=URI;FEATURE=VIDEO", link);
        }
        self.write_people(lines);
        lines.plain(
            "STATUS",
            match self.status {
                Status::Tentative => "TENTATIVE",
                Status::Confirmed => "CONFIRMED",
                Status::Cancelled => "CANCELLED",
            },
        );
        self.write_alarm(lines);
        lines.plain("END", "VEVENT");
    }

    fn write_time(&self, lines: &mut Lines) {
        match self.time {
            Time::Meeting(from, to, zone) => {
                let local = is_local(from, to, zone);
                for (name, at) in [("DTSTART", from), ("DTEND", to)] {
                    if local {
                        let name = format!("{name};TZID={}", zone.name());
                        let at = at.with_timezone(&zone);
                        lines.plain(&name, at.format(zone::LOCAL));
                    } else {
                        lines.plain(name, at.format(INSTANT));
                    }
                }
                lines.plain("TRANSP", "OPAQUE");
            }
            Time::Day(day) => {
                let next = day.checked_add_days(Days::new(1)).unwrap_or(day);
                lines.plain("DTSTART;VALUE=DATE", day.format("%Y%m%d"));
                lines.plain("DTEND;VALUE=DATE", next.format("%Y%m%d"));
                lines.plain("TRANSP", "TRANSPARENT");
            }
        }
    }

    /// The two have agreed already: nobody reads an answer to this address.
    fn write_people(&self, lines: &mut Lines) {
        if let Some(organizer) = &self.organizer {
            let uri = line::mailto(&organizer.address);
            lines.address("ORGANIZER", &organizer.name, &uri);
        }
        for person in &self.attendees {
            let name =
                "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALSE";
            lines.address(name, &person.name, &line::mailto(&person.address));
        }
    }

    fn write_alarm(&self, lines: &mut Lines) {
        if self.status != Status::Confirmed || !matches!(self.time, Time::Meeting(..)) {
            return;
        }
        lines.plain("BEGIN", "VALARM");
        lines.plain("ACTION", "DISPLAY");
        lines.plain("TRIGGER", REMINDER);
        lines.text("DESCRIPTION", &self.summary);
        lines.plain("END", "VALARM");
    }
}

/// The end of a meeting.
pub fn end_of(starts_at: DateTime<Utc>, minutes: u16) -> DateTime<Utc> {
    let end = starts_at.checked_add_signed(TimeDelta::minutes(minutes.into()));
    end.unwrap_or(starts_at)
}

#[cfg(test)]
mod tests;
