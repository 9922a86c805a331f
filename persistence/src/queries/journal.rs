//! Journal of every unit of work: audit row, events and messages (R27, R29).

use super::{Conn, RunQueryDsl};
use crate::error::Result;
use crate::schema::{audit_log, events, messages};
use crate::types::{Id, Instant, Json, Word};
use crate::unit::Meta;
use diesel::prelude::*;
use domain::ids::{PersonId, ProgrammeId};
use domain::mentorship::EventKind;
use domain::words::MessageState;
use serde_json::Value;

/// Subject of an audit row; ids and codes, never names or texts.
pub(crate) struct Subject {
    pub(crate) kind: &'static str,
    pub(crate) id: Id,
}

impl Subject {
    pub(crate) fn new(kind: &'static str, id: impl Into<Id>) -> Self {
        Self {
            kind,
            id: id.into(),
        }
    }
}

/// Records the actor, operation, subject and fields of a write.
pub(crate) async fn audit(
    conn: &mut Conn,
    meta: &Meta,
    subject: Subject,
    changed: &[&str],
) -> Result<()> {
    let changed: Vec<String> = changed.iter().map(|field| (*field).to_owned()).collect();
    diesel::insert_into(audit_log::table)
        .values((
            audit_log::id.eq(Id::new()),
            audit_log::at.eq(Instant::from(meta.now)),
            audit_log::actor_kind.eq(if meta.person.is_some() {
                "person"
            } else {
                "system"
            }),
            audit_log::actor_id.eq(meta.person.map(Id::from)),
            audit_log::action.eq(meta.operation),
            audit_log::resource_type.eq(subject.kind),
            audit_log::resource_id.eq(subject.id),
            audit_log::request_id.eq(&meta.request_id),
            audit_log::changed.eq(Json(changed)),
        ))
        .execute(conn)
        .await?;
    Ok(())
}

/// Writes an event; its position is numbered later.
pub(crate) async fn event(
    conn: &mut Conn,
    meta: &Meta,
    kind: EventKind,
    programme: ProgrammeId,
    data: Value,
) -> Result<Id> {
    let id = Id::new();
    diesel::insert_into(events::table)
        .values((
            events::id.eq(id),
            events::kind.eq(kind.as_str()),
            events::occurred_at.eq(Instant::from(meta.now)),
            events::programme_id.eq(Id::from(programme)),
            events::data.eq(Json(data)),
        ))
        .execute(conn)
        .await?;
    Ok(id)
}

/// A mail to be sent, once for its event.
pub(crate) struct NewMessage {
    pub(crate) kind: &'static str,
    pub(crate) to: PersonId,
    pub(crate) event: Id,
    pub(crate) resource: Option<Id>,
    pub(crate) payload: Value,
}

/// Puts a mail into the outbox, in the transaction of its event.
pub(crate) async fn message(conn: &mut Conn, meta: &Meta, message: NewMessage) -> Result<()> {
    let now = Instant::from(meta.now);
    diesel::insert_into(messages::table)
        .values((
            messages::id.eq(Id::new()),
            messages::dedupe_key.eq(format!(
                "{}:{}:{}",
                message.kind, message.event.0, message.to
            )),
            messages::kind.eq(message.kind),
            messages::person_id.eq(Id::from(message.to)),
            messages::resource_id.eq(message.resource),
            messages::payload.eq(Json(message.payload)),
            messages::state.eq(Word(MessageState::Queued)),
            messages::attempts.eq(0),
            messages::due_at.eq(now),
            // Retries run by real time, and so does the first attempt.
            messages::next_attempt_at.eq(Instant::from(chrono::Utc::now())),
            messages::created_at.eq(now),
        ))
        .execute(conn)
        .await?;
    Ok(())
}
