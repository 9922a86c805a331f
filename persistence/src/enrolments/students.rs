//! Students: list, one, change.

use super::journal::{Changed, Field, Subject, Target, audit};
use super::{Conn, RunQueryDsl, containing, dialect, matching, programmes};
use crate::error::Result;
use crate::records::{AfterName, StudentFilter, StudentRecord};
use crate::rows::{PersonRefRow, StudentRow};
use crate::schema::{mentorships, persons, roadbooks, students};
use crate::types::{Id, Instant, Word};
use crate::unit::Meta;
use diesel::dsl::{exists, not};
use diesel::prelude::*;
use domain::enrolment::StudentChange;
use domain::ids::{PersonId, ProgrammeId};
use domain::words::MentorshipState;

diesel::alias!(const MENTORED: Alias<Mentored> = mentorships as mentored);

type Row = (StudentRow, PersonRefRow, Id, Option<Id>);

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
                StudentRow::as_select(),
                PersonRefRow::as_select(),
                roadbooks::id,
                mentorships::id.nullable(),
            ))
    };
}

/// The student's mentorships that are live or completed.
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
                    .ne(Word(MentorshipState::Ended)),
            )
    };
}

fn record((row, person, roadbook, mentorship): Row) -> StudentRecord {
    row.record(person.into(), roadbook, mentorship)
}

/// A page of active students, by name.
pub(crate) async fn list(
    conn: &mut Conn,
    programme: ProgrammeId,
    filter: StudentFilter,
    after: Option<AfterName>,
    limit: i64,
) -> Result<Vec<StudentRecord>> {
    let mut query = joined!()
        .filter(students::programme_id.eq(Id::from(programme)))
        .filter(students::active.eq(true))
        .into_boxed();
    for word in &filter.words {
        let has = |text: &str| students::search_key.like(containing(text)).escape('\\');
        query = matching!(query, word, has);
    }
    match filter.without_mentor {
        Some(true) => query = query.filter(not(exists(mentored!()))),
        Some(false) => query = query.filter(exists(mentored!())),
        None => {}
    }
    if let Some(AfterName { sort_key, id }) = after {
        query = query.filter(
            students::sort_key
                .gt(sort_key.clone())
                .or(students::sort_key
                    .eq(sort_key)
                    .and(students::person_id.gt(Id::from(id)))),
        );
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
    let record = programmes::share(conn, programme).await?;
    let before = get(conn, programme, person).await?;
    let key = (Id::from(programme), Id::from(person));
    let query = students::table.find(key).select(StudentRow::as_select());
    let row: StudentRow = dialect::locked!(query).first(conn).await?;
    meta.expect(row.version)?;
    record.programme.expect_not_closed()?;
    let details = row.details().with(change);
    let mut row = row.with(
        &details,
        &before.person.first_name,
        &before.person.last_name,
    );
    row.version = row.version.wrapping_add(1);
    row.updated_at = Instant::from(meta.now);
    diesel::update(students::table.find(key))
        .set(&row)
        .execute(conn)
        .await?;
    if details.leaves_school_on != before.details.leaves_school_on {
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
