//! Pages of exports (R28): a range of the list's index each, so that the last one costs what the
//! first does.

use super::summaries::Moment;
use super::summaries::states::{
    FIRST, MENTOR, SECOND, STUDENT, THIRD, missed, over, overdue, overdue_here, recommended,
    settled, state, state_of, third_opened, with_interviews, word,
};
use super::{Conn, RunQueryDsl};
use crate::error::Result;
use crate::kept::Kept;
use crate::records::{
    AfterName, ExportedAppointment, ExportedMentor, ExportedMentorship, ExportedName,
    ExportedPerson, ExportedStep, ExportedStudent,
};
use crate::rows::{MentorRow, StudentRow};
use crate::schema::{
    appointments, evaluation_versions, evaluations, extensions, interviews, mentors, mentorships,
    persons, students,
};
use crate::types::{Id, Instant, Word, small};
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use diesel::dsl::{case_when, exists};
use diesel::prelude::*;
use domain::ids::{MentorshipId, ProgrammeId};
use domain::words::{
    AppointmentState, EndReason, InterviewState, Language, MeansKind, MentorshipState, MissedBy,
    Party, Step,
};
use std::collections::HashMap;

type PersonRow = (
    Id,
    String,
    String,
    String,
    Option<String>,
    Word<Language>,
    Option<String>,
);
type NameRow = (String, String, String);
/// When it was held, concluded, and what became of its form; and the mentorship that it was carried over
/// from.
type Facts = (
    Option<Instant>,
    Option<Instant>,
    Option<Instant>,
    Option<Instant>,
    Option<Instant>,
    Option<Instant>,
    Option<Id>,
);
type StepRow = (Word<InterviewState>, bool, Facts, Option<NaiveDate>, bool);
type Head = (
    Id,
    Word<MentorshipState>,
    Instant,
    Option<Instant>,
    Option<Word<EndReason>>,
);
type Row = (Head, NameRow, NameRow, StepRow, StepRow, StepRow);
type AppointmentRow = (
    Id,
    Word<Step>,
    Word<AppointmentState>,
    Option<Word<Party>>,
    Instant,
    i32,
    Word<MeansKind>,
    Option<Word<MissedBy>>,
    Option<Instant>,
    bool,
);

const PERSON: (
    persons::id,
    persons::external_id,
    persons::first_name,
    persons::last_name,
    persons::email,
    persons::language,
    persons::phone,
) = (
    persons::id,
    persons::external_id,
    persons::first_name,
    persons::last_name,
    persons::email,
    persons::language,
    persons::phone,
);

/// Columns of a [`StepRow`].
macro_rules! step_row {
    ($interview:ident, $step:expr, $today:expr) => {
        (
            state_of!($interview, $today),
            overdue_here!($interview, $today),
            $interview.fields((
                interviews::last_held_at,
                interviews::concluded_at,
                interviews::form_given_at,
                interviews::form_read_at,
                interviews::acknowledged_at,
                interviews::form_retracted_at,
                interviews::carried_from,
            )),
            extensions::table
                .filter(extensions::mentorship_id.eq(mentorships::id))
                .filter(extensions::step.eq(Word($step)))
                // the latest counts (R7)
                .order((extensions::given_at.desc(), extensions::id.desc()))
                .limit(1)
                .select(extensions::until_on)
                .single_value(),
            recommended!($step),
        )
    };
}

/// A page of the enrolled people of a part who take part, by name.
macro_rules! enrolled {
    ($part:ident, $row:ident, $exported:ident, $conn:ident, $programme:ident, $after:ident, $limit:ident) => {{
        let mut query = $part::table
            .inner_join(persons::table.on(persons::id.eq($part::person_id)))
            .filter($part::programme_id.eq(Id::from($programme)))
            .filter($part::active.eq(true))
            .filter(persons::active.eq(true))
            .select((PERSON, $row::as_select()))
            .into_boxed();
        if let Some(AfterName { sort_key, id }) = $after {
            query = query.filter(behind!(
                ($part::sort_key, $part::person_id),
                (sort_key, Id::from(id))
            ));
        }
        let rows: Vec<(PersonRow, $row)> = query
            .order(($part::sort_key, $part::person_id))
            .limit($limit)
            .load($conn)
            .await?;
        let record = |(row, one): (PersonRow, $row)| $exported {
            person: person(row),
            details: one.details(),
            sort_key: one.sort_key,
        };
        Ok(rows.into_iter().map(record).collect())
    }};
}

/// A page of students, by name.
pub(crate) async fn students(
    conn: &mut Conn,
    programme: ProgrammeId,
    after: Option<AfterName>,
    limit: i64,
) -> Result<Vec<ExportedStudent>> {
    enrolled!(
        students,
        StudentRow,
        ExportedStudent,
        conn,
        programme,
        after,
        limit
    )
}

/// A page of mentors, by name.
pub(crate) async fn mentors(
    conn: &mut Conn,
    programme: ProgrammeId,
    after: Option<AfterName>,
    limit: i64,
) -> Result<Vec<ExportedMentor>> {
    enrolled!(
        mentors,
        MentorRow,
        ExportedMentor,
        conn,
        programme,
        after,
        limit
    )
}

