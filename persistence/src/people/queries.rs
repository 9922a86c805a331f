//! People, their profiles, and their use of the service (R36).

use super::enrolments::{containing, matching, rename};
use super::journal::{Changed, Field, Subject, Target, audit};
use super::{Conn, Later, RunQueryDsl, dialect};
use crate::error::{Error, Result};
use crate::kept::Kept;
use crate::records::{
    AccountRecord, AfterName, KnownPersonRecord, NewPerson, PeopleFilter, PersonRecord,
};
use crate::rows::{FIRST_GENERATION, PersonRow};
use crate::schema::{enrolments, mentorships, messages, persons};
use crate::types::{Id, Json, Word};
use crate::unit::Meta;
use chrono::{DateTime, Utc};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{Nullable, Text as SqlText};
use domain::ids::PersonId;
use domain::person::{PersonChange, PersonEnrolment, ProfileChange, expect_deactivatable};
use domain::text::Text;
use domain::words::{MentorshipState, MessageState, Party, Role};

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

/// Makes a person of a token; the first of concurrent calls wins.
pub(crate) async fn create(conn: &mut Conn, new: NewPerson, now: DateTime<Utc>) -> Result<()> {
    let row = PersonRow {
        id: Id::new(),
        sort_key: String::new(),
        search_key: String::new(),
        staff_key: String::new(),
        staff: new.is_staff,
        external_id: new.external_id,
        first_name: new.first_name,
        last_name: new.last_name,
        email: new.email,
        private_email: None,
        phone: None,
        video_handle: None,
        language: Word(new.language),
        reminders: true,
        active: true,
        own_fields: Json(Vec::new()),
        version: 1,
        created_at: now.into(),
        updated_at: now.into(),
        calendar_generation: FIRST_GENERATION,
    };
    diesel::insert_into(persons::table)
        .values(row.with_keys())
        .on_conflict_do_nothing()
        .beside(conn)
        .await?;
    Ok(())
}

