//! Shares of a student's documents (R31): a share is the rows of one id.

use super::journal::{self, Changed, NewEvent, Subject, Target, audit};
use super::{Conn, Later, RunQueryDsl, cycle, dialect};

mod disclosure;
mod emergency;

pub(crate) use disclosure::{DisclosureRow, disclosed, disclosure, shared, to_mentor};
pub(crate) use emergency::open;

use crate::error::{Error, Result};
use crate::records::MentorshipKey;
use crate::schema::{mentorships, shared_documents};
use crate::types::{Id, Instant, Word};
use crate::unit::{Meta, NO_VERSION};
use diesel::prelude::*;
use domain::ids::{MentorshipId, ShareId};
use domain::mentorship::EventKind;
use domain::refusal::{Code, Refusal};
use domain::share::{Document, DocumentKind, Share, ShareCreate, ShareWith, expect_there};
use domain::words::Step;
use std::collections::BTreeSet;

diesel::alias! {
    // The mentorship with which a student goes on, and all of theirs in the programme.
    pub(crate) const NEXT: Alias<NextOf> = mentorships as next;
    pub(crate) const THEIRS: Alias<TheirsOf> = mentorships as theirs;
}

/// A row of a share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = shared_documents)]
pub(crate) struct SharedRow {
    pub(crate) share_id: Id,
    pub(crate) mentorship_id: Id,
    pub(crate) audience: Word<ShareWith>,
    pub(crate) kind: Word<DocumentKind>,
    pub(crate) step: Word<Step>,
    pub(crate) reader_mentorship_id: Option<Id>,
    pub(crate) created_at: Instant,
}

impl SharedRow {
    pub(crate) const fn document(&self) -> Document {
        Document {
            kind: self.kind.0,
            step: self.step.0,
        }
    }
}

/// Interviews of a mentorship whose form is given, and not retracted.
macro_rules! given {
    ($id:expr) => {
        $crate::schema::evaluations::table
            .filter($crate::schema::evaluations::mentorship_id.eq($id))
            .filter($crate::schema::evaluations::given_version.is_not_null())
            .select($crate::schema::evaluations::step)
    };
}
/// Interviews of a mentorship for which an edition was sent.
macro_rules! sent {
    ($id:expr) => {
        $crate::schema::roadbook_editions::table
            .filter($crate::schema::roadbook_editions::mentorship_id.eq($id))
            .select($crate::schema::roadbook_editions::step)
            .distinct()
    };
}
pub(crate) use {given, sent};

/// Documents of a mentorship that are there.
pub(crate) fn there(given: Vec<Word<Step>>, sent: Vec<Word<Step>>) -> Vec<Document> {
    let of = |kind| move |step: Word<Step>| Document { kind, step: step.0 };
    let forms = given.into_iter().map(of(DocumentKind::Evaluation));
    let editions = sent.into_iter().map(of(DocumentKind::Roadbook));
    forms.chain(editions).collect()
}

/// The shares of a mentorship, oldest first.
pub(crate) async fn list(conn: &mut Conn, of: MentorshipId) -> Result<Vec<Share>> {
    let rows: Vec<SharedRow> = shared_documents::table
        .filter(shared_documents::mentorship_id.eq(Id::from(of)))
        .order((
            shared_documents::share_id,
            shared_documents::step,
            shared_documents::kind,
        ))
        .select(SharedRow::as_select())
        .load(conn)
        .await?;
    let shares = rows.chunk_by(|one, other| one.share_id == other.share_id);
    Ok(shares.filter_map(share).collect())
}

fn share(rows: &[SharedRow]) -> Option<Share> {
    let first = rows.first()?;
    let mut documents: Vec<_> = rows.iter().map(SharedRow::document).collect();
    documents.sort();
    Some(Share {
        id: first.share_id.into(),
        documents,
        with: first.audience.0,
        created_at: first.created_at.into(),
    })
}

/// The student shares documents of a mentorship.
pub(crate) async fn create(
    conn: &mut Conn,
    meta: &Meta,
    of: MentorshipKey,
    new: ShareCreate,
) -> Result<Share> {
    meta.expect(NO_VERSION)?;
    cycle::lock(conn, of.id).await?;
    let id = Id::from(of.id);
    type Loaded = (
        Vec<Word<Step>>,
        Vec<Word<Step>>,
        Vec<SharedRow>,
        Vec<cycle::HeadRow>,
    );
    let (given, sent, known, latest): Loaded = dialect::together!(conn;
        given!(id),
        sent!(id),
        shared_documents::table
            .filter(shared_documents::mentorship_id.eq(id))
            .filter(shared_documents::audience.eq(Word(new.with)))
            .select(SharedRow::as_select()),
        mentorships::table
            .filter(mentorships::programme_id.eq(Id::from(of.programme_id)))
            .filter(mentorships::student_id.eq(Id::from(of.student)))
            .order((mentorships::chosen_at.desc(), mentorships::id.desc()))
            .limit(1)
            .select(cycle::HEAD),
    )?;
    let pointed = (0..).map(|at| format!("/documents/{at}"));
    expect_there(pointed.zip(&new.documents), &there(given, sent))?;
    let latest = latest.into_iter().next().map(cycle::into_head);
    let next = latest.filter(|head| head.key.id != of.id && head.mentor_keeps_reading);
    let reader = match new.with {
        ShareWith::Advisers => None,
        ShareWith::Mentor => {
            let unknown = || Error::from(Refusal::new(Code::ReferenceUnknown).pointer("/with"));
            Some(next.ok_or_else(unknown)?.key.id.into())
        }
    };
    let wanted = Wanted {
        of,
        documents: new.documents.into_iter().collect(),
        with: new.with,
        reader,
    };
    put(conn, meta, wanted, &known).await
}

