//! Published times of mentors, and slots that students pick (R11).

use super::cycle::{KEYS, Keys, load, lock, mails, run_on, slot};
use super::journal::{Changed, Field, Subject, Target, audit};
use super::{Conn, Later, RunQueryDsl, dialect};
use crate::error::{Error, Result};
use crate::records::{
    AvailabilityRecord, MentorshipKey, MentorshipRecord, ProgrammeRecord, SlotsRecord,
};
use crate::rows::ProgrammeRow;
use crate::schema::{
    availabilities, bookings, charter_acceptances, mentors, mentorships, programmes,
};
use crate::types::{Id, Instant, Json, Word};
use crate::unit::{Acting, Meta, NO_VERSION};
use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use domain::availability::{Availability, AvailabilityUpdate, SingleTime, WeeklyTime};
use domain::ids::{PersonId, ProgrammeId};
use domain::mentorship::{Command, Meeting};
use domain::refusal::Code;
use domain::words::{MentorshipState, Step};
use serde::{Deserialize, Serialize};

/// The times as they are stored.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Times {
    weekly: Vec<WeeklyTime>,
    single: Vec<SingleTime>,
    except_on: Vec<NaiveDate>,
}

/// Time zone, times and version; null until they are first saved.
type Row = (Option<String>, Option<Json<Times>>, Option<i32>);

/// The mentor's times, if they were ever saved.
macro_rules! times {
    ($key:expr) => {
        mentors::table
            .left_join(
                availabilities::table.on(availabilities::programme_id
                    .eq(mentors::programme_id)
                    .and(availabilities::person_id.eq(mentors::person_id))),
            )
            .filter(mentors::programme_id.eq($key.0))
            .filter(mentors::person_id.eq($key.1))
            .select((
                availabilities::time_zone.nullable(),
                availabilities::times.nullable(),
                availabilities::version.nullable(),
            ))
    };
}

/// The programme of a mentor.
macro_rules! programme {
    ($key:expr) => {
        programmes::table
            .find($key.0)
            .select(ProgrammeRow::as_select())
    };
}

fn record(of: &ProgrammeRecord, row: Option<Row>) -> Result<AvailabilityRecord> {
    let (zone, times, version) = row.ok_or(Error::NotFound)?;
    let none = || Ok(of.programme.zone);
    let zone = zone.map_or_else(none, |zone| {
        let unknown = |_| Error::Internal(format!("no time zone {zone}"));
        zone.parse().map_err(unknown)
    })?;
    let times = times.map(|times| times.0).unwrap_or_default();
    Ok(AvailabilityRecord {
        times: Availability {
            time_zone: zone,
            weekly: times.weekly,
            single: times.single,
            except_on: times.except_on,
        },
        version: version.unwrap_or(NO_VERSION),
    })
}

fn one(of: Vec<ProgrammeRow>) -> Result<ProgrammeRecord> {
    let of = of.into_iter().next().ok_or(Error::NotFound)?;
    of.try_into()
}

/// A mentor's times; none, in the programme's zone, until they are first saved.
pub(crate) async fn get(
    conn: &mut Conn,
    programme: ProgrammeId,
    mentor: PersonId,
) -> Result<AvailabilityRecord> {
    let key = (Id::from(programme), Id::from(mentor));
    let (of, row): (Vec<ProgrammeRow>, Vec<Row>) =
        dialect::together!(conn; programme!(key), times!(key))?;
    record(&one(of)?, row.into_iter().next())
}

/// Replaces a mentor's times. The mentor's row is the lock, as the times may not be there yet.
pub(crate) async fn put(
    conn: &mut Conn,
    meta: &Meta,
    programme: ProgrammeId,
    mentor: PersonId,
    update: AvailabilityUpdate,
) -> Result<AvailabilityRecord> {
    let key = (Id::from(programme), Id::from(mentor));
    let own = mentors::table.find(key).select(mentors::person_id);
    let accepted = charter_acceptances::table
        .filter(charter_acceptances::programme_id.eq(key.0))
        .filter(charter_acceptances::person_id.eq(key.1))
        .select(charter_acceptances::person_id);
    type Asked = (Vec<ProgrammeRow>, Vec<Id>, Vec<Row>, Vec<Id>);
    let (of, _, row, accepted): Asked = dialect::together!(conn;
        dialect::shared!(programme!(key)),
        dialect::locked!(own),
        times!(key),
        accepted,
    )?;
    let of = one(of)?;
    let before = record(&of, row.into_iter().next())?;
    meta.expect(before.version)?;
    of.programme.expect_not_closed()?;
    // R32: before a mentor publishes
    let is_own = meta.person == Some(mentor);
    if is_own && of.programme.policies.charter_required && accepted.is_empty() {
        return Err(Code::CharterNotAccepted.into());
    }
    let after = AvailabilityRecord {
        times: update.checked()?,
        version: before.version.wrapping_add(1),
    };
    write(conn, meta, key, before.version == NO_VERSION, &after).await?;
    let target = Target::new(Subject::Availability, mentor);
    audit(conn, meta, target, Changed::Fields(&[Field::Details])).await?;
    Ok(after)
}

