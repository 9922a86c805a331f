//! Taking a person out of a programme (R36): an enrolment with mentorships in the past stays as
//! their history, inactive; one without goes entirely, as if it had never been imported.

use super::super::cycle;
use super::journal::{Changed, Field, Subject, Target, audit};
use super::{Conn, Later, RunQueryDsl, dialect, people, programmes};
use crate::error::{Error, Result};
use crate::records::{MentorRecord, StudentRecord};
use crate::schema::{
    audit_log, charter_acceptances, enrolments, mentors, mentorships, messages, persons,
    roadbook_answers, roadbooks, students,
};
use crate::types::{Id, Instant, Word};
use crate::unit::{Acting, Meta};
use diesel::prelude::*;
use domain::enrolment::expect_removable;
use domain::ids::{PersonId, ProgrammeId};
use domain::mentorship::Command;
use domain::refusal::Code;
use domain::text::Note;
use domain::words::{EndReason, MentorshipState};

/// Row of the part, states of the mentorships in the programme, and, where there are any, one other
/// enrolment, one message to the person, and one act of theirs.
type Ties = (
    Vec<(i32, bool)>,
    Vec<Word<MentorshipState>>,
    Vec<Id>,
    Vec<Id>,
    Vec<Id>,
);

/// Takes a person out of their part; `$own` deletes what else only this part has.
macro_rules! take_out {
    ($part:ident, $subject:expr, $conn:ident, $meta:ident, $programme:ident, $person:ident, $stays:expr $(, $own:expr)?) => {{
        // Alone in the programme: nobody chooses, books or writes meanwhile.
        let of = programmes::lock($conn, $programme).await?;
        // Who imports the person meanwhile holds their row.
        people::hold($conn, $person).await?;
        let (programme, person) = (Id::from($programme), Id::from($person));
        let (own, past, elsewhere, written_to, acted): Ties = dialect::together!($conn;
            $part::table
                .find((programme, person))
                .select(($part::version, $part::active)),
            mentorships::table
                .filter(mentorships::programme_id.eq(programme))
                .filter(mentorships::student_id.eq(person).or(mentorships::mentor_id.eq(person)))
                .select(mentorships::state),
            enrolments::table
                .filter(enrolments::person_id.eq(person))
                .filter(enrolments::programme_id.ne(programme))
                .select(enrolments::programme_id)
                .limit(1),
            messages::table
                .filter(messages::person_id.eq(person))
                .select(messages::id)
                .limit(1),
            audit_log::table
                .filter(audit_log::actor_id.eq(person))
                .select(audit_log::id)
                .limit(1),
        )?;
        let (version, active) = own.into_iter().next().ok_or(Error::NotFound)?;
        $meta.expect(version)?;
        let live = past.iter().filter(|state| state.0 == MentorshipState::Active);
        expect_removable(&of.programme, u64::try_from(live.count()).unwrap_or(u64::MAX))?;
        let theirs = $part::table.find((programme, person));
        if past.is_empty() && !$stays {
            $($own;)?
            diesel::delete(charter_acceptances::table.find((programme, person)))
                .beside($conn)
                .await?;
            diesel::delete(theirs).beside($conn).await?;
            diesel::delete(enrolments::table.find((programme, person)))
                .beside($conn)
                .await?;
            let target = Target::new($subject, $person);
            audit($conn, &$meta, target, Changed::Fields(&[Field::Deleted])).await?;
            if elsewhere.is_empty() && written_to.is_empty() && acted.is_empty() {
                diesel::delete(persons::table.find(person)).beside($conn).await?;
            }
        } else if active {
            diesel::update(theirs)
                .set((
                    $part::active.eq(false),
                    $part::version.eq($part::version + 1),
                    $part::updated_at.eq(Instant::from($meta.now)),
                ))
                .beside($conn)
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
        false,
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
    take_out!(
        mentors,
        Subject::Mentor,
        conn,
        meta,
        programme,
        person,
        false
    )
}

/// Reason for staff, and words for the others in place of a neutral text.
type Words = (Note, Option<Note>);

/// Ends a student's part with their live mentorship (R36).
pub(crate) async fn leave_student(
    conn: &mut Conn,
    meta: &Meta,
    programme: ProgrammeId,
    person: PersonId,
    words: Words,
) -> Result<StudentRecord> {
    end_all(conn, meta, programme, person, EndReason::StudentLeft, words).await?;
    let taken: Result<()> = async {
        take_out!(
            students,
            Subject::Student,
            conn,
            meta,
            programme,
            person,
            true
        )
    }
    .await;
    taken?;
    super::students::get(conn, programme, person).await
}

/// Ends a mentor's part with their live mentorships (R36).
pub(crate) async fn leave_mentor(
    conn: &mut Conn,
    meta: &Meta,
    programme: ProgrammeId,
    person: PersonId,
    words: Words,
) -> Result<MentorRecord> {
    end_all(conn, meta, programme, person, EndReason::MentorLeft, words).await?;
    let taken: Result<()> = async {
        take_out!(
            mentors,
            Subject::Mentor,
            conn,
            meta,
            programme,
            person,
            true
        )
    }
    .await;
    taken?;
    super::mentors::get(conn, programme, person, None).await
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
    programmes::lock(conn, programme).await?;
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

async fn delete_roadbook(conn: &mut Conn, programme: ProgrammeId, person: PersonId) -> Result<()> {
    let theirs = roadbooks::table
        .filter(roadbooks::programme_id.eq(Id::from(programme)))
        .filter(roadbooks::student_id.eq(Id::from(person)));
    let answers = roadbook_answers::table
        .filter(roadbook_answers::roadbook_id.eq_any(theirs.select(roadbooks::id)));
    diesel::delete(answers).beside(conn).await?;
    diesel::delete(theirs).beside(conn).await?;
    Ok(())
}
