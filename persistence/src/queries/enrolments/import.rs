//! Import of students and mentors (R37): everything is read first, decided in one pass, and
//! written in batches; a bad row without `partial` writes nothing.

use super::journal::{Subject, audit};
use super::{Conn, RunQueryDsl, dialect, programmes};
use crate::error::Result;
use crate::records::{
    ImportMode, ImportOutcome, ImportRecord, ImportRow, MentorImport, StudentImport,
};
use crate::rows::{MentorRow, PersonRow, StudentRow};
use crate::schema::{enrolments, mentors, persons, roadbooks, students};
use crate::types::{Id, Instant, Json, Word};
use crate::unit::Meta;
use diesel::prelude::*;
use domain::enrolment::{MentorDetails, StudentDetails, search_key, sort_key};
use domain::ids::ProgrammeId;
use domain::programme::Programme;
use domain::words::{Language, Role};
use std::collections::{HashMap, HashSet};

/// Parameters that one statement takes at the most, with room to spare.
const CHUNK: usize = 5_000;

/// What is known already of the people in the rows.
struct Known {
    persons: HashMap<String, PersonRow>,
    roles: HashMap<Id, Role>,
}

/// What is to be written about people.
#[derive(Default)]
struct People {
    fresh: Vec<PersonRow>,
    changed: Vec<PersonRow>,
}

/// How a row's person stands.
enum Standing {
    /// Not known, or not enrolled: to be enrolled.
    New(PersonRow),
    /// Enrolled as what the import is about.
    Enrolled(PersonRow, bool),
}

async fn known<T>(conn: &mut Conn, programme: ProgrammeId, rows: &[ImportRow<T>]) -> Result<Known> {
    let mut known = Known {
        persons: HashMap::new(),
        roles: HashMap::new(),
    };
    for chunk in rows.chunks(CHUNK) {
        let accounts: Vec<&str> = chunk.iter().map(|row| row.external_id.as_str()).collect();
        let found: Vec<PersonRow> = persons::table
            .filter(persons::external_id.eq_any(accounts))
            .select(PersonRow::as_select())
            .load(conn)
            .await?;
        known.persons.extend(
            found
                .into_iter()
                .map(|person| (person.external_id.clone(), person)),
        );
    }
    let enrolled: Vec<(Id, Word<Role>)> = enrolments::table
        .filter(enrolments::programme_id.eq(Id::from(programme)))
        .select((enrolments::person_id, enrolments::role))
        .load(conn)
        .await?;
    known
        .roles
        .extend(enrolled.into_iter().map(|(person, role)| (person, role.0)));
    Ok(known)
}

/// The person of a row as the import leaves them; what a person set themselves stays (R37).
fn person_of<T>(row: &ImportRow<T>, known: Option<&PersonRow>, meta: &Meta) -> PersonRow {
    let fresh = || PersonRow {
        id: Id::new(),
        external_id: row.external_id.clone(),
        first_name: String::new(),
        last_name: String::new(),
        email: None,
        private_email: None,
        phone: None,
        video_handle: None,
        language: Word(Language::Fr),
        reminders: true,
        active: true,
        own_fields: Json(Vec::new()),
        sort_key: String::new(),
        search_key: String::new(),
        version: 1,
        created_at: meta.now.into(),
        updated_at: meta.now.into(),
    };
    let mut person = known.cloned().unwrap_or_else(fresh);
    let own: HashSet<String> = person.own_fields.0.iter().cloned().collect();
    person.first_name.clone_from(&row.first_name);
    person.last_name.clone_from(&row.last_name);
    person.email = Some(row.email.clone());
    if let Some(language) = row.language.filter(|_| !own.contains("language")) {
        person.language = Word(language);
    }
    if let Some(phone) = row.phone.clone().filter(|_| !own.contains("phone")) {
        person.phone = phone;
    }
    person.sort_key = sort_key(&row.first_name, &row.last_name);
    person.search_key = search_key([
        row.first_name.as_str(),
        row.last_name.as_str(),
        row.email.as_str(),
    ]);
    person
}

