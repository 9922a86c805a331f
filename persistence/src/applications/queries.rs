//! Applications of mentors: sent by people, decided by staff or taken back (R45).

use super::journal::{Changed, Desk, Field, NewEvent, Subject, Target, audit, event};
use super::{Conn, Later, RunQueryDsl, dialect, enrolments as enrolled, journal, programmes};

mod mails;

use mails::Post;

use crate::error::{Error, Result};
use crate::kept::Kept;
use crate::records::{ApplicationFilter, ApplicationKey, ApplicationRecord, ProgrammeRecord};
use crate::rows::{AccountRow, PersonRefRow, PersonRow, ProgrammeRow};
use crate::schema::{
    enrolments, mentor_applications, mentors, mentorships, persons, programmes as programme_table,
};
use crate::types::{Id, Instant, Json, Word};
use crate::unit::{Meta, NO_VERSION};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::application::{
    Decision, MentorApplication, MentorApplicationCreate, MentorProfile, expect_applicant,
};
use domain::ids::{MentorApplicationId, PersonId, ProgrammeId};
use domain::mentorship::EventKind;
use domain::person::PersonRef;
use domain::programme::Programme;
use domain::refusal::Code;
use domain::text::{Note, Text};
use domain::words::{MentorApplicationState, Role};

#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = mentor_applications)]
struct ApplicationRow {
    id: Id,
    programme_id: Id,
    person_id: Id,
    state: Word<MentorApplicationState>,
    profile: Json<MentorProfile>,
    message: Option<String>,
    created_at: Instant,
    decided_at: Option<Instant>,
    decided_by: Option<Id>,
}

type Row = (ApplicationRow, PersonRefRow, AccountRow);

/// Applications with their people.
macro_rules! joined {
    () => {
        mentor_applications::table
            .inner_join(persons::table.on(persons::id.eq(mentor_applications::person_id)))
            .select((
                ApplicationRow::as_select(),
                PersonRefRow::as_select(),
                AccountRow::as_select(),
            ))
    };
}

fn record((row, person, account): Row) -> ApplicationRecord {
    let (_, contact) = account.into_parts();
    ApplicationRecord {
        application: application(row, person.into()),
        contact,
    }
}

fn application(row: ApplicationRow, person: PersonRef) -> MentorApplication {
    MentorApplication {
        id: row.id.into(),
        programme_id: row.programme_id.into(),
        person,
        profile: row.profile.0,
        message: row.message.map(Text::restored),
        state: row.state.0,
        created_at: row.created_at.into(),
        decided_at: row.decided_at.map(Into::into),
    }
}

/// An application of a programme; access decides who reads it.
pub(crate) async fn get(
    conn: &mut Conn,
    programme: ProgrammeId,
    id: MentorApplicationId,
) -> Result<ApplicationRecord> {
    let row: Row = joined!()
        .filter(mentor_applications::id.eq(Id::from(id)))
        .filter(mentor_applications::programme_id.eq(Id::from(programme)))
        .first(conn)
        .await?;
    Ok(record(row))
}

/// A page of applications, newest first.
pub(crate) async fn list(
    conn: &mut Conn,
    filter: ApplicationFilter,
    after: Option<(DateTime<Utc>, MentorApplicationId)>,
    limit: i64,
) -> Result<Vec<ApplicationRecord>> {
    let viewer = Id::from(filter.viewer);
    let mut query = joined!()
        .filter(mentor_applications::programme_id.eq(Id::from(filter.programme)))
        .into_boxed();
    query = match filter.is_staff {
        true => query.filter(mentor_applications::person_id.ne(viewer)),
        false => query.filter(mentor_applications::person_id.eq(viewer)),
    };
    if let Some(state) = filter.state {
        query = query.filter(mentor_applications::state.eq(Word(state)));
    }
    if let Some((at, id)) = after {
        query = query.filter(before!(
            (mentor_applications::created_at, mentor_applications::id),
            (Instant::from(at), Id::from(id))
        ));
    }
    let rows: Vec<Row> = query
        .order((
            mentor_applications::created_at.desc(),
            mentor_applications::id.desc(),
        ))
        .limit(limit)
        .load(conn)
        .await?;
    Ok(rows.into_iter().map(record).collect())
}

