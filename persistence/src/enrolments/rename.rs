//! A person's new name in every programme: students and mentors are ordered and found by it.

use super::{Conn, Later, RunQueryDsl, dialect};
use crate::error::Result;
use crate::rows::{MentorRow, PersonRow, StudentRow};
use crate::schema::{enrolments, mentors, students};
use diesel::prelude::*;

/// Updates the keys of a changed name, found by way of the enrolments, which have an index of people.
/// The rows are locked, so that what their people change meanwhile stays.
pub(crate) async fn everywhere(conn: &mut Conn, person: &PersonRow) -> Result<()> {
    let (first, last) = (&person.first_name, &person.last_name);
    let programmes = || {
        enrolments::table
            .filter(enrolments::person_id.eq(person.id))
            .select(enrolments::programme_id)
    };
    let as_mentor = mentors::table
        .filter(mentors::programme_id.eq_any(programmes()))
        .filter(mentors::person_id.eq(person.id))
        .order(mentors::programme_id)
        .select(MentorRow::as_select());
    let as_student = students::table
        .filter(students::programme_id.eq_any(programmes()))
        .filter(students::person_id.eq(person.id))
        .order(students::programme_id)
        .select(StudentRow::as_select());
    let (as_mentor, as_student): (Vec<MentorRow>, Vec<StudentRow>) = dialect::together!(conn;
        dialect::locked!(as_mentor),
        dialect::locked!(as_student),
    )?;
    for row in as_mentor {
        let details = row.details();
        let row = row.with(details, first, last);
        diesel::update(mentors::table.find((row.programme_id, row.person_id)))
            .set((
                mentors::sort_key.eq(row.sort_key),
                mentors::search_key.eq(row.search_key),
            ))
            .later(conn)
            .await?;
    }
    for row in as_student {
        let details = row.details();
        let row = row.with(&details, first, last);
        diesel::update(students::table.find((row.programme_id, row.person_id)))
            .set((
                students::sort_key.eq(row.sort_key),
                students::search_key.eq(row.search_key),
            ))
            .later(conn)
            .await?;
    }
    Ok(())
}