/// A page of mentorships with their three interviews, newest choice first.
pub(crate) async fn mentorships(
    conn: &mut Conn,
    programme: ProgrammeId,
    (now, zone): (DateTime<Utc>, Tz),
    after: Option<(DateTime<Utc>, MentorshipId)>,
    limit: i64,
) -> Result<Vec<ExportedMentorship>> {
    let today = Moment::of(now, zone).today;
    let name = (
        persons::external_id,
        persons::first_name,
        persons::last_name,
    );
    let with_people = mentorships::table
        .inner_join(STUDENT.on(STUDENT.field(persons::id).eq(mentorships::student_id)))
        .inner_join(MENTOR.on(MENTOR.field(persons::id).eq(mentorships::mentor_id)));
    let mut query = with_interviews!(with_people)
        .filter(mentorships::programme_id.eq(Id::from(programme)))
        .select((
            (
                mentorships::id,
                mentorships::state,
                mentorships::chosen_at,
                mentorships::ended_at,
                mentorships::end_reason,
            ),
            STUDENT.fields(name),
            MENTOR.fields(name),
            step_row!(FIRST, Step::Project, today),
            step_row!(SECOND, Step::ActionPlan, today),
            step_row!(THIRD, Step::FollowUp, today),
        ))
        .into_boxed();
    if let Some((chosen_at, id)) = after {
        let (chosen_at, id) = (Instant::from(chosen_at), Id::from(id));
        query = query.filter(before!(
            (mentorships::chosen_at, mentorships::id),
            (chosen_at, id)
        ));
    }
    let query = query
        .order((mentorships::chosen_at.desc(), mentorships::id.desc()))
        .limit(limit);
    let rows: Vec<Row> = Kept(query).load(conn).await?;
    Ok(rows.into_iter().map(record).collect())
}

/// A page of mentorships with their appointments, oldest first in each.
pub(crate) async fn appointments(
    conn: &mut Conn,
    programme: ProgrammeId,
    at: (DateTime<Utc>, Tz),
    after: Option<(DateTime<Utc>, MentorshipId)>,
    limit: i64,
) -> Result<Vec<ExportedMentorship>> {
    let mut page = mentorships(conn, programme, at, after, limit).await?;
    let ids: Vec<Id> = page.iter().map(|one| one.id.into()).collect();
    let rows: Vec<AppointmentRow> = appointments::table
        .filter(appointments::mentorship_id.eq_any(&ids))
        .order((appointments::created_at, appointments::id))
        .select((
            appointments::mentorship_id,
            appointments::step,
            appointments::state,
            appointments::proposed_by,
            appointments::starts_at,
            appointments::duration_minutes,
            appointments::means_kind,
            appointments::missed_by,
            appointments::recorded_at,
            appointments::dispute.is_not_null(),
        ))
        .load(conn)
        .await?;
    let mut of: HashMap<Id, Vec<ExportedAppointment>> = HashMap::new();
    for row in rows {
        of.entry(row.0).or_default().push(appointment(row));
    }
    for one in &mut page {
        one.appointments = of.remove(&one.id.into()).unwrap_or_default();
    }
    Ok(page)
}

fn person(
    (id, external_id, first_name, last_name, email, language, phone): PersonRow,
) -> ExportedPerson {
    ExportedPerson {
        id: id.into(),
        external_id,
        first_name,
        last_name,
        email,
        language: language.0,
        phone,
    }
}

fn name((external_id, first_name, last_name): NameRow) -> ExportedName {
    ExportedName {
        external_id,
        first_name,
        last_name,
    }
}

fn record((head, student, mentor, first, second, third): Row) -> ExportedMentorship {
    let (id, state, chosen_at, ended_at, end_reason) = head;
    ExportedMentorship {
        id: id.into(),
        student: name(student),
        mentor: name(mentor),
        state: state.0,
        chosen_at: chosen_at.into(),
        ended_at: ended_at.map(Into::into),
        end_reason: end_reason.map(|reason| reason.0),
        steps: [
            step(Step::Project, first),
            step(Step::ActionPlan, second),
            step(Step::FollowUp, third),
        ],
        appointments: Vec::new(),
    }
}

fn step(step: Step, (state, overdue, facts, extended_until, recommended): StepRow) -> ExportedStep {
    let (held, concluded, given, read, acknowledged, retracted, carried_from) = facts;
    ExportedStep {
        step,
        state: state.0,
        overdue,
        last_held_at: held.map(Into::into),
        concluded_at: concluded.map(Into::into),
        extended_until,
        form_given_at: given.map(Into::into),
        form_read_at: read.map(Into::into),
        acknowledged_at: acknowledged.map(Into::into),
        form_retracted_at: retracted.map(Into::into),
        recommended,
        carried: carried_from.is_some(),
    }
}

fn appointment(row: AppointmentRow) -> ExportedAppointment {
    let (_, step, state, proposed_by, starts_at, minutes, means, missed_by, recorded_at, disputed) =
        row;
    ExportedAppointment {
        step: step.0,
        state: state.0,
        proposed_by: proposed_by.map(|party| party.0),
        starts_at: starts_at.into(),
        duration_minutes: small(minutes),
        means: means.0,
        missed_by: missed_by.map(|by| by.0),
        recorded_at: recorded_at.map(Into::into),
        disputed,
    }
}
