//! Programmes.

use crate::http::json::{Change, Patch};
use chrono::{DateTime, NaiveDate, Utc};
use domain::calendar;
use domain::ids::ProgrammeId;
use domain::programme::{self, CalendarChange, PoliciesChange, ProgrammeChange, WindowChange};
use domain::text::{Line, Name};
use domain::words::{Action, LateRoadbook, ProgrammeStatus, Step};
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

/// The windows of a programme.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct Calendar {
    /// Window of the choice of a mentor.
    pub choice: Window,
    /// The first interview.
    pub project: Window,
    /// The second interview.
    pub action_plan: Window,
    /// The third interview.
    pub follow_up: Window,
}

/// A span of local days; both ends belong to it.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct Window {
    /// First local day.
    pub from: NaiveDate,
    /// Last local day; still part of the window.
    pub to: NaiveDate,
}

/// The School's choices for a programme.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Policies {
    /// Minimum of local days between sending the road-book and the appointment; 7 in the guide.
    #[schema(minimum = 0, maximum = 60)]
    pub roadbook_lead_days: u16,
    /// Treatment of a road-book that is sent later.
    pub late_roadbook: LateRoadbook,
    /// The interviews before which a road-book must be sent.
    #[schema(max_items = 3)]
    pub roadbook_required_for: Vec<Step>,
    /// Capacity of a mentor who sets none.
    #[schema(minimum = 1, maximum = 20)]
    pub mentor_capacity: u16,
    /// Number of times a student may withdraw from a mentor and choose again.
    #[schema(minimum = 0, maximum = 10)]
    pub max_withdrawals: u16,
    /// Whether students must accept the charter before they choose, mentors before they
    /// propose or confirm.
    pub charter_required: bool,
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
    pub calendar: Option<CalendarUpdate>,
    /// Policies that differ from the guide's.
    pub policies: Option<PoliciesUpdate>,
    /// Months after closing until its people are anonymised.
    #[schema(minimum = 1, maximum = 120)]
    pub retention_months: Option<u16>,
    /// Address at which people reach the programme's team.
    #[schema(max_length = 200, format = "email")]
    pub contact_email: Option<String>,
}

/// Changes to a programme; omitted fields stay.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProgrammeUpdate {
    /// Its year; fixed once a mentorship exists.
    #[schema(minimum = 2000, maximum = 2100, value_type = i32)]
    #[serde(default)]
    pub year: Change<i32>,
    /// Its name.
    #[serde(default)]
    #[schema(value_type = Name)]
    pub name: Change<Name>,
    /// Its IANA time zone; fixed once a mentorship exists.
    #[schema(min_length = 1, max_length = 64, pattern = "^[A-Za-z0-9_+/-]+$", value_type = String)]
    #[serde(default)]
    pub time_zone: Change<String>,
    /// Windows that change.
    #[serde(default)]
    #[schema(value_type = CalendarUpdate)]
    pub calendar: Change<CalendarUpdate>,
    /// Policies that change.
    #[serde(default)]
    #[schema(value_type = PoliciesUpdate)]
    pub policies: Change<PoliciesUpdate>,
    /// Months after closing until its people are anonymised.
    #[schema(minimum = 1, maximum = 120, value_type = u16)]
    #[serde(default)]
    pub retention_months: Change<u16>,
    /// Address at which people reach the programme's team; null for none.
    #[serde(default)]
    #[schema(max_length = 200, format = "email", value_type = Option<String>)]
    pub contact_email: Patch<String>,
}

/// Windows that change.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CalendarUpdate {
    /// Window of the choice of a mentor.
    #[serde(default)]
    #[schema(value_type = WindowUpdate)]
    pub choice: Change<WindowUpdate>,
    /// The first interview.
    #[serde(default)]
    #[schema(value_type = WindowUpdate)]
    pub project: Change<WindowUpdate>,
    /// The second interview.
    #[serde(default)]
    #[schema(value_type = WindowUpdate)]
    pub action_plan: Change<WindowUpdate>,
    /// The third interview.
    #[serde(default)]
    #[schema(value_type = WindowUpdate)]
    pub follow_up: Change<WindowUpdate>,
}

/// Ends of a window that change.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WindowUpdate {
    /// First local day.
    #[serde(default)]
    #[schema(value_type = NaiveDate)]
    pub from: Change<NaiveDate>,
    /// Last local day; still part of the window.
    #[serde(default)]
    #[schema(value_type = NaiveDate)]
    pub to: Change<NaiveDate>,
}

