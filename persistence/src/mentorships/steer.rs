//! One command of staff on many mentorships (R7, R8), each where the rules allow it.

use super::super::cycle;
use super::gather::{gather, list};
use super::transition::run_on;
use super::{Conn, RunQueryDsl, lock, mails};
use crate::error::{Error, Result};
use crate::records::{MentorshipRecord, SteeredOutcome, SteeredRow, Steering};
use crate::schema::mentorships;
use crate::types::Id;
use crate::unit::{Acting, Meta, NO_VERSION};
use diesel::prelude::*;
use domain::ids::{MentorshipId, PersonId, ProgrammeId};
use domain::refusal::{Code, Refusal};
use std::collections::HashMap;

/// Runs a command on many mentorships of a programme; a dry run writes nothing.
pub(crate) async fn steer(
    conn: &mut Conn,
    meta: &Meta,
    programme: ProgrammeId,
    steering: Steering,
) -> Result<Vec<SteeredRow>> {
    meta.expect(NO_VERSION)?;
    let mut records = locked(conn, meta, programme, steering.staff, &steering.ids).await?;
    let mut steered = Vec::with_capacity(steering.ids.len());
    for id in &steering.ids {
        // one that is named twice is unknown the second time
        let record = records.remove(id);
        let student = record.as_ref().map(|record| record.facts.student);
        let outcome = match record {
            Some(record) => one(conn, meta, record, &steering).await?,
            None => unknown(),
        };
        steered.push(SteeredRow {
            student,
            mentorship: Some(*id),
            outcome,
        });
    }
    Ok(steered)
}

pub(super) fn unknown() -> SteeredOutcome {
    Err(Refusal::new(Code::ReferenceUnknown).pointer("/mentorship_ids")).into()
}

/// Loads mentorships of a programme under their locks, by id.
pub(super) async fn locked(
    conn: &mut Conn,
    meta: &Meta,
    programme: ProgrammeId,
    staff: PersonId,
    ids: &[MentorshipId],
) -> Result<HashMap<MentorshipId, MentorshipRecord>> {
    let mut sorted = ids.to_vec();
    sorted.sort();
    sorted.dedup();
    // in one order everywhere, so that no two units wait for each other
    for id in &sorted {
        lock(conn, *id).await?;
    }
    let listed = list(sorted.into_iter().map(Id::from));
    let heads: Vec<cycle::Head> = cycle::heads!()
        .filter(mentorships::programme_id.eq(Id::from(programme)))
        .filter(mentorships::id.eq_any(listed))
        .load(conn)
        .await?;
    let records = gather(conn, heads, staff, meta.now).await?.into_iter();
    Ok(records
        .map(|(record, _)| (record.facts.id, record))
        .collect())
}

async fn one(
    conn: &mut Conn,
    meta: &Meta,
    record: MentorshipRecord,
    steering: &Steering,
) -> Result<SteeredOutcome> {
    let acting = Acting::staff(steering.staff, record.key());
    if steering.dry_run {
        let context = record.context(acting, meta.now);
        let applied = record
            .mentorship()?
            .apply(steering.command.clone(), &context);
        return Ok(applied.map(drop).into());
    }
    // refused before anything of it is written
    match run_on(conn, meta, record, Some(acting), steering.command.clone()).await {
        Ok(done) => {
            mails::events(conn, meta, &done, acting.actor).await?;
            Ok(SteeredOutcome::Done)
        }
        Err(Error::Refused(refusal)) => Ok(SteeredOutcome::Refused(refusal)),
        Err(error) => Err(error),
    }
}
