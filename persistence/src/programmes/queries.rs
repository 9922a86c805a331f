//! Programmes (R1–R3).

mod successor;
mod windows;

pub(crate) use successor::succeed;
pub(crate) use windows::move_school_ends;

use super::journal::{Changed, Field, NewEvent, Subject, Target, audit, event};
use super::{Conn, Later, RunQueryDsl, charters, cycle, dialect, templates};
use crate::error::Result;
use crate::records::{ProgrammeRecord, ProgrammesOf};
use crate::rows::ProgrammeRow;
use crate::schema::{enrolments, mentorships, programmes};
use crate::types::{Id, Word};
use crate::unit::Meta;
use diesel::prelude::*;
use domain::ids::ProgrammeId;
use domain::mentorship::EventKind;
use domain::programme::{Programme, ProgrammeChange, name_key};
use domain::words::{MentorshipState, ProgrammeStatus};
use windows::{held, move_windows};

/// A programme.
pub(crate) async fn get(conn: &mut Conn, id: ProgrammeId) -> Result<ProgrammeRecord> {
    let row: ProgrammeRow = programmes::table
        .find(Id::from(id))
        .select(ProgrammeRow::as_select())
        .first(conn)
        .await?;
    row.try_into()
}

/// Loads a programme, locked against changes until the transaction ends.
pub(crate) async fn share(conn: &mut Conn, id: ProgrammeId) -> Result<ProgrammeRecord> {
    let query = programmes::table
        .find(Id::from(id))
        .select(ProgrammeRow::as_select());
    let row: ProgrammeRow = dialect::shared!(query).first(conn).await?;
    row.try_into()
}

/// Locks a programme against changes until the transaction ends.
pub(crate) async fn hold(conn: &mut Conn, id: ProgrammeId) -> Result<()> {
    let query = programmes::table.find(Id::from(id)).select(programmes::id);
    dialect::hold!(conn, dialect::shared!(query));
    Ok(())
}

/// Loads a programme, locked for a change in this transaction.
pub(crate) async fn lock(conn: &mut Conn, id: ProgrammeId) -> Result<ProgrammeRecord> {
    let query = programmes::table
        .find(Id::from(id))
        .select(ProgrammeRow::as_select());
    let row: ProgrammeRow = dialect::locked!(query).first(conn).await?;
    row.try_into()
}

/// Those of a query in which a person takes part, drafts apart.
macro_rules! enrolled {
    ($query:expr, $person:expr) => {{
        let theirs = $crate::schema::enrolments::table
            .left_join(
                $crate::schema::students::table.on($crate::schema::students::programme_id
                    .eq($crate::schema::enrolments::programme_id)
                    .and(
                        $crate::schema::students::person_id
                            .eq($crate::schema::enrolments::person_id),
                    )),
            )
            .left_join(
                $crate::schema::mentors::table.on($crate::schema::mentors::programme_id
                    .eq($crate::schema::enrolments::programme_id)
                    .and(
                        $crate::schema::mentors::person_id
                            .eq($crate::schema::enrolments::person_id),
                    )),
            )
            .filter($crate::schema::enrolments::person_id.eq(Id::from($person)))
            .filter(
                $crate::schema::students::active
                    .eq(true)
                    .or($crate::schema::mentors::active.eq(true)),
            )
            .select($crate::schema::enrolments::programme_id);
        $query
            .filter($crate::schema::programmes::id.eq_any(theirs))
            .filter($crate::schema::programmes::status.ne(Word(ProgrammeStatus::Draft)))
    }};
}
pub(crate) use enrolled;

