//! What staff do, and what people tell or ask them, in the demo's years: one line each in
//! `texts/deeds.json`, in the order of a student's events.

use super::interview::Interview;
use super::play::{Pair, at, meta, unread};
use super::school::{School, text};
use super::story::Level;
use super::texts::{mentor_at, people, read};
use chrono::{DateTime, NaiveDate, Utc};
use domain::career::{CareerInterviewCreate, CareerMeeting};
use domain::concern::ConcernCreate;
use domain::ids::{MentorshipId, PersonId};
use domain::mentorship::facts::Means;
use domain::mentorship::{Actor, Command};
use domain::share::Document;
use domain::text::Note;
use domain::words::{ConcernKind, EndReason, MeansKind, Party, Step};
use persistence::{Acting, CareerChange, CareerFilter, CareerKey, CareerViewer, ConcernFilter};
use serde::Deserialize;
use std::sync::LazyLock;

/// The adviser who answers requests, and the link of their calls.
const ADVISER: &str = "demo-adviser";
const LINK: &str = "https://visio.example/career-department";

/// Something that somebody does with the mentorship of a student, or with a request of theirs.
#[derive(Debug, Deserialize)]
struct Deed {
    /// Year of the programme.
    year: i32,
    /// Account of the student.
    student: String,
    at: DateTime<Utc>,
    #[serde(default)]
    text: Option<String>,
    #[serde(flatten)]
    act: Act,
}

#[derive(Debug, Deserialize)]
#[serde(tag = "does", rename_all = "snake_case")]
enum Act {
    /// Staff reassign the student.
    Reassign {
        /// Account of the new mentor.
        to: String,
    },
    /// Staff give more time.
    Extend { step: Step, until_on: NaiveDate },
    /// Staff end the mentorship.
    End { reason: EndReason },
    /// One of the two tells staff of a concern.
    Raise {
        by: Party,
        kind: ConcernKind,
        /// What staff note when they have dealt with it.
        #[serde(default)]
        noted: Option<String>,
    },
    /// The student asks for a career interview, and shares documents for it.
    Ask {
        #[serde(default)]
        share: Option<Vec<Document>>,
    },
    /// The adviser gives it a date.
    Schedule { starts_at: DateTime<Utc> },
    /// It took place.
    Hold,
    /// The student didn't come.
    Miss,
    /// The adviser declines it.
    Decline,
    /// The student cancels it.
    Cancel,
}

static DEEDS: LazyLock<Result<Vec<Deed>, String>> =
    LazyLock::new(|| read(include_str!("texts/deeds.json")));

impl School<'_> {
    /// Does what belongs to this year, to these mentorships.
    pub(super) async fn staff_at_work(&self, pairs: &[Pair]) -> Result<(), String> {
        let deeds = DEEDS.as_ref().map_err(Clone::clone)?;
        let adviser = self.person(ADVISER).await?;
        for deed in deeds.iter().filter(|deed| deed.year == self.year) {
            let student = self.person(&deed.student).await?;
            let pair = pairs.iter().find(|pair| pair.student == student);
            let desk = Desk {
                school: self,
                adviser,
                student,
                now: deed.at,
            };
            let note = Note::restored(deed.text.clone().unwrap_or_default());
            let done = desk.does(&deed.act, pair, note).await;
            done.map_err(|error| format!("{}: {error}", deed.student))?;
        }
        Ok(())
    }
}

/// The desk of the staff at a moment, with the student whom it is about.
struct Desk<'a> {
    school: &'a School<'a>,
    adviser: PersonId,
    student: PersonId,
    now: DateTime<Utc>,
}