fn standing<T>(
    row: &ImportRow<T>,
    known: &Known,
    seen: &mut HashSet<String>,
    role: Role,
    meta: &Meta,
) -> std::result::Result<Standing, ImportOutcome> {
    let failed = |code| ImportOutcome::Failed {
        code,
        column: "external_id",
    };
    if !seen.insert(row.external_id.clone()) {
        return Err(failed("duplicate_row"));
    }
    let before = known.persons.get(&row.external_id);
    let person = person_of(row, before, meta);
    match before.and_then(|before| known.roles.get(&before.id)) {
        Some(enrolled) if *enrolled == role => {
            let changed = before.is_some_and(|before| differs(before, &person));
            Ok(Standing::Enrolled(person, changed))
        }
        Some(_) => Err(failed("already_enrolled")),
        None => Ok(Standing::New(person)),
    }
}

fn differs(before: &PersonRow, after: &PersonRow) -> bool {
    let told = |row: &PersonRow| {
        let names = (
            row.first_name.clone(),
            row.last_name.clone(),
            row.email.clone(),
        );
        (names, row.phone.clone(), row.language)
    };
    told(before) != told(after)
}

impl People {
    fn take(&mut self, person: &PersonRow, known: &Known, meta: &Meta) {
        match known.persons.get(&person.external_id) {
            None => self.fresh.push(person.clone()),
            Some(before) if differs(before, person) => {
                let version = before.version.wrapping_add(1);
                self.changed.push(PersonRow {
                    version,
                    updated_at: meta.now.into(),
                    ..person.clone()
                });
            }
            Some(_) => {}
        }
    }

    async fn write(&self, conn: &mut Conn) -> Result<()> {
        dialect::insert_all!(conn, persons::table, self.fresh);
        for person in &self.changed {
            diesel::update(persons::table.find(person.id))
                .set((
                    persons::first_name.eq(&person.first_name),
                    persons::last_name.eq(&person.last_name),
                    persons::email.eq(&person.email),
                    persons::phone.eq(&person.phone),
                    persons::language.eq(person.language),
                    persons::sort_key.eq(&person.sort_key),
                    persons::search_key.eq(&person.search_key),
                    persons::version.eq(person.version),
                    persons::updated_at.eq(person.updated_at),
                ))
                .execute(conn)
                .await?;
            rename_elsewhere(conn, person).await?;
        }
        Ok(())
    }
}

/// A name that changed is found and ordered by in every programme.
async fn rename_elsewhere(conn: &mut Conn, person: &PersonRow) -> Result<()> {
    let (first, last) = (&person.first_name, &person.last_name);
    let theirs: Vec<StudentRow> = students::table
        .filter(students::person_id.eq(person.id))
        .select(StudentRow::as_select())
        .load(conn)
        .await?;
    for row in theirs {
        let details = row.details();
        let row = row.with(&details, first, last);
        diesel::update(students::table.find((row.programme_id, row.person_id)))
            .set(&row)
            .execute(conn)
            .await?;
    }
    let theirs: Vec<MentorRow> = mentors::table
        .filter(mentors::person_id.eq(person.id))
        .select(MentorRow::as_select())
        .load(conn)
        .await?;
    for row in theirs {
        let details = row.details();
        let row = row.with(&details, first, last);
        diesel::update(mentors::table.find((row.programme_id, row.person_id)))
            .set(&row)
            .execute(conn)
            .await?;
    }
    Ok(())
}

async fn enrol(conn: &mut Conn, programme: ProgrammeId, role: Role, fresh: &[Id]) -> Result<()> {
    for chunk in fresh.chunks(CHUNK) {
        let rows: Vec<_> = chunk
            .iter()
            .map(|person| {
                (
                    enrolments::programme_id.eq(Id::from(programme)),
                    enrolments::person_id.eq(*person),
                    enrolments::role.eq(Word(role)),
                )
            })
            .collect();
        dialect::insert_all!(conn, enrolments::table, rows);
    }
    Ok(())
}

fn applies(mode: ImportMode, outcomes: &[(u32, String, ImportOutcome)]) -> bool {
    let failed = outcomes
        .iter()
        .any(|(_, _, outcome)| matches!(outcome, ImportOutcome::Failed { .. }));
    !mode.dry_run && (mode.partial || (!failed && mode.bad_rows == 0))
}

