//! Verbs that play the demo's school: one command of the store each.

use chrono::{DateTime, Datelike, Duration, NaiveDate, Utc};
use chrono_tz::Europe::Paris;
use domain::ids::{AppointmentId, MentorshipId, PersonId, ProgrammeId, RoadbookId};
use domain::mentorship::facts::Means;
use domain::mentorship::{Actor, Command, Meeting};
use domain::text::Note;
use domain::words::{Language, Party};
use persistence::{Acting, MentorshipKey, Meta, Render, RoadbookHead, Store, StoredAnswer};
use std::sync::Arc;

/// The year that is played.
pub(super) const YEAR: i32 = 2027;

/// A renderer that discards the answer.
pub(super) fn unread<T>() -> Render<T> {
    Arc::new(|_| StoredAnswer {
        status: 200,
        body: Vec::new(),
        location: None,
        etag: None,
        replayed: false,
    })
}

/// Person at a moment.
pub(super) fn meta(person: PersonId, operation: &'static str, now: DateTime<Utc>) -> Meta {
    Meta {
        person: Some(person),
        request_id: "demo".into(),
        ..Meta::system(operation, now)
    }
}

/// A local hour of a day of the year.
pub(super) fn at(month: u32, day: u32, hour: u32) -> Result<DateTime<Utc>, String> {
    at_in(YEAR, month, day, hour)
}

/// A local hour of a day of some year.
pub(super) fn at_in(year: i32, month: u32, day: u32, hour: u32) -> Result<DateTime<Utc>, String> {
    let day = NaiveDate::from_ymd_opt(year, month, day);
    let local = day.and_then(|day| day.and_hms_opt(hour, 0, 0));
    let local = local.and_then(|local| local.and_local_timezone(Paris).earliest());
    Ok(local.ok_or("no such day")?.to_utc())
}

/// The same hour some days later, never on a weekend.
pub(super) fn days_later(at: DateTime<Utc>, days: i64) -> DateTime<Utc> {
    let later = at + Duration::days(days);
    match later.weekday().num_days_from_monday() {
        5 => later + Duration::days(2),
        6 => later + Duration::days(1),
        _ => later,
    }
}

/// A mentorship that is being played.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair {
    pub(super) id: MentorshipId,
    pub(super) programme: ProgrammeId,
    pub(super) roadbook: RoadbookId,
    pub(super) student: PersonId,
    pub(super) mentor: PersonId,
    /// Language of the student.
    pub(super) student_language: Language,
    /// Language of the mentor.
    pub(super) mentor_language: Language,
    /// The mentor's place in the list of people.
    pub(super) mentor_place: usize,
    /// The student's place in the list of people; chooses among variants.
    pub(super) place: usize,
}

impl Pair {
    pub(super) const fn key(&self) -> MentorshipKey {
        MentorshipKey {
            id: self.id,
            programme_id: self.programme,
            student: self.student,
            mentor: self.mentor,
        }
    }

    pub(super) const fn roadbook(&self) -> RoadbookHead {
        RoadbookHead {
            id: self.roadbook,
            programme_id: self.programme,
            student: self.student,
            mentorship: Some(self.key()),
        }
    }

    pub(super) const fn person(&self, party: Party) -> PersonId {
        match party {
            Party::Student => self.student,
            Party::Mentor => self.mentor,
        }
    }

    pub(super) const fn acting(&self, party: Party) -> Acting {
        Acting {
            person: self.person(party),
            actor: Actor::Party(party),
            also_staff: false,
        }
    }

    /// Runs a command of one of the two.
    pub(super) async fn does(
        &self,
        store: &Store,
        party: Party,
        now: DateTime<Utc>,
        operation: &'static str,
        command: Command,
    ) -> Result<(), String> {
        let meta = meta(self.person(party), operation, now);
        let done = store.transition(meta, self.key(), self.acting(party), command, unread());
        done.await
            .map(drop)
            .map_err(|error| self.failed(operation, &error))
    }

    /// Runs a command of staff.
    pub(super) async fn has_done_to_it(
        &self,
        store: &Store,
        staff: PersonId,
        now: DateTime<Utc>,
        operation: &'static str,
        command: Command,
    ) -> Result<(), String> {
        let acting = Acting {
            person: staff,
            actor: Actor::Staff,
            also_staff: true,
        };
        let meta = meta(staff, operation, now);
        let done = store.transition(meta, self.key(), acting, command, unread());
        done.await
            .map(drop)
            .map_err(|error| self.failed(operation, &error))
    }

    pub(super) fn failed(&self, what: &str, error: &persistence::Error) -> String {
        format!("{what} of the student in place {}: {error:?}", self.place)
    }

    /// A meeting as these two would have it.
    pub(super) fn meeting(
        &self,
        starts_at: DateTime<Utc>,
        means: Means,
        note: Option<Note>,
    ) -> Meeting {
        Meeting {
            id: AppointmentId::new(),
            starts_at,
            duration_minutes: 60,
            means,
            note,
        }
    }
}