/// Notes that a person who was known before comes with a staff role.
pub(crate) async fn note_staff(conn: &mut Conn, id: PersonId) -> Result<()> {
    diesel::update(persons::table.find(Id::from(id)))
        .set(persons::staff.eq(true))
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

/// A person with their enrolments.
type Known = (PersonRow, Option<String>);

/// People with their enrolments, in one statement.
macro_rules! known {
    () => {
        persons::table.select((
            PersonRow::as_select(),
            sql::<Nullable<SqlText>>(dialect::ENROLMENTS),
        ))
    };
}

/// A page of people by name, deactivated ones included.
pub(crate) async fn list(
    conn: &mut Conn,
    filter: PeopleFilter,
    after: Option<AfterName>,
    limit: i64,
) -> Result<Vec<KnownPersonRecord>> {
    let rare = dialect::Rare::among(conn, "persons", &filter.words).await?;
    let mut query = known!().into_boxed();
    if let Some(rare) = rare {
        query = query.filter(dialect::indexed!("persons", rare));
    }
    for word in &filter.words {
        let has = |text: &str| persons::staff_key.like(containing(text)).escape('\\');
        query = matching!(query, word, has);
    }
    if let Some(external_id) = filter.external_id {
        query = query.filter(persons::external_id.eq(external_id));
    }
    if let Some(AfterName { sort_key, id }) = after {
        query = query.filter(behind!(
            (persons::sort_key, persons::id),
            (sort_key, Id::from(id))
        ));
    }
    let page = query.order((persons::sort_key, persons::id)).limit(limit);
    let rows: Vec<Known> = Kept(page).load(conn).await?;
    rows.into_iter().map(record).collect()
}

/// A person with their enrolments.
pub(crate) async fn get(conn: &mut Conn, id: PersonId) -> Result<KnownPersonRecord> {
    let one = known!().filter(persons::id.eq(Id::from(id)));
    record(first(Kept(one).load(conn).await?)?)
}

fn first(known: Vec<Known>) -> Result<Known> {
    known.into_iter().next().ok_or(Error::NotFound)
}

/// A person with their enrolments, locked until the transaction ends.
macro_rules! locked_known {
    ($id:expr) => {
        Kept(dialect::locked!(
            known!().filter(persons::id.eq(Id::from($id)))
        ))
    };
}

fn record((row, enrolled): Known) -> Result<KnownPersonRecord> {
    let enrolled = enrolled.unwrap_or_default();
    let mut enrolments = enrolled
        .lines()
        .map(enrolment)
        .collect::<Result<Vec<_>>>()?;
    enrolments.sort_by_key(|one| std::cmp::Reverse(one.programme_id));
    Ok(KnownPersonRecord {
        sort_key: row.sort_key.clone(),
        person: row.into(),
        enrolments,
    })
}

/// An enrolment of [`dialect::ENROLMENTS`]: programme, role, and whether they still take part.
fn enrolment(line: &str) -> Result<PersonEnrolment> {
    let mut words = line.split(' ');
    let mut word = || words.next().unwrap_or_default();
    let programme = uuid::Uuid::try_parse(word()).ok();
    let part = Party::parse(word());
    let known = programme
        .zip(part)
        .map(|(programme, part)| PersonEnrolment {
            programme_id: programme.into(),
            part,
            active: word() == "active",
        });
    known.ok_or_else(|| Error::Internal(format!("no enrolment: {line}")))
}

/// Changes a person's own profile; from then on no import overwrites the values they set (R37).
pub(crate) async fn change_profile(
    conn: &mut Conn,
    meta: &Meta,
    id: PersonId,
    change: ProfileChange,
) -> Result<PersonRecord> {
    let own = persons::table
        .find(Id::from(id))
        .select(PersonRow::as_select());
    let mut row: PersonRow = dialect::locked!(own).first(conn).await?;
    meta.expect(row.version)?;
    let changed = set_profile(&mut row, change);
    for field in changed.iter().map(|field| field.as_str()) {
        if !row.own_fields.0.iter().any(|own| own == field) {
            row.own_fields.0.push(field.to_owned());
        }
    }
    Ok(write(conn, meta, row, &changed).await?.into())
}

/// Changes a person, for staff. It is no import, so that it overwrites values that the person set, and
/// these stay the person's own for imports (R37).
pub(crate) async fn change(
    conn: &mut Conn,
    meta: &Meta,
    id: PersonId,
    change: PersonChange,
) -> Result<KnownPersonRecord> {
    let (mut row, enrolled) = first(locked_known!(id).load(conn).await?)?;
    meta.expect(row.version)?;
    let (names, profile) = change.into_parts();
    let is_renamed = names.first_name.is_some() || names.last_name.is_some();
    let mut changed = Vec::new();
    for (field, is) in [
        (Field::FirstName, names.first_name.is_some()),
        (Field::LastName, names.last_name.is_some()),
        (Field::Email, names.email.is_some()),
    ] {
        changed.extend(is.then_some(field));
    }
    row.first_name = names.first_name.unwrap_or(row.first_name);
    row.last_name = names.last_name.unwrap_or(row.last_name);
    row.email = names.email.or(row.email);
    changed.extend(set_profile(&mut row, profile));
    if is_renamed {
        rename::everywhere(conn, &row).await?;
    }
    record((write(conn, meta, row, &changed).await?, enrolled))
}

/// Sets what a person may change themselves; returns what is changed.
fn set_profile(row: &mut PersonRow, change: ProfileChange) -> Vec<Field> {
    let mut changed = Vec::new();
    for (field, is) in [
        (Field::Language, change.language.is_some()),
        (Field::Reminders, change.reminders.is_some()),
        (Field::Phone, change.phone.is_some()),
        (Field::VideoHandle, change.video_handle.is_some()),
        (Field::PrivateEmail, change.private_email.is_some()),
    ] {
        changed.extend(is.then_some(field));
    }
    row.language = change.language.map_or(row.language, Word);
    row.reminders = change.reminders.unwrap_or(row.reminders);
    if let Some(phone) = change.phone {
        row.phone = phone.map(Text::into_string);
    }
    if let Some(handle) = change.video_handle {
        row.video_handle = handle.map(Text::into_string);
    }
    if let Some(address) = change.private_email {
        row.private_email = address;
    }
    changed
}

/// Writes a changed person, whose row is locked; returns the row.
async fn write(
    conn: &mut Conn,
    meta: &Meta,
    row: PersonRow,
    changed: &[Field],
) -> Result<PersonRow> {
    let row = PersonRow {
        version: row.version.wrapping_add(1),
        updated_at: meta.now.into(),
        ..row.with_keys()
    };
    let kept = row.clone();
    diesel::update(persons::table.find(row.id))
        .set((
            (
                persons::first_name.eq(row.first_name),
                persons::last_name.eq(row.last_name),
                persons::email.eq(row.email),
                persons::sort_key.eq(row.sort_key),
                persons::search_key.eq(row.search_key),
                persons::staff_key.eq(row.staff_key),
            ),
            persons::language.eq(row.language),
            persons::reminders.eq(row.reminders),
            persons::phone.eq(row.phone),
            persons::video_handle.eq(row.video_handle),
            persons::private_email.eq(row.private_email),
            persons::own_fields.eq(row.own_fields),
            persons::active.eq(row.active),
            persons::version.eq(row.version),
            persons::updated_at.eq(row.updated_at),
        ))
        .beside(conn)
        .await?;
    let target = Target::new(Subject::Person, kept.id);
    audit(conn, meta, target, Changed::Fields(changed)).await?;
    Ok(kept)
}

/// Gives a person's calendar feed another address: the one before ends (R26).
pub(crate) async fn renew_feed(conn: &mut Conn, meta: &Meta, id: PersonId) -> Result<i32> {
    let generation = persons::table
        .find(Id::from(id))
        .select(persons::calendar_generation);
    let before: i32 = dialect::locked!(generation).first(conn).await?;
    meta.expect(before)?;
    let after = before.wrapping_add(1);
    diesel::update(persons::table.find(Id::from(id)))
        .set(persons::calendar_generation.eq(after))
        .beside(conn)
        .await?;
    let target = Target::new(Subject::Person, id);
    audit(conn, meta, target, Changed::Fields(&[Field::CalendarFeed])).await?;
    Ok(after)
}

/// Ends a person's use of the service: they can't call, nobody finds or chooses them, and what waits
/// to be mailed to them is suppressed (R36). Twice is once.
///
/// The person is locked before their mentorships are looked for, and the database shares that lock where
/// a mentorship begins (`mentorships_active_people`).
pub(crate) async fn deactivate(
    conn: &mut Conn,
    meta: &Meta,
    id: PersonId,
) -> Result<KnownPersonRecord> {
    let key = Id::from(id);
    let (known, live): (Vec<Known>, Vec<Id>) = dialect::together!(conn;
        locked_known!(id),
        mentorships::table
            .filter(mentorships::student_id.eq(key).or(mentorships::mentor_id.eq(key)))
            .filter(mentorships::state.eq(Word(MentorshipState::Active)))
            .order(mentorships::id)
            .select(mentorships::id),
    )?;
    let (row, enrolled) = first(known)?;
    meta.expect(row.version)?;
    let live: Vec<_> = live.into_iter().map(Into::into).collect();
    expect_deactivatable(&live)?;
    if !row.active {
        return record((row, enrolled));
    }
    let waiting = messages::table
        .filter(messages::person_id.eq(key))
        .filter(messages::state.eq(Word(MessageState::Queued)));
    diesel::update(waiting)
        .set(messages::state.eq(Word(MessageState::Suppressed)))
        .beside(conn)
        .await?;
    let off = PersonRow {
        active: false,
        ..row
    };
    record((write(conn, meta, off, &[Field::Active]).await?, enrolled))
}

/// Lets a deactivated person use the service again; mails that were suppressed stay so.
pub(crate) async fn reactivate(
    conn: &mut Conn,
    meta: &Meta,
    id: PersonId,
) -> Result<KnownPersonRecord> {
    let (row, enrolled) = first(locked_known!(id).load(conn).await?)?;
    meta.expect(row.version)?;
    if row.active {
        return record((row, enrolled));
    }
    let on = PersonRow {
        active: true,
        ..row
    };
    record((write(conn, meta, on, &[Field::Active]).await?, enrolled))
}
