//! Concerns: told by one of the two, read and resolved by staff (R32).

use super::journal::{Changed, Desk, Field, NewMessage, Subject, Target, audit, message};
use super::{Conn, Later, RunQueryDsl, cycle, dialect, journal};
use crate::error::{Error, Result};
use crate::kept::Kept;
use crate::records::{ConcernFilter, MentorshipKey, ProgrammeRecord};
use crate::rows::{PersonRefRow, ProgrammeRow};
use crate::schema::{concerns, mentorships, persons, programmes};
use crate::types::{Id, Instant, Word};
use crate::unit::{Meta, NO_VERSION};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::concern::{Concern, ConcernCreate, expect_raisable};
use domain::ids::{ConcernId, PersonId};
use domain::mail::{
    About, ConcernPayload, Content, Mail, MailActor, MailConcern, MailKind, MailPerson, Reader,
};
use domain::programme::Programme;
use domain::text::{Note, Text};
use domain::words::{ConcernKind, ConcernState, MentorshipState, Party};

diesel::alias! {
    const STUDENT: Alias<StudentOf> = persons as student;
    const MENTOR: Alias<MentorOf> = persons as mentor;
}

#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = concerns)]
struct ConcernRow {
    id: Id,
    programme_id: Id,
    mentorship_id: Id,
    raised_by: Word<Party>,
    kind: Word<ConcernKind>,
    text: String,
    created_at: Instant,
    resolved_at: Option<Instant>,
    resolved_by: Option<Id>,
    note: Option<String>,
}

type Row = (ConcernRow, PersonRefRow, PersonRefRow);

/// Concerns with the two people of the mentorship.
macro_rules! joined {
    () => {
        concerns::table
            .inner_join(mentorships::table.on(mentorships::id.eq(concerns::mentorship_id)))
            .inner_join(STUDENT.on(STUDENT.field(persons::id).eq(mentorships::student_id)))
            .inner_join(MENTOR.on(MENTOR.field(persons::id).eq(mentorships::mentor_id)))
            .select((
                ConcernRow::as_select(),
                STUDENT.fields((persons::id, persons::first_name, persons::last_name)),
                MENTOR.fields((persons::id, persons::first_name, persons::last_name)),
            ))
    };
}

fn concern((row, student, mentor): Row) -> Concern {
    Concern {
        id: row.id.into(),
        programme_id: row.programme_id.into(),
        mentorship_id: row.mentorship_id.into(),
        student: student.into(),
        mentor: mentor.into(),
        raised_by: row.raised_by.0,
        kind: row.kind.0,
        text: Text::restored(row.text),
        state: match row.resolved_at {
            None => ConcernState::Open,
            Some(_) => ConcernState::Resolved,
        },
        created_at: row.created_at.into(),
        resolved_at: row.resolved_at.map(Into::into),
        resolved_by: row.resolved_by.map(Into::into),
        note: row.note.map(Text::restored),
    }
}

/// A concern; access decides who reads it.
pub(crate) async fn get(conn: &mut Conn, id: ConcernId) -> Result<Concern> {
    let row: Row = joined!()
        .filter(concerns::id.eq(Id::from(id)))
        .first(conn)
        .await?;
    Ok(concern(row))
}

/// A page of concerns, newest first, without those of the viewer's own mentorships (R38).
pub(crate) async fn list(
    conn: &mut Conn,
    filter: ConcernFilter,
    after: Option<(DateTime<Utc>, ConcernId)>,
    limit: i64,
) -> Result<Vec<Concern>> {
    let viewer = Id::from(filter.viewer);
    let mut query = joined!()
        .filter(mentorships::student_id.ne(viewer))
        .filter(mentorships::mentor_id.ne(viewer))
        .into_boxed();
    match filter.state {
        Some(ConcernState::Open) => query = query.filter(concerns::resolved_at.is_null()),
        Some(ConcernState::Resolved) => query = query.filter(concerns::resolved_at.is_not_null()),
        None => {}
    }
    if let Some(kind) = filter.kind {
        query = query.filter(concerns::kind.eq(Word(kind)));
    }
    if let Some(programme) = filter.programme {
        query = query.filter(concerns::programme_id.eq(Id::from(programme)));
    }
    if let Some((at, id)) = after {
        query = query.filter(before!(
            (concerns::created_at, concerns::id),
            (Instant::from(at), Id::from(id))
        ));
    }
    let rows: Vec<Row> = query
        .order((concerns::created_at.desc(), concerns::id.desc()))
        .limit(limit)
        .load(conn)
        .await?;
    Ok(rows.into_iter().map(concern).collect())
}

