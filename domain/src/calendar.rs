//! The programme's calendar (R1). All dates are local dates of the programme.

use crate::refusal::{Code, Refusal};
use crate::window::Window;
use crate::words::Step;
use chrono::{DateTime, LocalResult, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

/// The windows of a programme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
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

impl Calendar {
    /// The guide's calendar for a year: January–March, April–June, July–December. `None` for a
    /// year outside the calendar's range.
    pub fn default_for(year: i32) -> Option<Self> {
        let window = |from: (u32, u32), to: (u32, u32)| {
            Some(Window {
                from: NaiveDate::from_ymd_opt(year, from.0, from.1)?,
                to: NaiveDate::from_ymd_opt(year, to.0, to.1)?,
            })
        };
        Some(Self {
            choice: window((1, 1), (3, 31))?,
            project: window((1, 1), (3, 31))?,
            action_plan: window((4, 1), (6, 30))?,
            follow_up: window((7, 1), (12, 31))?,
        })
    }

    /// The window of one interview.
    pub const fn of(&self, step: Step) -> Window {
        match step {
            Step::Project => self.project,
            Step::ActionPlan => self.action_plan,
            Step::FollowUp => self.follow_up,
        }
    }

    /// The programme's last day: the ends of the interview windows rise (R1).
    pub const fn last_day(&self) -> NaiveDate {
        self.follow_up.to
    }

    /// Refuses a calendar whose windows run backwards or whose interview windows don't rise
    /// strictly from step to step at both ends (R1).
    ///
    /// # Errors
    /// `window_order`, with the pointer of the first window that is wrong.
    pub fn check(&self) -> Result<(), Refusal> {
        let wrong =
            |name: &str| Refusal::new(Code::WindowOrder).pointer(format!("/calendar/{name}"));
        for (name, window) in [
            ("choice", self.choice),
            ("project", self.project),
            ("action_plan", self.action_plan),
            ("follow_up", self.follow_up),
        ] {
            if window.from > window.to {
                return Err(wrong(name));
            }
        }
        let rises = |a: Window, b: Window| a.from < b.from && a.to < b.to;
        if !rises(self.project, self.action_plan) {
            return Err(wrong("action_plan"));
        }
        if !rises(self.action_plan, self.follow_up) {
            return Err(wrong("follow_up"));
        }
        Ok(())
    }
}

/// First instant of a local day; an hour later where the clock skips midnight.
pub fn begin_of(day: NaiveDate, zone: Tz) -> DateTime<Utc> {
    let midnight = day.and_time(NaiveTime::MIN);
    let local = match zone.from_local_datetime(&midnight) {
        LocalResult::None => zone.from_local_datetime(&(midnight + TimeDelta::hours(1))),
        found => found,
    };
    let begin = local.earliest().map(|local| local.with_timezone(&Utc));
    begin.unwrap_or_else(|| midnight.and_utc())
}

/// The local day of an instant.
pub fn local_day(at: DateTime<Utc>, zone: Tz) -> NaiveDate {
    zone.from_utc_datetime(&at.naive_utc()).date_naive()
}

/// A local day some days away; saturates at the calendar's ends instead of overflowing.
pub fn plus_days(day: NaiveDate, days: i64) -> NaiveDate {
    let limit = if days < 0 {
        NaiveDate::MIN
    } else {
        NaiveDate::MAX
    };
    chrono::Duration::try_days(days)
        .and_then(|span| day.checked_add_signed(span))
        .unwrap_or(limit)
}
