//! The service's own data: secrets, settings, the demo's clock.

use super::{Conn, Later, RunQueryDsl, dialect};
use crate::error::Result;
use crate::schema::{secrets, settings};
use crate::types::Instant;
use chrono::Utc;
use diesel::prelude::*;

/// Whether the database answers and accepts writes.
pub(crate) async fn ready(conn: &mut Conn) -> Result<()> {
    diesel::sql_query(dialect::READY).later(conn).await?;
    Ok(())
}

/// A secret by name.
pub(crate) async fn secret(conn: &mut Conn, name: &str) -> Result<Option<Vec<u8>>> {
    Ok(secrets::table
        .find(name)
        .select(secrets::value)
        .first(conn)
        .await
        .optional()?)
}

/// Keeps a fresh secret unless there is one; returns the one kept.
pub(crate) async fn keep_secret(conn: &mut Conn, name: &str, fresh: Vec<u8>) -> Result<Vec<u8>> {
    diesel::insert_into(secrets::table)
        .values((
            secrets::name.eq(name.to_owned()),
            secrets::value.eq(fresh),
            secrets::created_at.eq(Instant::from(Utc::now())),
        ))
        .on_conflict_do_nothing()
        .later(conn)
        .await?;
    Ok(secrets::table
        .find(name)
        .select(secrets::value)
        .first(conn)
        .await?)
}

/// A setting by name.
pub(crate) async fn setting(conn: &mut Conn, name: &str) -> Result<Option<String>> {
    Ok(settings::table
        .find(name)
        .select(settings::value)
        .first(conn)
        .await
        .optional()?)
}

/// Writes a setting.
pub(crate) async fn set(conn: &mut Conn, name: &str, value: String) -> Result<()> {
    diesel::insert_into(settings::table)
        .values((
            settings::name.eq(name.to_owned()),
            settings::value.eq(value.clone()),
        ))
        .on_conflict(settings::name)
        .do_update()
        .set(settings::value.eq(value))
        .later(conn)
        .await?;
    Ok(())
}

/// Whether anything of a programme is kept here yet.
pub(crate) async fn is_empty(conn: &mut Conn) -> Result<bool> {
    let person: Option<crate::types::Id> = crate::schema::persons::table
        .select(crate::schema::persons::id)
        .first(conn)
        .await
        .optional()?;
    Ok(person.is_none())
}
