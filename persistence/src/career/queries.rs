//! Career interviews: asked for by students, taken, scheduled and closed by staff (R24).

use super::journal::{Changed, Field, NewEvent, Subject, Target, audit, event};
use super::summaries::states::recommended;
use super::{Conn, Later, RunQueryDsl, dialect};

mod mails;

use crate::error::{Error, Result};
use crate::records::{
    CareerChange, CareerFilter, CareerKey, CareerRecord, CareerViewer, ProgrammeRecord,
};
use crate::rows::{PersonRefRow, PersonRow, ProgrammeRow};
use crate::schema::{
    career_interviews, evaluation_versions, evaluations, mentorships, persons, programmes, students,
};
use crate::types::{Id, Instant, Word, int, small};
use crate::unit::{Meta, NO_VERSION};
use chrono::{DateTime, NaiveDate, Utc};
use diesel::dsl::{exists, not, sql};
use diesel::prelude::*;
use diesel::sql_types::Bool;
use domain::career::{
    CareerActor, CareerCommand, CareerInterview, CareerInterviewCreate, CareerMeeting, Requested,
    Stage, expect_period,
};
use domain::ids::{CareerInterviewId, PersonId, ProgrammeId};
use domain::mentorship::EventKind;
use domain::mentorship::facts::Means;
use domain::next_steps::CareerDesk;
use domain::person::PersonRef;
use domain::refusal::{Code, Refusal};
use domain::text::{Note, Text};
use domain::words::{CareerInterviewState, MeansKind};
use std::collections::BTreeMap;

diesel::alias! {
    const STUDENT: Alias<StudentOf> = persons as student;
    const ADVISER: Alias<AdviserOf> = persons as adviser;
}

/// Staff who are told of a request at the most.
const TOLD_MAX: i64 = 100;
/// Mentors who recommended the Department to one student, at the most: more than anyone has.
const RECOMMENDERS: i64 = 20;

#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = career_interviews)]
struct CareerRow {
    id: Id,
    programme_id: Id,
    mentorship_id: Option<Id>,
    state: Word<CareerInterviewState>,
    message: String,
    starts_at: Option<Instant>,
    duration_minutes: Option<i32>,
    means_kind: Option<Word<MeansKind>>,
    means_detail: Option<String>,
    note: Option<String>,
    reason: Option<String>,
    created_at: Instant,
}

type Named = (Id, String, String);
type Row = (CareerRow, Named, Option<Named>, bool, bool);

/// Mentorships of the interview's student in its programme.
macro_rules! theirs {
    () => {
        mentorships::table
            .filter(mentorships::programme_id.eq(career_interviews::programme_id))
            .filter(mentorships::student_id.eq(career_interviews::student_id))
    };
}

/// Whether the viewer is or was their mentor.
macro_rules! mentored {
    ($viewer:expr) => {
        exists(theirs!().filter(mentorships::mentor_id.eq($viewer)))
    };
}

/// Career interviews with their people.
macro_rules! joined {
    ($viewer:expr) => {
        career_interviews::table
            .inner_join(STUDENT.on(STUDENT.field(persons::id).eq(career_interviews::student_id)))
            .left_join(
                ADVISER.on(ADVISER
                    .field(persons::id)
                    .nullable()
                    .eq(career_interviews::adviser_id)),
            )
            .select((
                CareerRow::as_select(),
                STUDENT.fields((persons::id, persons::first_name, persons::last_name)),
                ADVISER
                    .fields((persons::id, persons::first_name, persons::last_name))
                    .nullable(),
                exists(theirs!().filter(recommended!())),
                mentored!($viewer),
            ))
    };
}

fn person((id, first_name, last_name): Named) -> PersonRef {
    PersonRefRow {
        id,
        first_name,
        last_name,
    }
    .into()
}

