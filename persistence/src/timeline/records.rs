//! What happened in a mentorship.

use chrono::{DateTime, Utc};
use domain::ids::PersonId;
use domain::mentorship::EventKind;
use domain::person::PersonRef;
use domain::words::Step;
use uuid::Uuid;

/// Event of a mentorship, as it is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimelineRecord {
    /// Id of the event; they rise with time.
    pub id: Uuid,
    /// Time.
    pub at: DateTime<Utc>,
    /// Type.
    pub kind: EventKind,
    /// Person who acted; `None` is the service itself, or an event of an earlier version.
    pub actor: Option<PersonRef>,
    /// Interview concerned.
    pub step: Option<Step>,
    /// Appointment concerned, or the mentorship.
    pub resource: Option<Uuid>,
    /// Reason given by staff.
    pub reason: Option<String>,
}

impl TimelineRecord {
    /// Whether one of these people acted.
    pub fn is_by(&self, people: [PersonId; 2]) -> bool {
        self.actor
            .as_ref()
            .is_some_and(|actor| people.contains(&actor.id))
    }
}
