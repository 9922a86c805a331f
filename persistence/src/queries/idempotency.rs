//! Kept answers: a request repeated with its key gets the same answer, without effect.

use super::{Conn, RunQueryDsl, dialect};
use crate::error::{Error, Result};
use crate::schema::idempotency_keys as keys;
use crate::types::{Instant, int, small};
use crate::unit::{Idempotency, Meta, StoredAnswer};
use chrono::{DateTime, Duration, Utc};
use diesel::prelude::*;

/// Hours a key is kept, in real time.
const KEPT_HOURS: i64 = 24;

type Kept = (Vec<u8>, i32, Vec<u8>, Option<String>, Option<String>);

/// The kept answer, if this key has one.
pub(crate) async fn before(conn: &mut Conn, meta: &Meta) -> Result<Option<StoredAnswer>> {
    let Some(idempotency) = &meta.idempotency else {
        return Ok(None);
    };
    dialect::lock_key(conn, idempotency).await?;
    let kept: Option<Kept> = keys::table
        .find((&idempotency.caller, &idempotency.key))
        .filter(keys::created_at.gt(Instant::from(oldest(idempotency.real_now))))
        .select((
            keys::fingerprint,
            keys::status,
            keys::body,
            keys::location,
            keys::etag,
        ))
        .first(conn)
        .await
        .optional()?;
    match kept {
        None => Ok(None),
        Some((fingerprint, ..)) if fingerprint != idempotency.fingerprint => {
            Err(Error::IdempotencyKeyReused)
        }
        Some((_, status, body, location, etag)) => Ok(Some(StoredAnswer {
            status: small(status),
            body,
            location,
            etag,
            replayed: true,
        })),
    }
}

/// Keeps an answer that was found before this transaction; the first one with its key stays.
pub(crate) async fn keep(
    conn: &mut Conn,
    meta: Meta,
    answer: StoredAnswer,
) -> Result<StoredAnswer> {
    if let Some(kept) = before(conn, &meta).await? {
        return Ok(kept);
    }
    after(conn, &meta, &answer).await?;
    Ok(answer)
}

/// Keeps a 2xx answer with its key.
pub(crate) async fn after(conn: &mut Conn, meta: &Meta, answer: &StoredAnswer) -> Result<()> {
    let Some(idempotency) = &meta.idempotency else {
        return Ok(());
    };
    if !(200..300).contains(&answer.status) {
        return Ok(());
    }
    forget_one(conn, idempotency).await?;
    diesel::insert_into(keys::table)
        .values((
            keys::caller.eq(&idempotency.caller),
            keys::key.eq(&idempotency.key),
            keys::fingerprint.eq(&idempotency.fingerprint),
            keys::status.eq(int(answer.status)),
            keys::body.eq(&answer.body),
            keys::location.eq(&answer.location),
            keys::etag.eq(&answer.etag),
            keys::created_at.eq(Instant::from(idempotency.real_now)),
        ))
        .execute(conn)
        .await?;
    Ok(())
}

/// Deletes an expired answer of the same key.
async fn forget_one(conn: &mut Conn, idempotency: &Idempotency) -> Result<()> {
    diesel::delete(keys::table.find((&idempotency.caller, &idempotency.key)))
        .execute(conn)
        .await?;
    Ok(())
}

/// Deletes expired keys; returns their number.
pub(crate) async fn purge(conn: &mut Conn, real_now: DateTime<Utc>) -> Result<usize> {
    let old = keys::created_at.le(Instant::from(oldest(real_now)));
    Ok(diesel::delete(keys::table.filter(old))
        .execute(conn)
        .await?)
}

fn oldest(real_now: DateTime<Utc>) -> DateTime<Utc> {
    real_now - Duration::hours(KEPT_HOURS)
}
