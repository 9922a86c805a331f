//! Documents that a student shares with the advisers as they ask for a career interview (R24, R31).

use super::super::shares::{self, SharedRow, Wanted};
use super::{Conn, shared};
use crate::error::{Error, Result};
use crate::records::MentorshipKey;
use crate::types::{Id, Word};
use crate::unit::Meta;
use domain::ids::{MentorshipId, PersonId, ProgrammeId, RoadbookId};
use domain::refusal::{Code, Refusal};
use domain::share::{Document, DocumentKind, ShareWith, SharedDocument};
use domain::words::Step;
use std::collections::{BTreeMap, BTreeSet};

/// Interviews of a student with their mentorships, those of the latest first, for which a form is given.
macro_rules! given {
    ($of_student:expr) => {{
        use crate::schema::{evaluations, mentorships};
        $of_student
            .inner_join(evaluations::table.on(evaluations::mentorship_id.eq(mentorships::id)))
            .filter(evaluations::given_version.is_not_null())
            .order((mentorships::chosen_at.desc(), mentorships::id.desc()))
            .select((mentorships::id, mentorships::mentor_id, evaluations::step))
    }};
}
/// Interviews of a student with their mentorships, those of the latest first, for which an edition was
/// sent.
macro_rules! sent {
    ($of_student:expr) => {{
        use crate::schema::{mentorships, roadbook_editions};
        $of_student
            .inner_join(
                roadbook_editions::table.on(roadbook_editions::mentorship_id.eq(mentorships::id)),
            )
            .order((mentorships::chosen_at.desc(), mentorships::id.desc()))
            .select((
                mentorships::id,
                mentorships::mentor_id,
                roadbook_editions::step,
            ))
    }};
}
/// Documents that a student shares with the advisers.
macro_rules! known {
    ($of_student:expr) => {{
        use crate::schema::{mentorships, shared_documents};
        use domain::share::ShareWith;
        $of_student
            .inner_join(
                shared_documents::table.on(shared_documents::mentorship_id.eq(mentorships::id)),
            )
            .filter(shared_documents::audience.eq(Word(ShareWith::Advisers)))
            .select(SharedRow::as_select())
    }};
}
pub(super) use {given, known, sent};

/// Mentorship, its mentor, and interview of a document.
pub(super) type There = (Id, Id, Word<Step>);

/// A student's documents, and which of them they share.
pub(super) struct Documents {
    pub(super) programme_id: ProgrammeId,
    pub(super) student: PersonId,
    pub(super) roadbook: Option<Id>,
    pub(super) given: Vec<There>,
    pub(super) sent: Vec<There>,
    pub(super) known: Vec<SharedRow>,
}

impl Documents {
    /// Shares the wanted ones, each of the latest mentorship that has it, and tells all that are shared.
    pub(super) async fn share(
        self,
        conn: &mut Conn,
        meta: &Meta,
        wanted: &[Document],
    ) -> Result<Vec<SharedDocument>> {
        let mut shares: BTreeMap<MentorshipId, Wanted> = BTreeMap::new();
        for (at, document) in wanted.iter().enumerate() {
            let unknown = || Refusal::new(Code::ReferenceUnknown).pointer(format!("/share/{at}"));
            let of = self.find(*document).ok_or_else(unknown)?;
            let share = shares.entry(of.id).or_insert_with(|| Wanted {
                of,
                documents: BTreeSet::new(),
                with: ShareWith::Advisers,
                reader: None,
            });
            share.documents.insert(*document);
        }
        let rows = self.known.iter();
        let known = rows.map(|row| (row.mentorship_id.into(), row.document()));
        let mut all: BTreeSet<(MentorshipId, Document)> = known.collect();
        for (id, share) in shares {
            all.extend(share.documents.iter().map(|document| (id, *document)));
            let rows = self.known.iter().copied();
            let of_it: Vec<_> = rows.filter(|row| row.mentorship_id == id.into()).collect();
            shares::put(conn, meta, share, &of_it).await?;
        }
        if all.is_empty() {
            return Ok(Vec::new());
        }
        let roadbook: RoadbookId = self.roadbook.ok_or(Error::NotFound)?.into();
        let mut told: Vec<_> = all
            .into_iter()
            .map(|(id, document)| shared(document, id, roadbook))
            .collect();
        told.sort_by_key(|one| (one.step, one.kind));
        Ok(told)
    }

    fn find(&self, document: Document) -> Option<MentorshipKey> {
        let there = match document.kind {
            DocumentKind::Evaluation => &self.given,
            DocumentKind::Roadbook => &self.sent,
        };
        let mut there = there.iter();
        let (id, mentor, _) = there.find(|(.., step)| step.0 == document.step)?;
        Some(MentorshipKey {
            id: (*id).into(),
            programme_id: self.programme_id,
            student: self.student,
            mentor: (*mentor).into(),
        })
    }
}
