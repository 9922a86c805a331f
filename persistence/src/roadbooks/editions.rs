//! Editions of a road-book: frozen, numbered, read once (R19).

use super::journal::{Changed, Field, Subject, Target, audit};
use super::{Conn, Later, RunQueryDsl, dialect, shares};
use crate::error::Result;
use crate::records::{EditionRecord, EditionsViewer};
use crate::schema::{mentorships, messages, roadbook_editions, roadbooks};
use crate::types::{Id, Instant, Json, Word, int, small};
use crate::unit::{Meta, NO_VERSION};
use diesel::dsl::exists;
use diesel::prelude::*;
use domain::ids::{PersonId, ProgrammeId, RoadbookId};
use domain::mail::MailKind;
use domain::roadbook::EditionPart;
use domain::share::DocumentKind;
use domain::words::{EndReason, MailState, MentorshipState, MessageState, Step};

type Row = (
    EditionRow,
    (Id, Id, Id),
    Word<MentorshipState>,
    Option<Word<EndReason>>,
    Option<Word<MessageState>>,
    shares::DisclosureRow,
);
type EditionRow = (
    Id,
    i32,
    Word<Step>,
    Id,
    Instant,
    bool,
    Option<i32>,
    Option<String>,
    Option<Instant>,
    Json<Vec<EditionPart>>,
);

macro_rules! select {
    ($viewer:expr) => {
        roadbook_editions::table
            .inner_join(mentorships::table.on(mentorships::id.eq(roadbook_editions::mentorship_id)))
            .left_join(
                messages::table.on(messages::resource_id
                    .eq(roadbook_editions::id.nullable())
                    .and(messages::kind.eq(MailKind::RoadbookSent.as_str()))),
            )
            .select((
                (
                    roadbook_editions::id,
                    roadbook_editions::number,
                    roadbook_editions::step,
                    roadbook_editions::mentorship_id,
                    roadbook_editions::sent_at,
                    roadbook_editions::late,
                    roadbook_editions::days_before,
                    roadbook_editions::message,
                    roadbook_editions::read_at,
                    roadbook_editions::parts,
                ),
                (
                    mentorships::programme_id,
                    mentorships::student_id,
                    mentorships::mentor_id,
                ),
                mentorships::state,
                mentorships::end_reason,
                messages::state.nullable(),
                shares::disclosure!(
                    DocumentKind::Roadbook,
                    roadbook_editions::step,
                    Id::from($viewer)
                ),
            ))
    };
}

/// Editions sent to this mentor in a mentorship that is live, was completed, or ended with its
/// programme (R2, R35).
macro_rules! still_read_by {
    ($mentor:expr) => {
        mentorships::mentor_id.eq(Id::from($mentor)).nullable().and(
            mentorships::state
                .ne(Word(MentorshipState::Ended))
                .nullable()
                .or(mentorships::end_reason.eq(Word(EndReason::ProgrammeClosed))),
        )
    };
}

/// Editions that the student shares with this mentor, with whom they go on (R31).
macro_rules! shared_with {
    ($mentor:expr) => {
        shares::to_mentor!(
            DocumentKind::Roadbook,
            roadbook_editions::step,
            Id::from($mentor)
        )
    };
}

/// Loads the data for access to a road-book's editions, and whether any was sent to this mentor that
/// they still may read, or is shared with them: in one statement, so that a hidden road-book costs what
/// an absent one costs.
pub(crate) async fn head(
    conn: &mut Conn,
    id: RoadbookId,
    mentor: PersonId,
) -> Result<(ProgrammeId, PersonId, bool)> {
    let theirs = roadbook_editions::table
        .inner_join(mentorships::table.on(mentorships::id.eq(roadbook_editions::mentorship_id)))
        .filter(roadbook_editions::roadbook_id.eq(Id::from(id)))
        .filter(still_read_by!(mentor))
        .select(roadbook_editions::id);
    let shared = roadbook_editions::table
        .inner_join(mentorships::table.on(mentorships::id.eq(roadbook_editions::mentorship_id)))
        .filter(roadbook_editions::roadbook_id.eq(Id::from(id)))
        .filter(shared_with!(mentor))
        .select(roadbook_editions::id);
    let (programme, student, sent): (Id, Id, bool) = roadbooks::table
        .find(Id::from(id))
        .select((
            roadbooks::programme_id,
            roadbooks::student_id,
            exists(theirs).or(exists(shared)),
        ))
        .first(conn)
        .await?;
    Ok((programme.into(), student.into(), sent))
}

