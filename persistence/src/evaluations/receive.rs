//! A form with its student: opened and acknowledged (R21).

use super::cycle::{self, Outcome};
use super::mails;
use super::write::begin;
use super::{Conn, Later, Rows};
use crate::error::Result;
use crate::records::{EvaluationRecord, GivenRecord, MentorshipKey};
use crate::schema::{evaluation_versions, evaluations};
use crate::types::{Id, Instant, Word, int};
use crate::unit::{Acting, Meta};
use diesel::prelude::*;
use domain::mentorship::Command;
use domain::words::Step;

/// Marks the latest version opened by the student; the first time counts.
pub(crate) async fn mark_read(
    conn: &mut Conn,
    meta: &Meta,
    of: MentorshipKey,
    step: Step,
    acting: Acting,
) -> Result<EvaluationRecord> {
    let mut form = begin(conn, meta, of, step).await?;
    let read = |given: &GivenRecord| given.read_at.is_some() && given.retracted_at.is_none();
    if form.given.as_ref().is_some_and(read) {
        return Ok(form.record(cycle::load(conn, of, meta.now).await?));
    }
    let command = Command::ReadEvaluation { step };
    let done = cycle::apply_locked(conn, meta, of, acting, command).await?;
    receive(conn, &done, &mut form).await?;
    Ok(form.record(done.record))
}

/// Acknowledges the latest version for the student, or amends the comment (R21).
pub(crate) async fn acknowledge(
    conn: &mut Conn,
    meta: &Meta,
    of: MentorshipKey,
    step: Step,
    acting: Acting,
    comment: Option<String>,
) -> Result<EvaluationRecord> {
    let mut form = begin(conn, meta, of, step).await?;
    let command = Command::AcknowledgeEvaluation { step };
    let done = cycle::apply_locked(conn, meta, of, acting, command).await?;
    if let Some(given) = &mut form.given {
        if given.acknowledged_at.is_none() {
            mails::acknowledged(conn, meta, &done, step, comment.clone()).await?;
        }
        given.acknowledgement = comment;
    }
    receive(conn, &done, &mut form).await?;
    form.version = form.version.wrapping_add(1);
    diesel::update(evaluations::table.find((Id::from(of.id), Word(step))))
        .set(evaluations::version.eq(form.version))
        .beside(conn)
        .await?;
    Ok(form.record(done.record))
}

/// Writes when the form was opened and acknowledged, by the interview's facts.
async fn receive(conn: &mut Conn, done: &Outcome, form: &mut Rows) -> Result<()> {
    let facts = &done.record.facts;
    let (id, step) = (facts.id, form.step);
    let Some(given) = &mut form.given else {
        return Ok(());
    };
    let known = &step.pick(facts.interviews.each_ref()).form;
    given.read_at = known.read_at;
    given.acknowledged_at = known.acknowledged_at;
    let key = (Id::from(id), Word(step), int(given.number));
    diesel::update(evaluation_versions::table.find(key))
        .set((
            evaluation_versions::read_at.eq(given.read_at.map(Instant::from)),
            evaluation_versions::acknowledged_at.eq(given.acknowledged_at.map(Instant::from)),
            evaluation_versions::acknowledgement.eq(given.acknowledgement.clone()),
        ))
        .beside(conn)
        .await?;
    Ok(())
}
