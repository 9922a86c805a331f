//! Taking back a form that was given by mistake (R21).

use super::write::{begin, write};
use super::{Conn, Later, actions, cycle, mails};
use crate::error::Result;
use crate::records::{EvaluationRecord, MentorshipKey};
use crate::schema::evaluation_versions;
use crate::types::{Id, Instant, Word, int};
use crate::unit::{Acting, Meta};
use diesel::prelude::*;
use domain::mentorship::Command;
use domain::words::Step;

/// Retracts the latest version: its content becomes the author's draft again, its actions are no
/// longer in force, and both are told.
pub(crate) async fn retract(
    conn: &mut Conn,
    meta: &Meta,
    of: MentorshipKey,
    step: Step,
    acting: Acting,
    reason: String,
) -> Result<EvaluationRecord> {
    let mut form = begin(conn, meta, of, step).await?;
    let command = Command::RetractEvaluation { step };
    let done = cycle::apply_locked(conn, meta, of, acting, command).await?;
    if let Some(given) = &mut form.given {
        given.retracted_at = Some(meta.now);
        let key = (Id::from(of.id), Word(step), int(given.number));
        diesel::update(evaluation_versions::table.find(key))
            .set((
                evaluation_versions::retracted_at.eq(Some(Instant::from(meta.now))),
                evaluation_versions::retraction_reason.eq(Some(reason.clone())),
            ))
            .beside(conn)
            .await?;
        let draft = Some(given.form.form());
        write(conn, meta, of, &mut form, draft, None).await?;
    }
    actions::enforce(conn, meta, (of.id, step), &form.actions, &[]).await?;
    mails::retracted(conn, meta, &done, step, acting.actor, reason).await?;
    Ok(form.record(done.record))
}
