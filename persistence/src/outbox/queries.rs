//! The outbox: mails that wait, claimed by one worker at a time, kept with their outcome (R27).

use super::{Conn, Later, RunQueryDsl, dialect};

mod replies;

use crate::error::Result;
use crate::records::{MessageRecord, OutboxLoad, PersonRecord};
use crate::rows::PersonRow;
use crate::schema::{messages, persons};
use crate::types::{Id, Instant, Json, Word, int, small};
use crate::unit::NO_VERSION;
use chrono::{DateTime, Duration, Utc};
use diesel::prelude::*;
use domain::ids::PersonId;
use domain::mail::{Mail, MailKind};
use domain::words::{Language, MessageState};
use serde_json::Value;
use std::ops::RangeInclusive;

/// Lease of a claimed message: a worker silent for longer has died, and another takes it.
const LEASE_MINUTES: i64 = 5;
/// Attempts before a message is given up: four days with the waits (RFC 5321 §4.5.4.1).
const ATTEMPTS: u32 = 36;
/// Longest wait between two attempts.
const LONGEST_WAIT_MINUTES: i64 = 240;
/// Longest error text that is kept.
const ERROR_MAX: usize = 2_000;

type Claimed = (
    Id,
    String,
    Json<Value>,
    i32,
    Instant,
    Option<PersonRow>,
    Option<String>,
);

