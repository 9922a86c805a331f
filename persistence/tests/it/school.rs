//! A small school in a fresh database.

use chrono::{DateTime, Duration, TimeZone, Utc};
use domain::enrolment::{MentorChange, StudentChange};
use domain::ids::{AppointmentId, MentorshipId, PersonId, ProgrammeId, RoadbookId};
use domain::mentorship::facts::Means;
use domain::mentorship::{Actor, Command, Meeting};
use domain::programme::{Programme, ProgrammeChange};
use domain::text::{Line, Name};
use domain::words::{Language, MeansKind, Party, Step};
use persistence::{
    Acting, DatabaseConfig, Error, Find, Found, ImportMode, ImportRow, MentorFilter, MentorshipKey,
    MentorshipRecord, Meta, NewChoice, Render, Result, RoadbookHead, Store, StoredAnswer,
    StudentFilter,
};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

static NUMBER: AtomicU32 = AtomicU32::new(0);

/// Which database a test runs on.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    Sqlite,
    Postgres,
}

/// The address of an empty database; SQLite's lies in a temporary folder.
pub async fn address(kind: Kind) -> String {
    let name = format!(
        "persistence_{}_{}",
        std::process::id(),
        NUMBER.fetch_add(1, Ordering::Relaxed)
    );
    match kind {
        Kind::Sqlite => {
            let folder: PathBuf = std::env::temp_dir().join(&name);
            let _ = std::fs::remove_dir_all(&folder);
            format!("sqlite://{}/mentoring.db", folder.display())
        }
        Kind::Postgres => {
            let admin = std::env::var("MENTORING_TEST_POSTGRES_URL")
                .expect("MENTORING_TEST_POSTGRES_URL is not set: run the tests by scripts/test");
            let (client, connection) = tokio_postgres::connect(&admin, tokio_postgres::NoTls)
                .await
                .unwrap();
            let driven = tokio::spawn(connection);
            client
                .batch_execute(&format!("CREATE DATABASE {name}"))
                .await
                .unwrap();
            drop(client);
            driven.await.unwrap().unwrap();
            let (server, _) = admin.rsplit_once('/').unwrap();
            format!("{server}/{name}")
        }
    }
}

/// A fresh store.
pub async fn open(kind: Kind) -> Store {
    let url = address(kind).await;
    Store::open(&DatabaseConfig {
        url,
        connections: 8,
    })
    .await
    .unwrap()
}

/// An instant of the year 2026.
pub fn at(month: u32, day: u32, hour: u32) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, month, day, hour, 0, 0).unwrap()
}

pub fn meta(operation: &'static str, person: Option<PersonId>, now: DateTime<Utc>) -> Meta {
    Meta {
        person,
        operation,
        request_id: "test".into(),
        now,
        idempotency: None,
        versions: None,
    }
}

/// Answers 200 with nothing in it.
pub fn silent<T>() -> Render<T> {
    Arc::new(|_| answer(String::new()))
}

pub fn answer(body: String) -> StoredAnswer {
    StoredAnswer {
        status: 200,
        body: body.into_bytes(),
        location: None,
        etag: None,
        replayed: false,
    }
}

/// A programme of the year 2026 in which people can act.
pub struct School {
    pub store: Store,
    pub programme: ProgrammeId,
    pub students: Vec<PersonId>,
    pub mentors: Vec<PersonId>,
}

impl School {
    /// Opens a programme with so many students and mentors; all have accepted the charter.
    pub async fn open(kind: Kind, students: u32, mentors: u32, capacity: u16) -> Self {
        Self::open_in(open(kind).await, students, mentors, capacity).await
    }

    /// The same in a database that has one already; people are the same.
    pub async fn open_in(store: Store, students: u32, mentors: u32, capacity: u16) -> Self {
        let now = at(1, 1, 8);
        let programme = ProgrammeId::new();
        let name = Name::parse(format!("Alumni Mentoring 2026, {programme}")).unwrap();
        let made = Programme::create(programme, 2026, &name, &ProgrammeChange::default()).unwrap();
        store
            .create_programme(meta("create_programme", None, now), made, silent())
            .await
            .unwrap();
        store
            .open_programme(meta("open_programme", None, now), programme, silent())
            .await
            .unwrap();
        let mode = ImportMode {
            dry_run: false,
            partial: false,
            bad_rows: 0,
        };
        let rows = (1..=students).map(student).collect();
        store
            .import_students(
                meta("import_students", None, now),
                programme,
                rows,
                mode,
                silent(),
            )
            .await
            .unwrap();
        let rows = (1..=mentors).map(|row| mentor(row, capacity)).collect();
        store
            .import_mentors(
                meta("import_mentors", None, now),
                programme,
                rows,
                mode,
                silent(),
            )
            .await
            .unwrap();
        let found = store
            .students(programme, StudentFilter::default(), None, 100)
            .await
            .unwrap();
        let students: Vec<_> = found.into_iter().map(|student| student.person.id).collect();
        let found = store
            .mentors(programme, MentorFilter::default(), None, 100)
            .await
            .unwrap();
        let mentors: Vec<_> = found.into_iter().map(|mentor| mentor.person.id).collect();
        for person in students.iter().chain(&mentors) {
            let meta = meta("accept_charter", Some(*person), now);
            store
                .accept_charter(meta, programme, *person, 1, silent())
                .await
                .unwrap();
        }
        Self {
            store,
            programme,
            students,
            mentors,
        }
    }

