//! Events in people's words, in both languages.

use super::{Event, Status, Time, end_of};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use domain::mentorship::facts::Appointment;
use domain::words::{Language, MeansKind, Step};

/// Whom a reader meets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum With<'a> {
    /// The other of the two.
    Other(&'a str),
    /// Both, for staff.
    Both(&'a str, &'a str),
    /// The Career Department.
    Department,
    /// A student who has asked for a career interview, for who holds it.
    Asking(&'a str),
}

/// What all events of a reader have in common.
#[derive(Clone, Copy, Debug)]
pub struct Page<'a> {
    /// Time zone of the programme.
    pub zone: Tz,
    /// The reader's language.
    pub language: Language,
    /// The Alumni website.
    pub website: Option<&'a str>,
}

/// Meeting, as calendars show it.
#[derive(Clone, Copy, Debug)]
pub struct Meeting<'a> {
    /// Its interview; none with the Department.
    pub step: Option<Step>,
    /// Whom the reader meets.
    pub with: With<'a>,
    /// Start.
    pub starts_at: DateTime<Utc>,
    /// Minutes.
    pub minutes: u16,
    /// Kind of means.
    pub means: MeansKind,
    /// Place, number or link.
    pub detail: &'a str,
    /// Note of who proposed it.
    pub note: Option<&'a str>,
    /// Zone, language and link.
    pub page: Page<'a>,
}

impl<'a> Meeting<'a> {
    /// An appointment of the two.
    pub fn of(appointment: &'a Appointment, with: With<'a>, page: Page<'a>) -> Self {
        Self {
            step: Some(appointment.step),
            with,
            starts_at: appointment.starts_at,
            minutes: appointment.duration_minutes,
            means: appointment.means.kind(),
            detail: appointment.means.detail(),
            note: appointment.note.as_ref().map(|note| note.as_str()),
            page,
        }
    }

    /// The event, without the people who come.
    pub fn event(
        &self,
        status: Status,
        (uid, sequence): (String, u32),
        at: DateTime<Utc>,
    ) -> Event {
        let end = end_of(self.starts_at, self.minutes);
        Event {
            uid,
            sequence,
            changed_at: at,
            status,
            time: Time::Meeting(self.starts_at, end, self.page.zone),
            summary: self.summary(status),
            description: self.description(),
            location: Some(self.detail.to_owned()),
            link: (self.means == MeansKind::Video).then(|| self.detail.to_owned()),
            organizer: None,
            attendees: Vec::new(),
        }
    }

    fn summary(&self, status: Status) -> String {
        let what = self.step.map_or("", |step| step.label(self.page.language));
        let what = match (self.with, self.page.language) {
            (With::Other(name), Language::Fr) => format!("Mentorat\u{a0}: {what} avec {name}"),
            (With::Other(name), Language::En) => format!("Mentoring: {what} with {name}"),
            (With::Both(one, other), Language::Fr) => {
                format!("Mentorat\u{a0}: {what}, {one} et {other}")
            }
            (With::Both(one, other), Language::En) => {
                format!("Mentoring: {what}, {one} and {other}")
            }
            (With::Department, Language::Fr) => "Entretien avec le service Carrières".to_owned(),
            (With::Department, Language::En) => "Interview with the Career Department".to_owned(),
            (With::Asking(name), Language::Fr) => format!("Entretien carrière avec {name}"),
            (With::Asking(name), Language::En) => format!("Career interview with {name}"),
        };
        match (status, self.page.language) {
            (Status::Tentative, Language::Fr) => format!("{what} (proposé)"),
            (Status::Tentative, Language::En) => format!("{what} (proposed)"),
            _ => what,
        }
    }

    /// Note, means and link, a paragraph each.
    fn description(&self) -> String {
        let means = match (self.means, self.page.language) {
            (MeansKind::InPerson, Language::Fr) => "Où\u{a0}: ",
            (MeansKind::InPerson, Language::En) => "Where: ",
            (MeansKind::Phone, Language::Fr) => "Téléphone\u{a0}: ",
            (MeansKind::Phone, Language::En) => "Phone: ",
            (MeansKind::Video, Language::Fr) => "Visio\u{a0}: ",
            (MeansKind::Video, Language::En) => "Video call: ",
        };
        let means = format!("{means}{}", self.detail);
        let website = self.page.website.map(|link| match self.page.language {
            Language::Fr => format!("Votre espace\u{a0}: {link}"),
            Language::En => format!("Your personal area: {link}"),
        });
        let note = self.note.map(str::to_owned);
        let parts: Vec<_> = [note, Some(means), website].into_iter().flatten().collect();
        parts.join("\n\n")
    }
}

/// Name of a person's feed.
pub const fn feed_name(language: Language) -> &'static str {
    match language {
        Language::Fr => "Mentorat",
        Language::En => "Mentoring",
    }
}

/// Last day on which a student may choose.
pub fn choice_ends(programme: &str, language: Language) -> String {
    match language {
        Language::Fr => format!("{programme}\u{a0}: dernier jour pour choisir un mentor"),
        Language::En => format!("{programme}: last day to choose a mentor"),
    }
}

/// Last day of an interview.
pub fn interview_ends(step: Step, other: &str, language: Language) -> String {
    let step = step.label(language);
    match language {
        Language::Fr => format!("Mentorat\u{a0}: dernier jour du {step} avec {other}"),
        Language::En => format!("Mentoring: last day of the {step} with {other}"),
    }
}

/// Last day to send a road-book.
pub fn roadbook_due(step: Step, language: Language) -> String {
    let step = step.label(language);
    match language {
        Language::Fr => {
            format!("Mentorat\u{a0}: dernier jour pour envoyer le carnet de route du {step}")
        }
        Language::En => format!("Mentoring: last day to send the road-book for the {step}"),
    }
}
