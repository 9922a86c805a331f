//! Completes all mentorships of a person, in as many statements as one takes.

use super::super::templates;
use super::load::{Head, Known, in_order, slot};
use super::{Conn, RunQueryDsl, dialect};
use crate::error::{Error, Result};
use crate::records::{MentorshipRecord, ProgrammeRecord};
use crate::rows::{AppointmentRow, ExtensionRow, InterviewRow, PersonRow};
use crate::schema::{
    appointments, bookings, charter_acceptances, extensions, interviews, persons, roadbook_answers,
    roadbook_editions, roadbook_templates,
};
use crate::types::{Id, Instant, Word};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::ids::PersonId;
use domain::roadbook;
use domain::words::Step;
use std::collections::HashMap;
use std::sync::Arc;

/// The parts of all, as their statements found them.
struct Parts {
    people: HashMap<Id, PersonRow>,
    interviews: Vec<InterviewRow>,
    appointments: Vec<AppointmentRow>,
    extensions: Vec<ExtensionRow>,
    accepted: Vec<(Id, Id)>,
    busy: Vec<Booked>,
    answered: Vec<(Id, String)>,
    templates: HashMap<Id, Arc<roadbook::Template>>,
    /// Editions that the person was sent, in order.
    sent: Vec<(Id, Edition)>,
}

/// Completes mentorships of a person, with the steps whose latest edition they, as its mentor, have
/// not opened.
pub(crate) async fn gather(
    conn: &mut Conn,
    heads: Vec<Head>,
    person: PersonId,
    now: DateTime<Utc>,
) -> Result<Vec<(MentorshipRecord, [bool; 3])>> {
    if heads.is_empty() {
        return Ok(Vec::new());
    }
    let parts = parts(conn, &heads, person, now).await?;
    let gathered = heads.into_iter().map(|head| {
        let unread = parts.unread(head.0.id);
        Ok((parts.record(head)?, unread))
    });
    gathered.collect()
}

async fn parts(
    conn: &mut Conn,
    heads: &[Head],
    mentor: PersonId,
    now: DateTime<Utc>,
) -> Result<Parts> {
    let ids = list(heads.iter().map(|(row, ..)| row.id));
    let both = |(row, ..): &Head| [row.student_id, row.mentor_id];
    let people = list(heads.iter().flat_map(both));
    let programmes = list(heads.iter().map(|(row, ..)| row.programme_id));
    let roadbooks = list(heads.iter().map(|(.., roadbook)| *roadbook));
    let mentor = Id::from(mentor);
    let theirs = heads.iter().filter(|(row, ..)| row.mentor_id == mentor);
    let theirs = list(theirs.map(|(row, ..)| row.id));
    let rows: Rows = dialect::together_kept!(conn;
        persons::table
            .filter(persons::id.eq_any(&people))
            .select(PersonRow::as_select()),
        interviews::table
            .filter(interviews::mentorship_id.eq_any(&ids))
            .select(InterviewRow::as_select()),
        appointments::table
            .filter(appointments::mentorship_id.eq_any(&ids))
            .order((appointments::created_at, appointments::id))
            .select(AppointmentRow::as_select()),
        extensions::table
            .filter(extensions::mentorship_id.eq_any(&ids))
            .order((extensions::given_at, extensions::id))
            .select(ExtensionRow::as_select()),
        charter_acceptances::table
            .filter(charter_acceptances::programme_id.eq_any(&programmes))
            .filter(charter_acceptances::person_id.eq_any(&people))
            .select((charter_acceptances::programme_id, charter_acceptances::person_id)),
        bookings::table
            .filter(bookings::person_id.eq_any(&people))
            .filter(bookings::ends_at.gt(Instant::from(now)))
            .select((
                bookings::person_id,
                (bookings::appointment_id, bookings::starts_at, bookings::ends_at),
            )),
        roadbook_answers::table
            .filter(roadbook_answers::roadbook_id.eq_any(&roadbooks))
            .select((roadbook_answers::roadbook_id, roadbook_answers::question_key)),
        roadbook_templates::table
            .filter(roadbook_templates::programme_id.eq_any(&programmes))
            .select((roadbook_templates::programme_id, roadbook_templates::version)),
        roadbook_editions::table
            .filter(roadbook_editions::mentorship_id.eq_any(&theirs))
            .order(roadbook_editions::number)
            .select((
                roadbook_editions::mentorship_id,
                (roadbook_editions::step, roadbook_editions::read_at),
            )),
    )?;
    let (people, interviews, appointments, extensions, accepted, busy, answered, versions, sent) =
        rows;
    let mut templates = HashMap::new();
    for (programme, version) in versions {
        let template = templates::roadbook_at(conn, programme, version).await?;
        templates.insert(programme, template);
    }
    Ok(Parts {
        people: people.into_iter().map(|row| (row.id, row)).collect(),
        interviews,
        appointments,
        extensions,
        accepted,
        busy,
        answered,
        templates,
        sent,
    })
}

