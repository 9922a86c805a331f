//! One command of staff on many mentorships (R7, R8), each where the rules allow it.

use super::super::cycle;
use super::gather::{gather, list};
use super::transition::run_on;
use super::{Conn, RunQueryDsl, lock, mails};
use crate::error::{Error, Result};
use crate::records::{MentorshipRecord, SteeredRow, Steering};
use crate::schema::mentorships;
use crate::types::Id;
use crate::unit::{Acting, Meta, NO_VERSION};
use diesel::prelude::*;
use domain::ids::{MentorshipId, ProgrammeId};
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
    let mut sorted = steering.ids.clone();
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
    let mut records = by_id(gather(conn, heads, steering.staff, meta.now).await?);
    let mut steered = Vec::with_capacity(steering.ids.len());
    for id in &steering.ids {
        // one that is named twice is unknown the second time
        let record = records.remove(id);
        let student = record.as_ref().map(|record| record.facts.student);
        let done = match record {
            Some(record) => one(conn, meta, record, &steering).await?,
            None => Err(unknown()),
        };
        steered.push(SteeredRow {
            student,
            mentorship: Some(*id),
            done,
        });
    }
    Ok(steered)
}

fn unknown() -> Box<Refusal> {
    Box::new(Refusal::new(Code::ReferenceUnknown).pointer("/mentorship_ids"))
}

fn by_id(records: Vec<(MentorshipRecord, [bool; 3])>) -> HashMap<MentorshipId, MentorshipRecord> {
    let records = records.into_iter();
    records
        .map(|(record, _)| (record.facts.id, record))
        .collect()
}

async fn one(
    conn: &mut Conn,
    meta: &Meta,
    record: MentorshipRecord,
    steering: &Steering,
) -> Result<std::result::Result<(), Box<Refusal>>> {
    let acting = Acting::staff(steering.staff, record.key());
    if steering.dry_run {
        let context = record.context(acting, meta.now);
        let applied = record
            .mentorship()?
            .apply(steering.command.clone(), &context);
        return Ok(applied.map(drop).map_err(Box::new));
    }
    // refused before anything of it is written
    match run_on(conn, meta, record, Some(acting), steering.command.clone()).await {
        Ok(done) => {
            mails::events(conn, meta, &done, acting.actor).await?;
            Ok(Ok(()))
        }
        Err(Error::Refused(refusal)) => Ok(Err(refusal)),
        Err(error) => Err(error),
    }
}
