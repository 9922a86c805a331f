//! Mails about appointments (R25): to the other party, or to both if staff act.

use super::Conn;
use super::journal::{NewMessage, message};
use super::transition::Outcome;
use crate::error::Result;
use crate::records::{MentorshipRecord, PersonRecord};
use crate::types::Id;
use crate::unit::Meta;
use domain::mentorship::facts::Appointment;
use domain::mentorship::{Actor, EventKind, Happened};
use domain::words::{AppointmentState, Party};
use serde_json::{Value, json};

/// Queues the mails for a command's appointment events.
pub(super) async fn appointments(
    conn: &mut Conn,
    meta: &Meta,
    done: &Outcome,
    actor: Actor,
) -> Result<()> {
    // A move is one mail: the old date is omitted if a new one is proposed or confirmed.
    let moved = done.happened.iter().any(|(one, _)| {
        matches!(
            one.kind,
            EventKind::AppointmentProposed | EventKind::AppointmentConfirmed
        )
    });
    for (one, event) in &done.happened {
        let said = matches!(
            one.kind,
            EventKind::AppointmentProposed | EventKind::AppointmentConfirmed
        );
        if said || !moved {
            tell(conn, meta, &done.record, one, *event, actor).await?;
        }
    }
    Ok(())
}

async fn tell(
    conn: &mut Conn,
    meta: &Meta,
    record: &MentorshipRecord,
    one: &Happened,
    event: Id,
    actor: Actor,
) -> Result<()> {
    let appointments = &record.facts.appointments;
    let Some(appointment) = appointments
        .iter()
        .find(|appointment| Some(appointment.id) == one.appointment)
    else {
        return Ok(());
    };
    let Some(kind) = kind(one.kind, appointment) else {
        return Ok(());
    };
    let payload = payload(record, appointment, actor);
    for to in recipients(record, actor) {
        let new = NewMessage {
            kind,
            to: to.id,
            event,
            resource: one.appointment.map(Id::from),
            payload: payload.clone(),
        };
        message(conn, meta, new).await?;
    }
    Ok(())
}

const fn kind(kind: EventKind, appointment: &Appointment) -> Option<&'static str> {
    match kind {
        EventKind::AppointmentProposed if appointment.replaces.is_some() => {
            Some("appointment_rescheduled")
        }
        EventKind::AppointmentProposed => Some("appointment_proposed"),
        EventKind::AppointmentConfirmed => Some("appointment_confirmed"),
        EventKind::AppointmentDeclined => Some("appointment_declined"),
        EventKind::AppointmentWithdrawn => Some("appointment_withdrawn"),
        EventKind::AppointmentCancelled => Some("appointment_cancelled"),
        _ => None,
    }
}

fn recipients(record: &MentorshipRecord, actor: Actor) -> Vec<&PersonRecord> {
    match actor {
        Actor::Party(Party::Student) => vec![&record.mentor],
        Actor::Party(Party::Mentor) => vec![&record.student],
        Actor::Staff | Actor::Service => vec![&record.student, &record.mentor],
    }
}

/// The names of a mentorship, as every mail about it takes them.
pub(crate) fn names(record: &MentorshipRecord) -> Value {
    let person = |person: &PersonRecord| json!({ "id": person.id, "first_name": person.first_name, "last_name": person.last_name });
    let mut student = person(&record.student);
    if let Value::Object(fields) = &mut student {
        let leaves = json!(record.facts.leaves_school_on);
        fields.insert("leaves_school_on".to_owned(), leaves);
    }
    json!({
        "programme": { "name": record.programme.programme.name, "time_zone": record.programme.programme.zone.name() },
        "mentorship_id": record.facts.id,
        "student": student,
        "mentor": person(&record.mentor),
    })
}

fn payload(record: &MentorshipRecord, appointment: &Appointment, actor: Actor) -> Value {
    let replaced = record
        .facts
        .appointments
        .iter()
        .find(|one| Some(one.id) == appointment.replaces);
    let by = match actor {
        Actor::Party(party) => json!(party),
        Actor::Staff | Actor::Service => json!("staff"),
    };
    let appointment = json!({
        "step": appointment.step,
        "starts_at": appointment.starts_at,
        "duration_minutes": appointment.duration_minutes,
        "means": { "kind": appointment.means.kind(), "detail": appointment.means.detail() },
        "note": appointment.note,
        "reason": appointment.reason,
        "replaced_starts_at": replaced.map(|one| one.starts_at),
        "replaced_stands": replaced.is_some_and(|one| one.state == AppointmentState::Confirmed),
    });
    names_and(record, [("by", by), ("appointment", appointment)])
}

/// Joins the names of a mentorship with the subject of a mail.
pub(crate) fn names_and<const N: usize>(
    record: &MentorshipRecord,
    more: [(&str, Value); N],
) -> Value {
    let mut payload = names(record);
    if let Value::Object(fields) = &mut payload {
        fields.extend(more.map(|(name, value)| (name.to_owned(), value)));
    }
    payload
}
