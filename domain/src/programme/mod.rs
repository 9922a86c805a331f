//! Programme: one yearly edition (R1–R3). Its type is here, its creation in `create`, its changes
//! in `change`, its life from draft to closed in `life`, the next year's in `successor`.

mod change;
mod create;
mod life;
pub mod limits;
mod successor;

pub use change::{CalendarChange, Held, PoliciesChange, ProgrammeChange, WindowChange};
pub use create::zone;
pub use life::REOPEN_DAYS;
pub use successor::name_key;

use crate::calendar::{Calendar, local_day, plus_days};
use crate::ids::ProgrammeId;
use crate::refusal::{Code, Refusal};
use crate::window::Window;
use crate::words::{LateRoadbook, MentorApplications, ProgrammeStatus, Step};
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

/// The School's choices for a programme.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Policies {
    /// Minimum of local days between sending the road-book and the appointment; 7 in the guide.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 60))]
    pub roadbook_lead_days: u16,
    /// Treatment of a road-book that is sent later.
    pub late_roadbook: LateRoadbook,
    /// The interviews before which a road-book must be sent.
    #[cfg_attr(feature = "openapi", schema(max_items = 3))]
    pub roadbook_required_for: Vec<Step>,
    /// Capacity of a mentor who sets none.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 20))]
    pub mentor_capacity: u16,
    /// Number of times a student may withdraw from a mentor and choose again.
    #[cfg_attr(feature = "openapi", schema(minimum = 0, maximum = 10))]
    pub max_withdrawals: u16,
    /// Whether students must accept the charter before they choose, mentors before they
    /// propose or confirm.
    pub charter_required: bool,
    /// Mailbox of the Career Department: staff's mails about a student without an adviser of their own
    /// go there, and to all of staff where there is none (R47).
    #[cfg_attr(feature = "openapi", schema(format = "email", max_length = 200))]
    pub department_email: Option<String>,
    /// Treatment of people who offer themselves as mentors.
    pub mentor_applications: MentorApplications,
}

/// The guide's choices (R3).
impl Default for Policies {
    fn default() -> Self {
        Self {
            roadbook_lead_days: 7,
            late_roadbook: LateRoadbook::Refuse,
            roadbook_required_for: vec![Step::Project, Step::ActionPlan],
            mentor_capacity: 3,
            max_withdrawals: 2,
            charter_required: true,
            department_email: None,
            mentor_applications: MentorApplications::Staff,
        }
    }
}

/// Yearly edition of the programme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Programme {
    /// Its id.
    pub id: ProgrammeId,
    /// Its year.
    pub year: i32,
    /// Its name, e.g. "Alumni Mentoring 2019".
    pub name: String,
    /// Its IANA time zone.
    pub zone: Tz,
    /// Draft, open or closed.
    pub status: ProgrammeStatus,
    /// Its windows.
    pub calendar: Calendar,
    /// Its policies.
    pub policies: Policies,
    /// Months after closing until it is anonymised (R30).
    pub retention_months: u16,
    /// Address at which people reach the programme's team (R3).
    pub contact_email: Option<String>,
    /// Time of first opening.
    pub opened_at: Option<DateTime<Utc>>,
    /// Time of closing; `None` while it is not closed.
    pub closed_at: Option<DateTime<Utc>>,
}

impl Programme {
    /// The local day of an instant.
    pub fn day(&self, at: DateTime<Utc>) -> NaiveDate {
        local_day(at, self.zone)
    }

    /// Whether the step needs a road-book (R3).
    pub fn requires_roadbook(&self, step: Step) -> bool {
        self.policies.roadbook_required_for.contains(&step)
    }

    /// Days on which an interview can take place for a student who begins to prepare it now (R13, R14).
    pub fn bookable(&self, step: Step, now: DateTime<Utc>) -> Window {
        let window = self.calendar.of(step);
        let lead = match self.requires_roadbook(step) {
            true => i64::from(self.policies.roadbook_lead_days),
            false => 0,
        };
        Window {
            from: window.from.max(plus_days(self.day(now), lead)),
            ..window
        }
    }

    /// Refuses once the programme is closed (R2).
    ///
    /// # Errors
    /// `programme_not_open` with its status.
    pub fn expect_not_closed(&self) -> Result<(), Refusal> {
        match self.status {
            ProgrammeStatus::Draft | ProgrammeStatus::Open => Ok(()),
            ProgrammeStatus::Closed => self.expect_open(),
        }
    }

    /// Refuses unless the programme is open (R2).
    ///
    /// # Errors
    /// `programme_not_open` with its status.
    pub fn expect_open(&self) -> Result<(), Refusal> {
        match self.status {
            ProgrammeStatus::Open => Ok(()),
            status => Err(Refusal::new(Code::ProgrammeNotOpen)
                .state(status.as_str())
                .contact_email(self.contact_email.as_deref())),
        }
    }
}
