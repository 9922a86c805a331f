//! The choice of a mentor (R4): it takes a place at once.

use super::journal::{Changed, Field, Subject, Target, audit, event};
use super::{Conn, RunQueryDsl, mentors, programmes};
use crate::error::Result;
use crate::records::{MentorshipRecord, NewChoice};
use crate::rows::{MentorRow, StudentRow};
use crate::schema::{charter_acceptances, mentors as mentor_table, mentorships, persons, students};
use crate::types::{Id, Word};
use crate::unit::{Meta, NO_VERSION};
use diesel::prelude::*;
use domain::choice::{Chooser, Chosen, choose as decide};
use domain::enrolment::places_left;
use domain::ids::{MentorshipId, PersonId, ProgrammeId};
use domain::mentorship::EventKind;
use domain::refusal::Code;
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
    let record = programmes::share(conn, programme).await?;
    let chooser = chooser(conn, programme, student).await?;
    let capacity = record.programme.policies.mentor_capacity;
    let chosen = chosen(conn, programme, mentor, capacity).await?;
    let facts = decide(
        id,
        &record.programme,
        &chooser,
        chosen.as_ref(),
        message.as_ref(),
        meta.now,
    )?;
    // The mentorship comes before the mentor's place, as it does where a mentorship ends: two
    // units that lock in opposite orders would wait for each other.
    super::super::cycle::insert(conn, &facts, &record.programme).await?;
    if !mentors::take_place(conn, programme, mentor, capacity).await? {
        return Err(domain::refusal::Refusal::new(Code::MentorFull)
            .pointer("/mentor_id")
            .into());
    }
    let data = serde_json::json!({ "resource_id": id, "mentorship_id": id, "state": facts.state });
    let event = event(conn, meta, EventKind::MentorshipCreated, programme, data).await?;
    audit(
        conn,
        meta,
        Target::new(Subject::Mentorship, id),
        Changed::Fields(&[Field::StudentId, Field::MentorId]),
    )
    .await?;
    let record = super::super::cycle::load(conn, id, meta.now).await?;
    super::super::cycle::mails::choice(conn, meta, &record, event).await?;
    Ok(record)
}

async fn chooser(conn: &mut Conn, programme: ProgrammeId, person: PersonId) -> Result<Chooser> {
    let key = (Id::from(programme), Id::from(person));
    let row: StudentRow = students::table
        .find(key)
        .select(StudentRow::as_select())
        .first(conn)
        .await?;
    let accepted: Option<i32> = charter_acceptances::table
        .find(key)
        .select(charter_acceptances::version)
        .first(conn)
        .await
        .optional()?;
    let live: Option<Id> = mentorships::table
        .filter(mentorships::programme_id.eq(key.0))
        .filter(mentorships::student_id.eq(key.1))
        .filter(mentorships::state.eq(Word(MentorshipState::Active)))
        .select(mentorships::id)
        .first(conn)
        .await
        .optional()?;
    Ok(Chooser {
        person,
        leaves_school_on: row.leaves_school_on,
        choice_until: row.choice_until,
        charter_accepted: accepted.is_some(),
        has_mentor: live.is_some(),
    })
}

async fn chosen(
    conn: &mut Conn,
    programme: ProgrammeId,
    person: PersonId,
    default_capacity: u16,
) -> Result<Option<Chosen>> {
    let row: Option<(MentorRow, i32, bool)> = mentor_table::table
        .inner_join(persons::table.on(persons::id.eq(mentor_table::person_id)))
        .filter(mentor_table::programme_id.eq(Id::from(programme)))
        .filter(mentor_table::person_id.eq(Id::from(person)))
        .select((
            MentorRow::as_select(),
            mentor_table::places_taken,
            persons::active,
        ))
        .first(conn)
        .await
        .optional()?;
    Ok(row.map(|(row, taken, active)| Chosen {
        person,
        listed: row.listed && row.active && active,
        paused: row.paused,
        places_left: places_left(
            row.details().capacity.unwrap_or(default_capacity),
            crate::types::small(taken),
        ),
    }))
}