/// What an application depends on.
struct Applying {
    programme: Programme,
    person: PersonRow,
    part: Option<Part>,
    has_mentored: bool,
    desk: Desk,
}

async fn applying(conn: &mut Conn, programme: ProgrammeId, by: PersonId) -> Result<Applying> {
    type Loaded = (
        Vec<ProgrammeRow>,
        Vec<PersonRow>,
        Vec<Part>,
        Vec<Id>,
        Vec<Id>,
    );
    let of = programme_table::table.find(Id::from(programme));
    let (of, person, part, mentored, all): Loaded = dialect::together!(conn;
        dialect::shared!(of.select(ProgrammeRow::as_select())),
        persons::table.find(Id::from(by)).select(PersonRow::as_select()),
        part!(programme, by),
        mentorships::table
            .filter(mentorships::mentor_id.eq(Id::from(by)))
            .limit(1)
            .select(mentorships::id),
        Kept(journal::staff_to_tell!().filter(persons::id.ne(Id::from(by)))),
    )?;
    let of = of.into_iter().next().ok_or(Error::NotFound)?;
    Ok(Applying {
        programme: ProgrammeRecord::try_from(of)?.programme,
        person: person.into_iter().next().ok_or(Error::NotFound)?,
        part: part.into_iter().next(),
        has_mentored: !mentored.is_empty(),
        desk: Desk {
            own: Vec::new(),
            all,
        },
    })
}

/// A person applies; they are enrolled at once, or staff get a mail.
pub(crate) async fn create(
    conn: &mut Conn,
    meta: &Meta,
    programme: ProgrammeId,
    by: PersonId,
    new: MentorApplicationCreate,
) -> Result<ApplicationRecord> {
    meta.expect(NO_VERSION)?;
    let of = applying(conn, programme, by).await?;
    let is_enrolled = of.part.is_some_and(is_active);
    let state = expect_applicant(&of.programme, &new, is_enrolled, of.has_mentored)?;
    let now = Instant::from(meta.now);
    let row = ApplicationRow {
        id: MentorApplicationId::new().into(),
        programme_id: programme.into(),
        person_id: of.person.id,
        state: Word(state),
        profile: Json(MentorProfile::of(new.profile)),
        message: new.message.map(Note::into_string),
        created_at: now,
        decided_at: (state != MentorApplicationState::Submitted).then_some(now),
        decided_by: None,
    };
    diesel::insert_into(mentor_applications::table)
        .values(row.clone())
        .beside(conn)
        .await?;
    let application = application(row, of.person.reference());
    let target = Target::new(Subject::MentorApplication, application.id);
    audit(conn, meta, target, Changed::Fields(&[])).await?;
    let sent = happened(conn, meta, &application, MentorApplicationState::Submitted).await?;
    let mut post = Post {
        programme: &of.programme,
        application: &application,
        event: sent,
    };
    match state {
        MentorApplicationState::Accepted => {
            enrol(conn, meta, &application, (of.part, true)).await?;
            post.event = happened(conn, meta, &application, state).await?;
            post.decided(conn, meta, true).await?;
        }
        _ => post.received(conn, meta, of.desk).await?,
    }
    Ok(ApplicationRecord {
        contact: of.person.contact(),
        application,
    })
}

