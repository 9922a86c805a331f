//! Mails about a form: given, corrected, given outside or retracted (R21, R25).

use super::Conn;
use super::cycle::{Outcome, mails};
use super::journal::{NewMessage, message};
use super::write::Version;
use crate::error::{Error, Result};
use crate::types::Id;
use crate::unit::Meta;
use domain::ids::PersonId;
use domain::mentorship::{Actor, EventKind};
use domain::words::Step;
use serde_json::{Value, json};

/// Mails a given version to the student.
pub(super) async fn given(
    conn: &mut Conn,
    meta: &Meta,
    done: &Outcome,
    step: Step,
    version: &Version,
) -> Result<()> {
    let outside = version.outside.as_ref();
    let evaluation = json!({
        "step": step,
        "form": version.form,
        "correction_reason": version.reason,
        "given_on": outside.map(|(on, _)| on),
        "note": outside.and_then(|(_, note)| note.as_ref()),
    });
    let kind = match (outside, &version.reason) {
        (Some(_), _) => "evaluation_given_outside",
        (None, Some(_)) => "evaluation_corrected",
        (None, None) => "evaluation_given",
    };
    let payload = mails::names_and(
        &done.record,
        [("by", json!("mentor")), ("evaluation", evaluation)],
    );
    tell(conn, meta, done, kind, [done.record.student.id], payload).await
}

/// Tells both that a form was retracted.
pub(super) async fn retracted(
    conn: &mut Conn,
    meta: &Meta,
    done: &Outcome,
    step: Step,
    actor: Actor,
    reason: &str,
) -> Result<()> {
    let by = match actor {
        Actor::Party(party) => json!(party),
        Actor::Staff => json!("staff"),
    };
    let evaluation = json!({ "step": step, "retraction_reason": reason });
    let payload = mails::names_and(&done.record, [("by", by), ("evaluation", evaluation)]);
    let both = [done.record.student.id, done.record.mentor.id];
    tell(conn, meta, done, "evaluation_retracted", both, payload).await
}

async fn tell<const N: usize>(
    conn: &mut Conn,
    meta: &Meta,
    done: &Outcome,
    kind: &'static str,
    people: [PersonId; N],
    payload: Value,
) -> Result<()> {
    let mut happened = done.happened.iter();
    let Some((_, event)) = happened.find(|(one, _)| {
        matches!(
            one.kind,
            EventKind::EvaluationGiven
                | EventKind::EvaluationCorrected
                | EventKind::EvaluationRetracted
        )
    }) else {
        return Err(Error::Internal("nothing happened to the form".into()));
    };
    for to in people {
        let resource: Option<Id> = Some(done.record.facts.id.into());
        let new = NewMessage {
            kind,
            to,
            event: *event,
            resource,
            payload: payload.clone(),
        };
        message(conn, meta, new).await?;
    }
    Ok(())
}
