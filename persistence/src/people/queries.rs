//! Callers and profiles.

use super::journal::{Changed, Field, Subject, Target, audit};
use super::{Conn, Later, RunQueryDsl, dialect};
use crate::error::Result;
use crate::records::{AccountRecord, NewStaff, PersonRecord};
use crate::rows::PersonRow;
use crate::schema::{enrolments, persons};
use crate::types::{Id, Instant, Json, Word};
use crate::unit::Meta;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::enrolment::{search_key, sort_key};
use domain::ids::PersonId;
use domain::person::ProfileChange;
use domain::text::Text;
use domain::words::Role;

/// Every account, in the order in which they were made.
pub(crate) async fn accounts(conn: &mut Conn) -> Result<Vec<AccountRecord>> {
    let rows: Vec<(String, String, String, Option<Word<Role>>)> = persons::table
        .left_join(enrolments::table.on(enrolments::person_id.eq(persons::id)))
        .order((persons::id, enrolments::programme_id.desc()))
        .select((
            persons::external_id,
            persons::first_name,
            persons::last_name,
            enrolments::role.nullable(),
        ))
        .load(conn)
        .await?;
    let accounts = rows.into_iter();
    let accounts = accounts.map(|(external_id, first_name, last_name, role)| AccountRecord {
        external_id,
        first_name,
        last_name,
        role: role.map(|role| role.0),
    });
    let mut accounts: Vec<_> = accounts.collect();
    accounts.dedup_by(|later, newest| later.external_id == newest.external_id);
    Ok(accounts)
}

/// Makes a staff person; the first of concurrent calls wins.
pub(crate) async fn create_staff(
    conn: &mut Conn,
    staff: NewStaff,
    now: DateTime<Utc>,
) -> Result<()> {
    let row = PersonRow {
        id: Id::new(),
        sort_key: sort_key(&staff.first_name, &staff.last_name),
        search_key: search_key([staff.first_name.as_str(), staff.last_name.as_str()]),
        external_id: staff.external_id,
        first_name: staff.first_name,
        last_name: staff.last_name,
        email: staff.email,
        private_email: None,
        phone: None,
        video_handle: None,
        language: Word(staff.language),
        reminders: true,
        active: true,
        own_fields: Json(Vec::new()),
        version: 1,
        created_at: now.into(),
        updated_at: now.into(),
    };
    diesel::insert_into(persons::table)
        .values(row)
        .on_conflict_do_nothing()
        .beside(conn)
        .await?;
    Ok(())
}

/// A person.
pub(crate) async fn person(conn: &mut Conn, id: PersonId) -> Result<PersonRecord> {
    let row: PersonRow = persons::table
        .find(Id::from(id))
        .select(PersonRow::as_select())
        .first(conn)
        .await?;
    Ok(row.into())
}

/// Locks a person until the transaction ends.
pub(crate) async fn hold(conn: &mut Conn, id: PersonId) -> Result<()> {
    let query = persons::table.find(Id::from(id)).select(persons::id);
    dialect::hold!(conn, dialect::locked!(query));
    Ok(())
}

/// Changes a person's own profile; from then on no import overwrites the values they set (R37).
pub(crate) async fn change_profile(
    conn: &mut Conn,
    meta: &Meta,
    id: PersonId,
    change: ProfileChange,
) -> Result<PersonRecord> {
    let query = persons::table
        .find(Id::from(id))
        .select(PersonRow::as_select());
    let mut row: PersonRow = dialect::locked!(query).first(conn).await?;
    meta.expect(row.version)?;
    let mut changed = Vec::new();
    let mut own = |field: Field, is: bool| {
        if is {
            changed.push(field);
        }
    };
    own(Field::Language, change.language.is_some());
    own(Field::Reminders, change.reminders.is_some());
    own(Field::Phone, change.phone.is_some());
    own(Field::VideoHandle, change.video_handle.is_some());
    own(Field::PrivateEmail, change.private_email.is_some());
    row.language = change.language.map_or(row.language, Word);
    row.reminders = change.reminders.unwrap_or(row.reminders);
    row.phone = change
        .phone
        .map_or(row.phone, |phone| phone.map(Text::into_string));
    row.video_handle = change
        .video_handle
        .map_or(row.video_handle, |handle| handle.map(Text::into_string));
    row.private_email = change.private_email.unwrap_or(row.private_email);
    for field in changed.iter().map(|field| field.as_str()) {
        if !row.own_fields.0.iter().any(|own| own == field) {
            row.own_fields.0.push(field.to_owned());
        }
    }
    row.version = row.version.wrapping_add(1);
    diesel::update(persons::table.find(row.id))
        .set((
            persons::language.eq(row.language),
            persons::reminders.eq(row.reminders),
            persons::phone.eq(row.phone.clone()),
            persons::video_handle.eq(row.video_handle.clone()),
            persons::private_email.eq(row.private_email.clone()),
            persons::own_fields.eq(row.own_fields.clone()),
            persons::version.eq(row.version),
            persons::updated_at.eq(Instant::from(meta.now)),
        ))
        .beside(conn)
        .await?;
    audit(
        conn,
        meta,
        Target::new(Subject::Person, id),
        Changed::Fields(&changed),
    )
    .await?;
    Ok(row.into())
}