fn meeting(row: &CareerRow) -> Option<CareerMeeting> {
    Some(CareerMeeting {
        starts_at: row.starts_at?.into(),
        duration_minutes: small(row.duration_minutes?),
        means: Means::restored(row.means_kind?.0, row.means_detail.clone()?),
        note: row.note.clone().map(Text::restored),
    })
}

fn record((row, student, adviser, recommended_by_mentor, mentored): Row) -> Result<CareerRecord> {
    let meeting = meeting(&row);
    let reason = row.reason.map(Text::restored);
    let stage = Stage::restored(row.state.0, adviser.map(person), meeting, reason);
    Ok(CareerRecord {
        interview: CareerInterview {
            id: row.id.into(),
            programme_id: row.programme_id.into(),
            mentorship_id: row.mentorship_id.map(Into::into),
            student: person(student),
            message: Text::restored(row.message),
            recommended_by_mentor,
            stage: stage.ok_or_else(|| Error::Internal("a stage that doesn't fit".into()))?,
            created_at: row.created_at.into(),
        },
        mentored,
    })
}

/// A career interview; access decides who reads it.
pub(crate) async fn get(
    conn: &mut Conn,
    id: CareerInterviewId,
    viewer: PersonId,
) -> Result<CareerRecord> {
    let row: Row = joined!(Id::from(viewer))
        .filter(career_interviews::id.eq(Id::from(id)))
        .first(conn)
        .await?;
    record(row)
}

/// A page of career interviews, newest first.
pub(crate) async fn list(
    conn: &mut Conn,
    filter: CareerFilter,
    after: Option<(DateTime<Utc>, CareerInterviewId)>,
    limit: i64,
) -> Result<Vec<CareerInterview>> {
    let viewer = match filter.viewer {
        CareerViewer::Student(person) | CareerViewer::Staff(person) => Id::from(person),
    };
    let mut query = joined!(viewer).into_boxed();
    query = match filter.viewer {
        CareerViewer::Student(_) => query.filter(career_interviews::student_id.eq(viewer)),
        CareerViewer::Staff(_) => query.filter(not(mentored!(viewer))),
    };
    if let Some(state) = filter.state {
        query = query.filter(career_interviews::state.eq(Word(state)));
    }
    if let Some(programme) = filter.programme {
        query = query.filter(career_interviews::programme_id.eq(Id::from(programme)));
    }
    if let Some(adviser) = filter.adviser {
        query = query.filter(career_interviews::adviser_id.eq(Some(Id::from(adviser))));
    }
    if let Some(student) = filter.student {
        query = query.filter(career_interviews::student_id.eq(Id::from(student)));
    }
    if let Some((at, id)) = after {
        query = query.filter(before!(
            (career_interviews::created_at, career_interviews::id),
            (Instant::from(at), Id::from(id))
        ));
    }
    let rows: Vec<Row> = query
        .order((
            career_interviews::created_at.desc(),
            career_interviews::id.desc(),
        ))
        .limit(limit)
        .load(conn)
        .await?;
    let records = rows.into_iter().map(record);
    records.map(|one| Ok(one?.interview)).collect()
}

/// Mentorships of a student in a programme.
macro_rules! of_student {
    ($programme:expr, $student:expr) => {
        mentorships::table
            .filter(mentorships::programme_id.eq(Id::from($programme)))
            .filter(mentorships::student_id.eq(Id::from($student)))
    };
}

/// Mentors whose given forms recommend the Department to a student.
macro_rules! recommenders {
    ($programme:expr, $student:expr) => {
        of_student!($programme, $student)
            .inner_join(persons::table.on(persons::id.eq(mentorships::mentor_id)))
            .filter(recommended!())
            .order(mentorships::id)
            .limit(RECOMMENDERS)
            .select((mentorships::id, PersonRow::as_select()))
    };
}

