//! Changes to a programme: absent values stay (R1, R3).

use super::{Policies, Programme, zone};
use crate::calendar::{Calendar, local_day};
use crate::ids::AppointmentId;
use crate::mentorship::facts::{Extension, window_of};
use crate::patch::nullable;
use crate::refusal::{Code, Refusal};
use crate::text::{Line, Name};
use crate::window::Window;
use crate::words::{LateRoadbook, MentorApplications, Step};
use chrono::{DateTime, NaiveDate, Utc};

/// Maximum of conflicting appointments named by a refusal.
const CASES_NAMED: usize = 10;

/// Changes to a programme; omitted fields stay.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = ProgrammeUpdate))]
#[serde(deny_unknown_fields)]
pub struct ProgrammeChange {
    /// Its year; fixed once a mentorship exists.
    #[cfg_attr(
        feature = "openapi",
        schema(minimum = 2000, maximum = 2100, value_type = i32, required = false)
    )]
    pub year: Option<i32>,
    /// Its name.
    #[cfg_attr(feature = "openapi", schema(value_type = Name, required = false))]
    pub name: Option<Name>,
    /// Its IANA time zone; fixed once a mentorship exists.
    #[cfg_attr(
        feature = "openapi",
        schema(min_length = 1, max_length = 64, pattern = "^[A-Za-z0-9_+/-]+$",
            value_type = String, required = false)
    )]
    pub time_zone: Option<String>,
    /// Windows that change.
    #[serde(default)]
    pub calendar: CalendarChange,
    /// Policies that change.
    #[serde(default)]
    pub policies: PoliciesChange,
    /// Months after closing until its people are anonymised.
    #[cfg_attr(
        feature = "openapi",
        schema(minimum = 1, maximum = 120, value_type = u16, required = false)
    )]
    pub retention_months: Option<u16>,
    /// Address at which people reach the programme's team; null for none.
    #[serde(default, deserialize_with = "nullable")]
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 200, format = "email", value_type = Option<String>)
    )]
    pub contact_email: Option<Option<Line>>,
}

/// Windows that change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = CalendarUpdate))]
#[serde(deny_unknown_fields)]
pub struct CalendarChange {
    /// Window of the choice of a mentor.
    #[serde(default)]
    pub choice: WindowChange,
    /// The first interview.
    #[serde(default)]
    pub project: WindowChange,
    /// The second interview.
    #[serde(default)]
    pub action_plan: WindowChange,
    /// The third interview.
    #[serde(default)]
    pub follow_up: WindowChange,
}

/// Ends of a window that change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = WindowUpdate))]
#[serde(deny_unknown_fields)]
pub struct WindowChange {
    /// First local day.
    #[cfg_attr(feature = "openapi", schema(value_type = NaiveDate, required = false))]
    pub from: Option<NaiveDate>,
    /// Last local day; still part of the window.
    #[cfg_attr(feature = "openapi", schema(value_type = NaiveDate, required = false))]
    pub to: Option<NaiveDate>,
}

/// Policies that change.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = PoliciesUpdate))]
#[serde(deny_unknown_fields)]
pub struct PoliciesChange {
    /// Minimum of local days between sending the road-book and the appointment; 7 in the guide.
    #[cfg_attr(
        feature = "openapi",
        schema(minimum = 0, maximum = 60, value_type = u16, required = false)
    )]
    pub roadbook_lead_days: Option<u16>,
    /// Treatment of a road-book that is sent later.
    #[cfg_attr(feature = "openapi", schema(value_type = LateRoadbook, required = false))]
    pub late_roadbook: Option<LateRoadbook>,
    /// The interviews before which a road-book must be sent.
    #[cfg_attr(
        feature = "openapi",
        schema(max_items = 3, value_type = Vec<Step>, required = false)
    )]
    pub roadbook_required_for: Option<Vec<Step>>,
    /// Capacity of a mentor who sets none.
    #[cfg_attr(
        feature = "openapi",
        schema(minimum = 1, maximum = 20, value_type = u16, required = false)
    )]
    pub mentor_capacity: Option<u16>,
    /// Number of times a student may withdraw from a mentor and choose again.
    #[cfg_attr(
        feature = "openapi",
        schema(minimum = 0, maximum = 10, value_type = u16, required = false)
    )]
    pub max_withdrawals: Option<u16>,
    /// Whether students must accept the charter before they choose, mentors before they
    /// propose or confirm.
    #[cfg_attr(feature = "openapi", schema(value_type = bool, required = false))]
    pub charter_required: Option<bool>,
    /// Mailbox of the Career Department, for staff's mails about students without an adviser of their
    /// own; null for none.
    #[serde(default, deserialize_with = "nullable")]
    #[cfg_attr(
        feature = "openapi",
        schema(max_length = 200, format = "email", value_type = Option<String>)
    )]
    pub department_email: Option<Option<Line>>,
    /// Treatment of people who offer themselves as mentors.
    #[cfg_attr(
        feature = "openapi",
        schema(value_type = MentorApplications, required = false)
    )]
    pub mentor_applications: Option<MentorApplications>,
}

