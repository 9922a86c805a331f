//! The audit log.

use chrono::{DateTime, Utc};
use domain::audit::ResourceType;
use domain::ids::PersonId;
use uuid::Uuid;

/// Filter of the audit log, and the admin who reads it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// Who reads: concerns of their own mentorships aren't for them (R32, R38).
    pub viewer: Option<PersonId>,
    /// Person who made the change.
    pub actor: Option<PersonId>,
    /// Kind of the thing changed.
    pub resource_type: Option<ResourceType>,
    /// Its id.
    pub resource: Option<Uuid>,
    /// Id of the operation.
    pub action: Option<String>,
    /// First moment.
    pub from: Option<DateTime<Utc>>,
    /// Moment after the last.
    pub before: Option<DateTime<Utc>>,
}