/// A student asks; staff get a mail.
pub(crate) async fn request(
    conn: &mut Conn,
    meta: &Meta,
    programme_id: ProgrammeId,
    student: PersonId,
    new: CareerInterviewCreate,
) -> Result<CareerInterview> {
    meta.expect(NO_VERSION)?;
    let mentors = of_student!(programme_id, student).select(mentorships::mentor_id);
    type Loaded = (
        Vec<ProgrammeRow>,
        Vec<PersonRow>,
        Vec<Id>,
        Vec<(Id, PersonRow)>,
        Vec<PersonRow>,
    );
    let (programme, person, latest, recommenders, told): Loaded = dialect::together!(conn;
        programmes::table.find(Id::from(programme_id)).select(ProgrammeRow::as_select()),
        persons::table.find(Id::from(student)).select(PersonRow::as_select()),
        of_student!(programme_id, student)
            .order((mentorships::chosen_at.desc(), mentorships::id.desc()))
            .limit(1)
            .select(mentorships::id),
        recommenders!(programme_id, student),
        persons::table
            .filter(sql::<Bool>("persons.staff"))
            .filter(persons::active.eq(true))
            .filter(persons::email.is_not_null())
            .filter(persons::id.ne(Id::from(student)))
            .filter(persons::id.ne_all(mentors))
            .order(persons::id)
            .limit(TOLD_MAX)
            .select(PersonRow::as_select()),
    )?;
    let programme = programme.into_iter().next().ok_or(Error::NotFound)?;
    let programme = ProgrammeRecord::try_from(programme)?.programme;
    expect_period(&programme, meta.now)?;
    let student = person.into_iter().next().ok_or(Error::NotFound)?;
    let interview = CareerInterview {
        id: CareerInterviewId::new(),
        programme_id,
        mentorship_id: latest.into_iter().next().map(Into::into),
        student: reference(student),
        message: new.message,
        recommended_by_mentor: !recommenders.is_empty(),
        stage: Stage::Requested(Requested { adviser: None }),
        created_at: Instant::from(meta.now).into(),
    };
    diesel::insert_into(career_interviews::table)
        .values((
            career_interviews::id.eq(Id::from(interview.id)),
            career_interviews::programme_id.eq(Id::from(programme_id)),
            career_interviews::mentorship_id.eq(interview.mentorship_id.map(Id::from)),
            career_interviews::student_id.eq(Id::from(interview.student.id)),
            career_interviews::state.eq(Word(CareerInterviewState::Requested)),
            career_interviews::message.eq(interview.message.as_str().to_owned()),
            career_interviews::created_at.eq(Instant::from(meta.now)),
        ))
        .execute(conn)
        .await?;
    let target = Target::new(Subject::CareerInterview, interview.id);
    audit(conn, meta, target, Changed::Fields(&[])).await?;
    let kind = EventKind::CareerInterviewRequested;
    let event = happened(conn, meta, &interview, kind).await?;
    let post = mails::Post {
        interview: &interview,
        programme: &programme,
        leaves_school_on: None,
        event,
    };
    post.requested(conn, meta, told).await?;
    Ok(interview)
}

async fn happened(
    conn: &mut Conn,
    meta: &Meta,
    interview: &CareerInterview,
    kind: EventKind,
) -> Result<Id> {
    let new = NewEvent {
        kind,
        programme: interview.programme_id,
        // it belongs to no mentorship's timeline: no mentor reads of it
        mentorship: None,
        data: serde_json::json!({
            "resource_id": interview.id,
            "state": interview.stage.state(),
        }),
        reason: None,
    };
    event(conn, meta, new).await
}

fn reference(row: PersonRow) -> PersonRef {
    person((row.id, row.first_name, row.last_name))
}