/// Claims up to `limit` mails that are due, the oldest first; real time drives them.
///
/// Mails to deactivated people are suppressed on the way (R36).
pub(crate) async fn claim(
    conn: &mut Conn,
    real_now: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<MessageRecord>> {
    suppress(conn, real_now).await?;
    let now = Instant::from(real_now);
    let due = messages::table
        .filter(messages::state.eq(Word(MessageState::Queued)))
        .filter(messages::next_attempt_at.le(now))
        .order((messages::next_attempt_at, messages::id))
        .limit(limit)
        .select(messages::id);
    let ids: Vec<Id> = dialect::claimed!(due).load(conn).await?;
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    // The lease ends at the next attempt: a worker that dies leaves a message that is due again.
    let lease = Instant::from(real_now + Duration::minutes(LEASE_MINUTES));
    diesel::update(messages::table.filter(messages::id.eq_any(&ids)))
        .set((
            messages::attempts.eq(messages::attempts + 1),
            messages::next_attempt_at.eq(lease),
            messages::locked_until.eq(Some(lease)),
        ))
        .execute(conn)
        .await?;
    let rows: Vec<Claimed> = messages::table
        .left_join(persons::table.on(persons::id.nullable().eq(messages::person_id)))
        .filter(messages::id.eq_any(&ids))
        .order((messages::due_at, messages::id))
        .select((
            messages::id,
            messages::kind,
            messages::payload,
            messages::attempts,
            messages::due_at,
            Option::<PersonRow>::as_select(),
            messages::address,
        ))
        .load(conn)
        .await?;
    let mut messages: Vec<_> = rows.into_iter().map(record).collect();
    replies::add(conn, &mut messages).await?;
    Ok(messages)
}

fn record((id, kind, payload, attempts, due_at, person, address): Claimed) -> MessageRecord {
    MessageRecord {
        id: id.0,
        to: person.map_or_else(|| team(address), Into::into),
        mail: read(&kind, payload.0),
        reply_to: None,
        attempts: small(attempts),
        due_at: due_at.into(),
    }
}

/// The programme's team, who is no person.
fn team(address: Option<String>) -> PersonRecord {
    PersonRecord {
        id: PersonId(uuid::Uuid::nil()),
        external_id: String::new(),
        first_name: String::new(),
        last_name: String::new(),
        email: address,
        private_email: None,
        phone: None,
        video_handle: None,
        language: Language::Fr,
        reminders: false,
        active: true,
        version: NO_VERSION,
        calendar_generation: 0,
    }
}

fn read(kind: &str, payload: Value) -> std::result::Result<Mail, String> {
    let known = MailKind::parse(kind).ok_or_else(|| format!("no mail of the kind {kind}"))?;
    known.read(payload).map_err(|error| error.to_string())
}

/// A deactivated person gets no message of any kind, queued ones included (R36).
async fn suppress(conn: &mut Conn, real_now: DateTime<Utc>) -> Result<()> {
    let inactive = persons::table
        .filter(persons::id.nullable().eq(messages::person_id))
        .filter(persons::active.eq(false));
    let theirs = messages::table
        .filter(messages::state.eq(Word(MessageState::Queued)))
        .filter(messages::next_attempt_at.le(Instant::from(real_now)))
        .filter(diesel::dsl::exists(inactive));
    diesel::update(theirs)
        .set(messages::state.eq(Word(MessageState::Suppressed)))
        .later(conn)
        .await?;
    Ok(())
}

/// Whether a claimed mail still waits: its reader may have been deactivated meanwhile (R36).
pub(crate) async fn waits(conn: &mut Conn, id: uuid::Uuid) -> Result<bool> {
    let state: Word<MessageState> = messages::table
        .find(Id(id))
        .select(messages::state)
        .first(conn)
        .await?;
    Ok(state.0 == MessageState::Queued)
}

/// The mail has left.
pub(crate) async fn sent(conn: &mut Conn, id: uuid::Uuid, now: DateTime<Utc>) -> Result<()> {
    diesel::update(messages::table.find(Id(id)))
        .set((
            messages::state.eq(Word(MessageState::Sent)),
            messages::sent_at.eq(Some(Instant::from(now))),
            messages::locked_until.eq(None::<Instant>),
            messages::last_error.eq(None::<String>),
        ))
        .later(conn)
        .await?;
    Ok(())
}

/// Records a failed mail: it waits longer each time, and is given up after the last attempt, or at
/// once if a retry can't help; returns whether it was given up.
pub(crate) async fn failed(
    conn: &mut Conn,
    id: uuid::Uuid,
    error: String,
    for_good: bool,
    real_now: DateTime<Utc>,
) -> Result<bool> {
    let attempts: i32 = messages::table
        .find(Id(id))
        .select(messages::attempts)
        .first(conn)
        .await?;
    let given_up = for_good || attempts >= int(ATTEMPTS);
    let state = if given_up {
        MessageState::Failed
    } else {
        MessageState::Queued
    };
    // PostgreSQL has no U+0000, and a mail server may say anything.
    let said = error.chars().filter(|c| *c != '\0');
    let error: String = said.take(ERROR_MAX).collect();
    diesel::update(messages::table.find(Id(id)))
        .set((
            messages::state.eq(Word(state)),
            messages::next_attempt_at.eq(Instant::from(real_now + back_off(attempts))),
            messages::locked_until.eq(None::<Instant>),
            messages::last_error.eq(Some(error)),
        ))
        .later(conn)
        .await?;
    Ok(given_up)
}

/// Returns a claimed mail unsent: another worker may take it at once.
pub(crate) async fn release(
    conn: &mut Conn,
    id: uuid::Uuid,
    real_now: DateTime<Utc>,
) -> Result<()> {
    diesel::update(messages::table.find(Id(id)))
        .set((
            messages::attempts.eq(messages::attempts - 1),
            messages::next_attempt_at.eq(Instant::from(real_now)),
            messages::locked_until.eq(None::<Instant>),
        ))
        .later(conn)
        .await?;
    Ok(())
}

/// Queues every failed mail again, as if never tried; returns their number.
pub(crate) async fn retry(conn: &mut Conn, real_now: DateTime<Utc>) -> Result<usize> {
    let failed = messages::table.filter(messages::state.eq(Word(MessageState::Failed)));
    let queued = diesel::update(failed)
        .set((
            messages::state.eq(Word(MessageState::Queued)),
            messages::attempts.eq(0),
            messages::next_attempt_at.eq(Instant::from(real_now)),
        ))
        .execute(conn)
        .await?;
    Ok(queued)
}

/// 5 seconds, then twice as long each time, up to four hours.
fn back_off(attempts: i32) -> Duration {
    let doubled = 5_i64 << attempts.saturating_sub(1).clamp(0, 20);
    Duration::seconds(doubled).min(Duration::minutes(LONGEST_WAIT_MINUTES))
}

/// Up to `limit` mails with such ids that have left, newest first.
pub(crate) async fn list_sent(
    conn: &mut Conn,
    ids: RangeInclusive<uuid::Uuid>,
    limit: i64,
) -> Result<Vec<MessageRecord>> {
    let rows: Vec<Claimed> = messages::table
        .left_join(persons::table.on(persons::id.nullable().eq(messages::person_id)))
        .filter(messages::state.eq(Word(MessageState::Sent)))
        .filter(messages::id.between(Id(*ids.start()), Id(*ids.end())))
        .order((messages::due_at.desc(), messages::id.desc()))
        .limit(limit)
        .select((
            messages::id,
            messages::kind,
            messages::payload,
            messages::attempts,
            messages::due_at,
            Option::<PersonRow>::as_select(),
            messages::address,
        ))
        .load(conn)
        .await?;
    let mut messages: Vec<_> = rows.into_iter().map(record).collect();
    replies::add(conn, &mut messages).await?;
    Ok(messages)
}

/// Number of mails that a worker has claimed and is sending.
pub(crate) async fn under_way(conn: &mut Conn, real_now: DateTime<Utc>) -> Result<i64> {
    Ok(messages::table
        .filter(messages::state.eq("queued"))
        .filter(messages::locked_until.gt(Instant::from(real_now)))
        .select(diesel::dsl::count_star())
        .first(conn)
        .await?)
}

/// Number of waiting mails, and the time of the oldest.
pub(crate) async fn load(conn: &mut Conn) -> Result<OutboxLoad> {
    let (queued, oldest): (i64, Option<Instant>) = messages::table
        .filter(messages::state.eq(Word(MessageState::Queued)))
        .select((
            diesel::dsl::count_star(),
            diesel::dsl::min(messages::created_at),
        ))
        .first(conn)
        .await?;
    Ok(OutboxLoad {
        queued: queued.unsigned_abs(),
        oldest_at: oldest.map(Into::into),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_is_tried_for_four_days_at_least_every_four_hours() {
        let waits: Vec<_> = (1..int(ATTEMPTS)).map(back_off).collect();
        let whole = waits.iter().fold(Duration::zero(), |sum, wait| sum + *wait);
        assert!(
            whole >= Duration::days(4) && whole < Duration::days(5),
            "{whole}"
        );
        assert!(waits.iter().all(|wait| *wait <= Duration::hours(4)));
        assert_eq!(back_off(1), Duration::seconds(5));
    }
}
