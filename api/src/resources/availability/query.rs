//! Days and interview of the free slots that are asked for.

use crate::http::call::ends_after_start;
use crate::http::problem::{FieldError, Finding, Problem};
use chrono::{DateTime, NaiveDate, Utc};
use domain::availability::Span;
use domain::calendar::{begin_of, plus_days};
use domain::programme::Programme;
use domain::window::Window;
use domain::words::Step;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::{Validate, ValidationError};

/// Most days of one list.
const MOST_DAYS: u16 = 62;
/// Days of a list whose end isn't named.
const DAYS: i64 = 28;
/// Minutes of a slot that nobody names.
const MINUTES: u16 = 60;

/// Filters of the free slots.
#[derive(Clone, Copy, Debug, Default, Deserialize, ToSchema, Validate)]
#[validate(schema(function = "in_order"))]
pub struct FreeSlotQuery {
    /// First day, in the programme's time zone; today unless named.
    pub from: Option<NaiveDate>,
    /// Last day, in the programme's time zone; four weeks from the first one unless named, and 62 days
    /// at most.
    pub to: Option<NaiveDate>,
    /// Duration of the meeting in minutes; 60 unless named.
    #[schema(minimum = 15, maximum = 180)]
    pub duration_minutes: Option<u16>,
    /// Only slots on which this interview could take place.
    pub step: Option<Step>,
}

fn in_order(query: &FreeSlotQuery) -> std::result::Result<(), ValidationError> {
    ends_after_start(query.from, query.to)
}

impl FreeSlotQuery {
    /// Duration of the slots.
    pub fn minutes(&self) -> u16 {
        self.duration_minutes.unwrap_or(MINUTES)
    }

    /// Days that are asked for.
    ///
    /// # Errors
    /// 422 for more days than one list has.
    pub fn days(&self, today: NaiveDate) -> Result<Window, Problem> {
        let from = self.from.unwrap_or(today);
        let to = self.to.unwrap_or_else(|| plus_days(from, DAYS - 1));
        if to >= plus_days(from, MOST_DAYS.into()) {
            let error = FieldError::new("/to", Finding::TooManyDays(MOST_DAYS));
            return Err(Problem::invalid(vec![error]));
        }
        Ok(Window { from, to })
    }
}

/// Time of some days of a programme that isn't over.
pub fn ahead(days: Window, programme: &Programme, now: DateTime<Utc>) -> Span {
    Span {
        from: begin_of(days.from, programme.zone).max(now + chrono::TimeDelta::microseconds(1)),
        until: begin_of(plus_days(days.to, 1), programme.zone),
    }
}