/// A held appointment, as far as a change of the calendar concerns it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Id of the appointment.
    pub appointment: AppointmentId,
    /// Its interview.
    pub step: Step,
    /// Its start.
    pub starts_at: DateTime<Utc>,
    /// Last day of School of its student (R16).
    pub leaves_school_on: NaiveDate,
    /// The extensions of its mentorship (R7), oldest first.
    pub extensions: Vec<Extension>,
}

impl WindowChange {
    fn of(self, window: Window) -> Window {
        Window {
            from: self.from.unwrap_or(window.from),
            to: self.to.unwrap_or(window.to),
        }
    }
}

impl CalendarChange {
    fn of(self, calendar: Calendar) -> Calendar {
        Calendar {
            choice: self.choice.of(calendar.choice),
            project: self.project.of(calendar.project),
            action_plan: self.action_plan.of(calendar.action_plan),
            follow_up: self.follow_up.of(calendar.follow_up),
        }
    }
}

impl PoliciesChange {
    fn of(&self, policies: &Policies) -> Policies {
        Policies {
            roadbook_lead_days: self
                .roadbook_lead_days
                .unwrap_or(policies.roadbook_lead_days),
            late_roadbook: self.late_roadbook.unwrap_or(policies.late_roadbook),
            roadbook_required_for: self
                .roadbook_required_for
                .as_deref()
                .map_or_else(|| policies.roadbook_required_for.clone(), Step::in_order),
            mentor_capacity: self.mentor_capacity.unwrap_or(policies.mentor_capacity),
            max_withdrawals: self.max_withdrawals.unwrap_or(policies.max_withdrawals),
            charter_required: self.charter_required.unwrap_or(policies.charter_required),
            department_email: address(self.department_email.as_ref(), &policies.department_email),
            mentor_applications: self
                .mentor_applications
                .unwrap_or(policies.mentor_applications),
        }
    }
}

/// An address after a change of it.
fn address(change: Option<&Option<Line>>, before: &Option<String>) -> Option<String> {
    change.map_or_else(
        || before.clone(),
        |address| address.as_ref().map(|address| address.as_str().to_owned()),
    )
}

impl Programme {
    /// The programme with a change applied. Where interview windows change, follow up with
    /// [`Programme::expect_held_within`].
    ///
    /// # Errors
    /// `programme_not_open` when it is closed; `reference_unknown` for an unknown time zone;
    /// `wrong_state` when year or zone change although a mentorship exists; `window_order` (R1).
    pub fn change(&self, change: &ProgrammeChange, has_mentorships: bool) -> Result<Self, Refusal> {
        self.expect_not_closed()?;
        let named = change.time_zone.as_deref().map(zone).transpose()?;
        let changed = Self {
            year: change.year.unwrap_or(self.year),
            name: change
                .name
                .as_ref()
                .map_or_else(|| self.name.clone(), |name| name.as_str().to_owned()),
            zone: named.unwrap_or(self.zone),
            calendar: change.calendar.of(self.calendar),
            policies: change.policies.of(&self.policies),
            retention_months: change.retention_months.unwrap_or(self.retention_months),
            contact_email: address(change.contact_email.as_ref(), &self.contact_email),
            ..self.clone()
        };
        if has_mentorships {
            self.expect_frozen(&changed)?;
        }
        changed.calendar.check()?;
        Ok(changed)
    }

    /// R1: year and zone stay once a mentorship exists.
    fn expect_frozen(&self, changed: &Self) -> Result<(), Refusal> {
        let frozen = |pointer: &str| {
            Refusal::new(Code::WrongState)
                .state(self.status.as_str())
                .pointer(pointer)
        };
        if changed.year != self.year {
            return Err(frozen("/year"));
        }
        if changed.zone != self.zone {
            return Err(frozen("/time_zone"));
        }
        Ok(())
    }

    /// R1: refuses this changed programme where a held appointment that lay within its window
    /// `before` would fall outside now. Appointments in an extension are not concerned.
    ///
    /// # Errors
    /// `calendar_conflict` with the number of cases and the ids of the first appointments.
    pub fn expect_held_within(&self, before: &Self, held: &[Held]) -> Result<(), Refusal> {
        let conflicts: Vec<_> = held
            .iter()
            .filter(|held| held.within(before) && !held.within(self))
            .collect();
        if conflicts.is_empty() {
            return Ok(());
        }
        let cases = conflicts.iter().take(CASES_NAMED);
        Err(Refusal::new(Code::CalendarConflict)
            .pointer("/calendar")
            .count(u64::try_from(conflicts.len()).unwrap_or(u64::MAX))
            .items(cases.map(|held| held.appointment.to_string()).collect()))
    }
}

impl Held {
    fn within(&self, programme: &Programme) -> bool {
        window_of(
            programme.calendar.of(self.step),
            self.step,
            self.leaves_school_on,
            &self.extensions,
        )
        .contains(local_day(self.starts_at, programme.zone))
    }
}

#[cfg(test)]
mod tests;
