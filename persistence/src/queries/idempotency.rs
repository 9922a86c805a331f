//! Kept answers: a request repeated with its key gets the same answer, without effect.

use super::{Conn, Later, RunQueryDsl, dialect};
use crate::error::{Error, Result};
use crate::schema::idempotency_keys as keys;
use crate::types::{Instant, int, small};
use crate::unit::{Meta, StoredAnswer};
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
    let (admitted, kept): (Vec<bool>, Vec<Kept>) = dialect::together!(conn;
        dialect::key_lock!(idempotency),
        keys::table
            .find((&idempotency.caller, &idempotency.key))
            .filter(keys::created_at.gt(Instant::from(oldest(idempotency.real_now))))
            .select((
                keys::fingerprint,
                keys::status,
                keys::body,
                keys::location,
                keys::etag,
            )),
    )?;
    if admitted != [true] {
        return Err(Error::IdempotencyInProgress);
    }
    match kept.into_iter().next() {
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
    let row = (
        keys::fingerprint.eq(idempotency.fingerprint.clone()),
        keys::status.eq(int(answer.status)),
        keys::body.eq(answer.body.clone()),
        keys::location.eq(answer.location.clone()),
        keys::etag.eq(answer.etag.clone()),
        keys::created_at.eq(Instant::from(idempotency.real_now)),
    );
    // an expired answer of the same key is replaced
    diesel::insert_into(keys::table)
        .values((
            keys::caller.eq(idempotency.caller.clone()),
            keys::key.eq(idempotency.key.clone()),
            row.clone(),
        ))
        .on_conflict((keys::caller, keys::key))
        .do_update()
        .set(row)
        .beside(conn)
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