impl Desk<'_> {
    async fn does(&self, act: &Act, pair: Option<&Pair>, note: Note) -> Result<(), String> {
        let paired = || pair.ok_or("no mentorship");
        match act {
            Act::Reassign { to } => self.reassign(paired()?, to, note).await,
            Act::Extend { step, until_on } => {
                let extend = Command::Extend {
                    step: *step,
                    from: None,
                    until_on: *until_on,
                    reason: note,
                };
                self.commands(paired()?, "extend_interviews", extend).await
            }
            Act::End { reason } => {
                let end = Command::End {
                    reason: Some(*reason),
                    note: Some(note),
                    pause: false,
                };
                self.commands(paired()?, "end_mentorship", end).await
            }
            Act::Raise { by, kind, noted } => {
                let concern = ConcernCreate {
                    kind: *kind,
                    text: note,
                };
                self.hears(paired()?, *by, concern, noted.as_deref()).await
            }
            Act::Ask { share } => self.is_asked(note, share.clone()).await,
            Act::Schedule { starts_at } => {
                let meeting = CareerMeeting {
                    starts_at: *starts_at,
                    duration_minutes: 45,
                    means: Means::restored(MeansKind::Video, LINK),
                    note: None,
                };
                let schedule = CareerChange::Schedule(meeting);
                self.changes("schedule_career_interview", self.adviser, schedule)
                    .await
            }
            Act::Hold => {
                self.changes("hold_career_interview", self.adviser, CareerChange::Hold)
                    .await
            }
            Act::Miss => {
                let missed = CareerChange::RecordNoShow;
                self.changes("record_career_no_show", self.adviser, missed)
                    .await
            }
            Act::Decline => {
                let decline = CareerChange::Decline(note);
                self.changes("decline_career_interview", self.adviser, decline)
                    .await
            }
            Act::Cancel => {
                let cancel = CareerChange::Cancel(note);
                self.changes("cancel_career_interview", self.student, cancel)
                    .await
            }
        }
    }

    async fn commands(
        &self,
        pair: &Pair,
        operation: &'static str,
        command: Command,
    ) -> Result<(), String> {
        let staff = self.school.admin;
        pair.has_done_to_it(self.school.store, staff, self.now, operation, command)
            .await
    }

    /// Goes on with another mentor, and with a date that is agreed at once.
    async fn reassign(&self, pair: &Pair, to: &str, reason: Note) -> Result<(), String> {
        let School { store, admin, .. } = *self.school;
        let mentor_place = mentor_at(to).ok_or("no such mentor")?;
        let mentor = people()?.mentors.get(mentor_place);
        let acting = Acting {
            person: admin,
            actor: Actor::Staff,
            also_staff: true,
        };
        let next = Pair {
            id: MentorshipId::new(),
            mentor: self.school.person(to).await?,
            mentor_language: mentor.ok_or("no such mentor")?.language,
            mentor_place,
            ..*pair
        };
        let meta = meta(admin, "reassign", self.now);
        let to = (next.mentor, reason);
        let done = store.reassign(meta, pair.key(), acting, next.id, to, unread());
        done.await.map_err(text)?;
        let interview = Interview {
            store,
            pair: next,
            staff: admin,
            step: Step::Project,
            begins: at(2, 1, 10)?,
            ahead: 22,
        };
        interview.play(Level::Confirmed).await
    }

    async fn hears(
        &self,
        pair: &Pair,
        by: Party,
        concern: ConcernCreate,
        noted: Option<&str>,
    ) -> Result<(), String> {
        let store = self.school.store;
        let raising = meta(pair.person(by), "create_concern", self.now);
        let raised = store.create_concern(raising, pair.key(), by, concern, unread());
        raised.await.map_err(text)?;
        let Some(noted) = noted else {
            return Ok(());
        };
        let filter = ConcernFilter {
            viewer: self.adviser,
            state: None,
            kind: None,
            programme: Some(self.school.programme),
        };
        let all = store.concerns(filter, None, 100).await.map_err(text)?;
        let of_them = all.iter().find(|one| one.mentorship_id == pair.id);
        let id = of_them.ok_or("no concern")?.id;
        let two_days = chrono::Duration::days(2);
        let resolving = meta(self.adviser, "resolve_concern", self.now + two_days);
        let note = Some(Note::restored(noted.to_owned()));
        let done = store.resolve_concern(resolving, id, self.adviser, note, unread());
        done.await.map(drop).map_err(text)
    }

    async fn is_asked(&self, message: Note, share: Option<Vec<Document>>) -> Result<(), String> {
        let asking = meta(self.student, "request_career_interview", self.now);
        let programme = self.school.programme;
        let request = CareerInterviewCreate { message, share };
        let store = self.school.store;
        let asked =
            store.request_career_interview(asking, programme, self.student, request, unread());
        asked.await.map(drop).map_err(text)
    }

    /// Changes the career interview that the student asked for.
    async fn changes(
        &self,
        operation: &'static str,
        by: PersonId,
        change: CareerChange,
    ) -> Result<(), String> {
        let store = self.school.store;
        let filter = CareerFilter {
            viewer: CareerViewer::Staff(self.adviser),
            state: None,
            programme: Some(self.school.programme),
            adviser: None,
            student: Some(self.student),
        };
        let all = store.career_interviews(filter, None, 1).await;
        let all = all.map_err(text)?;
        let of = CareerKey::from(all.first().ok_or("nothing was asked")?);
        let meta = meta(by, operation, self.now);
        let changed = store.change_career_interview(meta, of, by, change, unread());
        changed.await.map(drop).map_err(text)
    }
}
