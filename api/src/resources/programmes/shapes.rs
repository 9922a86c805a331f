//! Programmes.

use chrono::{DateTime, Utc};
use domain::calendar::Calendar;
use domain::ids::ProgrammeId;
use domain::programme::{CalendarChange, Policies, PoliciesChange, ProgrammeChange};
use domain::text::{Line, Name};
use domain::words::{Action, ProgrammeStatus};
use persistence::ProgrammeRecord;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Yearly edition of the programme.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Programme {
    /// Its id.
    pub id: ProgrammeId,
    /// The year of its calendar.
    #[schema(minimum = 2000, maximum = 2100)]
    pub year: i32,
    /// Its name.
    #[schema(max_length = 100)]
    pub name: String,
    /// Its IANA time zone; all its dates are local there.
    #[schema(max_length = 64)]
    pub time_zone: String,
    /// Draft, open or closed.
    pub status: ProgrammeStatus,
    /// Windows of the choice and the interviews.
    pub calendar: Calendar,
    /// Policies decided by the School.
    pub policies: Policies,
    /// Months after closing until its people are anonymised.
    #[schema(minimum = 1, maximum = 120)]
    pub retention_months: u16,
    /// Address at which people reach the programme's team; it stands at the end of mails.
    #[schema(max_length = 200, format = "email")]
    pub contact_email: Option<String>,
    /// Time of first opening.
    pub opened_at: Option<DateTime<Utc>>,
    /// Time of last closing.
    pub closed_at: Option<DateTime<Utc>>,
    /// Time of creation.
    pub created_at: DateTime<Utc>,
    /// Time of the last change.
    pub updated_at: DateTime<Utc>,
    /// Operation ids that would be accepted from this caller now.
    pub allowed_actions: Vec<Action>,
}

/// Programme to create; omitted fields take the guide's value for that year.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProgrammeCreate {
    /// The year of its calendar.
    #[schema(minimum = 2000, maximum = 2100)]
    pub year: i32,
    /// Its name.
    pub name: Name,
    /// Its IANA time zone; `Europe/Paris` unless given.
    #[schema(min_length = 1, max_length = 64, pattern = "^[A-Za-z0-9_+/-]+$")]
    pub time_zone: Option<String>,
    /// Windows that differ from the guide's.
    pub calendar: Option<CalendarChange>,
    /// Policies that differ from the guide's.
    pub policies: Option<PoliciesChange>,
    /// Months after closing until its people are anonymised.
    #[schema(minimum = 1, maximum = 120)]
    pub retention_months: Option<u16>,
    /// Address at which people reach the programme's team.
    #[schema(max_length = 200, format = "email")]
    pub contact_email: Option<String>,
}

/// Programme to make from another one.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SuccessorCreate {
    /// The year of its calendar.
    #[schema(minimum = 2000, maximum = 2100)]
    pub year: i32,
    /// Its name; the other one's with the new year in it unless given.
    pub name: Option<Name>,
}

/// Options of closing a programme.
#[derive(Clone, Copy, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProgrammeClose {
    /// End the mentorships that are still live, with reason `programme_closed`.
    pub end_live_mentorships: Option<bool>,
}

impl Programme {
    /// The programme as this caller sees it.
    pub fn of(record: &ProgrammeRecord, is_admin: bool, now: DateTime<Utc>) -> Self {
        let programme = &record.programme;
        Self {
            id: programme.id,
            year: programme.year,
            name: programme.name.clone(),
            time_zone: programme.zone.name().to_owned(),
            status: programme.status,
            calendar: programme.calendar,
            policies: programme.policies.clone(),
            retention_months: programme.retention_months,
            contact_email: programme.contact_email.clone(),
            opened_at: programme.opened_at,
            closed_at: programme.closed_at,
            created_at: record.created_at,
            updated_at: record.updated_at,
            allowed_actions: if is_admin {
                programme.allowed_actions(now)
            } else {
                Vec::new()
            },
        }
    }
}

impl ProgrammeCreate {
    /// Differences from the guide's defaults.
    pub fn wishes(self) -> (i32, Name, ProgrammeChange) {
        let change = ProgrammeChange {
            time_zone: self.time_zone,
            calendar: self.calendar.unwrap_or_default(),
            policies: self.policies.unwrap_or_default(),
            retention_months: self.retention_months,
            contact_email: self.contact_email.map(Line::restored).map(Some),
            ..ProgrammeChange::default()
        };
        (self.year, self.name, change)
    }
}