/// A page of programmes, newest year first; `after` is the last row seen.
pub(crate) async fn list(
    conn: &mut Conn,
    of: ProgrammesOf,
    after: Option<(i32, ProgrammeId)>,
    limit: i64,
) -> Result<Vec<ProgrammeRecord>> {
    let mut query = programmes::table
        .select(ProgrammeRow::as_select())
        .into_boxed();
    if let ProgrammesOf::Enrolled(person) = of {
        query = enrolled!(query, person);
    }
    if let Some((year, id)) = after {
        query = query.filter(before!(
            (programmes::year, programmes::id),
            (year, Id::from(id))
        ));
    }
    let rows: Vec<ProgrammeRow> = query
        .order((programmes::year.desc(), programmes::id.desc()))
        .limit(limit)
        .load(conn)
        .await?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// A new draft with the default charter and templates.
pub(crate) async fn create(
    conn: &mut Conn,
    meta: &Meta,
    programme: Programme,
) -> Result<ProgrammeRecord> {
    let record = ProgrammeRecord {
        programme,
        version: 1,
        created_at: meta.now,
        updated_at: meta.now,
    };
    insert(conn, &record).await?;
    let id = record.programme.id;
    charters::create_default(conn, meta, id).await?;
    templates::create_defaults(conn, id).await?;
    audit(
        conn,
        meta,
        Target::new(Subject::Programme, id),
        Changed::Fields(&[]),
    )
    .await?;
    get(conn, id).await
}

/// Writes a new programme; the database refuses the name of another one of its year.
async fn insert(conn: &mut Conn, record: &ProgrammeRecord) -> Result<()> {
    let key = name_key(&record.programme.name);
    diesel::insert_into(programmes::table)
        .values((
            ProgrammeRow::from(record),
            programmes::name_key.eq(Some(key)),
        ))
        .beside(conn)
        .await?;
    Ok(())
}

/// Changes a programme; changed windows are recomputed for every mentorship.
pub(crate) async fn change(
    conn: &mut Conn,
    meta: &Meta,
    id: ProgrammeId,
    change: ProgrammeChange,
) -> Result<ProgrammeRecord> {
    let before = lock(conn, id).await?;
    meta.expect(before.version)?;
    let mentorship: Option<Id> = mentorships::table
        .filter(mentorships::programme_id.eq(Id::from(id)))
        .select(mentorships::id)
        .first(conn)
        .await
        .optional()?;
    let after = before.programme.change(&change, mentorship.is_some())?;
    if after.calendar != before.programme.calendar {
        let held = held(conn, id).await?;
        after.expect_held_within(&before.programme, &held)?;
    }
    let windows_move = after.calendar != before.programme.calendar;
    let record = write(conn, meta, &before, after).await?;
    if windows_move {
        move_windows(conn, &record.programme).await?;
    }
    audit(
        conn,
        meta,
        Target::new(Subject::Programme, id),
        Changed::Fields(&[Field::Settings]),
    )
    .await?;
    Ok(record)
}

async fn write(
    conn: &mut Conn,
    meta: &Meta,
    before: &ProgrammeRecord,
    after: Programme,
) -> Result<ProgrammeRecord> {
    let record = ProgrammeRecord {
        programme: after,
        version: before.version.wrapping_add(1),
        created_at: before.created_at,
        updated_at: meta.now,
    };
    let row = ProgrammeRow::from(&record);
    let of = |programme: &Programme| (programme.year, programme.name.clone());
    let renamed = of(&record.programme) != of(&before.programme);
    let key = renamed.then(|| programmes::name_key.eq(Some(name_key(&row.name))));
    diesel::update(programmes::table.find(row.id))
        .set((row, key))
        .beside(conn)
        .await?;
    Ok(record)
}

/// Opens a draft.
pub(crate) async fn open(conn: &mut Conn, meta: &Meta, id: ProgrammeId) -> Result<ProgrammeRecord> {
    let before = lock(conn, id).await?;
    meta.expect(before.version)?;
    let after = before.programme.open(meta.now)?;
    turn(conn, meta, &before, after, EventKind::ProgrammeOpened).await
}

/// Opens a closed programme again.
pub(crate) async fn reopen(
    conn: &mut Conn,
    meta: &Meta,
    id: ProgrammeId,
) -> Result<ProgrammeRecord> {
    let before = lock(conn, id).await?;
    meta.expect(before.version)?;
    let after = before.programme.reopen(meta.now)?;
    turn(conn, meta, &before, after, EventKind::ProgrammeReopened).await
}

/// Closes a programme, and ends its live mentorships if explicitly requested (R2).
pub(crate) async fn close(
    conn: &mut Conn,
    meta: &Meta,
    id: ProgrammeId,
    end_live: bool,
) -> Result<ProgrammeRecord> {
    let before = lock(conn, id).await?;
    meta.expect(before.version)?;
    let live: Vec<cycle::Keys> = mentorships::table
        .filter(mentorships::programme_id.eq(Id::from(id)))
        .filter(mentorships::state.eq(Word(MentorshipState::Active)))
        .select(cycle::KEYS)
        .order(mentorships::id)
        .load(conn)
        .await?;
    let count = u64::try_from(live.len()).unwrap_or(u64::MAX);
    let after = before.programme.close(end_live, count, meta.now)?;
    for mentorship in live {
        cycle::close_with_programme(conn, meta, cycle::key(mentorship)).await?;
    }
    turn(conn, meta, &before, after, EventKind::ProgrammeClosed).await
}

/// Deletes an empty draft; its charter and templates go with it.
pub(crate) async fn delete(conn: &mut Conn, meta: Meta, id: ProgrammeId) -> Result<()> {
    let before = lock(conn, id).await?;
    meta.expect(before.version)?;
    let enrolled: i64 = enrolments::table
        .filter(enrolments::programme_id.eq(Id::from(id)))
        .select(diesel::dsl::count_star())
        .first(conn)
        .await?;
    let enrolled = u64::try_from(enrolled).unwrap_or(u64::MAX);
    before.programme.expect_deletable(enrolled)?;
    diesel::delete(programmes::table.find(Id::from(id)))
        .beside(conn)
        .await?;
    audit(
        conn,
        &meta,
        Target::new(Subject::Programme, id),
        Changed::Fields(&[Field::Deleted]),
    )
    .await
}

async fn turn(
    conn: &mut Conn,
    meta: &Meta,
    before: &ProgrammeRecord,
    after: Programme,
    kind: EventKind,
) -> Result<ProgrammeRecord> {
    let record = write(conn, meta, before, after).await?;
    let id = record.programme.id;
    let data = serde_json::json!({ "resource_id": id, "state": record.programme.status });
    let new = NewEvent {
        kind,
        programme: id,
        mentorship: None,
        data,
        reason: None,
    };
    event(conn, meta, new).await?;
    audit(
        conn,
        meta,
        Target::new(Subject::Programme, id),
        Changed::Fields(&[Field::Status]),
    )
    .await?;
    Ok(record)
}
