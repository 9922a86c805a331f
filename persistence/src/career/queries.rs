//! Career interviews: asked for by students, taken, scheduled and closed by staff (R24).

use super::summaries::states::recommended;
use super::{Conn, Later, RunQueryDsl, dialect, journal};

mod home;
mod mails;
mod share;
mod write;

pub(crate) use home::{Asked, Recommended, asked, desks, recommendations};
pub(crate) use write::{act, request};

use crate::error::{Error, Result};
use crate::kept::Kept;
use crate::records::{CareerFilter, CareerRecord, CareerViewer};
use crate::rows::PersonRefRow;
use crate::schema::{career_interviews, evaluation_versions, evaluations, mentorships, persons};
use crate::types::{Id, Instant, Word, small};
use chrono::{DateTime, Utc};
use diesel::dsl::{exists, not};
use diesel::prelude::*;
use domain::career::{CareerInterview, CareerMeeting, Stage};
use domain::ids::{CareerInterviewId, MentorshipId, PersonId, RoadbookId};
use domain::mentorship::facts::Means;
use domain::person::PersonRef;
use domain::share::{Document, DocumentKind, SharedDocument, link};
use domain::text::Text;
use domain::words::{CareerInterviewState, MeansKind, Step};
use uuid::Uuid;

diesel::alias! {
    const STUDENT: Alias<StudentOf> = persons as student;
    const ADVISER: Alias<AdviserOf> = persons as adviser;
}

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
type Row = (CareerRow, Named, Option<Named>, bool, bool, Option<String>);

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
                diesel::dsl::sql::<diesel::sql_types::Nullable<diesel::sql_types::Text>>(
                    dialect::SHARED,
                ),
            ))
    };
}

pub(crate) use {joined, mentored, theirs};

fn person((id, first_name, last_name): Named) -> PersonRef {
    PersonRefRow {
        id,
        first_name,
        last_name,
    }
    .into()
}

const fn nobody(id: PersonId) -> PersonRef {
    PersonRef {
        id,
        first_name: String::new(),
        last_name: String::new(),
    }
}

fn meeting(row: &CareerRow) -> Option<CareerMeeting> {
    Some(CareerMeeting {
        starts_at: row.starts_at?.into(),
        duration_minutes: small(row.duration_minutes?),
        means: Means::restored(row.means_kind?.0, row.means_detail.clone()?),
        note: row.note.clone().map(Text::restored),
    })
}

fn record(row: Row) -> Result<CareerRecord> {
    let (row, student, adviser, recommended_by_mentor, mentored, shared) = row;
    let mut shared: Vec<_> = shared
        .unwrap_or_default()
        .lines()
        .filter_map(document)
        .collect();
    shared.sort_by_key(|one| (one.step, one.kind));
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
            shared,
            stage: stage.ok_or_else(|| Error::Internal("a stage that doesn't fit".into()))?,
            created_at: row.created_at.into(),
        },
        mentored,
    })
}

/// A document of [`dialect::SHARED`]: kind, interview, mentorship and road-book.
fn document(line: &str) -> Option<SharedDocument> {
    let mut words = line.split(' ');
    let kind = DocumentKind::parse(words.next()?)?;
    let step = Step::parse(words.next()?)?;
    let mentorship: Uuid = words.next()?.parse().ok()?;
    let roadbook: Uuid = words.next()?.parse().ok()?;
    Some(shared(
        Document { kind, step },
        mentorship.into(),
        roadbook.into(),
    ))
}

fn shared(document: Document, mentorship: MentorshipId, roadbook: RoadbookId) -> SharedDocument {
    SharedDocument {
        kind: document.kind,
        step: document.step,
        mentorship_id: mentorship,
        link: link(document, mentorship, roadbook),
    }
}

/// A career interview; access decides who reads it.
pub(crate) async fn get(
    conn: &mut Conn,
    id: CareerInterviewId,
    viewer: PersonId,
) -> Result<CareerRecord> {
    let one = joined!(Id::from(viewer)).filter(career_interviews::id.eq(Id::from(id)));
    let rows: Vec<Row> = Kept(one).load(conn).await?;
    record(rows.into_iter().next().ok_or(Error::NotFound)?)
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
        CareerViewer::Staff(person) => {
            query = query.filter(not(mentored!(viewer)));
            // a request of their own is theirs as a student, so it doesn't wait for them as staff (R38)
            match filter.student == Some(person) {
                true => query,
                false => query.filter(career_interviews::student_id.ne(viewer)),
            }
        }
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
    let page = query.order((
        career_interviews::created_at.desc(),
        career_interviews::id.desc(),
    ));
    let rows: Vec<Row> = Kept(page.limit(limit)).load(conn).await?;
    let records = rows.into_iter().map(record);
    records.map(|one| Ok(one?.interview)).collect()
}
