//! Enrolment of one person by staff, as a row of an import would enrol them. Who was taken out
//! and has a history here takes part again (R36).

use super::people::known;
use super::plan::{Enrolled, Plan};
use super::{Conn, Later, RunQueryDsl, dialect, mentors, programmes, students};
use crate::error::{Error, Result};
use crate::records::{
    ImportMode, ImportOutcome, MentorImport, MentorRecord, ProgrammeRecord, StudentImport,
    StudentRecord,
};
use crate::rows::{MentorRow, ProgrammeRow, StudentRow};
use crate::schema::{
    enrolments, mentors as mentor_table, persons, programmes as programme_table,
    students as student_table,
};
use crate::types::{Id, Instant, Json, Word};
use crate::unit::{Meta, NO_VERSION};
use diesel::prelude::*;
use domain::enrolment::{MentorChange, MentorDetails};
use domain::ids::ProgrammeId;
use domain::person::PersonRef;
use domain::refusal::{Code, Refusal};
use domain::words::Role;

/// Enrolment of one person writes, or is refused.
const WRITES: ImportMode = ImportMode {
    dry_run: false,
    partial: false,
    bad_rows: 0,
};

/// Enrols a student.
pub(crate) async fn student(
    conn: &mut Conn,
    meta: &Meta,
    programme: ProgrammeId,
    row: StudentImport,
) -> Result<StudentRecord> {
    meta.expect(NO_VERSION)?;
    programmes::hold(conn, programme).await?;
    let known = known::<StudentRow>(conn, programme, std::slice::from_ref(&row), WRITES).await?;
    let of = programme_table::table
        .find(Id::from(programme))
        .select(ProgrammeRow::as_select());
    let before = student_table::table
        .inner_join(persons::table.on(persons::id.eq(student_table::person_id)))
        .filter(student_table::programme_id.eq(Id::from(programme)))
        .filter(persons::external_id.eq(row.external_id.clone()))
        .select(StudentRow::as_select());
    let (of, before): (Vec<ProgrammeRow>, Vec<StudentRow>) =
        dialect::together!(conn; of, dialect::locked!(before))?;
    let of = ProgrammeRecord::try_from(of.into_iter().next().ok_or(Error::NotFound)?)?.programme;
    of.expect_not_closed()?;
    expect_no_part(before.iter().any(|row| row.active))?;
    let ends = students::ends(&before);
    let plan = Plan::of(vec![row], &of, &known, before.clone(), meta);
    let person = person_of(&plan, &before)?;
    students::write(conn, meta, programme, &plan, &ends).await?;
    if !before.is_empty() {
        diesel::update(student_table::table.find((Id::from(programme), person)))
            .set((
                student_table::active.eq(true),
                student_table::version.eq(student_table::version + 1),
                student_table::updated_at.eq(Instant::from(meta.now)),
            ))
            .later(conn)
            .await?;
    }
    super::super::students::get(conn, programme, person.into()).await
}

/// Enrols a mentor.
pub(crate) async fn mentor(
    conn: &mut Conn,
    meta: &Meta,
    programme: ProgrammeId,
    row: MentorImport,
) -> Result<MentorRecord> {
    meta.expect(NO_VERSION)?;
    programmes::hold(conn, programme).await?;
    let known = known::<MentorRow>(conn, programme, std::slice::from_ref(&row), WRITES).await?;
    let of = programme_table::table
        .find(Id::from(programme))
        .select(ProgrammeRow::as_select());
    let before = mentor_table::table
        .inner_join(persons::table.on(persons::id.eq(mentor_table::person_id)))
        .filter(mentor_table::programme_id.eq(Id::from(programme)))
        .filter(persons::external_id.eq(row.external_id.clone()))
        .select(MentorRow::as_select());
    let (of, before): (Vec<ProgrammeRow>, Vec<MentorRow>) =
        dialect::together!(conn; of, dialect::locked!(before))?;
    let of = ProgrammeRecord::try_from(of.into_iter().next().ok_or(Error::NotFound)?)?.programme;
    of.expect_not_closed()?;
    expect_no_part(before.iter().any(|row| row.active))?;
    let plan = Plan::of(vec![row], &of, &known, before.clone(), meta);
    let person = person_of(&plan, &before)?;
    mentors::write(conn, meta, programme, &plan).await?;
    if !before.is_empty() {
        diesel::update(mentor_table::table.find((Id::from(programme), person)))
            .set((
                mentor_table::active.eq(true),
                mentor_table::version.eq(mentor_table::version + 1),
                mentor_table::updated_at.eq(Instant::from(meta.now)),
            ))
            .later(conn)
            .await?;
    }
    super::super::mentors::get(conn, programme, person.into(), meta.person).await
}

/// Enrols a known person as a mentor whose profile is their own (R45, R37), or lets one who had left
/// take part again.
pub(crate) async fn enrol_mentor(
    conn: &mut Conn,
    meta: &Meta,
    (programme, person): (ProgrammeId, &PersonRef),
    profile: MentorChange,
    was_here: bool,
) -> Result<()> {
    let key = (Id::from(programme), Id::from(person.id));
    let own_fields = profile.fields().map(str::to_owned).collect();
    let details = MentorDetails::default().with(profile);
    let row = MentorRow {
        own_fields: Json(own_fields),
        ..mentors::empty(programme, key.1, meta).with(
            details,
            &person.first_name,
            &person.last_name,
        )
    };
    if !was_here {
        diesel::insert_into(enrolments::table)
            .values((
                enrolments::programme_id.eq(Id::from(programme)),
                enrolments::person_id.eq(key.1),
                enrolments::role.eq(Word(Role::Mentor)),
            ))
            .later(conn)
            .await?;
        diesel::insert_into(mentor_table::table)
            .values(row)
            .later(conn)
            .await?;
        return Ok(());
    }
    let known: Vec<(i32, Instant)> = mentor_table::table
        .find(key)
        .select((mentor_table::version, mentor_table::created_at))
        .load(conn)
        .await?;
    let (version, created_at) = known.into_iter().next().ok_or(Error::NotFound)?;
    let row = MentorRow {
        version: version.wrapping_add(1),
        created_at,
        ..row
    };
    diesel::update(mentor_table::table.find(key))
        .set(row)
        .later(conn)
        .await?;
    Ok(())
}

fn already_enrolled() -> Error {
    let refusal = Refusal::new(Code::AlreadyEnrolled);
    refusal.pointer("/external_id").into()
}

fn expect_no_part(active: bool) -> Result<()> {
    if active {
        return Err(already_enrolled());
    }
    Ok(())
}

/// Person whom the plan enrols, or who takes part again.
fn person_of<E: Enrolled>(plan: &Plan<E>, before: &[E]) -> Result<Id> {
    let failed = plan
        .outcomes
        .iter()
        .find_map(|(.., outcome)| match outcome {
            ImportOutcome::Failed { code, column } => Some((*code, *column)),
            _ => None,
        });
    if let Some((code, column)) = failed {
        let refusals = [Code::AlreadyEnrolled, Code::ReferenceUnknown];
        let refused = refusals.into_iter().find(|one| one.as_str() == code);
        return Err(match refused {
            Some(code) => Refusal::new(code).pointer(format!("/{column}")).into(),
            None => Error::Internal(format!("an enrolment without {column}: {code}")),
        });
    }
    let enrolled = plan.fresh.iter().chain(before).map(E::person).next();
    enrolled.ok_or_else(|| Error::Internal("nobody was enrolled".into()))
}