/// Tells staff ([`Desk`]); no event and no mail says so to anybody else.
pub(crate) async fn create(
    conn: &mut Conn,
    meta: &Meta,
    of: MentorshipKey,
    by: Party,
    new: ConcernCreate,
) -> Result<Concern> {
    meta.expect(NO_VERSION)?;
    cycle::lock(conn, of.id).await?;
    let two = [Id::from(of.student), Id::from(of.mentor)];
    type Asked = (
        Vec<Word<MentorshipState>>,
        Vec<ProgrammeRow>,
        Vec<PersonRefRow>,
        Vec<Id>,
        Vec<Id>,
    );
    let (state, programme, people, own, all): Asked = dialect::together!(conn;
        mentorships::table.find(Id::from(of.id)).select(mentorships::state),
        programmes::table.find(Id::from(of.programme_id)).select(ProgrammeRow::as_select()),
        persons::table
            .filter(persons::id.eq(two[0]).or(persons::id.eq(two[1])))
            .select(PersonRefRow::as_select()),
        Kept(
            journal::adviser_to_tell!(of.programme_id, of.student)
                .filter(persons::id.ne(two[1])),
        ),
        Kept(
            journal::staff_to_tell!()
                .filter(persons::id.ne(two[0]))
                .filter(persons::id.ne(two[1])),
        ),
    )?;
    let state = state.into_iter().next().ok_or(Error::NotFound)?;
    let programme = programme.into_iter().next().ok_or(Error::NotFound)?;
    let programme = ProgrammeRecord::try_from(programme)?.programme;
    expect_raisable(new.kind, state.0)?;
    let id = ConcernId::new();
    let row = ConcernRow {
        id: id.into(),
        programme_id: of.programme_id.into(),
        mentorship_id: of.id.into(),
        raised_by: Word(by),
        kind: Word(new.kind),
        text: new.text.into_string(),
        created_at: meta.now.into(),
        resolved_at: None,
        resolved_by: None,
        note: None,
    };
    diesel::insert_into(concerns::table)
        .values(row.clone())
        .beside(conn)
        .await?;
    let target = Target::new(Subject::Concern, id);
    audit(conn, meta, target, Changed::Fields(&[])).await?;
    let mail = Mail {
        kind: MailKind::ConcernRaised,
        about: about(of, &programme),
        content: Content::Concern(ConcernPayload {
            concern: MailConcern { kind: new.kind },
        }),
    };
    for to in (Desk { own, all }).recipients(&programme) {
        let new = NewMessage {
            mail: mail.clone(),
            to,
            event: id.into(),
            resource: Some(id.into()),
        };
        message(conn, meta, new).await?;
    }
    let named = |id: Id| {
        let mut two = people.iter();
        let found = two.find(|person| person.id == id).cloned();
        found.ok_or_else(|| Error::Internal("a mentorship lacks a person".into()))
    };
    Ok(concern((row, named(two[0])?, named(two[1])?)))
}

/// The mail names nobody: it may be read on a screen that others see.
fn about(of: MentorshipKey, programme: &Programme) -> About {
    About {
        programme: programme.into(),
        mentorship_id: Some(of.id),
        student: MailPerson::nameless(of.student),
        mentor: Some(MailPerson::nameless(of.mentor)),
        by: MailActor::Staff,
        reader: Some(Reader::Staff),
    }
}

/// Staff have dealt with a concern.
pub(crate) async fn resolve(
    conn: &mut Conn,
    meta: &Meta,
    id: ConcernId,
    by: PersonId,
    note: Option<Note>,
) -> Result<Concern> {
    meta.expect(NO_VERSION)?;
    let own = concerns::table.find(Id::from(id)).select(concerns::id);
    dialect::hold!(conn, dialect::locked!(own));
    let open = get(conn, id).await?;
    open.expect_resolvable(Some(by))?;
    diesel::update(concerns::table.find(Id::from(id)))
        .set((
            concerns::resolved_at.eq(Some(Instant::from(meta.now))),
            concerns::resolved_by.eq(Some(Id::from(by))),
            concerns::note.eq(note.clone().map(Note::into_string)),
        ))
        .beside(conn)
        .await?;
    let target = Target::new(Subject::Concern, id);
    audit(conn, meta, target, Changed::Fields(&[Field::ResolvedAt])).await?;
    Ok(Concern {
        state: ConcernState::Resolved,
        resolved_at: Some(meta.now),
        resolved_by: Some(by),
        note,
        ..open
    })
}
