//! The audit log (R29).

use crate::access::{Admin, AnyPerson, As};
use crate::http::answer::{Listed, Paged};
use crate::http::call::{Call, NoBody, Query, Valid, ends_after_start};
use crate::http::problem::Problem;
use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};
use domain::audit::{AuditEntry, ResourceType};
use domain::ids::{AuditEntryId, PersonId};
use persistence::AuditFilter;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::{Validate, ValidationError};

type Result<T> = std::result::Result<T, Problem>;

/// Filters of the audit log.
#[derive(Clone, Debug, Default, Deserialize, ToSchema, Validate)]
#[validate(schema(function = "in_order"))]
pub struct AuditQuery {
    /// Only changes that this person made.
    pub actor_id: Option<PersonId>,
    /// Only changes of this kind of thing.
    pub resource_type: Option<ResourceType>,
    /// Only changes of this thing.
    pub resource_id: Option<Uuid>,
    /// Only changes by this operation, by its id.
    #[schema(min_length = 1, max_length = 100)]
    pub action: Option<String>,
    /// Only changes on this day or later, in UTC.
    pub from: Option<NaiveDate>,
    /// Only changes on this day or earlier, in UTC.
    pub to: Option<NaiveDate>,
}

fn in_order(query: &AuditQuery) -> std::result::Result<(), ValidationError> {
    ends_after_start(query.from, query.to)
}

impl AuditQuery {
    fn filter(&self, viewer: PersonId) -> AuditFilter {
        let begin = |day: NaiveDate| -> DateTime<Utc> { day.and_time(NaiveTime::MIN).and_utc() };
        let next = |day: NaiveDate| day.checked_add_days(Days::new(1));
        AuditFilter {
            viewer: Some(viewer),
            actor: self.actor_id,
            resource_type: self.resource_type,
            resource: self.resource_id,
            action: self.action.clone(),
            from: self.from.map(begin),
            before: self.to.and_then(next).map(begin),
        }
    }
}

/// List changes
///
/// Every change that was made: who, when, by which operation and request, on what. Ids and codes, never
/// names or texts. Newest first; entries are never changed. Those about concerns in the caller's own
/// mentorships are for colleagues, as is what a student whom they mentor shares (R38). Documents that were
/// opened in an emergency: `?resource_type=emergency_access`.
#[utoipa::path(get, path = "/v1/audit-log", tag = "audit-log")]
pub async fn list_audit_entries(
    call: Call<As<Admin, AnyPerson>, NoBody, Valid<Query<Paged<AuditQuery>>>>,
) -> Result<Listed<AuditEntry>> {
    let part = call.part::<(DateTime<Utc>, AuditEntryId)>()?;
    let filter = call.query.filter(call.caller.id);
    let store = &call.app.store;
    let rows = store.audit_log(filter, part.after, part.rows()).await?;
    Ok(call.page(&part, rows, |row| (row.at, row.id), |row| row))
}
