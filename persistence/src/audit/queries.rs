//! The audit log, newest first (R29).

use super::{Conn, RunQueryDsl};
use crate::error::Result;
use crate::records::AuditFilter;
use crate::schema::{audit_log, career_interviews, concerns, mentorships};
use crate::types::{Id, Instant, Json, Word};
use chrono::{DateTime, Utc};
use diesel::dsl::{exists, not};
use diesel::prelude::*;
use domain::audit::{ActorKind, AuditActor, AuditEntry, ResourceType};
use domain::ids::AuditEntryId;

diesel::alias! {
    const OTHER: Alias<OtherOf> = mentorships as other;
}

type Row = (
    Id,
    Instant,
    Word<ActorKind>,
    Option<Id>,
    String,
    Word<ResourceType>,
    Id,
    String,
    Json<Vec<String>>,
);

/// A page of the audit log, newest first; `after` is the last row seen.
pub(crate) async fn list(
    conn: &mut Conn,
    filter: AuditFilter,
    after: Option<(DateTime<Utc>, AuditEntryId)>,
    limit: i64,
) -> Result<Vec<AuditEntry>> {
    let mut query = audit_log::table
        .select((
            audit_log::id,
            audit_log::at,
            audit_log::actor_kind,
            audit_log::actor_id,
            audit_log::action,
            audit_log::resource_type,
            audit_log::resource_id,
            audit_log::request_id,
            audit_log::changed,
        ))
        .into_boxed();
    if let Some(viewer) = filter.viewer.map(Id::from) {
        let own = concerns::table
            .inner_join(mentorships::table.on(mentorships::id.eq(concerns::mentorship_id)))
            .filter(concerns::id.eq(audit_log::resource_id))
            .filter(
                mentorships::student_id
                    .eq(viewer)
                    .or(mentorships::mentor_id.eq(viewer)),
            );
        let other = audit_log::resource_type.ne(Word(ResourceType::Concern));
        query = query.filter(other.or(not(exists(own))));
        // a career interview of a student whom they mentor (R24)
        let mentored = career_interviews::table
            .inner_join(
                mentorships::table.on(mentorships::programme_id
                    .eq(career_interviews::programme_id)
                    .and(mentorships::student_id.eq(career_interviews::student_id))),
            )
            .filter(career_interviews::id.eq(audit_log::resource_id))
            .filter(mentorships::mentor_id.eq(viewer));
        let other = audit_log::resource_type.ne(Word(ResourceType::CareerInterview));
        query = query.filter(other.or(not(exists(mentored))));
        // what such a student shares, and what a colleague opened of it (R31)
        let of_theirs = mentorships::table
            .inner_join(
                OTHER.on(OTHER
                    .field(mentorships::programme_id)
                    .eq(mentorships::programme_id)
                    .and(
                        OTHER
                            .field(mentorships::student_id)
                            .eq(mentorships::student_id),
                    )),
            )
            .filter(mentorships::id.eq(audit_log::resource_id))
            .filter(OTHER.field(mentorships::mentor_id).eq(viewer))
            .select(mentorships::id);
        let other = audit_log::resource_type
            .ne(Word(ResourceType::Share))
            .and(audit_log::resource_type.ne(Word(ResourceType::EmergencyAccess)));
        query = query.filter(other.or(not(exists(of_theirs))));
    }
    if let Some(actor) = filter.actor {
        query = query.filter(audit_log::actor_id.eq(Id::from(actor)));
    }
    if let Some(resource_type) = filter.resource_type {
        query = query.filter(audit_log::resource_type.eq(Word(resource_type)));
    }
    if let Some(resource) = filter.resource {
        query = query.filter(audit_log::resource_id.eq(Id(resource)));
    }
    if let Some(action) = filter.action {
        query = query.filter(audit_log::action.eq(action));
    }
    if let Some(from) = filter.from {
        query = query.filter(audit_log::at.ge(Instant::from(from)));
    }
    if let Some(before) = filter.before {
        query = query.filter(audit_log::at.lt(Instant::from(before)));
    }
    if let Some((at, id)) = after {
        query = query.filter(before!(
            (audit_log::at, audit_log::id),
            (Instant::from(at), Id::from(id))
        ));
    }
    let rows: Vec<Row> = query
        .order((audit_log::at.desc(), audit_log::id.desc()))
        .limit(limit)
        .load(conn)
        .await?;
    Ok(rows.into_iter().map(entry).collect())
}

fn entry(row: Row) -> AuditEntry {
    let (id, at, kind, actor, action, resource_type, resource, request_id, changed) = row;
    AuditEntry {
        id: id.into(),
        at: at.into(),
        actor: AuditActor {
            kind: kind.0,
            id: actor.map(Into::into),
        },
        action,
        resource_type: resource_type.0,
        resource_id: resource.0,
        request_id,
        changed: changed.0,
    }
}
