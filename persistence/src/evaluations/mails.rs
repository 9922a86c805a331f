//! Mails about a form: given, corrected, given outside, acknowledged or retracted (R21, R25).

use super::Conn;
use super::cycle::{Outcome, mails};
use super::write::Version;
use crate::error::{Error, Result};
use crate::unit::Meta;
use domain::evaluation::GivenForm;
use domain::mail::{Content, EvaluationPayload, MailActor, MailEvaluation, MailKind, Reader};
use domain::mentorship::{Actor, EventKind};
use domain::words::Step;

/// Mails a given version to the student.
pub(super) async fn given(
    conn: &mut Conn,
    meta: &Meta,
    done: &Outcome,
    step: Step,
    version: Version,
) -> Result<()> {
    let kind = match (&version.outside, &version.reason) {
        (Some(_), _) => MailKind::EvaluationGivenOutside,
        (None, Some(_)) => MailKind::EvaluationCorrected,
        (None, None) => MailKind::EvaluationGiven,
    };
    let (given_on, note) = version.outside.unzip();
    let evaluation = MailEvaluation {
        step,
        form: version.form,
        correction_reason: version.reason,
        retraction_reason: None,
        given_on,
        note: note.flatten(),
    };
    let post = post(done, MailActor::Mentor, evaluation)?;
    post.send(conn, meta, kind, Reader::Student).await
}

/// Tells both that a form was retracted.
pub(super) async fn retracted(
    conn: &mut Conn,
    meta: &Meta,
    done: &Outcome,
    step: Step,
    actor: Actor,
    reason: String,
) -> Result<()> {
    let evaluation = MailEvaluation {
        step,
        form: GivenForm::default(),
        correction_reason: None,
        retraction_reason: Some(reason),
        given_on: None,
        note: None,
    };
    let post = post(done, actor.into(), evaluation)?;
    for reader in [Reader::Student, Reader::Mentor] {
        let kind = MailKind::EvaluationRetracted;
        post.send(conn, meta, kind, reader).await?;
    }
    Ok(())
}

/// Tells the mentor that the student has received the form, with a comment if there is one.
pub(super) async fn acknowledged(
    conn: &mut Conn,
    meta: &Meta,
    done: &Outcome,
    step: Step,
    comment: Option<String>,
) -> Result<()> {
    let evaluation = MailEvaluation {
        step,
        form: GivenForm::default(),
        correction_reason: None,
        retraction_reason: None,
        given_on: None,
        note: comment,
    };
    let post = post(done, MailActor::Student, evaluation)?;
    let kind = MailKind::EvaluationAcknowledged;
    post.send(conn, meta, kind, Reader::Mentor).await
}

fn post(done: &Outcome, by: MailActor, evaluation: MailEvaluation) -> Result<mails::Post<'_>> {
    let mut happened = done.happened.iter();
    let found = happened.find(|(one, _)| {
        matches!(
            one.kind,
            EventKind::EvaluationGiven
                | EventKind::EvaluationCorrected
                | EventKind::EvaluationRetracted
                | EventKind::EvaluationAcknowledged
        )
    });
    let Some((_, event)) = found else {
        return Err(Error::Internal("nothing happened to the form".into()));
    };
    Ok(mails::Post {
        record: &done.record,
        by,
        event: *event,
        resource: Some(done.record.facts.id.into()),
        content: Content::Evaluation(EvaluationPayload { evaluation }),
    })
}
