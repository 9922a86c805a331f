//! A mentor's published times (R11): weekly and single, in the mentor's own time zone. The free slots
//! among them are found in `slots`.

mod slots;
#[cfg(test)]
mod tests;
mod time_of_day;

pub use slots::{FreeSlot, Span};
pub use time_of_day::TimeOfDay;

use crate::macros::words;
use crate::programme::zone;
use crate::refusal::{Code, Refusal};
use crate::words::MeansKind;
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

words! {
    /// Day of the week.
    Weekday {
        Monday = "monday",
        Tuesday = "tuesday",
        Wednesday = "wednesday",
        Thursday = "thursday",
        Friday = "friday",
        Saturday = "saturday",
        Sunday = "sunday",
    }
}

impl Weekday {
    /// The weekday of a local day.
    pub const fn of(day: chrono::Weekday) -> Self {
        match day {
            chrono::Weekday::Mon => Self::Monday,
            chrono::Weekday::Tue => Self::Tuesday,
            chrono::Weekday::Wed => Self::Wednesday,
            chrono::Weekday::Thu => Self::Thursday,
            chrono::Weekday::Fri => Self::Friday,
            chrono::Weekday::Sat => Self::Saturday,
            chrono::Weekday::Sun => Self::Sunday,
        }
    }
}

/// Time that a mentor keeps free every week, in their time zone.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct WeeklyTime {
    /// Day of the week.
    pub weekday: Weekday,
    /// Begin of the time.
    pub from: TimeOfDay,
    /// End of the time, later on the same day.
    pub to: TimeOfDay,
    /// First day on which it holds; null: from the beginning.
    pub valid_from: Option<NaiveDate>,
    /// Last day on which it holds; null: to the end.
    pub valid_until: Option<NaiveDate>,
    /// Means of meeting that the mentor offers then.
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 3))]
    pub means: Vec<MeansKind>,
}

/// Time that a mentor keeps free once.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SingleTime {
    /// Begin of the time.
    pub starts_at: DateTime<Utc>,
    /// End of the time.
    pub ends_at: DateTime<Utc>,
    /// Means of meeting that the mentor offers then.
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 3))]
    pub means: Vec<MeansKind>,
}

/// Times that a mentor has published.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Availability {
    /// Time zone of the weekly times: the mentor's own; the programme's until they are first saved.
    #[serde(serialize_with = "zone_name")]
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub time_zone: Tz,
    /// Times of every week.
    #[cfg_attr(feature = "openapi", schema(max_items = 50))]
    pub weekly: Vec<WeeklyTime>,
    /// Times beside those of every week.
    #[cfg_attr(feature = "openapi", schema(max_items = 100))]
    pub single: Vec<SingleTime>,
    /// Days without the times of every week.
    #[cfg_attr(feature = "openapi", schema(max_items = 100))]
    pub except_on: Vec<NaiveDate>,
}

/// New times of a mentor, in place of all before.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AvailabilityUpdate {
    /// Time zone of the weekly times: the mentor's own.
    #[cfg_attr(
        feature = "openapi",
        schema(min_length = 1, max_length = 64, pattern = "^[A-Za-z0-9_+/-]+$")
    )]
    pub time_zone: String,
    /// Times of every week.
    #[cfg_attr(feature = "openapi", schema(max_items = 50))]
    pub weekly: Vec<WeeklyTime>,
    /// Times beside those of every week.
    #[cfg_attr(feature = "openapi", schema(max_items = 100))]
    pub single: Vec<SingleTime>,
    /// Days without the times of every week.
    #[cfg_attr(feature = "openapi", schema(max_items = 100))]
    pub except_on: Vec<NaiveDate>,
}

impl Availability {
    /// No times yet.
    pub const fn none(time_zone: Tz) -> Self {
        Self {
            time_zone,
            weekly: Vec::new(),
            single: Vec::new(),
            except_on: Vec::new(),
        }
    }
}

impl AvailabilityUpdate {
    /// The times, if each ends after it begins.
    ///
    /// # Errors
    /// `reference_unknown` for a time zone that isn't there, `window_order` with the pointer to the
    /// first end that isn't after its begin.
    pub fn checked(self) -> Result<Availability, Refusal> {
        let time_zone = zone(&self.time_zone)?;
        let order = |is_right: bool, pointer: String| match is_right {
            true => Ok(()),
            false => Err(Refusal::new(Code::WindowOrder).pointer(pointer)),
        };
        for (number, time) in self.weekly.iter().enumerate() {
            order(time.from < time.to, format!("/weekly/{number}/to"))?;
            let validity = time.valid_from.zip(time.valid_until);
            let is_right = validity.is_none_or(|(from, until)| from <= until);
            order(is_right, format!("/weekly/{number}/valid_until"))?;
        }
        for (number, time) in self.single.iter().enumerate() {
            let is_right = time.starts_at < time.ends_at;
            order(is_right, format!("/single/{number}/ends_at"))?;
        }
        Ok(Availability {
            time_zone,
            weekly: self.weekly,
            single: self.single,
            except_on: self.except_on,
        })
    }
}

fn zone_name<S: serde::Serializer>(zone: &Tz, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(zone.name())
}
