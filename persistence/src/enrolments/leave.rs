//! End of a person's part by staff, with their live mentorships, in one unit of work (R36).

use super::super::cycle;
use super::journal::{Changed, Field, Subject, Target, audit};
use super::remove::retire;
use super::{
    Conn, Later, RunQueryDsl, mentors as mentor_queries, people, programmes,
    students as student_queries,
};
use crate::error::{Error, Result};
use crate::records::{MentorRecord, StudentRecord};
use crate::schema::{mentors, mentorships, students};
use crate::types::{Id, Instant, Word};
use crate::unit::{Acting, Meta};
use diesel::prelude::*;
use domain::enrolment::expect_removable;
use domain::ids::{PersonId, ProgrammeId};
use domain::mentorship::Command;
use domain::refusal::Code;
use domain::text::Note;
use domain::words::{EndReason, MentorshipState};

/// Reason for staff, and words for the others in place of a neutral text.
type Words = (Note, Option<Note>);

/// Ends a part with its live mentorships; who never had one stays enrolled, inactive.
macro_rules! leave {
    ($part:ident, $subject:expr, $why:expr, $conn:ident, $meta:ident, $programme:ident, $person:ident, $words:ident) => {{
        // Alone in the programme: nobody chooses, books or writes meanwhile.
        let of = programmes::lock($conn, $programme).await?;
        expect_removable(&of.programme, 0)?;
        people::hold($conn, $person).await?;
        let own: Vec<(i32, bool)> = $part::table
            .find((Id::from($programme), Id::from($person)))
            .select(($part::version, $part::active))
            .load($conn)
            .await?;
        let (version, active) = own.into_iter().next().ok_or(Error::NotFound)?;
        $meta.expect(version)?;
        end_all($conn, $meta, $programme, $person, $why, $words).await?;
        if active {
            retire!($part, $subject, $conn, $meta, $programme, $person);
        }
    }};
}

/// Ends a student's part.
pub(crate) async fn student(
    conn: &mut Conn,
    meta: &Meta,
    programme: ProgrammeId,
    person: PersonId,
    words: Words,
) -> Result<StudentRecord> {
    let why = EndReason::StudentLeft;
    leave!(
        students,
        Subject::Student,
        why,
        conn,
        meta,
        programme,
        person,
        words
    );
    student_queries::get(conn, programme, person).await
}

/// Ends a mentor's part.
pub(crate) async fn mentor(
    conn: &mut Conn,
    meta: &Meta,
    programme: ProgrammeId,
    person: PersonId,
    words: Words,
) -> Result<MentorRecord> {
    let why = EndReason::MentorLeft;
    leave!(
        mentors,
        Subject::Mentor,
        why,
        conn,
        meta,
        programme,
        person,
        words
    );
    mentor_queries::get(conn, programme, person, None).await
}

/// Ends the live mentorships of a person, for staff.
async fn end_all(
    conn: &mut Conn,
    meta: &Meta,
    programme: ProgrammeId,
    person: PersonId,
    why: EndReason,
    (reason, message): Words,
) -> Result<()> {
    // R38: staff's powers are for a colleague.
    let staff = meta.person.filter(|staff| *staff != person);
    let staff = staff.ok_or(Code::OwnMentorship)?;
    let id = Id::from(person);
    let live: Vec<cycle::Keys> = mentorships::table
        .filter(mentorships::programme_id.eq(Id::from(programme)))
        .filter(
            mentorships::student_id
                .eq(id)
                .or(mentorships::mentor_id.eq(id)),
        )
        .filter(mentorships::state.eq(Word(MentorshipState::Active)))
        .order(mentorships::id)
        .select(cycle::KEYS)
        .load(conn)
        .await?;
    for keys in live {
        let of = cycle::key(keys);
        let acting = Acting::staff(staff, of);
        cycle::lock(conn, of.id).await?;
        let command = Command::End {
            reason: Some(why),
            note: Some(reason.clone()),
            pause: false,
        };
        let done = cycle::apply_locked(conn, meta, of, acting, command).await?;
        cycle::mails::left(conn, meta, &done, message.as_ref()).await?;
    }
    Ok(())
}
