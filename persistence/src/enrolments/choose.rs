//! The choice of a mentor (R4): it takes a place at once.

use super::super::cycle::{self, string_agg};
use super::super::templates;
use super::journal::{Changed, Field, NewEvent, Subject, Target, audit, event};
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
use domain::mentorship::facts::Snapshot;
use domain::mentorship::{Circumstances, EventKind};
use domain::programme::Policies;
use domain::refusal::{Code, Refusal};
use domain::text::Note;
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
    let record = asked.record(facts)?;
    let event = begin(conn, meta, &record, None).await?;
    cycle::mails::choice(conn, meta, &record, event).await?;
    take(conn, &record).await?;
    Ok(record)
}

/// Writes a new mentorship; returns its event. Its mentor's place is taken after it, as it is freed
/// where a mentorship ends: two units that lock in opposite orders would wait for each other.
pub(super) async fn begin(
    conn: &mut Conn,
    meta: &Meta,
    record: &MentorshipRecord,
    reason: Option<&Note>,
) -> Result<Id> {
    let (id, programme) = (record.facts.id, record.facts.programme_id);
    cycle::insert(conn, &record.facts, &record.programme.programme).await?;
    let data = serde_json::json!({
        "resource_id": id, "mentorship_id": id, "state": record.facts.state,
    });
    let new = NewEvent {
        kind: EventKind::MentorshipCreated,
        programme,
        mentorship: Some(id),
        data,
        reason: reason.map(|reason| reason.as_str().to_owned()),
    };
    let event = event(conn, meta, new).await?;
    let target = Target::new(Subject::Mentorship, id);
    let changed = Changed::Fields(&[Field::StudentId, Field::MentorId]);
    audit(conn, meta, target, changed).await?;
    Ok(event)
}

/// Takes the place of a new mentorship.
///
/// # Errors
/// `mentor_full` where another has taken the last one meanwhile.
pub(super) async fn take(conn: &mut Conn, record: &MentorshipRecord) -> Result<()> {
    let (programme, mentor) = (record.facts.programme_id, record.facts.mentor);
    let capacity = record.programme.programme.policies.mentor_capacity;
    let taken = async {
        mentors::take_place(conn, programme, mentor, capacity).await?;
        dialect::settle(conn).await
    };
    taken.await.map_err(full)
}

/// A place that isn't found, as a refusal.
pub(super) fn full(error: Error) -> Error {
    match error {
        Error::NotFound => Refusal::new(Code::MentorFull).pointer("/mentor_id").into(),
        error => error,
    }
}

/// Student and mentor before their mentorship begins.
pub(super) struct Asked {
    pub(super) programme: ProgrammeRecord,
    pub(super) chooser: Chooser,
    pub(super) chosen: Option<Chosen>,
    people: cycle::People,
    roadbook: Id,
    circumstances: Circumstances,
}

impl Asked {
    /// The mentorship that begins with these facts.
    pub(super) fn record(self, facts: Snapshot) -> Result<MentorshipRecord> {
        Ok(MentorshipRecord {
            student: self.people.person(facts.student.into())?,
            mentor: self.people.person(facts.mentor.into())?,
            facts,
            programme: self.programme,
            roadbook_id: self.roadbook.into(),
            circumstances: self.circumstances,
        })
    }
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
pub(super) async fn asked(
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
        enrolled: row.active && active,
        excluded: entry == Some(false),
        listed: details.listed,
        paused: details.paused,
        places_left: places_left(details.capacity_in(policies), small(taken)),
    }
}