/// Staff decide on an application, or its person takes it back.
pub(crate) async fn decide(
    conn: &mut Conn,
    meta: &Meta,
    of: ApplicationKey,
    by: PersonId,
    decision: Decision,
) -> Result<ApplicationRecord> {
    let ApplicationKey {
        id,
        programme_id,
        person,
    } = of;
    meta.expect(NO_VERSION)?;
    programmes::hold(conn, programme_id).await?;
    let own = mentor_applications::table
        .find(Id::from(id))
        .select(mentor_applications::id);
    dialect::hold!(conn, dialect::locked!(own));
    let programme = programme_table::table.find(Id::from(programme_id));
    let (before, programme, part): (Vec<Row>, Vec<ProgrammeRow>, Vec<Part>) = dialect::together!(conn;
        joined!().filter(mentor_applications::id.eq(Id::from(id))),
        programme.select(ProgrammeRow::as_select()),
        part!(programme_id, person),
    )?;
    let programme = programme.into_iter().next().ok_or(Error::NotFound)?;
    let programme = ProgrammeRecord::try_from(programme)?.programme;
    let before = record(before.into_iter().next().ok_or(Error::NotFound)?);
    before.application.expect(decision, by, &programme)?;
    let after = MentorApplication {
        state: decision.state(),
        decided_at: Some(Instant::from(meta.now).into()),
        ..before.application
    };
    diesel::update(mentor_applications::table.find(Id::from(id)))
        .set((
            mentor_applications::state.eq(Word(after.state)),
            mentor_applications::decided_at.eq(Some(Instant::from(meta.now))),
            mentor_applications::decided_by.eq(Some(Id::from(by))),
        ))
        .beside(conn)
        .await?;
    let target = Target::new(Subject::MentorApplication, id);
    audit(conn, meta, target, Changed::Fields(&[Field::State])).await?;
    if decision == Decision::Accept {
        enrol(conn, meta, &after, (part.into_iter().next(), false)).await?;
    }
    let event = happened(conn, meta, &after, after.state).await?;
    let post = Post {
        programme: &programme,
        application: &after,
        event,
    };
    if decision != Decision::Withdraw {
        post.decided(conn, meta, false).await?;
    }
    Ok(ApplicationRecord {
        application: after,
        contact: before.contact,
    })
}

/// Role of a person in a programme, and whether they take part as its mentor still.
type Part = (Word<Role>, Option<bool>);

macro_rules! part {
    ($programme:expr, $person:expr) => {
        enrolments::table
            .left_join(
                mentors::table.on(mentors::programme_id
                    .eq(enrolments::programme_id)
                    .and(mentors::person_id.eq(enrolments::person_id))),
            )
            .filter(enrolments::programme_id.eq(Id::from($programme)))
            .filter(enrolments::person_id.eq(Id::from($person)))
            .select((enrolments::role, mentors::active.nullable()))
    };
}
use part;

/// A student of the programme, or a mentor who hasn't left it.
fn is_active((role, active): Part) -> bool {
    role.0 == Role::Student || active.unwrap_or(true)
}

/// Enrols the person as a mentor, or lets one who had left take part again.
async fn enrol(
    conn: &mut Conn,
    meta: &Meta,
    application: &MentorApplication,
    (part, listed): (Option<Part>, bool),
) -> Result<()> {
    if part.is_some_and(is_active) {
        return Err(Code::AlreadyEnrolled.into());
    }
    let profile = application.profile.clone().change(listed);
    let whom = (application.programme_id, &application.person);
    enrolled::enrol_mentor(conn, meta, whom, profile, part.is_some()).await?;
    let target = Target::new(Subject::Mentor, application.person.id);
    audit(conn, meta, target, Changed::Fields(&[Field::Details])).await
}

async fn happened(
    conn: &mut Conn,
    meta: &Meta,
    application: &MentorApplication,
    state: MentorApplicationState,
) -> Result<Id> {
    let new = NewEvent {
        kind: match state {
            MentorApplicationState::Submitted => EventKind::MentorApplicationSubmitted,
            MentorApplicationState::Accepted => EventKind::MentorApplicationAccepted,
            MentorApplicationState::Refused => EventKind::MentorApplicationRefused,
            MentorApplicationState::Withdrawn => EventKind::MentorApplicationWithdrawn,
        },
        programme: application.programme_id,
        mentorship: None,
        data: serde_json::json!({ "resource_id": application.id, "state": state }),
        reason: None,
    };
    event(conn, meta, new).await
}
