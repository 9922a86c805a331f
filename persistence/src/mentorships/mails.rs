//! Mails about a mentorship: about its appointments to the other party, or to both if staff act or a
//! calendar changes (R25, R26).

mod steering;

pub(crate) use steering::{assigned, reassigned};

use super::Conn;
use super::journal::{NewMessage, Recipient, message};
use super::transition::Outcome;
use crate::error::Result;
use crate::records::MentorshipRecord;
use crate::types::Id;
use crate::unit::Meta;
use domain::mail::{
    About, AppointmentPayload, ChoicePayload, Content, Mail, MailActor, MailAppointment,
    MailChoice, MailKind, MailPerson, MailWaiver, Reader, WaiverPayload,
};
use domain::mentorship::facts::Appointment;
use domain::mentorship::{Actor, EventKind, Happened};
use domain::text::Note;
use domain::words::Party;

/// Queues the mails for a command's events.
pub(crate) async fn events(
    conn: &mut Conn,
    meta: &Meta,
    done: &Outcome,
    actor: Actor,
) -> Result<()> {
    told(conn, meta, done, actor, None).await
}

/// Queues the mails where staff end a person's part; `message` is for the others, in place of a
/// neutral text (R36).
pub(crate) async fn left(
    conn: &mut Conn,
    meta: &Meta,
    done: &Outcome,
    message: Option<&Note>,
) -> Result<()> {
    told(conn, meta, done, Actor::Staff, message).await
}

async fn told(
    conn: &mut Conn,
    meta: &Meta,
    done: &Outcome,
    actor: Actor,
    message: Option<&Note>,
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
        if steering::is_told(one.kind) {
            let message = message.map(|message| message.as_str().to_owned());
            steering::tell(conn, meta, &done.record, one, (*event, actor, message)).await?;
        } else if one.kind == EventKind::RoadbookWaived {
            tell_waiver(conn, meta, &done.record, one, *event, actor).await?;
        } else if said || !moved {
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
    let find = |id| appointments.iter().find(|other| Some(other.id) == id);
    let Some(appointment) = find(one.appointment) else {
        return Ok(());
    };
    let Some(kind) = kind(one.kind, appointment) else {
        return Ok(());
    };
    let appointment = MailAppointment::of(appointment, find(appointment.replaces));
    let post = Post {
        record,
        by: actor.into(),
        event,
        resource: one.appointment.map(Id::from),
        content: Content::Appointment(AppointmentPayload { appointment }),
    };
    let readers = match kind {
        // both have it in their calendars, or are to have it (R26)
        MailKind::AppointmentConfirmed
        | MailKind::AppointmentCancelled
        | MailKind::AppointmentDisputed => BOTH,
        _ => readers(actor),
    };
    for reader in readers {
        post.send(conn, meta, kind, *reader).await?;
    }
    Ok(())
}

/// R20: the student is told of a waiver, also of one that comes with a date.
async fn tell_waiver(
    conn: &mut Conn,
    meta: &Meta,
    record: &MentorshipRecord,
    one: &Happened,
    event: Id,
    actor: Actor,
) -> Result<()> {
    let Some(step) = one.step else {
        return Ok(());
    };
    let interview = step.pick(record.facts.interviews.each_ref());
    let waiver = interview.waiver.as_ref();
    let reason = waiver.and_then(|waiver| waiver.reason.clone());
    let reason = reason.map(Note::into_string);
    let post = Post {
        record,
        by: actor.into(),
        event,
        resource: Some(record.facts.id.into()),
        content: Content::Waiver(WaiverPayload {
            waiver: MailWaiver { step, reason },
        }),
    };
    let kind = MailKind::RoadbookWaived;
    post.send(conn, meta, kind, Reader::Student).await
}

/// Tells both of a choice (R44).
pub(crate) async fn choice(
    conn: &mut Conn,
    meta: &Meta,
    record: &MentorshipRecord,
    event: Id,
) -> Result<()> {
    let choice = MailChoice {
        message: record.facts.choice_message.clone().map(Note::into_string),
    };
    let post = Post {
        record,
        by: MailActor::Student,
        event,
        resource: Some(record.facts.id.into()),
        content: Content::Choice(ChoicePayload { choice }),
    };
    post.send(conn, meta, MailKind::MentorChosen, Reader::Mentor)
        .await?;
    post.send(conn, meta, MailKind::ChoiceRecorded, Reader::Student)
        .await
}

const fn kind(kind: EventKind, appointment: &Appointment) -> Option<MailKind> {
    match kind {
        EventKind::AppointmentProposed if appointment.replaces.is_some() => {
            Some(MailKind::AppointmentRescheduled)
        }
        EventKind::AppointmentProposed => Some(MailKind::AppointmentProposed),
        EventKind::AppointmentConfirmed => Some(MailKind::AppointmentConfirmed),
        EventKind::AppointmentDeclined => Some(MailKind::AppointmentDeclined),
        EventKind::AppointmentWithdrawn => Some(MailKind::AppointmentWithdrawn),
        EventKind::AppointmentCancelled => Some(MailKind::AppointmentCancelled),
        EventKind::AppointmentMissed => Some(MailKind::AppointmentMissed),
        EventKind::AppointmentDisputed => Some(MailKind::AppointmentDisputed),
        _ => None,
    }
}

const BOTH: &[Reader] = &[Reader::Student, Reader::Mentor];

const fn readers(actor: Actor) -> &'static [Reader] {
    match actor {
        Actor::Party(Party::Student) => &[Reader::Mentor],
        Actor::Party(Party::Mentor) => &[Reader::Student],
        Actor::Staff | Actor::Service => BOTH,
    }
}

/// Mail of one event, to be sent to one or both of the two.
pub(crate) struct Post<'a> {
    pub(crate) record: &'a MentorshipRecord,
    pub(crate) by: MailActor,
    pub(crate) event: Id,
    pub(crate) resource: Option<Id>,
    pub(crate) content: Content,
}

impl Post<'_> {
    /// Queues it for one of the two.
    pub(crate) async fn send(
        &self,
        conn: &mut Conn,
        meta: &Meta,
        kind: MailKind,
        reader: Reader,
    ) -> Result<()> {
        let about = self.about(reader);
        let Some((me, _)) = about.seen_by(reader) else {
            return Ok(());
        };
        let new = NewMessage {
            to: Recipient::Person(me.id),
            mail: Mail {
                kind,
                about,
                content: self.content.clone(),
            },
            event: self.event,
            resource: self.resource,
        };
        message(conn, meta, new).await
    }

    fn about(&self, reader: Reader) -> About {
        let programme = &self.record.programme.programme;
        About {
            programme: programme.into(),
            mentorship_id: Some(self.record.facts.id),
            student: MailPerson {
                leaves_school_on: Some(self.record.facts.leaves_school_on),
                ..(&self.record.student.reference()).into()
            },
            mentor: Some((&self.record.mentor.reference()).into()),
            by: self.by,
            reader: Some(reader),
        }
    }
}
