//! Free slots among a mentor's published times (R11). A slot begins at the start of a time or a
//! multiple of the duration later, so that one that is picked moves no other.

use super::{Availability, SingleTime, Weekday, WeeklyTime};
use crate::calendar::local_day;
use crate::mentorship::{Busy, Meeting};
use crate::words::MeansKind;
use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, TimeDelta, TimeZone, Utc};
use std::collections::BTreeMap;

/// Slot that a student can pick.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FreeSlot {
    /// Start of the slot.
    pub starts_at: DateTime<Utc>,
    /// Duration in minutes, as asked for.
    #[cfg_attr(feature = "openapi", schema(minimum = 15, maximum = 180))]
    pub duration_minutes: u16,
    /// Means of meeting that the mentor offers then.
    #[cfg_attr(feature = "openapi", schema(max_items = 3))]
    pub means: Vec<MeansKind>,
}

/// Time in which a slot starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// Earliest start.
    pub from: DateTime<Utc>,
    /// The first instant that is too late.
    pub until: DateTime<Utc>,
}

impl Span {
    fn contains(self, at: DateTime<Utc>) -> bool {
        self.from <= at && at < self.until
    }
}

impl Availability {
    /// Free slots that start within a span, in order, each start once.
    pub fn free_slots(&self, within: Span, minutes: u16, busy: &[Busy]) -> Vec<FreeSlot> {
        let length = TimeDelta::minutes(i64::from(minutes.max(1)));
        let mut found: BTreeMap<DateTime<Utc>, Vec<MeansKind>> = BTreeMap::new();
        let mut offer = |starts_at: DateTime<Utc>, means: &[MeansKind]| {
            let ends_at = starts_at + length;
            let is_free = |busy: &Busy| busy.ends_at <= starts_at || ends_at <= busy.starts_at;
            if within.contains(starts_at) && busy.iter().all(is_free) {
                found.entry(starts_at).or_default().extend(means);
            }
        };
        for time in &self.single {
            for start in time.starts(within, length) {
                offer(start, &time.means);
            }
        }
        for day in self.days(within) {
            let on_day = |time: &&WeeklyTime| time.holds_on(day);
            for time in self.weekly.iter().filter(on_day) {
                for start in self.starts(time, day, length) {
                    offer(start, &time.means);
                }
            }
        }
        let slot = |(starts_at, offered): (DateTime<Utc>, Vec<MeansKind>)| FreeSlot {
            starts_at,
            duration_minutes: minutes,
            means: in_order(&offered),
        };
        found.into_iter().map(slot).collect()
    }

    /// Whether a meeting is one of the published slots, whoever else meets then.
    pub fn offers(&self, meeting: &Meeting) -> bool {
        let starts_at = meeting.starts_at;
        let within = Span {
            from: starts_at,
            until: starts_at + TimeDelta::microseconds(1),
        };
        let slots = self.free_slots(within, meeting.duration_minutes, &[]);
        let means = meeting.means.kind();
        slots.iter().any(|slot| slot.means.contains(&means))
    }

    /// The mentor's local days of a span, without those that they took out.
    fn days(&self, within: Span) -> impl Iterator<Item = NaiveDate> {
        let last = local_day(within.until, self.time_zone);
        let first = local_day(within.from, self.time_zone);
        let days = first.iter_days().take_while(move |day| *day <= last);
        days.filter(|day| !self.except_on.contains(day))
    }

    /// Starts on a day: a local time that the clock skips is none, one that comes twice is the first.
    fn starts(
        &self,
        time: &WeeklyTime,
        day: NaiveDate,
        length: TimeDelta,
    ) -> impl Iterator<Item = DateTime<Utc>> {
        let end = day.and_time(time.to.time());
        let next = move |start: &NaiveDateTime| start.checked_add_signed(length);
        let starts = std::iter::successors(Some(day.and_time(time.from.time())), next);
        let fits = move |start: &NaiveDateTime| *start + length <= end;
        let zone = self.time_zone;
        let ends_in_time = move |start: &DateTime<Utc>| {
            let ends_at = *start + length;
            zone.from_utc_datetime(&ends_at.naive_utc()).naive_local() <= end
        };
        let starts = starts.take_while(fits).filter_map(move |start| {
            let local = zone.from_local_datetime(&start).earliest()?;
            Some(local.with_timezone(&Utc))
        });
        starts.filter(ends_in_time)
    }
}

impl WeeklyTime {
    fn holds_on(&self, day: NaiveDate) -> bool {
        self.weekday == Weekday::of(day.weekday())
            && self.valid_from.is_none_or(|from| from <= day)
            && self.valid_until.is_none_or(|until| day <= until)
    }
}

impl SingleTime {
    /// Starts from the first one in a span on: the time may have begun years before.
    fn starts(&self, within: Span, length: TimeDelta) -> impl Iterator<Item = DateTime<Utc>> {
        let before = (within.from - self.starts_at).num_seconds().max(0);
        let over = before % length.num_seconds().max(1);
        let first = self.starts_at + TimeDelta::seconds(before - over);
        let starts =
            std::iter::successors(Some(first), move |start| start.checked_add_signed(length));
        let last = self.ends_at.min(within.until + length);
        starts.take_while(move |start| *start + length <= last)
    }
}

/// Each of the means once, in the contract's order.
fn in_order(offered: &[MeansKind]) -> Vec<MeansKind> {
    let all = MeansKind::ALL.iter().copied();
    all.filter(|kind| offered.contains(kind)).collect()
}