/// Runs a change of the student or of staff.
pub(crate) async fn act(
    conn: &mut Conn,
    meta: &Meta,
    of: CareerKey,
    by: PersonId,
    change: CareerChange,
) -> Result<CareerInterview> {
    meta.expect(NO_VERSION)?;
    let own = career_interviews::table
        .find(Id::from(of.id))
        .select(career_interviews::id);
    dialect::hold!(conn, dialect::locked!(own));
    let next = match change {
        CareerChange::Take(Some(adviser)) => adviser,
        _ => by,
    };
    type Loaded = (
        Vec<Row>,
        Vec<ProgrammeRow>,
        Vec<NaiveDate>,
        Vec<PersonRow>,
        Vec<Id>,
        Vec<(Id, PersonRow)>,
    );
    let (row, programme, leaves, next_one, mentors, recommenders): Loaded = dialect::together!(conn;
        joined!(Id::from(by)).filter(career_interviews::id.eq(Id::from(of.id))),
        programmes::table.find(Id::from(of.programme_id)).select(ProgrammeRow::as_select()),
        students::table
            .filter(students::programme_id.eq(Id::from(of.programme_id)))
            .filter(students::person_id.eq(Id::from(of.student)))
            .select(students::leaves_school_on),
        persons::table.find(Id::from(next)).select(PersonRow::as_select()),
        of_student!(of.programme_id, of.student).select(mentorships::mentor_id),
        recommenders!(of.programme_id, of.student),
    )?;
    let before = record(row.into_iter().next().ok_or(Error::NotFound)?)?.interview;
    let programme = programme.into_iter().next().ok_or(Error::NotFound)?;
    let programme = ProgrammeRecord::try_from(programme)?.programme;
    let next_one = next_one.into_iter().next();
    let is_staff = next_one.as_ref().is_some_and(|one| {
        let none_of_theirs = one.id != Id::from(of.student) && !mentors.contains(&one.id);
        next == by || (one.staff && one.active && none_of_theirs)
    });
    let name = next_one.map_or_else(|| nobody(next), reference);
    let fields = fields(&change);
    let actor = before.actor(by);
    let command = command(change, name);
    let (after, kind) = before.clone().apply(command, actor, meta.now)?;
    if !is_staff {
        let refusal = Refusal::new(Code::ReferenceUnknown);
        return Err(refusal.pointer("/adviser_id").into());
    }
    save(conn, &after).await?;
    let target = Target::new(Subject::CareerInterview, after.id);
    audit(conn, meta, target, Changed::Fields(fields)).await?;
    let event = happened(conn, meta, &after, kind).await?;
    let post = mails::Post {
        interview: &after,
        programme: &programme,
        leaves_school_on: leaves.into_iter().next(),
        event,
    };
    post.tell(conn, meta, kind, (&before, actor)).await?;
    let is_new = before.stage.adviser().is_none() && after.stage.adviser().is_some();
    if is_new || after.stage.is_closed() {
        post.recommenders(conn, meta, recommenders).await?;
    }
    Ok(after)
}

const fn nobody(id: PersonId) -> PersonRef {
    PersonRef {
        id,
        first_name: String::new(),
        last_name: String::new(),
    }
}

fn command(change: CareerChange, person: PersonRef) -> CareerCommand {
    match change {
        CareerChange::Take(_) => CareerCommand::Take(person),
        CareerChange::Schedule(meeting) => CareerCommand::Schedule(person, meeting),
        CareerChange::Hold => CareerCommand::Hold,
        CareerChange::RecordNoShow => CareerCommand::RecordNoShow,
        CareerChange::Decline(reason) => CareerCommand::Decline(reason),
        CareerChange::Cancel(reason) => CareerCommand::Cancel(reason),
    }
}

const fn fields(change: &CareerChange) -> &'static [Field] {
    match change {
        CareerChange::Take(_) => &[Field::AdviserId],
        CareerChange::Schedule(_) => &[Field::State, Field::StartsAt],
        _ => &[Field::State],
    }
}

