//! Events of a mentorship with the people who acted.

use super::{Conn, RunQueryDsl};
use crate::error::Result;
use crate::records::TimelineRecord;
use crate::rows::PersonRefRow;
use crate::schema::{events, persons};
use crate::types::{Id, Instant, Json};
use diesel::prelude::*;
use domain::ids::MentorshipId;
use domain::mentorship::EventKind;
use domain::words::Step;
use serde_json::Value;
use uuid::Uuid;

type Row = (
    Id,
    Instant,
    String,
    Json<Value>,
    Option<String>,
    Option<PersonRefRow>,
);

/// Up to `limit` events of some kinds, oldest first, after the last one seen.
pub(crate) async fn list(
    conn: &mut Conn,
    of: MentorshipId,
    kinds: Vec<EventKind>,
    after: Option<Uuid>,
    limit: i64,
) -> Result<Vec<TimelineRecord>> {
    let kinds: Vec<&str> = kinds.into_iter().map(EventKind::as_str).collect();
    let mut query = events::table
        .left_join(persons::table.on(persons::id.nullable().eq(events::actor_id)))
        .filter(events::mentorship_id.eq(Id::from(of)))
        .filter(events::kind.eq_any(kinds))
        .into_boxed();
    if let Some(seen) = after {
        query = query.filter(events::id.gt(Id(seen)));
    }
    let rows: Vec<Row> = query
        .order(events::id)
        .limit(limit)
        .select((
            events::id,
            events::occurred_at,
            events::kind,
            events::data,
            events::reason,
            (persons::id, persons::first_name, persons::last_name).nullable(),
        ))
        .load(conn)
        .await?;
    Ok(rows.into_iter().filter_map(record).collect())
}

fn record((id, at, kind, data, reason, actor): Row) -> Option<TimelineRecord> {
    let text = |name: &str| data.0.get(name).and_then(Value::as_str);
    Some(TimelineRecord {
        id: id.0,
        at: at.into(),
        kind: EventKind::parse(&kind)?,
        actor: actor.map(Into::into),
        step: text("step").and_then(Step::parse),
        resource: text("resource_id").and_then(|id| id.parse().ok()),
        reason,
    })
}
