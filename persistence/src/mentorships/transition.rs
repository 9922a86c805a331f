//! Command on a mentorship: lock, load, apply the domain's method, write, and record the events.

use super::journal::{Changed, NewEvent, Subject, Target, audit, event};
use super::load::lock;
use super::load::{KEYS, Keys, key};
use super::{Conn, Later, RunQueryDsl, load, mails, save};
use crate::error::Result;
use crate::records::{MentorshipKey, MentorshipRecord};
use crate::schema::{appointments, mentors, mentorships, students};
use crate::types::{Id, Instant, Json, Word};
use crate::unit::{Acting, Meta, NO_VERSION};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::ids::MentorshipId;
use domain::mentorship::{Actor, Command, Effects, EventKind, Happened};
use domain::words::AppointmentState;

/// Outcome of a command.
pub(crate) struct Outcome {
    pub(crate) record: MentorshipRecord,
    pub(crate) happened: Vec<(Happened, Id)>,
    pub(crate) effects: Effects,
}

/// Runs a command, queues its mails to the two, and returns the mentorship after it.
pub(crate) async fn transition(
    conn: &mut Conn,
    meta: &Meta,
    of: MentorshipKey,
    acting: Acting,
    command: Command,
) -> Result<MentorshipRecord> {
    meta.expect(NO_VERSION)?;
    let done = apply_within(conn, meta, of, Some(acting), command).await?;
    mails::events(conn, meta, &done, acting.actor).await?;
    Ok(done.record)
}

/// Runs a command on a mentorship that the caller has locked, in a programme that it shares; the
/// caller queues the mails.
pub(crate) async fn apply_locked(
    conn: &mut Conn,
    meta: &Meta,
    of: MentorshipKey,
    acting: Acting,
    command: Command,
) -> Result<Outcome> {
    run(conn, meta, of, Some(acting), command).await
}

/// Runs a command; without anybody acting it is the service's own.
async fn apply_within(
    conn: &mut Conn,
    meta: &Meta,
    of: MentorshipKey,
    acting: Option<Acting>,
    command: Command,
) -> Result<Outcome> {
    lock(conn, of.id).await?;
    run(conn, meta, of, acting, command).await
}

async fn run(
    conn: &mut Conn,
    meta: &Meta,
    of: MentorshipKey,
    acting: Option<Acting>,
    command: Command,
) -> Result<Outcome> {
    let before = load(conn, of, meta.now).await?;
    run_on(conn, meta, before, acting, command).await
}

/// Runs a command on a mentorship that is loaded under its lock.
pub(crate) async fn run_on(
    conn: &mut Conn,
    meta: &Meta,
    before: MentorshipRecord,
    acting: Option<Acting>,
    command: Command,
) -> Result<Outcome> {
    let of = before.key();
    let context = match acting {
        Some(acting) => before.context(acting, meta.now),
        None => before.own_context(meta.now),
    };
    let reason = command.reason().filter(|_| context.actor == Actor::Staff);
    let reason = reason.map(|reason| reason.as_str().to_owned());
    let applied = before.mentorship()?.apply(command, &context)?;
    save::save(
        conn,
        &before.facts,
        &applied.mentorship,
        &before.programme.programme,
    )
    .await?;
    take_effect(conn, meta, &before, applied.effects).await?;
    let mut happened = Vec::with_capacity(applied.happened.len());
    for one in applied.happened {
        let data = serde_json::json!({
            "resource_id": one.appointment.map_or(of.id.0, |appointment| appointment.0),
            "mentorship_id": of.id,
            "step": one.step,
            "state": one.appointment.is_none().then(|| applied.mentorship.standing()),
        });
        let new = NewEvent {
            kind: one.kind,
            programme: before.facts.programme_id,
            mentorship: Some(of.id),
            data,
            reason: reason.clone().filter(|_| has_reason(one.kind)),
        };
        let event = event(conn, meta, new).await?;
        happened.push((one, event));
    }
    audit_happened(conn, meta, of.id, &happened).await?;
    let record = before.after(applied.mentorship.snapshot(), &applied.effects, meta.now);
    Ok(Outcome {
        record,
        happened,
        effects: applied.effects,
    })
}

