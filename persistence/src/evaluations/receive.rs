//! A form with its student: opened and acknowledged (R21).

use super::cycle::{self, Outcome};
use super::write::begin;
use super::{Conn, RunQueryDsl, get, of};
use crate::error::Result;
use crate::records::EvaluationRecord;
use crate::schema::{evaluation_versions, evaluations};
use crate::types::{Id, Instant, Word, int};
use crate::unit::{Acting, Meta};
use diesel::prelude::*;
use domain::ids::MentorshipId;
use domain::mentorship::Command;
use domain::words::Step;

/// Marks the latest version opened by the student; the first time counts.
pub(crate) async fn mark_read(
    conn: &mut Conn,
    meta: &Meta,
    id: MentorshipId,
    step: Step,
    acting: Acting,
) -> Result<EvaluationRecord> {
    begin(conn, meta, id, step, acting).await?;
    let found = get(conn, id, step, meta.now).await?;
    let read = |given: &crate::records::GivenRecord| {
        given.read_at.is_some() && given.retracted_at.is_none()
    };
    if found.given.as_ref().is_some_and(read) {
        return Ok(found);
    }
    let command = Command::ReadEvaluation { step };
    let done = cycle::apply_locked(conn, meta, id, acting, command).await?;
    receive(conn, &done, step, found).await?;
    of(conn, done.record, step).await
}

/// Acknowledges the latest version for the student, or amends the comment (R21).
pub(crate) async fn acknowledge(
    conn: &mut Conn,
    meta: &Meta,
    id: MentorshipId,
    step: Step,
    acting: Acting,
    comment: Option<String>,
) -> Result<EvaluationRecord> {
    let writing = begin(conn, meta, id, step, acting).await?;
    let command = Command::AcknowledgeEvaluation { step };
    let done = cycle::apply_locked(conn, meta, id, acting, command).await?;
    let mut found = of(conn, done.record.clone(), step).await?;
    if let Some(given) = &mut found.given {
        given.acknowledgement = comment;
    }
    receive(conn, &done, step, found).await?;
    diesel::update(evaluations::table.find((Id::from(id), Word(step))))
        .set(evaluations::version.eq(writing.version.wrapping_add(1)))
        .execute(conn)
        .await?;
    of(conn, done.record, step).await
}

/// Writes when the form was opened and acknowledged, by the interview's facts.
async fn receive(
    conn: &mut Conn,
    done: &Outcome,
    step: Step,
    found: EvaluationRecord,
) -> Result<()> {
    let Some(given) = found.given else {
        return Ok(());
    };
    let facts = &done.record.facts;
    let form = &step.pick(facts.interviews.each_ref()).form;
    let key = (Id::from(facts.id), Word(step), int(given.number));
    diesel::update(evaluation_versions::table.find(key))
        .set((
            evaluation_versions::read_at.eq(form.read_at.map(Instant::from)),
            evaluation_versions::acknowledged_at.eq(form.acknowledged_at.map(Instant::from)),
            evaluation_versions::acknowledgement.eq(given.acknowledgement),
        ))
        .execute(conn)
        .await?;
    Ok(())
}