async fn write(
    conn: &mut Conn,
    meta: &Meta,
    key: (Id, Id),
    is_first: bool,
    record: &AvailabilityRecord,
) -> Result<()> {
    let times = Times {
        weekly: record.times.weekly.clone(),
        single: record.times.single.clone(),
        except_on: record.times.except_on.clone(),
    };
    let values = (
        availabilities::time_zone.eq(record.times.time_zone.name().to_owned()),
        availabilities::times.eq(Json(times)),
        availabilities::version.eq(record.version),
        availabilities::updated_at.eq(Instant::from(meta.now)),
    );
    if is_first {
        let key = (
            availabilities::programme_id.eq(key.0),
            availabilities::person_id.eq(key.1),
        );
        let (zone, times, version, at) = values;
        diesel::insert_into(availabilities::table)
            .values((key.0, key.1, zone, times, version, at))
            .beside(conn)
            .await?;
    } else {
        diesel::update(availabilities::table.find(key))
            .set(values)
            .beside(conn)
            .await?;
    }
    Ok(())
}

/// The data of a mentor's free slots.
pub(crate) async fn slots(
    conn: &mut Conn,
    programme: ProgrammeId,
    mentor: PersonId,
    student: PersonId,
    now: DateTime<Utc>,
) -> Result<SlotsRecord> {
    let key = (Id::from(programme), Id::from(mentor));
    type Asked = (
        Vec<ProgrammeRow>,
        Vec<Row>,
        Vec<(Id, Instant, Instant)>,
        Vec<Keys>,
    );
    let (of, row, busy, own): Asked = dialect::together!(conn;
        programme!(key),
        times!(key),
        bookings::table
            .filter(bookings::person_id.eq(key.1))
            .filter(bookings::ends_at.gt(Instant::from(now)))
            .select((bookings::appointment_id, bookings::starts_at, bookings::ends_at)),
        mentorships::table
            .filter(mentorships::programme_id.eq(key.0))
            .filter(mentorships::student_id.eq(Id::from(student)))
            .filter(mentorships::mentor_id.eq(key.1))
            .filter(mentorships::state.eq(Word(MentorshipState::Active)))
            .select(KEYS),
    )?;
    let programme = one(of)?;
    let times = record(&programme, row.into_iter().next())?.times;
    Ok(SlotsRecord {
        programme,
        times,
        busy: busy.into_iter().map(slot).collect(),
        mentorship: own.into_iter().next().map(super::cycle::key),
    })
}

/// A student picks a slot. The mentor's enrolment is locked before their bookings are read, so that of
/// many who pick one slot all but the first find it taken.
pub(crate) async fn pick(
    conn: &mut Conn,
    meta: &Meta,
    of: MentorshipKey,
    acting: Acting,
    (step, meeting, waive_lead): (Step, Meeting, bool),
) -> Result<MentorshipRecord> {
    meta.expect(NO_VERSION)?;
    lock(conn, of.id).await?;
    let key = (Id::from(of.programme_id), Id::from(of.mentor));
    let own = mentors::table.find(key).select(mentors::person_id);
    let (_, row): (Vec<Id>, Vec<Row>) = dialect::together!(conn;
        dialect::locked!(own),
        times!(key),
    )?;
    let before = load(conn, of, meta.now).await?;
    let published = record(&before.programme, row.into_iter().next())?.times;
    let command = Command::Pick {
        step,
        meeting,
        published,
        waive_lead,
    };
    let done = run_on(conn, meta, before, Some(acting), command).await?;
    mails::events(conn, meta, &done, acting.actor).await?;
    Ok(done.record)
}