/// Whether staff's reason for a command belongs to this event of it.
const fn has_reason(kind: EventKind) -> bool {
    matches!(
        kind,
        EventKind::MentorshipEnded
            | EventKind::InterviewExtended
            | EventKind::InterviewExcused
            | EventKind::RoadbookWaived
    )
}

async fn audit_happened(
    conn: &mut Conn,
    meta: &Meta,
    id: MentorshipId,
    happened: &[(Happened, Id)],
) -> Result<()> {
    let kinds: Vec<_> = happened.iter().map(|(one, _)| one.kind).collect();
    let appointment = happened.iter().rev().find_map(|(one, _)| one.appointment);
    let subject = match appointment {
        Some(appointment) => Target::new(Subject::Appointment, appointment),
        None => Target::new(Subject::Mentorship, id),
    };
    audit(conn, meta, subject, Changed::Events(&kinds)).await
}

/// Applies a command's effects to the two enrolments.
async fn take_effect(
    conn: &mut Conn,
    meta: &Meta,
    before: &MentorshipRecord,
    effects: Effects,
) -> Result<()> {
    let programme = Id::from(before.facts.programme_id);
    let now = Instant::from(meta.now);
    let mentor = mentors::table.find((programme, Id::from(before.facts.mentor)));
    if effects.frees_place {
        diesel::update(mentor)
            .set((
                mentors::places_taken.eq(mentors::places_taken - 1),
                mentors::updated_at.eq(now),
            ))
            .beside(conn)
            .await?;
    }
    if effects.pause {
        let mut own: Json<Vec<String>> = mentor.select(mentors::own_fields).first(conn).await?;
        if !own.0.iter().any(|field| field == "paused") {
            own.0.push("paused".to_owned());
        }
        diesel::update(mentor)
            .set((
                mentors::paused.eq(true),
                mentors::own_fields.eq(own),
                mentors::version.eq(mentors::version + 1),
            ))
            .later(conn)
            .await?;
    }
    let student = students::table.find((programme, Id::from(before.facts.student)));
    if effects.withdrew {
        diesel::update(student)
            .set(students::withdrawals.eq(students::withdrawals + 1))
            .beside(conn)
            .await?;
    }
    if let Some(until) = effects.choice_until {
        let shorter = students::choice_until
            .is_null()
            .or(students::choice_until.lt(until));
        diesel::update(student.filter(shorter))
            .set((
                students::choice_until.eq(until),
                students::version.eq(students::version + 1),
            ))
            .later(conn)
            .await?;
    }
    Ok(())
}

/// R2: ends a mentorship with its programme, which the caller has locked.
pub(crate) async fn close_with_programme(
    conn: &mut Conn,
    meta: &Meta,
    of: MentorshipKey,
) -> Result<()> {
    let acting = meta.person.map(|person| Acting {
        person,
        actor: Actor::Staff,
        also_staff: false,
    });
    let actor = acting.map_or(Actor::Service, |acting| acting.actor);
    let done = apply_within(conn, meta, of, acting, Command::CloseProgramme).await?;
    mails::events(conn, meta, &done, actor).await
}

/// Records up to `limit` proposals unanswered past their start, the oldest first; returns their
/// number.
pub(crate) async fn lapse_due(conn: &mut Conn, now: DateTime<Utc>, limit: i64) -> Result<usize> {
    let due: Vec<(Id, Instant, Keys)> = appointments::table
        .inner_join(mentorships::table.on(mentorships::id.eq(appointments::mentorship_id)))
        .filter(appointments::state.eq(Word(AppointmentState::Proposed)))
        .filter(appointments::starts_at.le(Instant::from(now)))
        .order((appointments::starts_at, appointments::id))
        .limit(limit)
        .select((appointments::id, appointments::starts_at, KEYS))
        .load(conn)
        .await?;
    let count = due.len();
    for (appointment, at, keys) in due {
        let meta = Meta::system("lapse_appointment", at.into());
        let (id, of) = (appointment.into(), key(keys));
        match apply_within(conn, &meta, of, None, Command::Lapse { id }).await {
            // Another server was faster, or a party answered at the last moment.
            Err(crate::error::Error::Refused(_)) | Ok(_) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(count)
}
