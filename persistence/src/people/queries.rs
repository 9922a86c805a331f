//! Callers and profiles.

use super::journal::{Changed, Field, Subject, Target, audit};
use super::{Conn, RunQueryDsl, dialect};
use crate::error::Result;
use crate::records::{AccountRecord, CallerRecord, NewStaff, PersonRecord};
use crate::rows::PersonRow;
use crate::schema::{
    charter_acceptances, enrolments, mentors, persons, programmes, roadbooks, students,
};
use crate::types::{Id, Instant, Json, Word};
use crate::unit::Meta;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::enrolment::{Enrolment, search_key, sort_key};
use domain::ids::PersonId;
use domain::person::ProfileChange;
use domain::text::Text;
use domain::words::{Language, Party, ProgrammeStatus, Role};

type CallerRow = (Id, bool, Word<Language>, Option<EnrolledRow>);
type EnrolledRow = (
    Id,
    String,
    Word<ProgrammeStatus>,
    String,
    Word<Role>,
    Option<Id>,
    Option<i32>,
    Option<bool>,
    Option<bool>,
);

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

/// The person of an account, with their active enrolments, newest programme first.
pub(crate) async fn caller(conn: &mut Conn, external_id: String) -> Result<Option<CallerRecord>> {
    // One join after the other: a nested one is computed whole, for all people, at each request.
    let rows: Vec<CallerRow> = persons::table
        .left_join(enrolments::table.on(enrolments::person_id.eq(persons::id)))
        .left_join(programmes::table.on(programmes::id.eq(enrolments::programme_id)))
        .left_join(
            roadbooks::table.on(roadbooks::programme_id
                .eq(enrolments::programme_id)
                .and(roadbooks::student_id.eq(enrolments::person_id))),
        )
        .left_join(
            charter_acceptances::table.on(charter_acceptances::programme_id
                .eq(enrolments::programme_id)
                .and(charter_acceptances::person_id.eq(enrolments::person_id))),
        )
        .left_join(
            students::table.on(students::programme_id
                .eq(enrolments::programme_id)
                .and(students::person_id.eq(enrolments::person_id))),
        )
        .left_join(
            mentors::table.on(mentors::programme_id
                .eq(enrolments::programme_id)
                .and(mentors::person_id.eq(enrolments::person_id))),
        )
        .filter(persons::external_id.eq(external_id))
        .order((programmes::year.desc(), programmes::id.desc()))
        .select((
            persons::id,
            persons::active,
            persons::language,
            (
                programmes::id,
                programmes::name,
                programmes::status,
                programmes::time_zone,
                enrolments::role,
                roadbooks::id.nullable(),
                charter_acceptances::version.nullable(),
                students::active.nullable(),
                mentors::active.nullable(),
            )
                .nullable(),
        ))
        .load(conn)
        .await?;
    let [(id, active, language, _), ..] = rows.as_slice() else {
        return Ok(None);
    };
    let (person_id, active, language) = ((*id).into(), *active, language.0);
    let enrolments = rows
        .into_iter()
        .filter_map(|(_, _, _, enrolled)| enrolled)
        .filter_map(enrolment)
        .collect();
    Ok(Some(CallerRecord {
        person_id,
        active,
        language,
        enrolments,
    }))
}

fn enrolment(row: EnrolledRow) -> Option<Enrolment> {
    let (
        programme_id,
        programme_name,
        status,
        time_zone,
        role,
        roadbook,
        accepted,
        student,
        mentor,
    ) = row;
    let part = match role.0 {
        Role::Student => Party::Student,
        _ => Party::Mentor,
    };
    student.or(mentor).unwrap_or(false).then(|| Enrolment {
        programme_id: programme_id.into(),
        programme_name,
        programme_status: status.0,
        time_zone,
        part,
        roadbook_id: roadbook.map(Into::into),
        charter_accepted: accepted.is_some(),
    })
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
        .values(&row)
        .on_conflict_do_nothing()
        .execute(conn)
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
            persons::phone.eq(&row.phone),
            persons::video_handle.eq(&row.video_handle),
            persons::private_email.eq(&row.private_email),
            persons::own_fields.eq(&row.own_fields),
            persons::version.eq(row.version),
            persons::updated_at.eq(Instant::from(meta.now)),
        ))
        .execute(conn)
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
