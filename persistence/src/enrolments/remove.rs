//! Taking a person out of a programme (R36): an enrolment with mentorships in the past stays as
//! their history, inactive; one without goes entirely, as if it had never been imported.

use super::journal::{Changed, Field, Subject, Target, audit};
use super::{Conn, RunQueryDsl, dialect, programmes};
use crate::error::Result;
use crate::schema::{
    audit_log, charter_acceptances, enrolments, mentors, mentorships, messages, persons,
    roadbook_answers, roadbooks, students,
};
use crate::types::{Id, Instant, Word};
use crate::unit::Meta;
use diesel::prelude::*;
use domain::enrolment::expect_removable;
use domain::ids::{PersonId, ProgrammeId};
use domain::words::MentorshipState;

/// Takes a person out of their part; `$own` deletes what else only this part has.
macro_rules! take_out {
    ($part:ident, $subject:expr, $conn:ident, $meta:ident, $programme:ident, $person:ident $(, $own:expr)?) => {{
        // Alone in the programme: nobody chooses, books or writes meanwhile.
        let record = programmes::lock($conn, $programme).await?;
        let theirs = $part::table.find((Id::from($programme), Id::from($person)));
        let (version, active): (i32, bool) = theirs
            .select(($part::version, $part::active))
            .first($conn)
            .await?;
        $meta.expect(version)?;
        let past = mentorships_of($conn, $programme, $person).await?;
        expect_removable(&record.programme, live(&past))?;
        if past.is_empty() {
            $($own;)?
            accept_nothing($conn, $programme, $person).await?;
            diesel::delete(theirs).execute($conn).await?;
            return withdraw($conn, &$meta, $programme, $person, $subject).await;
        }
        if active {
            diesel::update(theirs)
                .set((
                    $part::active.eq(false),
                    $part::version.eq($part::version + 1),
                    $part::updated_at.eq(Instant::from($meta.now)),
                ))
                .execute($conn)
                .await?;
            let target = Target::new($subject, $person);
            audit($conn, &$meta, target, Changed::Fields(&[Field::Active])).await?;
        }
        Ok(())
    }};
}

/// Takes a student out.
pub(crate) async fn student(
    conn: &mut Conn,
    meta: Meta,
    programme: ProgrammeId,
    person: PersonId,
) -> Result<()> {
    take_out!(
        students,
        Subject::Student,
        conn,
        meta,
        programme,
        person,
        delete_roadbook(conn, programme, person).await?
    )
}

/// Takes a mentor out.
pub(crate) async fn mentor(
    conn: &mut Conn,
    meta: Meta,
    programme: ProgrammeId,
    person: PersonId,
) -> Result<()> {
    take_out!(mentors, Subject::Mentor, conn, meta, programme, person)
}

/// The states of all their mentorships in the programme.
async fn mentorships_of(
    conn: &mut Conn,
    programme: ProgrammeId,
    person: PersonId,
) -> Result<Vec<MentorshipState>> {
    let person = Id::from(person);
    let states: Vec<Word<MentorshipState>> = mentorships::table
        .filter(mentorships::programme_id.eq(Id::from(programme)))
        .filter(
            mentorships::student_id
                .eq(person)
                .or(mentorships::mentor_id.eq(person)),
        )
        .select(mentorships::state)
        .load(conn)
        .await?;
    Ok(states.into_iter().map(|state| state.0).collect())
}

fn live(states: &[MentorshipState]) -> u64 {
    let live = states.iter();
    let live = live.filter(|state| **state == MentorshipState::Active);
    u64::try_from(live.count()).unwrap_or(u64::MAX)
}

async fn delete_roadbook(conn: &mut Conn, programme: ProgrammeId, person: PersonId) -> Result<()> {
    let theirs = roadbooks::table
        .filter(roadbooks::programme_id.eq(Id::from(programme)))
        .filter(roadbooks::student_id.eq(Id::from(person)));
    let id: Id = theirs.select(roadbooks::id).first(conn).await?;
    diesel::delete(roadbook_answers::table.filter(roadbook_answers::roadbook_id.eq(id)))
        .execute(conn)
        .await?;
    diesel::delete(theirs).execute(conn).await?;
    Ok(())
}

async fn accept_nothing(conn: &mut Conn, programme: ProgrammeId, person: PersonId) -> Result<()> {
    let acceptance = charter_acceptances::table.find((Id::from(programme), Id::from(person)));
    diesel::delete(acceptance).execute(conn).await?;
    Ok(())
}

async fn withdraw(
    conn: &mut Conn,
    meta: &Meta,
    programme: ProgrammeId,
    person: PersonId,
    subject: Subject,
) -> Result<()> {
    let enrolment = enrolments::table.find((Id::from(programme), Id::from(person)));
    diesel::delete(enrolment).execute(conn).await?;
    let target = Target::new(subject, person);
    audit(conn, meta, target, Changed::Fields(&[Field::Deleted])).await?;
    forget(conn, person).await
}

/// Deletes a person who is enrolled nowhere else, was never written to, and never did anything
/// here. Who imports them meanwhile holds their row.
async fn forget(conn: &mut Conn, person: PersonId) -> Result<()> {
    let person = Id::from(person);
    let row = persons::table.find(person).select(persons::id);
    let _: Id = dialect::locked!(row).first(conn).await?;
    let elsewhere: Option<Id> = enrolments::table
        .filter(enrolments::person_id.eq(person))
        .select(enrolments::programme_id)
        .first(conn)
        .await
        .optional()?;
    let written_to: Option<Id> = messages::table
        .filter(messages::person_id.eq(person))
        .select(messages::id)
        .first(conn)
        .await
        .optional()?;
    let acted: Option<Id> = audit_log::table
        .filter(audit_log::actor_id.eq(person))
        .select(audit_log::id)
        .first(conn)
        .await
        .optional()?;
    if elsewhere.or(written_to).or(acted).is_none() {
        diesel::delete(persons::table.find(person))
            .execute(conn)
            .await?;
    }
    Ok(())
}