async fn save(conn: &mut Conn, after: &CareerInterview) -> Result<()> {
    let stage = &after.stage;
    let meeting = stage.meeting();
    diesel::update(career_interviews::table.find(Id::from(after.id)))
        .set((
            career_interviews::state.eq(Word(stage.state())),
            career_interviews::adviser_id.eq(stage.adviser().map(|one| Id::from(one.id))),
            career_interviews::starts_at.eq(meeting.map(|it| Instant::from(it.starts_at))),
            career_interviews::duration_minutes.eq(meeting.map(|it| int(it.duration_minutes))),
            career_interviews::means_kind.eq(meeting.map(|it| Word(it.means.kind()))),
            career_interviews::means_detail.eq(meeting.map(|it| it.means.detail().to_owned())),
            career_interviews::note
                .eq(meeting.and_then(|it| it.note.clone().map(Note::into_string))),
            career_interviews::reason.eq(stage.reason().cloned().map(Note::into_string)),
        ))
        .beside(conn)
        .await?;
    Ok(())
}

/// Programme, state, time and date of a request.
pub(crate) type Asked = (
    Id,
    Word<CareerInterviewState>,
    Instant,
    Option<(Instant, i32, Word<MeansKind>, String)>,
);
/// Programme and time of a form that recommends the Department.
pub(crate) type Recommended = (Id, Instant);

/// Career interviews of a student, newest first, for their home page.
macro_rules! asked {
    ($student:expr) => {{
        use crate::schema::career_interviews as theirs;
        theirs::table
            .filter(theirs::student_id.eq($student))
            .order((theirs::created_at.desc(), theirs::id.desc()))
            .select((
                theirs::programme_id,
                theirs::state,
                theirs::created_at,
                (
                    theirs::starts_at.assume_not_null(),
                    theirs::duration_minutes.assume_not_null(),
                    theirs::means_kind.assume_not_null(),
                    theirs::means_detail.assume_not_null(),
                )
                    .nullable(),
            ))
    }};
}
/// Forms given to a student that recommend the Department, latest first.
macro_rules! recommendations {
    ($student:expr) => {{
        use crate::schema::{evaluation_versions, evaluations, mentorships};
        evaluation_versions::table
            .inner_join(
                evaluations::table.on(evaluations::mentorship_id
                    .eq(evaluation_versions::mentorship_id)
                    .and(evaluations::step.eq(evaluation_versions::step))
                    .and(evaluations::given_version.eq(evaluation_versions::number.nullable()))),
            )
            .inner_join(
                mentorships::table.on(mentorships::id.eq(evaluation_versions::mentorship_id)),
            )
            .filter(mentorships::student_id.eq($student))
            .filter(evaluation_versions::career_department_recommended.eq(true))
            .order(evaluation_versions::given_at.desc())
            .select((mentorships::programme_id, evaluation_versions::given_at))
    }};
}
pub(crate) use {asked, recommendations};

/// What a student has to do with the Department, by programme.
pub(crate) fn desks(
    asked: Vec<Asked>,
    recommended: Vec<Recommended>,
) -> Vec<(ProgrammeId, CareerDesk)> {
    let mut desks: BTreeMap<ProgrammeId, CareerDesk> = BTreeMap::new();
    for (programme, at) in recommended {
        let desk = desks.entry(programme.into()).or_default();
        desk.recommended_at.get_or_insert_with(|| at.into());
    }
    for (programme, state, at, meeting) in asked {
        let desk = desks.entry(programme.into()).or_default();
        desk.asked_at.get_or_insert_with(|| at.into());
        let is_scheduled = state.0 == CareerInterviewState::Scheduled;
        desk.is_open |= is_scheduled || state.0 == CareerInterviewState::Requested;
        if let (true, Some((starts_at, minutes, kind, detail))) = (is_scheduled, meeting) {
            desk.scheduled = Some(CareerMeeting {
                starts_at: starts_at.into(),
                duration_minutes: small(minutes),
                means: Means::restored(kind.0, detail),
                note: None,
            });
        }
    }
    desks.into_iter().collect()
}
