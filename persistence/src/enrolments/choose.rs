//! The choice of a mentor (R4): it takes a place at once.

use super::super::cycle::{self, string_agg};
use super::super::templates;
use super::journal::{Changed, Field, Subject, Target, audit, event};
use super::{Conn, RunQueryDsl, dialect, mentors};
use crate::error::{Error, Result};
use crate::records::{MentorshipRecord, NewChoice, ProgrammeRecord};
use crate::rows::{MentorRow, PersonRow, ProgrammeRow, StudentRow};
use crate::schema::{
    mentor_list_entries, mentors as mentor_table, mentorships, persons, programmes,
    roadbook_templates, roadbooks, students,
};
use crate::types::{Id, Instant, Word, small};
use crate::unit::{Meta, NO_VERSION};
use diesel::prelude::*;
use domain::choice::{Chooser, Chosen, choose as decide};
use domain::enrolment::{MentorDetails, places_left};
use domain::ids::{MentorshipId, PersonId, ProgrammeId};
use domain::mentorship::{Circumstances, EventKind};
use domain::programme::Policies;
use domain::refusal::{Code, Refusal};
use domain::words::MentorshipState;

/// A student chooses a mentor; the mentorship is told as it would be loaded.
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
    let asked = asked(conn, meta, programme, [student, mentor]).await?;
    let facts = decide(
        id,
        &asked.programme.programme,
        &asked.chooser,
        asked.chosen.as_ref(),
        message.as_ref(),
        meta.now,
    )?;
    // The mentorship comes before the mentor's place, as it does where a mentorship ends: two
    // units that lock in opposite orders would wait for each other.
    cycle::insert(conn, &facts, &asked.programme.programme).await?;
    let record = MentorshipRecord {
        facts,
        student: asked.people.person(student.into())?,
        mentor: asked.people.person(mentor.into())?,
        programme: asked.programme,
        roadbook_id: asked.roadbook.into(),
        circumstances: asked.circumstances,
    };
    let data = serde_json::json!({
        "resource_id": id, "mentorship_id": id, "state": record.facts.state,
    });
    let event = event(conn, meta, EventKind::MentorshipCreated, programme, data).await?;
    let target = Target::new(Subject::Mentorship, id);
    let changed = Changed::Fields(&[Field::StudentId, Field::MentorId]);
    audit(conn, meta, target, changed).await?;
    cycle::mails::choice(conn, meta, &record, event).await?;
    let capacity = record.programme.programme.policies.mentor_capacity;
    let taken = async {
        mentors::take_place(conn, programme, mentor, capacity).await?;
        dialect::settle(conn).await
    };
    taken.await.map_err(|error| match error {
        Error::NotFound => Refusal::new(Code::MentorFull).pointer("/mentor_id").into(),
        error => error,
    })?;
    Ok(record)
}

/// What is known of a choice before it is made.
struct Asked {
    programme: ProgrammeRecord,
    chooser: Chooser,
    chosen: Option<Chosen>,
    people: cycle::People,
    roadbook: Id,
    circumstances: Circumstances,
}

/// The student, with road-book, its template's version, the answered questions and live mentorship.
type Own = (StudentRow, Id, i32, Option<String>, Option<Id>);
/// A mentor, with their places taken, whether the person is active, and the entry in the student's
/// mentor list.
type Offered = (MentorRow, i32, bool, Option<bool>);
type Found = (
    Vec<ProgrammeRow>,
    Vec<Own>,
    Vec<Offered>,
    Vec<(PersonRow, Option<Id>)>,
    Vec<(Id, Instant, Instant)>,
);

/// The programme, shared until the transaction ends, the student and the mentor, in one flight.
async fn asked(
    conn: &mut Conn,
    meta: &Meta,
    programme: ProgrammeId,
    [student, mentor]: [PersonId; 2],
) -> Result<Asked> {
    let id = Id::from(programme);
    let two = [Id::from(student), Id::from(mentor)];
    let query = programmes::table.find(id).select(ProgrammeRow::as_select());
    let (of, own, chosen, people, busy): Found = dialect::together!(conn;
        dialect::shared!(query),
        students::table
            .inner_join(
                roadbooks::table.on(roadbooks::programme_id
                    .eq(students::programme_id)
                    .and(roadbooks::student_id.eq(students::person_id))),
            )
            .inner_join(
                roadbook_templates::table
                    .on(roadbook_templates::programme_id.eq(students::programme_id)),
            )
            .left_join(
                mentorships::table.on(mentorships::programme_id
                    .eq(students::programme_id)
                    .and(mentorships::student_id.eq(students::person_id))
                    .and(mentorships::state.eq(Word(MentorshipState::Active)))),
            )
            .filter(students::programme_id.eq(id))
            .filter(students::person_id.eq(two[0]))
            .select((
                StudentRow::as_select(),
                roadbooks::id,
                roadbook_templates::version,
                cycle::answered!(),
                mentorships::id.nullable(),
            )),
        mentor_table::table
            .inner_join(persons::table.on(persons::id.eq(mentor_table::person_id)))
            .left_join(
                mentor_list_entries::table.on(mentor_list_entries::student_id
                    .eq(two[0])
                    .and(mentor_list_entries::programme_id.eq(mentor_table::programme_id))
                    .and(mentor_list_entries::mentor_id.eq(mentor_table::person_id))),
            )
            .filter(mentor_table::programme_id.eq(id))
            .filter(mentor_table::person_id.eq(two[1]))
            .select((
                MentorRow::as_select(),
                mentor_table::places_taken,
                persons::active,
                mentor_list_entries::pinned.nullable(),
            )),
        cycle::people!(id, two),
        cycle::ahead!(two, meta.now),
    )?;
    let of = of.into_iter().next().ok_or(Error::NotFound)?;
    let of = ProgrammeRecord::try_from(of)?;
    let own = own.into_iter().next().ok_or(Error::NotFound)?;
    let (row, roadbook, version, answered, live) = own;
    let template = templates::roadbook_at(conn, id, version).await?;
    let people = cycle::People(people);
    let known = cycle::Known {
        accepted: &people.accepted(),
        busy: busy.into_iter().map(cycle::slot).collect(),
        answered: &cycle::keys(answered),
        template: &template,
    };
    let circumstances = known.circumstances(two, row.withdrawals);
    let chooser = Chooser {
        person: student,
        leaves_school_on: row.leaves_school_on,
        choice_until: row.choice_until,
        charter_accepted: circumstances.student_accepted,
        has_mentor: live.is_some(),
    };
    let chosen = chosen.into_iter().next();
    let chosen = chosen.map(|row| as_chosen(row, &of.programme.policies));
    Ok(Asked {
        programme: of,
        chooser,
        chosen,
        people,
        roadbook,
        circumstances,
    })
}

fn as_chosen((row, taken, active, entry): Offered, policies: &Policies) -> Chosen {
    let details = MentorDetails::from(row.columns);
    Chosen {
        person: row.person_id.into(),
        listed: details.listed && row.active && active && entry != Some(false),
        paused: details.paused,
        places_left: places_left(details.capacity_in(policies), small(taken)),
    }
}
