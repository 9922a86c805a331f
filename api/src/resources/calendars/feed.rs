//! Events of a person's feed: appointments, and the days that matter to them.

use super::FeedReader;
use super::handlers::changed_at;
use crate::calendar::{self, Event, Meeting, Page, Status, Time, With};
use crate::http::problem::Problem;
use crate::mail::Letterhead;
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use domain::career::CareerInterview;
use domain::choice::{expect_choice_open, last_day_of_choice};
use domain::mentorship::facts::Appointment;
use domain::mentorship::{Actor, InterviewView, Mentorship};
use domain::next_steps::CareerDesk;
use domain::person::PersonRef;
use domain::programme::Programme;
use domain::words::{AppointmentState, InterviewState, Language, Party, ProgrammeStatus, Step};
use persistence::{Acting, ChoiceRecord, HomeRecord, MentorshipRecord};
use uuid::Uuid;

/// A feed in the making.
struct Feed<'a> {
    home: &'a HomeRecord,
    letterhead: &'a Letterhead,
    now: DateTime<Utc>,
}

/// Everything in a person's feed.
///
/// # Errors
/// Facts that contradict each other.
pub(super) fn events(
    FeedReader { home, holds }: &FeedReader,
    letterhead: &Letterhead,
    now: DateTime<Utc>,
) -> Result<Vec<Event>, Problem> {
    let feed = Feed {
        home,
        letterhead,
        now,
    };
    let mut events = Vec::new();
    for involved in &home.mentorships {
        events.extend(feed.mentorship(&involved.record)?);
    }
    for record in &home.programmes {
        let programme = &record.programme;
        events.extend(feed.choice(programme, record.updated_at));
        events.extend(feed.career(programme));
    }
    events.extend(holds.iter().filter_map(|one| feed.held(one)));
    Ok(events)
}