/// Policies that change.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PoliciesUpdate {
    /// Minimum of local days between sending the road-book and the appointment; 7 in the guide.
    #[schema(minimum = 0, maximum = 60, value_type = u16)]
    #[serde(default)]
    pub roadbook_lead_days: Change<u16>,
    /// Treatment of a road-book that is sent later.
    #[serde(default)]
    #[schema(value_type = LateRoadbook)]
    pub late_roadbook: Change<LateRoadbook>,
    /// The interviews before which a road-book must be sent.
    #[schema(max_items = 3, value_type = Vec<Step>)]
    #[serde(default)]
    pub roadbook_required_for: Change<Vec<Step>>,
    /// Capacity of a mentor who sets none.
    #[schema(minimum = 1, maximum = 20, value_type = u16)]
    #[serde(default)]
    pub mentor_capacity: Change<u16>,
    /// Number of times a student may withdraw from a mentor and choose again.
    #[schema(minimum = 0, maximum = 10, value_type = u16)]
    #[serde(default)]
    pub max_withdrawals: Change<u16>,
    /// Whether students must accept the charter before they choose, mentors before they
    /// propose or confirm.
    #[serde(default)]
    #[schema(value_type = bool)]
    pub charter_required: Change<bool>,
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
            calendar: programme.calendar.into(),
            policies: (&programme.policies).into(),
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

impl From<domain::window::Window> for Window {
    fn from(window: domain::window::Window) -> Self {
        Self {
            from: window.from,
            to: window.to,
        }
    }
}

impl From<calendar::Calendar> for Calendar {
    fn from(calendar: calendar::Calendar) -> Self {
        Self {
            choice: calendar.choice.into(),
            project: calendar.project.into(),
            action_plan: calendar.action_plan.into(),
            follow_up: calendar.follow_up.into(),
        }
    }
}

impl From<&programme::Policies> for Policies {
    fn from(policies: &programme::Policies) -> Self {
        Self {
            roadbook_lead_days: policies.roadbook_lead_days,
            late_roadbook: policies.late_roadbook,
            roadbook_required_for: policies.roadbook_required_for.clone(),
            mentor_capacity: policies.mentor_capacity,
            max_withdrawals: policies.max_withdrawals,
            charter_required: policies.charter_required,
        }
    }
}

impl ProgrammeCreate {
    /// Differences from the guide's defaults.
    pub fn wishes(self) -> (i32, Name, ProgrammeChange) {
        let change = ProgrammeChange {
            time_zone: self.time_zone,
            calendar: self.calendar.unwrap_or_default().into(),
            policies: self.policies.unwrap_or_default().into(),
            retention_months: self.retention_months,
            contact_email: self.contact_email.map(Line::restored).map(Some),
            ..ProgrammeChange::default()
        };
        (self.year, self.name, change)
    }
}

impl From<ProgrammeUpdate> for ProgrammeChange {
    fn from(update: ProgrammeUpdate) -> Self {
        let contact_email = update.contact_email.into_change();
        Self {
            year: update.year.0,
            name: update.name.0,
            time_zone: update.time_zone.0,
            calendar: update.calendar.0.unwrap_or_default().into(),
            policies: update.policies.0.unwrap_or_default().into(),
            retention_months: update.retention_months.0,
            contact_email: contact_email.map(|email| email.map(Line::restored)),
        }
    }
}

impl From<CalendarUpdate> for CalendarChange {
    fn from(update: CalendarUpdate) -> Self {
        let window = |window: Change<WindowUpdate>| {
            let window = window.0.unwrap_or_default();
            WindowChange {
                from: window.from.0,
                to: window.to.0,
            }
        };
        Self {
            choice: window(update.choice),
            project: window(update.project),
            action_plan: window(update.action_plan),
            follow_up: window(update.follow_up),
        }
    }
}

impl From<PoliciesUpdate> for PoliciesChange {
    fn from(update: PoliciesUpdate) -> Self {
        Self {
            roadbook_lead_days: update.roadbook_lead_days.0,
            late_roadbook: update.late_roadbook.0,
            roadbook_required_for: update.roadbook_required_for.0,
            mentor_capacity: update.mentor_capacity.0,
            max_withdrawals: update.max_withdrawals.0,
            charter_required: update.charter_required.0,
        }
    }
}
