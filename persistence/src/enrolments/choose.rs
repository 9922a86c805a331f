//! The choice of a mentor (R4): it takes a place at once.

use super::super::cycle;
use super::journal::{Changed, Field, Subject, Target, audit, event};
use super::{Conn, RunQueryDsl, dialect, mentors};
use crate::error::{Error, Result};
use crate::records::{MentorshipKey, MentorshipRecord, NewChoice, ProgrammeRecord};
use crate::rows::{MentorRow, ProgrammeRow, StudentRow};
use crate::schema::{
    charter_acceptances, mentors as mentor_table, mentorships, persons, programmes, students,
};
use crate::types::{Id, Word, small};
use crate::unit::{Meta, NO_VERSION};
use diesel::prelude::*;
use domain::choice::{Chooser, Chosen, choose as decide};
use domain::enrolment::{MentorDetails, places_left};
use domain::ids::{MentorshipId, PersonId, ProgrammeId};
use domain::mentorship::EventKind;
use domain::programme::Programme;
use domain::refusal::{Code, Refusal};
use domain::words::MentorshipState;

/// A student chooses a mentor.
pub(crate) async fn choose(
    conn: &mut Conn,
    meta: &Meta,
    id: MentorshipId,
    programme: ProgrammeId,
    choice: NewChoice,
) -> Result<MentorshipRecord> {
    let NewChoice {
        student,
        mentor,
        message,
    } = choice;
    meta.expect(NO_VERSION)?;
    let (of, chooser, chosen) = asked(conn, programme, student, mentor).await?;
    let facts = decide(
        id,
        &of,
        &chooser,
        chosen.as_ref(),
        message.as_ref(),
        meta.now,
    )?;
    let key = MentorshipKey {
        id,
        programme_id: programme,
        student,
        mentor,
    };
    // The mentorship comes before the mentor's place, as it does where a mentorship ends: two
    // units that lock in opposite orders would wait for each other.
    cycle::insert(conn, &facts, &of).await?;
    let capacity = of.policies.mentor_capacity;
    let record = async {
        mentors::take_place(conn, programme, mentor, capacity).await?;
        cycle::load(conn, key, meta.now).await
    };
    let record = record.await.map_err(|error| match error {
        Error::NotFound => Refusal::new(Code::MentorFull).pointer("/mentor_id").into(),
        error => error,
    })?;
    let data = serde_json::json!({ "resource_id": id, "mentorship_id": id, "state": facts.state });
    let event = event(conn, meta, EventKind::MentorshipCreated, programme, data).await?;
    let target = Target::new(Subject::Mentorship, id);
    let changed = Changed::Fields(&[Field::StudentId, Field::MentorId]);
    audit(conn, meta, target, changed).await?;
    cycle::mails::choice(conn, meta, &record, event).await?;
    Ok(record)
}

type Asked = (
    Vec<ProgrammeRow>,
    Vec<StudentRow>,
    Vec<i32>,
    Vec<Id>,
    Vec<(MentorRow, i32, bool)>,
);

/// The programme, shared until the transaction ends, the student and the mentor, in one flight.
async fn asked(
    conn: &mut Conn,
    programme: ProgrammeId,
    student: PersonId,
    mentor: PersonId,
) -> Result<(Programme, Chooser, Option<Chosen>)> {
    let (id, key) = (
        Id::from(programme),
        (Id::from(programme), Id::from(student)),
    );
    let query = programmes::table.find(id).select(ProgrammeRow::as_select());
    let (of, row, accepted, live, chosen): Asked = dialect::together!(conn;
        dialect::shared!(query),
        students::table.find(key).select(StudentRow::as_select()),
        charter_acceptances::table
            .find(key)
            .select(charter_acceptances::version),
        mentorships::table
            .filter(mentorships::programme_id.eq(key.0))
            .filter(mentorships::student_id.eq(key.1))
            .filter(mentorships::state.eq(Word(MentorshipState::Active)))
            .select(mentorships::id),
        mentor_table::table
            .inner_join(persons::table.on(persons::id.eq(mentor_table::person_id)))
            .filter(mentor_table::programme_id.eq(id))
            .filter(mentor_table::person_id.eq(Id::from(mentor)))
            .select((
                MentorRow::as_select(),
                mentor_table::places_taken,
                persons::active,
            )),
    )?;
    let of = of.into_iter().next().ok_or(Error::NotFound)?;
    let of = ProgrammeRecord::try_from(of)?.programme;
    let row = row.into_iter().next().ok_or(Error::NotFound)?;
    let chooser = Chooser {
        person: student,
        leaves_school_on: row.leaves_school_on,
        choice_until: row.choice_until,
        charter_accepted: !accepted.is_empty(),
        has_mentor: !live.is_empty(),
    };
    let chosen = chosen.into_iter().next().map(|(row, taken, active)| {
        let details = MentorDetails::from(row.columns);
        Chosen {
            person: mentor,
            listed: details.listed && row.active && active,
            paused: details.paused,
            places_left: places_left(details.capacity_in(&of.policies), small(taken)),
        }
    });
    Ok((of, chooser, chosen))
}
