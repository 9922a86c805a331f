//! Entry of a timeline.

use super::texts::{Said, said};
use chrono::{DateTime, Utc};
use domain::mentorship::{Actor, EventKind};
use domain::words::{Language, Step};
use persistence::{MentorshipKey, TimelineRecord};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// Something that happened in a mentorship.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TimelineEntry {
    /// Time.
    pub at: DateTime<Utc>,
    /// Its type.
    #[schema(max_length = 100)]
    pub code: String,
    /// The same in a sentence, in the caller's language.
    #[schema(max_length = 500)]
    pub text: String,
    /// Who did it.
    pub actor: TimelineActor,
    /// Interview concerned.
    pub step: Option<Step>,
    /// Appointment concerned, or the mentorship.
    pub resource_id: Option<Uuid>,
    /// Reason given by staff; that of an end, of an assignment and of a reassignment is for staff.
    #[schema(max_length = 2_000)]
    pub reason: Option<String>,
}

/// Actor of a timeline.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TimelineActor {
    /// Person, or the service itself.
    pub kind: TimelineActorKind,
    /// Their name; to the two, staff are the programme's team.
    #[schema(max_length = 201)]
    pub name: String,
}

/// Kind of actor of a timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TimelineActorKind {
    /// One of the two, or staff.
    Person,
    /// The service itself.
    System,
}

impl TimelineEntry {
    /// Entry as a reader sees it.
    pub fn of(
        record: TimelineRecord,
        of: MentorshipKey,
        reader: Actor,
        language: Language,
    ) -> Self {
        let two = record.is_by([of.student, of.mentor]);
        let to_staff = reader == Actor::Staff;
        let (team, somebody) = match language {
            Language::Fr => ("L’équipe du programme", "Quelqu’un"),
            Language::En => ("The programme’s team", "Somebody"),
        };
        let name = match &record.actor {
            None => String::new(),
            Some(_) if !two && !to_staff => team.to_owned(),
            Some(actor) => format!("{} {}", actor.first_name, actor.last_name)
                .trim()
                .to_owned(),
        };
        let entry = Said {
            kind: record.kind,
            actor: if name.is_empty() { somebody } else { &name },
            step: record.step,
        };
        let for_staff = matches!(
            record.kind,
            EventKind::MentorshipEnded | EventKind::MentorshipCreated
        );
        Self {
            at: record.at,
            code: record.kind.as_str().to_owned(),
            text: said(&entry, language),
            actor: TimelineActor {
                kind: match record.actor {
                    Some(_) => TimelineActorKind::Person,
                    None => TimelineActorKind::System,
                },
                name,
            },
            step: record.step,
            resource_id: record.resource,
            reason: record.reason.filter(|_| to_staff || !for_staff),
        }
    }
}
