//! Mails about the mentorship itself: begun or changed by staff, or ended (R6–R8, R35).

use super::super::transition::Outcome;
use super::{Conn, Post, events, readers};
use crate::error::Result;
use crate::records::MentorshipRecord;
use crate::types::Id;
use crate::unit::Meta;
use domain::mail::{Content, MailActor, MailKind, MailSteering, Reader, SteeringPayload};
use domain::mentorship::facts::{Snapshot, window_of};
use domain::mentorship::{Actor, EventKind, Happened};
use domain::words::EndReason;

/// Whether an event is told by these mails.
pub(super) const fn is_told(kind: EventKind) -> bool {
    mail_kind(kind).is_some()
}

const fn mail_kind(kind: EventKind) -> Option<MailKind> {
    match kind {
        EventKind::MentorshipEnded => Some(MailKind::MentorshipEnded),
        EventKind::InterviewExtended => Some(MailKind::InterviewExtended),
        EventKind::InterviewExcused => Some(MailKind::InterviewExcused),
        _ => None,
    }
}

/// Tells the others of an extension, an excuse or the end.
pub(super) async fn tell(
    conn: &mut Conn,
    meta: &Meta,
    record: &MentorshipRecord,
    one: &Happened,
    (event, actor, message): (Id, Actor, Option<String>),
) -> Result<()> {
    let Some(kind) = mail_kind(one.kind) else {
        return Ok(());
    };
    let steering = MailSteering {
        message,
        ..shown(record, one)
    };
    let reassigned = steering.end_reason == Some(EndReason::Reassigned);
    let post = post(record, actor.into(), event, steering);
    for reader in readers(actor) {
        // the student is told of the new mentor instead
        if !(reassigned && *reader == Reader::Student) {
            post.send(conn, meta, kind, *reader).await?;
        }
    }
    Ok(())
}

fn shown(record: &MentorshipRecord, one: &Happened) -> MailSteering {
    let facts: &Snapshot = &record.facts;
    let Some(step) = one.step else {
        return MailSteering {
            end_reason: facts.ended.as_ref().and_then(|ended| ended.reason),
            ..MailSteering::default()
        };
    };
    let extension = facts.extensions.iter().rfind(|one| one.step == step);
    let excuse = step.pick(facts.interviews.each_ref()).excused.as_ref();
    let extended = one.kind == EventKind::InterviewExtended;
    MailSteering {
        step: Some(step),
        window: extended.then(|| {
            let calendar = record.programme.programme.calendar.of(step);
            window_of(calendar, step, facts.leaves_school_on, &facts.extensions)
        }),
        reason: if extended {
            extension.map(|extension| extension.reason.clone())
        } else {
            excuse.map(|excuse| excuse.reason.clone().into_string())
        },
        ..MailSteering::default()
    }
}

/// Tells both of a mentorship that staff have begun.
pub(crate) async fn assigned(
    conn: &mut Conn,
    meta: &Meta,
    record: &MentorshipRecord,
    event: Id,
) -> Result<()> {
    begun(conn, meta, record, event, MailKind::MentorAssigned).await
}

/// Tells of a mentorship that goes on with another mentor: the former one that it has ended, the
/// student and the new one that it has begun (R35).
pub(crate) async fn reassigned(
    conn: &mut Conn,
    meta: &Meta,
    former: &Outcome,
    record: &MentorshipRecord,
    event: Id,
) -> Result<()> {
    events(conn, meta, former, Actor::Staff).await?;
    begun(conn, meta, record, event, MailKind::MentorChanged).await
}

async fn begun(
    conn: &mut Conn,
    meta: &Meta,
    record: &MentorshipRecord,
    event: Id,
    to_student: MailKind,
) -> Result<()> {
    let post = post(record, MailActor::Staff, event, MailSteering::default());
    post.send(conn, meta, MailKind::StudentAssigned, Reader::Mentor)
        .await?;
    post.send(conn, meta, to_student, Reader::Student).await
}

fn post(record: &MentorshipRecord, by: MailActor, event: Id, steering: MailSteering) -> Post<'_> {
    Post {
        record,
        by,
        event,
        resource: Some(record.facts.id.into()),
        content: Content::Steering(SteeringPayload { steering }),
    }
}
