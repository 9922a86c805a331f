//! Students: list, one, change.

use super::journal::{Changed, Field, Subject, Target, audit};
use super::{Conn, Later, RunQueryDsl, containing, dialect, matching, programmes};
use crate::error::{Error, Result};
use crate::records::{AfterName, ProgrammeRecord, StudentFilter, StudentRecord};
use crate::rows::{AccountRow, PersonRefRow, ProgrammeRow, ShownStudent, StudentRow};
use crate::schema::{mentorships, persons, programmes as programme_table, roadbooks, students};
use crate::types::{Id, Instant, Word};
use crate::unit::Meta;
use diesel::dsl::{exists, not};
use diesel::prelude::*;
use domain::enrolment::StudentChange;
use domain::ids::{PersonId, ProgrammeId};
use domain::refusal::{Code, Refusal};
use domain::words::MentorshipState;

diesel::alias!(pub(crate) const MENTORED: Alias<Mentored> = mentorships as mentored);

type Row = (
    ShownStudent,
    PersonRefRow,
    AccountRow,
    bool,
    Id,
    Option<(Id, Id)>,
);

/// Students with person, road-book and live mentorship, in one statement.
macro_rules! joined {
    () => {
        students::table
            .inner_join(persons::table.on(persons::id.eq(students::person_id)))
            .inner_join(
                roadbooks::table.on(roadbooks::programme_id
                    .eq(students::programme_id)
                    .and(roadbooks::student_id.eq(students::person_id))),
            )
            .left_join(
                mentorships::table.on(mentorships::programme_id
                    .eq(students::programme_id)
                    .and(mentorships::student_id.eq(students::person_id))
                    .and(mentorships::state.eq(Word(MentorshipState::Active)))),
            )
            .select((
                ShownStudent::as_select(),
                PersonRefRow::as_select(),
                AccountRow::as_select(),
                persons::active,
                roadbooks::id,
                (mentorships::id, mentorships::mentor_id).nullable(),
            ))
    };
}

/// The student's mentorships that are live or completed. Where all are live, PostgreSQL takes "not
/// ended" for rare, and reads all of them for each student.
macro_rules! mentored {
    () => {
        MENTORED
            .filter(
                MENTORED
                    .field(mentorships::programme_id)
                    .eq(students::programme_id),
            )
            .filter(
                MENTORED
                    .field(mentorships::student_id)
                    .eq(students::person_id),
            )
            .filter(
                MENTORED
                    .field(mentorships::state)
                    .eq(Word(MentorshipState::Active))
                    .or(MENTORED
                        .field(mentorships::state)
                        .eq(Word(MentorshipState::Completed))),
            )
    };
}

pub(crate) use mentored;

fn record((row, person, account, active, roadbook, live): Row) -> StudentRecord {
    let record = row.record(person.into(), account.into_parts(), roadbook, live);
    StudentRecord {
        active: record.active && active,
        ..record
    }
}

/// A page of students who take part, by name; deactivated people don't (R36).
pub(crate) async fn list(
    conn: &mut Conn,
    programme: ProgrammeId,
    filter: StudentFilter,
    after: Option<AfterName>,
    limit: i64,
) -> Result<Vec<StudentRecord>> {
    let rare = dialect::Rare::among(conn, "students", &filter.words).await?;
    let mut query = joined!()
        .filter(students::active.eq(true))
        .filter(persons::active.eq(true))
        .into_boxed();
    let programme = Id::from(programme);
    query = match rare {
        None => query.filter(students::programme_id.eq(programme)),
        Some(rare) => query
            .filter(dialect::indexed!("students", rare))
            .filter(dialect::unindexed!(students::programme_id.eq(programme))),
    };
    for word in &filter.words {
        let has = |text: &str| students::search_key.like(containing(text)).escape('\\');
        query = matching!(query, word, has);
    }
    match filter.without_mentor {
        Some(true) => query = query.filter(not(exists(mentored!()))),
        Some(false) => query = query.filter(exists(mentored!())),
        None => {}
    }
    if let Some(adviser) = filter.adviser {
        query = query.filter(students::adviser_id.eq(Id::from(adviser)));
    }
    if let Some(AfterName { sort_key, id }) = after {
        query = query.filter(behind!(
            (students::sort_key, students::person_id),
            (sort_key, Id::from(id))
        ));
    }
    let rows: Vec<Row> = query
        .order((students::sort_key, students::person_id))
        .limit(limit)
        .load(conn)
        .await?;
    Ok(rows.into_iter().map(record).collect())
}

/// A student.
pub(crate) async fn get(
    conn: &mut Conn,
    programme: ProgrammeId,
    person: PersonId,
) -> Result<StudentRecord> {
    let row: Row = joined!()
        .filter(students::programme_id.eq(Id::from(programme)))
        .filter(students::person_id.eq(Id::from(person)))
        .first(conn)
        .await?;
    Ok(record(row))
}

/// Changes a student, for staff.
pub(crate) async fn change(
    conn: &mut Conn,
    meta: &Meta,
    programme: ProgrammeId,
    person: PersonId,
    change: StudentChange,
) -> Result<StudentRecord> {
    let key = (Id::from(programme), Id::from(person));
    let of = programme_table::table
        .find(key.0)
        .select(ProgrammeRow::as_select());
    let own = students::table.find(key).select(StudentRow::as_select());
    let adviser = change.adviser_id.flatten();
    type Loaded = (
        Vec<ProgrammeRow>,
        Vec<StudentRow>,
        Vec<(String, String)>,
        Vec<Id>,
    );
    let (of, row, name, staff): Loaded = dialect::together!(conn;
        dialect::shared!(of),
        dialect::locked!(own),
        persons::table
            .find(key.1)
            .select((persons::first_name, persons::last_name)),
        persons::table
            .filter(persons::id.eq(adviser.map_or(key.1, Id::from)))
            .filter(persons::staff.eq(true))
            .filter(persons::active.eq(true))
            .select(persons::id),
    )?;
    let missing = || Error::NotFound;
    let of = ProgrammeRecord::try_from(of.into_iter().next().ok_or_else(missing)?)?;
    let row = row.into_iter().next().ok_or_else(missing)?;
    let (first_name, last_name) = name.into_iter().next().ok_or_else(missing)?;
    meta.expect(row.version)?;
    of.programme.expect_not_closed()?;
    if adviser.is_some_and(|adviser| adviser == person || staff.is_empty()) {
        let refusal = Refusal::new(Code::ReferenceUnknown);
        return Err(refusal.pointer("/adviser_id").into());
    }
    let before = row.leaves_school_on;
    let details = row.details().with(change);
    let mut row = row.with(&details, &first_name, &last_name);
    row.version = row.version.wrapping_add(1);
    row.updated_at = Instant::from(meta.now);
    diesel::update(students::table.find(key))
        .set(row)
        .beside(conn)
        .await?;
    if details.leaves_school_on != before {
        let moved = [(Id::from(person), details.leaves_school_on)];
        programmes::move_school_ends(conn, meta, programme, &moved).await?;
    }
    audit(
        conn,
        meta,
        Target::new(Subject::Student, person),
        Changed::Fields(&[Field::Details]),
    )
    .await?;
    get(conn, programme, person).await
}