    pub async fn choose(
        &self,
        student: usize,
        mentor: usize,
        now: DateTime<Utc>,
    ) -> Result<MentorshipId> {
        let id = MentorshipId::new();
        let (student, mentor) = (self.students[student], self.mentors[mentor]);
        let meta = meta("choose_mentor", Some(student), now);
        let choice = NewChoice {
            student,
            mentor,
            message: None,
        };
        self.store
            .choose_mentor(meta, id, self.programme, choice, silent())
            .await?;
        Ok(id)
    }

    pub async fn run(
        &self,
        id: MentorshipId,
        by: Party,
        now: DateTime<Utc>,
        command: Command,
    ) -> Result<()> {
        let key = self.key(id).await;
        let person = match by {
            Party::Student => key.student,
            Party::Mentor => key.mentor,
        };
        let acting = Acting {
            person,
            actor: Actor::Party(by),
            also_staff: false,
        };
        self.store
            .transition(
                meta("test", Some(person), now),
                key,
                acting,
                command,
                silent(),
            )
            .await?;
        Ok(())
    }

    pub async fn propose(
        &self,
        id: MentorshipId,
        step: Step,
        now: DateTime<Utc>,
        starts_at: DateTime<Utc>,
    ) -> Result<AppointmentId> {
        let meeting = meeting(starts_at);
        let appointment = meeting.id;
        self.run(
            id,
            Party::Student,
            now,
            Command::Propose {
                step,
                meeting,
                waive_lead: false,
            },
        )
        .await?;
        Ok(appointment)
    }

    pub async fn load(&self, id: MentorshipId, now: DateTime<Utc>) -> MentorshipRecord {
        let key = self.key(id).await;
        self.store.mentorship(key, now).await.unwrap()
    }

    pub async fn key(&self, id: MentorshipId) -> MentorshipKey {
        self.store.mentorship_head(id).await.unwrap().key
    }

    pub async fn roadbook(&self, id: RoadbookId) -> RoadbookHead {
        let (_, found) = self
            .store
            .admit("nobody".to_owned(), Find::Roadbook(id))
            .await
            .unwrap();
        match found {
            Found::Roadbook(head) => head,
            other => panic!("{other:?}"),
        }
    }
}

pub fn meeting(starts_at: DateTime<Utc>) -> Meeting {
    Meeting {
        id: AppointmentId::new(),
        starts_at,
        duration_minutes: 60,
        means: Means::restored(MeansKind::Phone, "+33 1 23 45 67 89"),
        note: None,
    }
}

pub fn refused(result: &Result<impl Sized>) -> Option<domain::refusal::Code> {
    match result {
        Err(Error::Refused(refusal)) => Some(refusal.code),
        _ => None,
    }
}

pub fn days(number: i64) -> Duration {
    Duration::days(number)
}

pub fn student(row: u32) -> ImportRow<StudentChange> {
    import(
        row,
        "s",
        StudentChange {
            degree: Line::parse("MSc Management").ok(),
            ..StudentChange::default()
        },
    )
}

pub fn mentor(row: u32, capacity: u16) -> ImportRow<MentorChange> {
    let details = MentorChange {
        headline: Some(Line::parse("Head of something").ok()),
        capacity: Some(Some(capacity)),
        ..MentorChange::default()
    };
    import(row, "m", details)
}

fn import<T>(row: u32, kind: &str, details: T) -> ImportRow<T> {
    ImportRow {
        row,
        external_id: format!("{kind}-{row}"),
        first_name: Some(format!("Émile{row}")),
        last_name: Some(format!("Durand {kind}{row:05}")),
        email: format!("{kind}{row}@example.org"),
        language: Some(Language::Fr),
        phone: None,
        details,
    }
}