/// Documents of one mentorship that are to be shared.
pub(crate) struct Wanted {
    pub(crate) of: MentorshipKey,
    pub(crate) documents: BTreeSet<Document>,
    pub(crate) with: ShareWith,
    /// Mentorship whose mentor is to read them.
    pub(crate) reader: Option<Id>,
}

impl Wanted {
    fn rows(&self, id: Id, now: Instant) -> Vec<SharedRow> {
        let row = |document: &Document| SharedRow {
            share_id: id,
            mentorship_id: self.of.id.into(),
            audience: Word(self.with),
            kind: Word(document.kind),
            step: Word(document.step),
            reader_mentorship_id: self.reader,
            created_at: now,
        };
        self.documents.iter().map(row).collect()
    }
}

/// Shares documents, whose mentorship is locked; `known` are its rows for this audience. A document that
/// is shared already moves into the new share, unless that is the same as the one that is there.
pub(crate) async fn put(
    conn: &mut Conn,
    meta: &Meta,
    wanted: Wanted,
    known: &[SharedRow],
) -> Result<Share> {
    let of_share = |id: Id| known.iter().filter(move |row| row.share_id == id);
    let is_same = |row: &&SharedRow| {
        row.reader_mentorship_id == wanted.reader
            && of_share(row.share_id)
                .map(SharedRow::document)
                .collect::<BTreeSet<_>>()
                == wanted.documents
    };
    let same = known.iter().find(is_same);
    if let Some(same) = same {
        let rows: Vec<_> = of_share(same.share_id).copied().collect();
        return share(&rows).ok_or(Error::NotFound);
    }
    let of = wanted.of;
    let moved = known
        .iter()
        .filter(|row| wanted.documents.contains(&row.document()));
    for row in moved {
        let key = (row.mentorship_id, row.audience, row.kind, row.step);
        diesel::delete(shared_documents::table.find(key))
            .later(conn)
            .await?;
    }
    let id = ShareId::new();
    let rows = wanted.rows(id.into(), meta.now.into());
    let values: Vec<_> = rows
        .iter()
        .map(|row| {
            (
                shared_documents::share_id.eq(row.share_id),
                shared_documents::mentorship_id.eq(row.mentorship_id),
                shared_documents::audience.eq(row.audience),
                shared_documents::kind.eq(row.kind),
                shared_documents::step.eq(row.step),
                shared_documents::reader_mentorship_id.eq(row.reader_mentorship_id),
                shared_documents::created_at.eq(row.created_at),
            )
        })
        .collect();
    dialect::insert_all!(conn, shared_documents::table, values);
    let documents: Vec<_> = wanted.documents.into_iter().collect();
    let target = Target::new(Subject::Share, of.id);
    audit(conn, meta, target, Changed::Shared(wanted.with, &documents)).await?;
    happened(conn, meta, of, EventKind::ShareCreated, id).await?;
    share(&rows).ok_or(Error::NotFound)
}

/// The student takes a share back.
pub(crate) async fn revoke(
    conn: &mut Conn,
    meta: Meta,
    of: MentorshipKey,
    id: ShareId,
) -> Result<()> {
    meta.expect(NO_VERSION)?;
    cycle::lock(conn, of.id).await?;
    let theirs = shared_documents::table
        .filter(shared_documents::share_id.eq(Id::from(id)))
        .filter(shared_documents::mentorship_id.eq(Id::from(of.id)));
    let rows: Vec<SharedRow> = theirs.select(SharedRow::as_select()).load(conn).await?;
    let share = share(&rows).ok_or(Error::NotFound)?;
    diesel::delete(theirs).beside(conn).await?;
    let target = Target::new(Subject::Share, of.id);
    let changed = Changed::Shared(share.with, &share.documents);
    audit(conn, &meta, target, changed).await?;
    happened(conn, &meta, of, EventKind::ShareRevoked, id).await
}

async fn happened(
    conn: &mut Conn,
    meta: &Meta,
    of: MentorshipKey,
    kind: EventKind,
    id: ShareId,
) -> Result<()> {
    let new = NewEvent {
        kind,
        programme: of.programme_id,
        mentorship: Some(of.id),
        data: serde_json::json!({ "resource_id": id, "mentorship_id": of.id }),
        reason: None,
    };
    journal::event(conn, meta, new).await?;
    Ok(())
}
