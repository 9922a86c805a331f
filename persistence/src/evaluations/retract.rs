//! Taking back a form that was given by mistake (R21).

use super::write::{Writing, begin, write};
use super::{Conn, RunQueryDsl, actions, cycle, get, mails, of};
use crate::error::Result;
use crate::records::EvaluationRecord;
use crate::schema::evaluation_versions;
use crate::types::{Id, Instant, Word, int};
use crate::unit::{Acting, Meta};
use diesel::prelude::*;
use domain::ids::MentorshipId;
use domain::mentorship::Command;
use domain::words::Step;

/// Retracts the latest version: its content becomes the author's draft again, its actions are no
/// longer in force, and both are told.
pub(crate) async fn retract(
    conn: &mut Conn,
    meta: &Meta,
    id: MentorshipId,
    step: Step,
    acting: Acting,
    reason: String,
) -> Result<EvaluationRecord> {
    let writing = begin(conn, meta, id, step, acting).await?;
    let found = get(conn, id, step, meta.now).await?;
    let command = Command::RetractEvaluation { step };
    let done = cycle::apply_locked(conn, meta, id, acting, command).await?;
    if let Some(given) = found.given {
        let key = (Id::from(id), Word(step), int(given.number));
        diesel::update(evaluation_versions::table.find(key))
            .set((
                evaluation_versions::retracted_at.eq(Some(Instant::from(meta.now))),
                evaluation_versions::retraction_reason.eq(Some(&reason)),
            ))
            .execute(conn)
            .await?;
        let writing = Writing {
            author: found.mentorship.facts.mentor,
            ..writing
        };
        write(conn, meta, writing, Some(given.form.form()), None).await?;
    }
    actions::enforce(conn, meta, id, step, &[]).await?;
    mails::retracted(conn, meta, &done, step, acting.actor, reason).await?;
    of(conn, done.record, step).await
}