/// Imports students: people, enrolments and empty road-books.
pub(crate) async fn students(
    conn: &mut Conn,
    meta: &Meta,
    programme: ProgrammeId,
    rows: Vec<StudentImport>,
    mode: ImportMode,
) -> Result<ImportRecord> {
    let record = programmes::share(conn, programme).await?;
    expect_not_closed(&record.programme)?;
    let known = known(conn, programme, &rows).await?;
    let before: Vec<StudentRow> = students::table
        .filter(students::programme_id.eq(Id::from(programme)))
        .select(StudentRow::as_select())
        .load(conn)
        .await?;
    let before: HashMap<Id, StudentRow> =
        before.into_iter().map(|row| (row.person_id, row)).collect();
    let (mut people, mut seen) = (People::default(), HashSet::new());
    let (mut outcomes, mut fresh, mut changed) = (Vec::new(), Vec::new(), Vec::new());
    for row in rows {
        let outcome = match standing(&row, &known, &mut seen, Role::Student, meta) {
            Err(failed) => failed,
            Ok(Standing::New(person)) => match row.details.degree.clone() {
                None => ImportOutcome::Failed {
                    code: "required",
                    column: "degree",
                },
                Some(degree) => {
                    let details = StudentDetails::new(degree, record.programme.year)
                        .with(row.details.clone());
                    people.take(&person, &known, meta);
                    fresh.push(empty_student(programme, &person, meta).with(
                        &details,
                        &row.first_name,
                        &row.last_name,
                    ));
                    ImportOutcome::Created
                }
            },
            Ok(Standing::Enrolled(person, renamed)) => {
                people.take(&person, &known, meta);
                let old = before.get(&person.id).cloned();
                let new = old.clone().map(|old| {
                    let details = old.details().with(row.details.clone());
                    old.with(&details, &row.first_name, &row.last_name)
                });
                let differs = old != new;
                changed.extend(new.filter(|_| differs));
                if differs || renamed {
                    ImportOutcome::Updated
                } else {
                    ImportOutcome::Unchanged
                }
            }
        };
        outcomes.push((row.row, row.external_id, outcome));
    }
    let applied = applies(mode, &outcomes);
    if applied {
        people.write(conn).await?;
        let ids: Vec<Id> = fresh.iter().map(|row: &StudentRow| row.person_id).collect();
        enrol(conn, programme, Role::Student, &ids).await?;
        dialect::insert_all!(conn, students::table, fresh);
        give_roadbooks(conn, programme, &ids, meta).await?;
        for row in changed {
            let row = StudentRow {
                version: row.version.wrapping_add(1),
                updated_at: meta.now.into(),
                ..row
            };
            diesel::update(students::table.find((row.programme_id, row.person_id)))
                .set(&row)
                .execute(conn)
                .await?;
        }
        audit(
            conn,
            meta,
            Subject::new("programme", programme),
            &["students"],
        )
        .await?;
    }
    Ok(ImportRecord {
        rows: outcomes,
        applied,
    })
}

fn empty_student(programme: ProgrammeId, person: &PersonRow, meta: &Meta) -> StudentRow {
    StudentRow {
        programme_id: programme.into(),
        person_id: person.id,
        degree: String::new(),
        major: None,
        leaves_school_on: meta.now.date_naive(),
        choice_until: None,
        withdrawals: 0,
        active: true,
        sort_key: String::new(),
        search_key: String::new(),
        version: 1,
        created_at: meta.now.into(),
        updated_at: meta.now.into(),
    }
}

async fn give_roadbooks(
    conn: &mut Conn,
    programme: ProgrammeId,
    ids: &[Id],
    meta: &Meta,
) -> Result<()> {
    let now = Instant::from(meta.now);
    let rows: Vec<_> = ids
        .iter()
        .map(|student| {
            (
                roadbooks::id.eq(Id::new()),
                roadbooks::programme_id.eq(Id::from(programme)),
                roadbooks::student_id.eq(*student),
                roadbooks::version.eq(1),
                roadbooks::created_at.eq(now),
                roadbooks::updated_at.eq(now),
            )
        })
        .collect();
    dialect::insert_all!(conn, roadbooks::table, rows);
    Ok(())
}

