//! Students given to mentors by staff (R7): one, many from a table, and a mentorship continued with
//! another mentor (R35).

use super::super::cycle;
use super::choose::{Asked, asked, begin, full, take};
use super::{Conn, dialect, mentors, programmes};
use crate::error::{Error, Result};
use crate::records::{Assignment, MentorshipKey, MentorshipRecord, SteeredRow};
use crate::schema::mentorships;
use crate::types::Id;
use crate::unit::{Acting, Meta, NO_VERSION};
use diesel::prelude::*;
use domain::choice::{self, expect_place};
use domain::ids::{MentorshipId, PersonId, ProgrammeId};
use domain::mentorship::{Command, Mentorship};
use domain::refusal::{Code, Refusal};
use domain::text::Note;
use std::collections::{HashMap, HashSet};

/// Staff assign a student to a mentor; the mentorship is told as it would be loaded.
pub(crate) async fn assign(
    conn: &mut Conn,
    meta: &Meta,
    id: MentorshipId,
    programme: ProgrammeId,
    staff: PersonId,
    assignment: Assignment,
) -> Result<MentorshipRecord> {
    meta.expect(NO_VERSION)?;
    let asked = ask(conn, meta, programme, &assignment).await?;
    let facts = choice::assign(
        id,
        &asked.programme.programme,
        &asked.chooser,
        asked.chosen.as_ref(),
        staff,
        meta.now,
    )?;
    let record = asked.record(facts)?;
    let event = begin(conn, meta, &record, assignment.reason.as_ref()).await?;
    cycle::mails::assigned(conn, meta, &record, event).await?;
    take(conn, &record).await?;
    Ok(record)
}

async fn ask(
    conn: &mut Conn,
    meta: &Meta,
    programme: ProgrammeId,
    assignment: &Assignment,
) -> Result<Asked> {
    let two = [assignment.student, assignment.mentor];
    asked(conn, meta, programme, two).await
}

/// Places and students given away by the rows before, where nothing is written.
#[derive(Default)]
struct Given {
    students: HashSet<PersonId>,
    places: HashMap<PersonId, u16>,
}

impl Given {
    fn count(&mut self, assignment: &Assignment) {
        self.students.insert(assignment.student);
        *self.places.entry(assignment.mentor).or_default() += 1;
    }

    fn applied(&self, mut asked: Asked) -> Asked {
        asked.chooser.has_mentor |= self.students.contains(&asked.chooser.person);
        if let Some(mentor) = &mut asked.chosen {
            let given = self.places.get(&mentor.person).copied().unwrap_or_default();
            mentor.places_left = mentor.places_left.saturating_sub(given);
        }
        asked
    }
}

/// Staff assign many, each where the rules allow it; a dry run writes nothing.
pub(crate) async fn assign_all(
    conn: &mut Conn,
    meta: &Meta,
    programme: ProgrammeId,
    staff: PersonId,
    rows: Vec<Assignment>,
    dry_run: bool,
) -> Result<Vec<SteeredRow>> {
    let mut given = Given::default();
    let mut steered = Vec::with_capacity(rows.len());
    for row in rows {
        let id = MentorshipId::new();
        let decided = match ask(conn, meta, programme, &row).await {
            Err(Error::NotFound) => {
                Err(Refusal::new(Code::ReferenceUnknown).pointer("/student_id"))
            }
            Err(error) => return Err(error),
            Ok(asked) => {
                let asked = given.applied(asked);
                let (programme, chosen) = (&asked.programme.programme, asked.chosen.as_ref());
                choice::assign(id, programme, &asked.chooser, chosen, staff, meta.now)
                    .map(|facts| (asked, facts))
            }
        };
        let done = match decided {
            Err(refusal) => Err(refusal),
            Ok(_) if dry_run => {
                given.count(&row);
                Ok(())
            }
            Ok((asked, facts)) => {
                let record = asked.record(facts)?;
                let event = begin(conn, meta, &record, row.reason.as_ref()).await?;
                cycle::mails::assigned(conn, meta, &record, event).await?;
                take(conn, &record).await.map_err(once_more)?;
                Ok(())
            }
        };
        steered.push(SteeredRow {
            student: Some(row.student),
            mentorship: done.is_ok().then_some(id).filter(|_| !dry_run),
            outcome: done.into(),
        });
    }
    Ok(steered)
}

/// Somebody else was faster by a moment: the next try finds the row refused, and does the others.
fn once_more(error: Error) -> Error {
    match error {
        Error::Refused(refusal) => Error::Contention(refusal.to_string()),
        error => error,
    }
}

/// Staff end a mentorship and begin the one that continues it with another mentor; its record.
pub(crate) async fn reassign(
    conn: &mut Conn,
    meta: &Meta,
    of: MentorshipKey,
    acting: Acting,
    id: MentorshipId,
    (mentor, reason): (PersonId, Note),
) -> Result<MentorshipRecord> {
    meta.expect(NO_VERSION)?;
    programmes::hold(conn, of.programme_id).await?;
    // Former ones, too: a form that is given there meanwhile must count in the new one (R35).
    let theirs = mentorships::table
        .filter(mentorships::programme_id.eq(Id::from(of.programme_id)))
        .filter(mentorships::student_id.eq(Id::from(of.student)))
        .order(mentorships::id)
        .select(mentorships::id);
    dialect::hold!(conn, dialect::locked!(theirs));
    let asked = asked(conn, meta, of.programme_id, [of.student, mentor]).await?;
    let command = Command::Reassign {
        reason: reason.clone(),
    };
    let done = cycle::apply_locked(conn, meta, of, acting, command).await?;
    if mentor == of.mentor {
        let refusal = Refusal::new(Code::AlreadyHasMentor);
        return Err(refusal.pointer("/mentor_id").into());
    }
    expect_place(asked.chosen.as_ref(), acting.person)?;
    let former: Mentorship = done.record.mentorship()?;
    let programme = &asked.programme.programme;
    let facts = former.continued(id, mentor, programme, meta.now);
    let capacity = programme.policies.mentor_capacity;
    let record = asked.record(facts)?;
    let written = async {
        // Between the end of the one and the beginning of the other: both leave in their order.
        mentors::take_place(conn, of.programme_id, mentor, capacity).await?;
        let event = begin(conn, meta, &record, Some(&reason)).await?;
        cycle::mails::reassigned(conn, meta, &done, &record, event).await?;
        dialect::settle(conn).await
    };
    written.await.map_err(full)?;
    Ok(record)
}
