//! Journal of every unit of work: audit row, events and messages (R27, R29).

use super::{Conn, Later};
use crate::error::Result;
use crate::schema::{audit_log, events, messages};
use crate::types::{Id, Instant, Json, Word};
use crate::unit::Meta;
use diesel::prelude::*;
use domain::audit::ActorKind;
pub(crate) use domain::audit::{Field, ResourceType as Subject};
use domain::ids::{MentorshipId, PersonId, ProgrammeId};
use domain::mail::Mail;
use domain::mentorship::EventKind;
use domain::programme::Programme;
use domain::share::{Document, ShareWith};
use domain::words::MessageState;
use serde_json::Value;

/// Thing that an audit row is about.
pub(crate) struct Target {
    subject: Subject,
    id: Id,
}

impl Target {
    pub(crate) fn new(subject: Subject, id: impl Into<Id>) -> Self {
        Self {
            subject,
            id: id.into(),
        }
    }
}

/// Changes of a write in words: codes and keys, never names or texts.
pub(crate) enum Changed<'a> {
    /// Fields of the thing; none where it is new.
    Fields(&'a [Field]),
    /// Events of a mentorship.
    Events(&'a [EventKind]),
    /// Questions of a road-book, by key.
    Answers(&'a [String]),
    /// Documents that are shared, or no longer, and with whom.
    Shared(ShareWith, &'a [Document]),
    /// A document that is opened in an emergency.
    Opened(Document),
}

impl Changed<'_> {
    fn words(&self) -> Vec<String> {
        match self {
            Self::Fields(fields) => fields.iter().map(Field::to_string).collect(),
            Self::Events(kinds) => kinds.iter().map(EventKind::to_string).collect(),
            Self::Answers(keys) => keys.to_vec(),
            Self::Shared(with, documents) => {
                let documents = documents.iter().map(Document::to_string);
                [with.to_string()].into_iter().chain(documents).collect()
            }
            Self::Opened(document) => vec![document.to_string()],
        }
    }
}

/// Records the actor, operation, subject and fields of a write.
pub(crate) async fn audit(
    conn: &mut Conn,
    meta: &Meta,
    target: Target,
    changed: Changed<'_>,
) -> Result<()> {
    let changed = changed.words();
    diesel::insert_into(audit_log::table)
        .values((
            audit_log::id.eq(Id::new()),
            audit_log::at.eq(Instant::from(meta.now)),
            audit_log::actor_kind.eq(Word(match meta.person {
                Some(_) => ActorKind::Person,
                None => ActorKind::System,
            })),
            audit_log::actor_id.eq(meta.person.map(Id::from)),
            audit_log::action.eq(meta.operation),
            audit_log::resource_type.eq(Word(target.subject)),
            audit_log::resource_id.eq(target.id),
            audit_log::request_id.eq(meta.request_id.clone()),
            audit_log::changed.eq(Json(changed)),
        ))
        .beside(conn)
        .await?;
    Ok(())
}

/// Event of a programme, of one of its mentorships mostly.
pub(crate) struct NewEvent {
    pub(crate) kind: EventKind,
    pub(crate) programme: ProgrammeId,
    pub(crate) mentorship: Option<MentorshipId>,
    /// Ids and codes, never names or texts.
    pub(crate) data: Value,
    /// Reason given by staff, for the timeline.
    pub(crate) reason: Option<String>,
}

/// Writes an event; its position is numbered later.
pub(crate) async fn event(conn: &mut Conn, meta: &Meta, new: NewEvent) -> Result<Id> {
    let id = Id::new();
    diesel::insert_into(events::table)
        .values((
            events::id.eq(id),
            events::kind.eq(new.kind.as_str()),
            events::occurred_at.eq(Instant::from(meta.now)),
            events::programme_id.eq(Id::from(new.programme)),
            events::data.eq(Json(new.data)),
            events::mentorship_id.eq(new.mentorship.map(Id::from)),
            events::actor_id.eq(meta.person.map(Id::from)),
            events::reason.eq(new.reason),
        ))
        .beside(conn)
        .await?;
    Ok(id)
}

/// Who gets a mail.
pub(crate) enum Recipient {
    Person(PersonId),
    /// The programme's team, at this address.
    Team(String),
}

/// Staff who may be told of a student's matter.
pub(crate) struct Desk {
    /// The student's own adviser.
    pub(crate) own: Vec<Id>,
    /// All of staff.
    pub(crate) all: Vec<Id>,
}

impl Desk {
    /// The student's own adviser, else the Department's mailbox, else all of staff (R47), else the
    /// team's address.
    pub(crate) fn recipients(self, programme: &Programme) -> Vec<Recipient> {
        let person = |id: Id| Recipient::Person(id.into());
        if !self.own.is_empty() {
            return self.own.into_iter().map(person).collect();
        }
        if let Some(mailbox) = programme.policies.department_email.clone() {
            return vec![Recipient::Team(mailbox)];
        }
        if self.all.is_empty() {
            let team = programme.contact_email.clone();
            return team.map(Recipient::Team).into_iter().collect();
        }
        self.all.into_iter().map(person).collect()
    }
}

/// Staff who are told of one thing at the most.
pub(crate) const STAFF_TOLD: i64 = 100;

/// Active staff with an address, to be told of something.
macro_rules! staff_to_tell {
    () => {
        $crate::schema::persons::table
            // as the index has it
            .filter(diesel::dsl::sql::<diesel::sql_types::Bool>("persons.staff"))
            .filter($crate::schema::persons::active.eq(true))
            .filter($crate::schema::persons::email.is_not_null())
            .order($crate::schema::persons::id)
            .limit(journal::STAFF_TOLD)
            .select($crate::schema::persons::id)
    };
}
/// Those of [`staff_to_tell`] who are a student's own adviser (R47).
macro_rules! adviser_to_tell {
    ($programme:expr, $student:expr) => {
        journal::staff_to_tell!().filter(
            $crate::schema::persons::id.nullable().eq_any(
                $crate::schema::students::table
                    .filter($crate::schema::students::programme_id.eq(Id::from($programme)))
                    .filter($crate::schema::students::person_id.eq(Id::from($student)))
                    .select($crate::schema::students::adviser_id),
            ),
        )
    };
}
pub(crate) use {adviser_to_tell, staff_to_tell};

/// A mail to be sent, once for its event.
pub(crate) struct NewMessage {
    pub(crate) mail: Mail,
    pub(crate) to: Recipient,
    pub(crate) event: Id,
    pub(crate) resource: Option<Id>,
}

/// Puts a mail into the outbox, in the transaction of its event.
pub(crate) async fn message(conn: &mut Conn, meta: &Meta, message: NewMessage) -> Result<()> {
    let kind = message.mail.kind.as_str();
    let now = Instant::from(meta.now);
    let (person, address) = match message.to {
        Recipient::Person(person) => (Some(person), None),
        Recipient::Team(address) => (None, Some(address)),
    };
    let to = person.map_or_else(|| "team".to_owned(), |person| person.to_string());
    diesel::insert_into(messages::table)
        .values((
            messages::id.eq(Id::new()),
            messages::dedupe_key.eq(format!("{kind}:{}:{to}", message.event.0)),
            messages::kind.eq(kind),
            messages::person_id.eq(person.map(Id::from)),
            messages::address.eq(address),
            messages::resource_id.eq(message.resource),
            messages::payload.eq(Json(message.mail)),
            messages::state.eq(Word(MessageState::Queued)),
            messages::attempts.eq(0),
            messages::due_at.eq(now),
            // Retries run by real time, and so does the first attempt.
            messages::next_attempt_at.eq(Instant::from(chrono::Utc::now())),
            messages::created_at.eq(now),
        ))
        .beside(conn)
        .await?;
    Ok(())
}
