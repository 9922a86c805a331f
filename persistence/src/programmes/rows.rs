//! Rows of programmes.

use crate::error::{Error, Result};
use crate::records::ProgrammeRecord;
use crate::schema::programmes;
use crate::types::{Id, Instant, Json, Word, int, small};
use chrono::NaiveDate;
use diesel::prelude::*;
use domain::calendar::Calendar;
use domain::programme::{Policies, Programme};
use domain::window::Window;
use domain::words::{LateRoadbook, MentorApplications, ProgrammeStatus, Step};

#[derive(Clone, Debug, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = programmes, treat_none_as_default_value = false, treat_none_as_null = true)]
pub(crate) struct ProgrammeRow {
    pub(crate) id: Id,
    pub(crate) year: i32,
    pub(crate) name: String,
    pub(crate) time_zone: String,
    pub(crate) status: Word<ProgrammeStatus>,
    pub(crate) choice_from: NaiveDate,
    pub(crate) choice_to: NaiveDate,
    pub(crate) project_from: NaiveDate,
    pub(crate) project_to: NaiveDate,
    pub(crate) action_plan_from: NaiveDate,
    pub(crate) action_plan_to: NaiveDate,
    pub(crate) follow_up_from: NaiveDate,
    pub(crate) follow_up_to: NaiveDate,
    pub(crate) roadbook_lead_days: i32,
    pub(crate) late_roadbook: Word<LateRoadbook>,
    pub(crate) roadbook_required_for: Json<Vec<Step>>,
    pub(crate) mentor_capacity: i32,
    pub(crate) max_withdrawals: i32,
    pub(crate) charter_required: bool,
    pub(crate) retention_months: i32,
    pub(crate) opened_at: Option<Instant>,
    pub(crate) closed_at: Option<Instant>,
    pub(crate) version: i32,
    pub(crate) created_at: Instant,
    pub(crate) updated_at: Instant,
    pub(crate) contact_email: Option<String>,
    pub(crate) department_email: Option<String>,
    pub(crate) mentor_applications: Word<MentorApplications>,
}

impl From<&ProgrammeRecord> for ProgrammeRow {
    fn from(record: &ProgrammeRecord) -> Self {
        let ProgrammeRecord {
            programme,
            version,
            created_at,
            updated_at,
        } = record;
        let Calendar {
            choice,
            project,
            action_plan,
            follow_up,
        } = programme.calendar;
        let policies = &programme.policies;
        Self {
            id: programme.id.into(),
            year: programme.year,
            name: programme.name.clone(),
            time_zone: programme.zone.name().to_owned(),
            status: Word(programme.status),
            choice_from: choice.from,
            choice_to: choice.to,
            project_from: project.from,
            project_to: project.to,
            action_plan_from: action_plan.from,
            action_plan_to: action_plan.to,
            follow_up_from: follow_up.from,
            follow_up_to: follow_up.to,
            roadbook_lead_days: int(policies.roadbook_lead_days),
            late_roadbook: Word(policies.late_roadbook),
            roadbook_required_for: Json(policies.roadbook_required_for.clone()),
            mentor_capacity: int(policies.mentor_capacity),
            max_withdrawals: int(policies.max_withdrawals),
            charter_required: policies.charter_required,
            retention_months: int(programme.retention_months),
            opened_at: programme.opened_at.map(Instant::from),
            closed_at: programme.closed_at.map(Instant::from),
            version: *version,
            created_at: (*created_at).into(),
            updated_at: (*updated_at).into(),
            contact_email: programme.contact_email.clone(),
            department_email: policies.department_email.clone(),
            mentor_applications: Word(policies.mentor_applications),
        }
    }
}

impl TryFrom<ProgrammeRow> for ProgrammeRecord {
    type Error = Error;

    fn try_from(row: ProgrammeRow) -> Result<Self> {
        let zone = row.time_zone.parse();
        let programme = Programme {
            id: row.id.into(),
            year: row.year,
            name: row.name,
            zone: zone.map_err(|_| Error::Internal(format!("no time zone {}", row.time_zone)))?,
            status: row.status.0,
            calendar: Calendar {
                choice: Window {
                    from: row.choice_from,
                    to: row.choice_to,
                },
                project: Window {
                    from: row.project_from,
                    to: row.project_to,
                },
                action_plan: Window {
                    from: row.action_plan_from,
                    to: row.action_plan_to,
                },
                follow_up: Window {
                    from: row.follow_up_from,
                    to: row.follow_up_to,
                },
            },
            policies: Policies {
                roadbook_lead_days: small(row.roadbook_lead_days),
                late_roadbook: row.late_roadbook.0,
                roadbook_required_for: row.roadbook_required_for.0,
                mentor_capacity: small(row.mentor_capacity),
                max_withdrawals: small(row.max_withdrawals),
                charter_required: row.charter_required,
                department_email: row.department_email,
                mentor_applications: row.mentor_applications.0,
            },
            retention_months: small(row.retention_months),
            contact_email: row.contact_email,
            opened_at: row.opened_at.map(Into::into),
            closed_at: row.closed_at.map(Into::into),
        };
        Ok(Self {
            programme,
            version: row.version,
            created_at: row.created_at.into(),
            updated_at: row.updated_at.into(),
        })
    }
}
