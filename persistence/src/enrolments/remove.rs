//! Taking a person out of a programme (R36): an enrolment with mentorships or career interviews in
//! the past stays as their history, inactive; one without goes entirely, as if it had never been
//! imported.

use super::journal::{Changed, Field, Subject, Target, audit};
use super::{Conn, Later, RunQueryDsl, dialect, people, programmes};
use crate::error::{Error, Result};
use crate::schema::{
    audit_log, career_interviews, charter_acceptances, enrolments, mentor_applications, mentors,
    mentorships, messages, persons, roadbook_answers, roadbooks, students,
};
use crate::types::{Id, Instant, Word};
use crate::unit::Meta;
use diesel::prelude::*;
use domain::enrolment::expect_removable;
use domain::ids::{PersonId, ProgrammeId};
use domain::words::MentorshipState;

/// Row of the part, states of the mentorships in the programme, and, where there are any, one other
/// enrolment, one message to the person, one act of theirs, one career interview for which they asked
/// here, one that they have as adviser, one student whose adviser they are, and one application as a
/// mentor.
type Ties = (
    Vec<(i32, bool)>,
    Vec<Word<MentorshipState>>,
    Vec<Id>,
    Vec<Id>,
    Vec<Id>,
    Vec<Id>,
    Vec<Id>,
    Vec<Id>,
    Vec<Id>,
);

/// Ends a person's active part; what they did stays as history.
macro_rules! retire {
    ($part:ident, $subject:expr, $conn:ident, $meta:expr, $programme:expr, $person:expr) => {
        diesel::update($part::table.find((Id::from($programme), Id::from($person))))
            .set((
                $part::active.eq(false),
                $part::version.eq($part::version + 1),
                $part::updated_at.eq(Instant::from($meta.now)),
            ))
            .beside($conn)
            .await?;
        let target = Target::new($subject, $person);
        audit($conn, $meta, target, Changed::Fields(&[Field::Active])).await?;
    };
}
pub(super) use retire;

/// Takes a person out of their part; `$own` deletes what else only this part has.
macro_rules! take_out {
    ($part:ident, $subject:expr, $conn:ident, $meta:ident, $programme:ident, $person:ident $(, $own:expr)?) => {{
        // Alone in the programme: nobody chooses, books or writes meanwhile.
        let of = programmes::lock($conn, $programme).await?;
        // Who imports the person meanwhile holds their row.
        people::hold($conn, $person).await?;
        let (programme, person) = (Id::from($programme), Id::from($person));
        let (own, past, elsewhere, written_to, acted, asked, advises, advised, applied): Ties = dialect::together!($conn;
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
            career_interviews::table
                .filter(career_interviews::programme_id.eq(programme))
                .filter(career_interviews::student_id.eq(person))
                .select(career_interviews::id)
                .limit(1),
            career_interviews::table
                .filter(career_interviews::adviser_id.eq(person))
                .select(career_interviews::id)
                .limit(1),
            students::table
                .filter(students::adviser_id.eq(person))
                .select(students::person_id)
                .limit(1),
            mentor_applications::table
                .filter(mentor_applications::person_id.eq(person))
                .select(mentor_applications::id)
                .limit(1),
        )?;
        let (version, active) = own.into_iter().next().ok_or(Error::NotFound)?;
        $meta.expect(version)?;
        let live = past.iter().filter(|state| state.0 == MentorshipState::Active);
        expect_removable(&of.programme, u64::try_from(live.count()).unwrap_or(u64::MAX))?;
        let theirs = $part::table.find((programme, person));
        if past.is_empty() && asked.is_empty() {
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
            let ties = [&elsewhere, &written_to, &acted, &advises, &advised, &applied];
            if ties.iter().all(|some| some.is_empty()) {
                diesel::delete(persons::table.find(person)).beside($conn).await?;
            }
        } else if active {
            retire!($part, $subject, $conn, &$meta, $programme, $person);
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
