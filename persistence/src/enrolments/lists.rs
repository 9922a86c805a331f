//! A student's mentor list (R5).

use super::journal::{Changed, Field, Subject, Target, audit};
use super::{Conn, Later, RunQueryDsl, dialect};
use crate::error::{Error, Result};
use crate::records::{MentorListRecord, ProgrammeRecord};
use crate::rows::ProgrammeRow;
use crate::schema::{mentor_list_entries, mentor_lists, mentors, programmes, students};
use crate::types::{Id, Instant};
use crate::unit::{Meta, NO_VERSION};
use diesel::prelude::*;
use domain::enrolment::MentorListUpdate;
use domain::ids::{PersonId, ProgrammeId};
use std::collections::HashSet;

/// The list's version, if it was ever saved, by its student.
macro_rules! version {
    ($key:expr) => {
        students::table
            .left_join(
                mentor_lists::table.on(mentor_lists::programme_id
                    .eq(students::programme_id)
                    .and(mentor_lists::student_id.eq(students::person_id))),
            )
            .filter(students::programme_id.eq($key.0))
            .filter(students::person_id.eq($key.1))
            .select(mentor_lists::version.nullable())
    };
}

/// The list's mentors by name, with whether they are pinned.
macro_rules! entries {
    ($key:expr) => {
        mentor_list_entries::table
            .inner_join(
                mentors::table.on(mentors::programme_id
                    .eq(mentor_list_entries::programme_id)
                    .and(mentors::person_id.eq(mentor_list_entries::mentor_id))),
            )
            .filter(mentor_list_entries::student_id.eq($key.1))
            .filter(mentor_list_entries::programme_id.eq($key.0))
            .order((mentors::sort_key, mentors::person_id))
            .select((mentor_list_entries::mentor_id, mentor_list_entries::pinned))
    };
}

type Rows = (Vec<Option<i32>>, Vec<(Id, bool)>);

/// A student's mentor list; empty until it is first saved.
pub(crate) async fn get(
    conn: &mut Conn,
    programme: ProgrammeId,
    student: PersonId,
) -> Result<MentorListRecord> {
    let key = (Id::from(programme), Id::from(student));
    let rows: Rows = dialect::together!(conn; version!(key), entries!(key))?;
    record(rows)
}

fn record((version, entries): Rows) -> Result<MentorListRecord> {
    let version = version.into_iter().next().ok_or(Error::NotFound)?;
    let (pinned, excluded): (Vec<_>, Vec<_>) = entries.into_iter().partition(|(_, pinned)| *pinned);
    let ids = |entries: Vec<(Id, bool)>| entries.into_iter().map(|(id, _)| id.into()).collect();
    Ok(MentorListRecord {
        list: domain::enrolment::MentorList {
            pinned: ids(pinned),
            excluded: ids(excluded),
        },
        version: version.unwrap_or(NO_VERSION),
    })
}

/// Saves a student's mentor list. The student's row is the lock, as the list may not be there yet.
pub(crate) async fn put(
    conn: &mut Conn,
    meta: &Meta,
    programme: ProgrammeId,
    student: PersonId,
    update: MentorListUpdate,
) -> Result<MentorListRecord> {
    let key = (Id::from(programme), Id::from(student));
    let named = update.pinned.iter().chain(&update.excluded);
    let named: Vec<Id> = named.copied().map(Id::from).collect();
    let of = programmes::table
        .find(key.0)
        .select(ProgrammeRow::as_select());
    let own = students::table.find(key).select(students::person_id);
    let known = mentors::table
        .filter(mentors::programme_id.eq(key.0))
        .filter(mentors::person_id.eq_any(&named))
        .select(mentors::person_id);
    type Asked = (Vec<ProgrammeRow>, Vec<Id>, Vec<Option<i32>>, Vec<Id>);
    let (of, own, version, known): Asked = dialect::together!(conn;
        dialect::shared!(of),
        dialect::locked!(own),
        version!(key),
        known,
    )?;
    let of = ProgrammeRecord::try_from(of.into_iter().next().ok_or(Error::NotFound)?)?;
    if own.is_empty() {
        return Err(Error::NotFound);
    }
    let version = version.into_iter().next().flatten();
    meta.expect(version.unwrap_or(NO_VERSION))?;
    of.programme.expect_not_closed()?;
    let known: HashSet<Id> = known.into_iter().collect();
    let entries = update.entries(|mentor| known.contains(&mentor.into()))?;
    write(conn, meta, key, version, &entries).await?;
    let target = Target::new(Subject::MentorList, student);
    audit(conn, meta, target, Changed::Fields(&[Field::Mentors])).await?;
    get(conn, programme, student).await
}

async fn write(
    conn: &mut Conn,
    meta: &Meta,
    key: (Id, Id),
    version: Option<i32>,
    entries: &[(PersonId, bool)],
) -> Result<()> {
    let next = version.unwrap_or(NO_VERSION).wrapping_add(1);
    let now = Instant::from(meta.now);
    if version.is_none() {
        diesel::insert_into(mentor_lists::table)
            .values((
                mentor_lists::programme_id.eq(key.0),
                mentor_lists::student_id.eq(key.1),
                mentor_lists::version.eq(next),
                mentor_lists::updated_at.eq(now),
            ))
            .later(conn)
            .await?;
    } else {
        diesel::update(mentor_lists::table.find(key))
            .set((
                mentor_lists::version.eq(next),
                mentor_lists::updated_at.eq(now),
            ))
            .later(conn)
            .await?;
        let before = mentor_list_entries::table
            .filter(mentor_list_entries::student_id.eq(key.1))
            .filter(mentor_list_entries::programme_id.eq(key.0));
        diesel::delete(before).later(conn).await?;
    }
    let rows: Vec<_> = entries
        .iter()
        .map(|(mentor, pinned)| {
            (
                mentor_list_entries::student_id.eq(key.1),
                mentor_list_entries::programme_id.eq(key.0),
                mentor_list_entries::mentor_id.eq(Id::from(*mentor)),
                mentor_list_entries::pinned.eq(*pinned),
            )
        })
        .collect();
    dialect::insert_all!(conn, mentor_list_entries::table, rows);
    Ok(())
}