/// Ids to compare with, filled up with one that nothing has to 1, 2, 4, 8 … of them: SQLite prepares a
/// statement for each length.
pub(super) fn list(ids: impl Iterator<Item = Id>) -> Vec<Id> {
    let mut ids: Vec<Id> = ids.collect();
    ids.resize(ids.len().next_power_of_two(), Id(uuid::Uuid::nil()));
    ids
}

/// A booking of somebody.
type Booked = (Id, (Id, Instant, Instant));
type Rows = (
    Vec<PersonRow>,
    Vec<InterviewRow>,
    Vec<AppointmentRow>,
    Vec<ExtensionRow>,
    Vec<(Id, Id)>,
    Vec<Booked>,
    Vec<(Id, String)>,
    Vec<(Id, i32)>,
    Vec<(Id, Edition)>,
);
/// Step of an edition, and when it was opened.
type Edition = (Word<Step>, Option<Instant>);

impl Parts {
    /// Only the latest edition of each step counts.
    fn unread(&self, mentorship: Id) -> [bool; 3] {
        let mut unread = [false; 3];
        for (step, read_at) in of(&self.sent, mentorship) {
            *step.0.pick(unread.each_mut()) = read_at.is_none();
        }
        unread
    }

    fn record(&self, (row, programme, withdrawals, roadbook): Head) -> Result<MentorshipRecord> {
        let missing = || Error::Internal("a mentorship lacks a part".into());
        let (student, mentor) = (row.student_id, row.mentor_id);
        let person = |id: Id| self.people.get(&id).cloned().ok_or_else(missing);
        let template = self.templates.get(&row.programme_id).ok_or_else(missing)?;
        let programme: ProgrammeRecord = programme.try_into()?;
        let accepted: Vec<Id> = of(&self.accepted, row.programme_id);
        let answered: Vec<String> = of(&self.answered, roadbook);
        let theirs = self
            .busy
            .iter()
            .filter(|(whose, _)| [student, mentor].contains(whose));
        let known = Known {
            accepted: &accepted,
            busy: theirs.map(|(_, busy)| slot(*busy)).collect(),
            answered: &answered,
            template,
        };
        let id = row.id;
        let appointments = self.appointments.iter();
        let appointments = appointments.filter(|one| one.mentorship_id == id).cloned();
        let extensions = self.extensions.iter();
        let extensions = extensions.filter(|one| one.mentorship_id == id).cloned();
        let interviews = self.interviews.iter();
        let interviews = interviews.filter(|one| one.mentorship_id == id).cloned();
        Ok(MentorshipRecord {
            circumstances: known.circumstances([student, mentor], withdrawals),
            facts: row.into_facts(
                in_order(interviews.collect()),
                appointments.map(Into::into).collect(),
                extensions.map(Into::into).collect(),
            ),
            programme,
            student: person(student)?.into(),
            mentor: person(mentor)?.into(),
            roadbook_id: roadbook.into(),
        })
    }
}

/// The values that belong to one key.
fn of<T: Clone>(pairs: &[(Id, T)], key: Id) -> Vec<T> {
    let theirs = pairs.iter().filter(|(whose, _)| *whose == key);
    theirs.map(|(_, value)| value.clone()).collect()
}
