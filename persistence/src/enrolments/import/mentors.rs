//! Import of mentors: people and enrolments.

use super::journal::{Changed, Field, Subject, Target, audit};
use super::people::{CHUNK, enrol, known};
use super::plan::{Enrolled, Plan};
use super::{Conn, Later, RunQueryDsl, dialect, idempotency, programmes};
use crate::error::Result;
use crate::records::{ImportMode, ImportRecord, MentorImport};
use crate::rows::{MentorRow, PersonRow};
use crate::schema::mentors;
use crate::types::{Id, Json};
use crate::unit::{Meta, NO_VERSION, Render, StoredAnswer};
use diesel::prelude::*;
use domain::enrolment::{MentorChange, MentorDetails};
use domain::ids::ProgrammeId;
use domain::programme::Programme;
use domain::words::Role;

impl Enrolled for MentorRow {
    type Change = MentorChange;
    const ROLE: Role = Role::Mentor;

    fn begin(
        programme: &Programme,
        person: &PersonRow,
        row: &MentorImport,
        meta: &Meta,
    ) -> std::result::Result<Self, &'static str> {
        let details = MentorDetails::default().with(row.details.clone());
        let empty = empty(programme.id, person.id, meta);
        Ok(empty.with(details, &person.first_name, &person.last_name))
    }

    fn updated(self, person: &PersonRow, row: &MentorImport) -> Self {
        let change = row.details.clone().without(&self.own_fields.0);
        let details = self.details().with(change);
        self.with(details, &person.first_name, &person.last_name)
    }

    fn person(&self) -> Id {
        self.person_id
    }
}

/// Imports mentors.
pub(crate) async fn mentors(
    conn: &mut Conn,
    meta: &Meta,
    programme: ProgrammeId,
    rows: Vec<MentorImport>,
    mode: ImportMode,
) -> Result<ImportRecord> {
    meta.expect(NO_VERSION)?;
    let record = if mode.dry_run {
        programmes::get(conn, programme).await?
    } else {
        programmes::share(conn, programme).await?
    };
    record.programme.expect_not_closed()?;
    let known = known::<MentorRow>(conn, programme, &rows, mode).await?;
    let mut before: Vec<MentorRow> = Vec::new();
    for theirs in known.enrolled().chunks(CHUNK) {
        let theirs = mentors::table
            .filter(mentors::programme_id.eq(Id::from(programme)))
            .filter(mentors::person_id.eq_any(theirs))
            .order(mentors::person_id)
            .select(MentorRow::as_select());
        let found: Vec<MentorRow> = dialect::locked_unless!(mode.dry_run, theirs, conn)?;
        before.extend(found);
    }
    let plan = Plan::of(rows, &record.programme, &known, before, meta);
    let applied = plan.applies(mode);
    if applied {
        write(conn, meta, programme, &plan).await?;
    }
    Ok(ImportRecord {
        rows: plan.outcomes,
        applied,
    })
}

/// Tries an import of mentors: the kept answer of its key, or its report.
pub(crate) async fn try_mentors(
    conn: &mut Conn,
    meta: Meta,
    programme: ProgrammeId,
    rows: Vec<MentorImport>,
    mode: ImportMode,
    render: Render<ImportRecord>,
) -> Result<StoredAnswer> {
    if let Some(kept) = idempotency::before(conn, &meta).await? {
        return Ok(kept);
    }
    let record = mentors(conn, &meta, programme, rows, mode).await?;
    Ok(render(&record))
}

pub(super) async fn write(
    conn: &mut Conn,
    meta: &Meta,
    programme: ProgrammeId,
    plan: &Plan<MentorRow>,
) -> Result<()> {
    plan.people.write(conn).await?;
    let newcomers = plan.newcomers();
    enrol(conn, programme, Role::Mentor, &newcomers).await?;
    dialect::insert_all!(conn, mentors::table, plan.fresh.clone());

    for row in &plan.changed {
        let row = MentorRow {
            version: row.version.wrapping_add(1),
            updated_at: meta.now.into(),
            ..row.clone()
        };
        diesel::update(mentors::table.find((row.programme_id, row.person_id)))
            .set(row)
            .later(conn)
            .await?;
    }
    let subject = Target::new(Subject::Programme, programme);
    audit(conn, meta, subject, Changed::Fields(&[Field::Mentors])).await
}

pub(super) fn empty(programme: ProgrammeId, person: Id, meta: &Meta) -> MentorRow {
    MentorRow {
        programme_id: programme.into(),
        person_id: person,
        columns: MentorDetails::default().into(),
        active: true,
        sort_key: String::new(),
        search_key: String::new(),
        version: 1,
        created_at: meta.now.into(),
        updated_at: meta.now.into(),
        own_fields: Json(Vec::new()),
    }
}