impl Feed<'_> {
    fn mentorship(&self, record: &MentorshipRecord) -> Result<Vec<Event>, Problem> {
        let typed = record.mentorship()?;
        let party = match record.facts.student == self.home.person.id {
            true => Party::Student,
            false => Party::Mentor,
        };
        let acting = Acting {
            person: self.home.person.id,
            actor: Actor::Party(party),
            also_staff: false,
        };
        let context = record.context(acting, self.now);
        let mut events = Vec::new();
        for step in Step::ALL {
            let view = typed.interview(*step, &context);
            events.extend(self.appointments(record, party, &view));
            events.extend(self.days(record, party, (&typed, &view)));
        }
        Ok(events)
    }

    fn appointments(
        &self,
        record: &MentorshipRecord,
        party: Party,
        view: &InterviewView,
    ) -> Vec<Event> {
        let other = other(record, party);
        let programme = &record.programme.programme;
        let event = |one: &Appointment| {
            let status = status(one)?;
            let key = (self.uid(&view.appointments, one), one.sequence);
            let meeting = Meeting::of(one, With::Other(&other), self.page(programme));
            Some(meeting.event(status, key, changed_at(one)))
        };
        view.appointments.iter().filter_map(event).collect()
    }

    /// A chain has one name, which the latest of its appointments bears that was confirmed; a calendar
    /// takes no name twice.
    fn uid(&self, all: &[Appointment], one: &Appointment) -> String {
        let firm = |one: &Appointment| status(one) == Some(Status::Confirmed);
        let mut chain = all.iter().filter(|other| other.chain == one.chain);
        let is_latest = !chain.any(|other| firm(other) && other.sequence > one.sequence);
        let name = match firm(one) && is_latest {
            true => one.chain.to_string(),
            false => format!("{}-{}", one.id, one.state),
        };
        self.named(&name)
    }

    /// The last day of an interview that is not over, and to send its road-book.
    fn days(
        &self,
        record: &MentorshipRecord,
        party: Party,
        (typed, view): (&Mentorship, &InterviewView),
    ) -> Vec<Event> {
        let (step, language) = (view.step, self.language());
        let open = record.programme.programme.status == ProgrammeStatus::Open;
        let ahead = matches!(
            view.state,
            InterviewState::Waiting | InterviewState::Open | InterviewState::Scheduled
        );
        if !(open && ahead && typed.is_live()) {
            return Vec::new();
        }
        let other = other(record, party);
        let at = record.facts.chosen_at;
        let id = record.facts.id.0;
        let ends = calendar::interview_ends(step, &other, language);
        let unsent = party == Party::Student && view.roadbook.editions.is_none();
        let due = view.roadbook.deadline_on.filter(|_| unsent);
        let due = due.map(|day| {
            let due = calendar::roadbook_due(step, language);
            self.day(id, &format!("{step}-roadbook"), (day, due), at)
        });
        let last = self.day(id, &format!("{step}-ends"), (view.window.to, ends), at);
        due.into_iter().chain([last]).collect()
    }

    /// The last day on which a student without a mentor may choose one.
    fn choice(&self, programme: &Programme, at: DateTime<Utc>) -> Option<Event> {
        let mut theirs = self.home.mentorships.iter();
        if theirs.any(|one| {
            let facts = &one.record.facts;
            facts.programme_id == programme.id && facts.student == self.home.person.id
        }) {
            return None;
        }
        let of = |choice: &&ChoiceRecord| choice.programme_id == programme.id;
        let until = self.home.choices.iter().find(of)?.choice_until;
        expect_choice_open(programme, until, self.now).ok()?;
        let day = last_day_of_choice(programme, until);
        let text = calendar::choice_ends(&programme.name, self.language());
        Some(self.day(programme.id.0, "choice", (day, text), at))
    }

    fn career(&self, programme: &Programme) -> Option<Event> {
        let of = |(id, desk): &(_, CareerDesk)| (*id == programme.id).then(|| desk.clone());
        let desk = self.home.career.iter().find_map(of)?;
        let date = desk.scheduled?;
        let meeting = Meeting {
            step: None,
            with: With::Department,
            starts_at: date.starts_at,
            minutes: date.duration_minutes,
            means: date.means.kind(),
            detail: date.means.detail(),
            note: None,
            page: self.page(programme),
        };
        let key = (self.named(&format!("{}-career", programme.id)), 0);
        let at = desk.asked_at.unwrap_or(date.starts_at);
        Some(meeting.event(Status::Confirmed, key, at))
    }

    /// A career interview that the person holds. Its programme may be none of theirs, so it is told by
    /// UTC.
    fn held(&self, interview: &CareerInterview) -> Option<Event> {
        let date = interview.stage.meeting()?;
        let PersonRef {
            first_name,
            last_name,
            ..
        } = &interview.student;
        let student = format!("{first_name} {last_name}");
        let meeting = Meeting {
            step: None,
            with: With::Asking(student.trim()),
            starts_at: date.starts_at,
            minutes: date.duration_minutes,
            means: date.means.kind(),
            detail: date.means.detail(),
            note: None,
            page: Page {
                zone: Tz::UTC,
                language: self.language(),
                website: self.letterhead.website.as_deref(),
            },
        };
        let key = (self.named(&interview.id.to_string()), 0);
        Some(meeting.event(Status::Confirmed, key, interview.created_at))
    }

    fn day(
        &self,
        of: Uuid,
        what: &str,
        (day, summary): (NaiveDate, String),
        changed_at: DateTime<Utc>,
    ) -> Event {
        Event {
            uid: self.named(&format!("{of}-{what}")),
            sequence: 0,
            changed_at,
            status: Status::Confirmed,
            time: Time::Day(day),
            summary,
            description: String::new(),
            location: None,
            link: None,
            organizer: None,
            attendees: Vec::new(),
        }
    }

    fn page(&self, programme: &Programme) -> Page<'_> {
        Page {
            zone: programme.zone,
            language: self.language(),
            website: self.letterhead.website.as_deref(),
        }
    }

    fn named(&self, name: &str) -> String {
        format!("{name}@{}", self.letterhead.host)
    }

    const fn language(&self) -> Language {
        self.home.person.language
    }
}

fn other(record: &MentorshipRecord, party: Party) -> String {
    match party {
        Party::Student => record.mentor.full_name(),
        Party::Mentor => record.student.full_name(),
    }
}

/// How sure an appointment is; nothing of those that don't or didn't take place.
const fn status(appointment: &Appointment) -> Option<Status> {
    match appointment.state {
        AppointmentState::Proposed => Some(Status::Tentative),
        AppointmentState::Confirmed | AppointmentState::Held => Some(Status::Confirmed),
        _ => None,
    }
}