/// Loads an edition, and whether it is open to somebody else.
pub(crate) async fn get(
    conn: &mut Conn,
    roadbook: RoadbookId,
    number: u32,
    viewer: PersonId,
) -> Result<EditionRecord> {
    let row: Row = select!(viewer)
        .filter(roadbook_editions::roadbook_id.eq(Id::from(roadbook)))
        .filter(roadbook_editions::number.eq(int(number)))
        .first(conn)
        .await?;
    Ok(record(row))
}

/// Loads a page of editions, oldest first, after a number; a mentor sees only those that they still
/// read, or that are shared with them.
pub(crate) async fn list(
    conn: &mut Conn,
    roadbook: RoadbookId,
    viewer: EditionsViewer,
    after: u32,
    limit: i64,
) -> Result<Vec<EditionRecord>> {
    let person = viewer.person;
    let mut query = select!(person)
        .filter(roadbook_editions::roadbook_id.eq(Id::from(roadbook)))
        .filter(roadbook_editions::number.gt(int(after)))
        .order(roadbook_editions::number)
        .limit(limit)
        .into_boxed();
    if viewer.is_mentor {
        query = query.filter(still_read_by!(person).or(shared_with!(person).nullable()));
    }
    let rows: Vec<Row> = query.load(conn).await?;
    Ok(rows.into_iter().map(record).collect())
}

/// Marks an edition opened by the mentor; the first time counts.
pub(crate) async fn mark_read(
    conn: &mut Conn,
    meta: &Meta,
    roadbook: RoadbookId,
    number: u32,
    by: PersonId,
) -> Result<EditionRecord> {
    meta.expect(NO_VERSION)?;
    let own = roadbook_editions::table
        .filter(roadbook_editions::roadbook_id.eq(Id::from(roadbook)))
        .filter(roadbook_editions::number.eq(int(number)))
        .select(roadbook_editions::id);
    dialect::hold!(conn, dialect::locked!(own));
    let mut edition = get(conn, roadbook, number, by).await?;
    if edition.read_at.is_none() {
        edition.read_at = Some(meta.now);
        diesel::update(roadbook_editions::table.find(Id::from(edition.id)))
            .set(roadbook_editions::read_at.eq(edition.read_at.map(Instant::from)))
            .beside(conn)
            .await?;
        let target = Target::new(Subject::RoadbookEdition, edition.id);
        audit(conn, meta, target, Changed::Fields(&[Field::ReadAt])).await?;
    }
    Ok(edition)
}

fn record(row: Row) -> EditionRecord {
    let (row, (programme, student, mentor), state, reason, mail, disclosure) = row;
    let (id, number, step, mentorship, sent_at, late, days_before, message, read_at, parts) = row;
    EditionRecord {
        id: id.into(),
        number: small(number),
        step: step.0,
        mentorship_id: mentorship.into(),
        programme_id: programme.into(),
        student: student.into(),
        mentor: mentor.into(),
        readable_by_mentor: state.0.mentor_keeps_reading(reason.map(|reason| reason.0)),
        sent_at: sent_at.into(),
        late,
        days_before,
        message,
        read_at: read_at.map(Into::into),
        mail_state: mail.map_or(MailState::Failed, |state| state.0.into()),
        parts: parts.0,
        disclosure: shares::disclosed(disclosure),
    }
}
