//! Requests of students, and what staff and they make of them (R24).

use super::super::shares::SharedRow;
use super::super::summaries::states::recommended;
use super::journal::{Changed, Desk, Field, NewEvent, Subject, Target, audit, event};
use super::share::{self, Documents, There};
use super::{ADVISER, Conn, Later, RunQueryDsl, STUDENT, dialect, journal, mails, nobody, record};
use super::{CareerRow, joined, mentored, theirs};
use crate::error::{Error, Result};
use crate::kept::Kept;
use crate::records::{CareerChange, CareerKey, ProgrammeRecord};
use crate::rows::{PersonRow, ProgrammeRow};
use crate::schema::{
    career_interviews, evaluation_versions, evaluations, mentorships, persons, programmes,
    roadbooks, students,
};
use crate::types::{Id, Instant, Word, int};
use crate::unit::{Meta, NO_VERSION};
use chrono::NaiveDate;
use diesel::dsl::exists;
use diesel::prelude::*;
use domain::career::{
    CareerCommand, CareerInterview, CareerInterviewCreate, Requested, Stage, expect_period,
};
use domain::ids::{CareerInterviewId, MentorshipId, PersonId, ProgrammeId};
use domain::mentorship::EventKind;
use domain::person::PersonRef;
use domain::programme::Programme;
use domain::refusal::{Code, Refusal};
use domain::text::Note;
use domain::words::CareerInterviewState;

/// Mentors who recommended the Department to one student, at the most: more than anyone has.
const RECOMMENDERS: i64 = 20;

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

/// What a request needs to know.
struct Asking {
    programme: Programme,
    student: PersonRef,
    latest: Option<MentorshipId>,
    is_recommended: bool,
    desk: Desk,
    documents: Documents,
}

async fn asking(conn: &mut Conn, programme_id: ProgrammeId, student: PersonId) -> Result<Asking> {
    let mentors = of_student!(programme_id, student).select(mentorships::mentor_id);
    type Loaded = (
        Vec<ProgrammeRow>,
        Vec<PersonRow>,
        Vec<Id>,
        Vec<(Id, PersonRow)>,
        Vec<Id>,
        Vec<Id>,
        Vec<There>,
        Vec<There>,
        Vec<SharedRow>,
        Vec<Id>,
    );
    let loaded: Loaded = dialect::together!(conn;
        programmes::table.find(Id::from(programme_id)).select(ProgrammeRow::as_select()),
        persons::table.find(Id::from(student)).select(PersonRow::as_select()),
        of_student!(programme_id, student)
            .order((mentorships::chosen_at.desc(), mentorships::id.desc()))
            .limit(1)
            .select(mentorships::id),
        recommenders!(programme_id, student),
        Kept(
            journal::adviser_to_tell!(programme_id, student)
                .filter(persons::id.ne_all(mentors)),
        ),
        Kept(
            journal::staff_to_tell!()
                .filter(persons::id.ne(Id::from(student)))
                .filter(persons::id.ne_all(mentors)),
        ),
        share::given!(of_student!(programme_id, student)),
        share::sent!(of_student!(programme_id, student)),
        share::known!(of_student!(programme_id, student)),
        roadbooks::table
            .filter(roadbooks::programme_id.eq(Id::from(programme_id)))
            .filter(roadbooks::student_id.eq(Id::from(student)))
            .select(roadbooks::id),
    )?;
    let (programme, person, latest, recommenders, own, all, given, sent, known, roadbook) = loaded;
    let programme = programme.into_iter().next().ok_or(Error::NotFound)?;
    let person = person.into_iter().next().ok_or(Error::NotFound)?;
    Ok(Asking {
        programme: ProgrammeRecord::try_from(programme)?.programme,
        student: person.reference(),
        latest: latest.into_iter().next().map(Into::into),
        is_recommended: !recommenders.is_empty(),
        desk: Desk { own, all },
        documents: Documents {
            programme_id,
            student,
            roadbook: roadbook.into_iter().next(),
            given,
            sent,
            known,
        },
    })
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
    let wanted = new.share.unwrap_or_default();
    if !wanted.is_empty() {
        let theirs = of_student!(programme_id, student).order(mentorships::id);
        dialect::hold!(conn, dialect::locked!(theirs.select(mentorships::id)));
    }
    let asking = asking(conn, programme_id, student).await?;
    expect_period(&asking.programme, meta.now)?;
    let interview = CareerInterview {
        id: CareerInterviewId::new(),
        programme_id,
        mentorship_id: asking.latest,
        student: asking.student,
        message: new.message,
        recommended_by_mentor: asking.is_recommended,
        shared: asking.documents.share(conn, meta, &wanted).await?,
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
        programme: &asking.programme,
        leaves_school_on: None,
        event,
    };
    post.requested(conn, meta, asking.desk).await?;
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
        Vec<super::Row>,
        Vec<ProgrammeRow>,
        Vec<NaiveDate>,
        Vec<PersonRow>,
        Vec<Id>,
        Vec<(Id, PersonRow)>,
    );
    let (row, programme, leaves, next_one, mentors, recommenders): Loaded = dialect::together!(conn;
        Kept(joined!(Id::from(by)).filter(career_interviews::id.eq(Id::from(of.id)))),
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
    let name = next_one.map_or_else(|| nobody(next), |one| one.reference());
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
    post.tell(conn, meta, kind, (&before, by)).await?;
    let is_new = before.stage.adviser().is_none() && after.stage.adviser().is_some();
    if is_new || after.stage.is_closed() {
        post.recommenders(conn, meta, recommenders).await?;
    }
    Ok(after)
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
