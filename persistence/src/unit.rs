//! Unit of work: author of a write, and the answer kept for a retry.

use crate::error::{Error, Result};
use crate::records::MentorshipKey;
use chrono::{DateTime, Utc};
use domain::ids::PersonId;
use domain::mentorship::Actor;
use domain::words::Party;
use std::sync::Arc;

/// Version of resources that change by actions only, or never: `If-Match` doesn't apply.
pub const NO_VERSION: i32 = 0;

/// Author, time and request of a write.
#[derive(Clone, Debug)]
pub struct Meta {
    /// The person; `None` is the service itself.
    pub person: Option<PersonId>,
    /// Id of the operation, or name of the service's own job.
    pub operation: &'static str,
    /// The request's id.
    pub request_id: String,
    /// The present, by the programme's clock.
    pub now: DateTime<Utc>,
    /// The caller's retry key.
    pub idempotency: Option<Idempotency>,
    /// Versions that `If-Match` names; `None` admits any (absent, or `*`).
    pub versions: Option<Vec<i64>>,
}

impl Meta {
    /// Refuses a write meant for another version (412). Called under the lock of the written row,
    /// after a kept answer and before any rule.
    pub(crate) fn expect(&self, version: impl Into<i64>) -> Result<()> {
        let version = version.into();
        match &self.versions {
            Some(wanted) if !wanted.contains(&version) => Err(Error::Stale),
            _ => Ok(()),
        }
    }

    /// The service itself at work.
    pub fn system(operation: &'static str, now: DateTime<Utc>) -> Self {
        Self {
            person: None,
            operation,
            request_id: "system".into(),
            now,
            idempotency: None,
            versions: None,
        }
    }
}

/// Actor on a mentorship, as found by access.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Acting {
    /// The person.
    pub person: PersonId,
    /// Role of the actor.
    pub actor: Actor,
    /// Whether this party is staff too: here that gives no powers (R38).
    pub also_staff: bool,
}

impl Acting {
    /// Staff on a mentorship; on one of their own they are one of the two (R38).
    pub(crate) fn staff(person: PersonId, of: MentorshipKey) -> Self {
        let party = [(of.student, Party::Student), (of.mentor, Party::Mentor)]
            .into_iter()
            .find(|(id, _)| *id == person);
        Self {
            person,
            actor: party.map_or(Actor::Staff, |(_, party)| Actor::Party(party)),
            also_staff: party.is_some(),
        }
    }
}

/// Retry key of a caller, with the fingerprint of the request.
#[derive(Clone, Debug)]
pub struct Idempotency {
    /// Key of the caller.
    pub caller: String,
    /// The key.
    pub key: String,
    /// Digest of method, path, query and body.
    pub fingerprint: Vec<u8>,
    /// Real time: keys live 24 hours, whatever the programme's clock says.
    pub real_now: DateTime<Utc>,
}

/// Rendered answer, kept with its idempotency key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredAnswer {
    /// HTTP status.
    pub status: u16,
    /// Body.
    pub body: Vec<u8>,
    /// `Location`.
    pub location: Option<String>,
    /// `ETag`.
    pub etag: Option<String>,
    /// Whether it is the kept answer of an earlier request.
    pub replayed: bool,
}

/// Renders a result inside its transaction: pure, and possibly more than once (after a deadlock).
pub type Render<T> = Arc<dyn Fn(&T) -> StoredAnswer + Send + Sync>;
