//! Documents that an admin opens in an emergency (R31).

use super::super::cycle::mails::Post;
use super::journal::{Changed, NewEvent, Subject, Target, audit, event};
use super::{Conn, Later, RunQueryDsl, cycle, dialect, given, sent, there};
use crate::error::{Error, Result};
use crate::records::MentorshipKey;
use crate::schema::{emergency_accesses, mentorships, roadbooks};
use crate::types::{Id, Instant, Word};
use crate::unit::{Meta, NO_VERSION};
use diesel::prelude::*;
use domain::ids::{EmergencyAccessId, PersonId, RoadbookId};
use domain::mail::{Content, EmergencyPayload, MailActor, MailEmergency, MailKind, Reader};
use domain::mentorship::EventKind;
use domain::refusal::Code;
use domain::share::{
    DocumentKind, EmergencyAccess, EmergencyAccessCreate, emergency_until, expect_there, link,
};
use domain::text::Text;
use domain::words::Step;

type Loaded = (
    Vec<Word<Step>>,
    Vec<Word<Step>>,
    Vec<(Id, String, Instant, Instant)>,
    Vec<Id>,
    Vec<Id>,
);

/// An admin opens a document; the student and the author are told. While it is open to this admin
/// already, the answer is that opening.
pub(crate) async fn open(
    conn: &mut Conn,
    meta: &Meta,
    of: MentorshipKey,
    by: PersonId,
    new: EmergencyAccessCreate,
) -> Result<EmergencyAccess> {
    meta.expect(NO_VERSION)?;
    cycle::lock(conn, of.id).await?;
    let (id, now) = (Id::from(of.id), Instant::from(meta.now));
    let programme = Id::from(of.programme_id);
    let (given, sent, open, roadbook, own): Loaded = dialect::together!(conn;
        given!(id),
        sent!(id),
        emergency_accesses::table
            .filter(emergency_accesses::mentorship_id.eq(id))
            .filter(emergency_accesses::person_id.eq(Id::from(by)))
            .filter(emergency_accesses::kind.eq(Word(new.document)))
            .filter(emergency_accesses::step.eq(Word(new.step)))
            .filter(emergency_accesses::opened_at.le(now))
            .filter(emergency_accesses::expires_at.gt(now))
            .order(emergency_accesses::expires_at.desc())
            .limit(1)
            .select((
                emergency_accesses::id,
                emergency_accesses::reason,
                emergency_accesses::opened_at,
                emergency_accesses::expires_at,
            )),
        roadbooks::table
            .filter(roadbooks::programme_id.eq(programme))
            .filter(roadbooks::student_id.eq(Id::from(of.student)))
            .select(roadbooks::id),
        mentorships::table
            .filter(mentorships::programme_id.eq(programme))
            .filter(mentorships::student_id.eq(Id::from(of.student)))
            .filter(mentorships::mentor_id.eq(Id::from(by)))
            .limit(1)
            .select(mentorships::id),
    )?;
    if by == of.student || !own.is_empty() {
        return Err(Code::OwnMentorship.into());
    }
    let document = new.document();
    let wanted = [("/document".to_owned(), &document)];
    expect_there(wanted, &there(given, sent))?;
    let roadbook: RoadbookId = roadbook.into_iter().next().ok_or(Error::NotFound)?.into();
    let access = EmergencyAccess {
        id: EmergencyAccessId::new(),
        mentorship_id: of.id,
        document: new.document,
        step: new.step,
        reason: new.reason,
        opened_at: now.into(),
        expires_at: emergency_until(now.into()),
        link: link(document, of.id, roadbook),
    };
    if let Some((id, reason, opened_at, expires_at)) = open.into_iter().next() {
        return Ok(EmergencyAccess {
            id: id.into(),
            reason: Text::restored(reason),
            opened_at: opened_at.into(),
            expires_at: expires_at.into(),
            ..access
        });
    }
    insert(conn, by, &access).await?;
    let target = Target::new(Subject::EmergencyAccess, of.id);
    audit(conn, meta, target, Changed::Opened(document)).await?;
    tell(conn, meta, of, &access).await?;
    Ok(access)
}

async fn insert(conn: &mut Conn, by: PersonId, access: &EmergencyAccess) -> Result<()> {
    diesel::insert_into(emergency_accesses::table)
        .values((
            emergency_accesses::id.eq(Id::from(access.id)),
            emergency_accesses::mentorship_id.eq(Id::from(access.mentorship_id)),
            emergency_accesses::kind.eq(Word(access.document)),
            emergency_accesses::step.eq(Word(access.step)),
            emergency_accesses::person_id.eq(Id::from(by)),
            emergency_accesses::reason.eq(access.reason.as_str().to_owned()),
            emergency_accesses::opened_at.eq(Instant::from(access.opened_at)),
            emergency_accesses::expires_at.eq(Instant::from(access.expires_at)),
        ))
        .beside(conn)
        .await?;
    Ok(())
}

/// The student is told, and the mentor of what they wrote.
async fn tell(
    conn: &mut Conn,
    meta: &Meta,
    of: MentorshipKey,
    access: &EmergencyAccess,
) -> Result<()> {
    let record = cycle::load(conn, of, meta.now).await?;
    let reason = access.reason.as_str().to_owned();
    let (kind, readers): (_, &[Reader]) = match access.document {
        DocumentKind::Roadbook => (EventKind::RoadbookOpened, &[Reader::Student]),
        DocumentKind::Evaluation => (
            EventKind::EvaluationOpened,
            &[Reader::Student, Reader::Mentor],
        ),
    };
    let happened = NewEvent {
        kind,
        programme: of.programme_id,
        mentorship: Some(of.id),
        data: serde_json::json!({
            "resource_id": access.id,
            "mentorship_id": of.id,
            "step": access.step,
        }),
        reason: Some(reason.clone()),
    };
    let event = event(conn, meta, happened).await?;
    let emergency = MailEmergency {
        document: access.document,
        step: access.step,
        reason,
    };
    let post = Post {
        record: &record,
        by: MailActor::Staff,
        event,
        resource: Some(access.id.into()),
        content: Content::Emergency(EmergencyPayload { emergency }),
    };
    for reader in readers {
        post.send(conn, meta, MailKind::DocumentOpened, *reader)
            .await?;
    }
    Ok(())
}