/// Imports mentors: people and enrolments.
pub(crate) async fn mentors(
    conn: &mut Conn,
    meta: &Meta,
    programme: ProgrammeId,
    rows: Vec<MentorImport>,
    mode: ImportMode,
) -> Result<ImportRecord> {
    let record = programmes::share(conn, programme).await?;
    expect_not_closed(&record.programme)?;
    let known = known(conn, programme, &rows).await?;
    let before: Vec<MentorRow> = mentors::table
        .filter(mentors::programme_id.eq(Id::from(programme)))
        .select(MentorRow::as_select())
        .load(conn)
        .await?;
    let before: HashMap<Id, MentorRow> =
        before.into_iter().map(|row| (row.person_id, row)).collect();
    let (mut people, mut seen) = (People::default(), HashSet::new());
    let (mut outcomes, mut fresh, mut changed) = (Vec::new(), Vec::new(), Vec::new());
    for row in rows {
        let outcome = match standing(&row, &known, &mut seen, Role::Mentor, meta) {
            Err(failed) => failed,
            Ok(Standing::New(person)) => match row.details.headline.clone() {
                None => ImportOutcome::Failed {
                    code: "required",
                    column: "headline",
                },
                Some(headline) => {
                    let details = MentorDetails::new(headline).with(row.details.clone());
                    people.take(&person, &known, meta);
                    fresh.push(empty_mentor(programme, &person, meta).with(
                        &details,
                        &row.first_name,
                        &row.last_name,
                    ));
                    ImportOutcome::Created
                }
            },
            Ok(Standing::Enrolled(person, renamed)) => {
                people.take(&person, &known, meta);
                let old = before.get(&person.id).cloned();
                let new = old.clone().map(|old| {
                    let details = old.details().with(row.details.clone());
                    old.with(&details, &row.first_name, &row.last_name)
                });
                let differs = old != new;
                changed.extend(new.filter(|_| differs));
                if differs || renamed {
                    ImportOutcome::Updated
                } else {
                    ImportOutcome::Unchanged
                }
            }
        };
        outcomes.push((row.row, row.external_id, outcome));
    }
    let applied = applies(mode, &outcomes);
    if applied {
        people.write(conn).await?;
        let ids: Vec<Id> = fresh.iter().map(|row: &MentorRow| row.person_id).collect();
        enrol(conn, programme, Role::Mentor, &ids).await?;
        dialect::insert_all!(conn, mentors::table, fresh);
        for row in changed {
            let row = MentorRow {
                version: row.version.wrapping_add(1),
                updated_at: meta.now.into(),
                ..row
            };
            diesel::update(mentors::table.find((row.programme_id, row.person_id)))
                .set(&row)
                .execute(conn)
                .await?;
        }
        audit(
            conn,
            meta,
            Subject::new("programme", programme),
            &["mentors"],
        )
        .await?;
    }
    Ok(ImportRecord {
        rows: outcomes,
        applied,
    })
}

fn empty_mentor(programme: ProgrammeId, person: &PersonRow, meta: &Meta) -> MentorRow {
    MentorRow {
        programme_id: programme.into(),
        person_id: person.id,
        headline: String::new(),
        company: None,
        job_title: None,
        sector: None,
        location: None,
        graduation_year: None,
        languages: Json(Vec::new()),
        means: Json(Vec::new()),
        skills: Json(Vec::new()),
        about: None,
        capacity: None,
        paused: false,
        listed: true,
        active: true,
        sort_key: String::new(),
        search_key: String::new(),
        version: 1,
        created_at: meta.now.into(),
        updated_at: meta.now.into(),
    }
}

/// R2: nobody is enrolled in a closed programme.
fn expect_not_closed(programme: &Programme) -> Result<()> {
    match programme.status {
        domain::words::ProgrammeStatus::Closed => Ok(programme.expect_open()?),
        _ => Ok(()),
    }
}
