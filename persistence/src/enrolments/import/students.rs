//! Import of students: people, enrolments and empty road-books.

use super::journal::{Changed, Field, Subject, Target, audit};
use super::people::{CHUNK, enrol, known};
use super::plan::{Enrolled, Plan};
use super::{Conn, Later, RunQueryDsl, dialect, idempotency, programmes};
use crate::error::Result;
use crate::records::{ImportMode, ImportRecord, StudentImport};
use crate::rows::{PersonRow, StudentRow};
use crate::schema::{roadbooks, students};
use crate::types::{Id, Instant};
use crate::unit::{Meta, NO_VERSION, Render, StoredAnswer};
use chrono::NaiveDate;
use diesel::prelude::*;
use domain::enrolment::{StudentChange, StudentDetails};
use domain::ids::{PersonId, ProgrammeId};
use domain::programme::Programme;
use domain::words::Role;
use std::collections::HashMap;

impl Enrolled for StudentRow {
    type Change = StudentChange;
    const ROLE: Role = Role::Student;

    fn begin(
        programme: &Programme,
        person: &PersonRow,
        row: &StudentImport,
        meta: &Meta,
    ) -> std::result::Result<Self, &'static str> {
        let degree = row.details.degree.clone().ok_or("degree")?;
        let details = StudentDetails::new(degree, programme.year).with(row.details.clone());
        let empty = empty(programme.id, person, meta);
        Ok(empty.with(&details, &person.first_name, &person.last_name))
    }

    fn adviser(change: &StudentChange) -> Option<PersonId> {
        change.adviser_id.flatten()
    }

    fn updated(self, person: &PersonRow, row: &StudentImport) -> Self {
        let details = self.details().with(row.details.clone());
        self.with(&details, &person.first_name, &person.last_name)
    }

    fn person(&self) -> Id {
        self.person_id
    }
}

/// Imports students.
pub(crate) async fn students(
    conn: &mut Conn,
    meta: &Meta,
    programme: ProgrammeId,
    rows: Vec<StudentImport>,
    mode: ImportMode,
) -> Result<ImportRecord> {
    meta.expect(NO_VERSION)?;
    let record = if mode.dry_run {
        programmes::get(conn, programme).await?
    } else {
        programmes::share(conn, programme).await?
    };
    record.programme.expect_not_closed()?;
    let known = known::<StudentRow>(conn, programme, &rows, mode).await?;
    let mut before: Vec<StudentRow> = Vec::new();
    for theirs in known.enrolled().chunks(CHUNK) {
        let theirs = students::table
            .filter(students::programme_id.eq(Id::from(programme)))
            .filter(students::person_id.eq_any(theirs))
            .order(students::person_id)
            .select(StudentRow::as_select());
        let found: Vec<StudentRow> = dialect::locked_unless!(mode.dry_run, theirs, conn)?;
        before.extend(found);
    }
    let ends = ends(&before);
    let plan = Plan::of(rows, &record.programme, &known, before, meta);
    let applied = plan.applies(mode);
    if applied {
        write(conn, meta, programme, &plan, &ends).await?;
    }
    Ok(ImportRecord {
        rows: plan.outcomes,
        applied,
    })
}

/// Tries an import of students: the kept answer of its key, or its report.
pub(crate) async fn try_students(
    conn: &mut Conn,
    meta: Meta,
    programme: ProgrammeId,
    rows: Vec<StudentImport>,
    mode: ImportMode,
    render: Render<ImportRecord>,
) -> Result<StoredAnswer> {
    if let Some(kept) = idempotency::before(conn, &meta).await? {
        return Ok(kept);
    }
    let record = students(conn, &meta, programme, rows, mode).await?;
    Ok(render(&record))
}

/// The last day of School of each.
pub(super) fn ends(rows: &[StudentRow]) -> HashMap<Id, NaiveDate> {
    let ends = rows.iter();
    ends.map(|row| (row.person_id, row.leaves_school_on))
        .collect()
}

pub(super) async fn write(
    conn: &mut Conn,
    meta: &Meta,
    programme: ProgrammeId,
    plan: &Plan<StudentRow>,
    ends: &HashMap<Id, NaiveDate>,
) -> Result<()> {
    plan.people.write(conn).await?;
    let newcomers = plan.newcomers();
    enrol(conn, programme, Role::Student, &newcomers).await?;
    dialect::insert_all!(conn, students::table, plan.fresh.clone());
    give_roadbooks(conn, programme, &newcomers, meta).await?;
    for row in &plan.changed {
        let row = StudentRow {
            version: row.version.wrapping_add(1),
            updated_at: meta.now.into(),
            ..row.clone()
        };
        diesel::update(students::table.find((row.programme_id, row.person_id)))
            .set(row)
            .later(conn)
            .await?;
    }
    let moved = plan.changed.iter();
    let moved = moved.map(|row| (row.person_id, row.leaves_school_on));
    let moved: Vec<_> = moved
        .filter(|(person, on)| ends.get(person) != Some(on))
        .collect();
    programmes::move_school_ends(conn, meta, programme, &moved).await?;
    let subject = Target::new(Subject::Programme, programme);
    audit(conn, meta, subject, Changed::Fields(&[Field::Students])).await
}

fn empty(programme: ProgrammeId, person: &PersonRow, meta: &Meta) -> StudentRow {
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
        adviser_id: None,
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
