//! Time zones of a calendar (RFC 5545 §3.6.5), as their rules are in the years that it needs.

use super::line::Lines;
use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, Offset, TimeDelta, TimeZone, Utc};
use chrono_tz::{OffsetName, Tz};

/// Form of a local time.
pub(super) const LOCAL: &str = "%Y%m%dT%H%M%S";
/// Time before any other, from which a zone's first offset holds.
const BEGINNING: &str = "19700101T000000";

/// Change of a zone's offset.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Change {
    /// Local time of the change, by the clock that ends.
    at: NaiveDateTime,
    /// Seconds from UTC before it.
    before: i32,
    /// Seconds from UTC after it.
    after: i32,
    /// Name of the time that begins.
    name: String,
}

impl Change {
    /// Whether another year's change is this one again, but for the day.
    fn is_like(&self, other: &Self) -> bool {
        let key = |one: &Self| {
            let at = one.at;
            (one.before, one.after, at.time(), at.month(), at.weekday())
        };
        key(self) == key(other)
    }
}

/// Rule by which a change comes each year: month, weekday, and which one of the month; −1: the last.
type Yearly = (u32, chrono::Weekday, i8);

/// Whether a time can be written as local: after a clock was put back, an hour comes twice.
pub(super) fn says_all(at: DateTime<Utc>, zone: Tz) -> bool {
    let local = at.with_timezone(&zone).naive_local();
    let first = zone.from_local_datetime(&local).earliest();
    first.is_some_and(|first| first == at)
}

/// Writes a zone for the times between two instants.
pub(super) fn write(lines: &mut Lines, zone: Tz, (from, to): (DateTime<Utc>, DateTime<Utc>)) {
    lines.plain("BEGIN", "VTIMEZONE");
    lines.plain("TZID", zone.name());
    let years = (from.year() - 1, to.year() + 1);
    let changes = changes(zone, years);
    match yearly(&changes, years) {
        Some(rules) => {
            for (change, rule) in changes.iter().zip(rules) {
                observance(lines, change, Some(rule));
            }
        }
        None => {
            first(lines, zone, years.0);
            for change in &changes {
                observance(lines, change, None);
            }
        }
    }
    lines.plain("END", "VTIMEZONE");
}

/// The offset that holds before the first change.
fn first(lines: &mut Lines, zone: Tz, year: i32) {
    let offset = zone.offset_from_utc_datetime(&new_year(year));
    let seconds = offset.fix().local_minus_utc();
    lines.plain("BEGIN", "STANDARD");
    lines.plain("DTSTART", BEGINNING);
    lines.plain("TZOFFSETFROM", hours(seconds));
    lines.plain("TZOFFSETTO", hours(seconds));
    lines.text("TZNAME", &name(zone, new_year(year)));
    lines.plain("END", "STANDARD");
}

fn observance(lines: &mut Lines, change: &Change, rule: Option<Yearly>) {
    let kind = match change.after > change.before {
        true => "DAYLIGHT",
        false => "STANDARD",
    };
    lines.plain("BEGIN", kind);
    lines.plain("DTSTART", change.at.format(LOCAL));
    lines.plain("TZOFFSETFROM", hours(change.before));
    lines.plain("TZOFFSETTO", hours(change.after));
    lines.text("TZNAME", &change.name);
    if let Some((month, weekday, which)) = rule {
        let day = weekday.to_string().to_uppercase();
        let day = day.get(..2).unwrap_or_default();
        let rule = format!("FREQ=YEARLY;BYMONTH={month};BYDAY={which}{day}");
        lines.plain("RRULE", rule);
    }
    lines.plain("END", kind);
}

/// Every change of the years, found by the day and then by the second.
fn changes(zone: Tz, (from, to): (i32, i32)) -> Vec<Change> {
    let seconds = |at: NaiveDateTime| {
        let offset = zone.offset_from_utc_datetime(&at);
        offset.fix().local_minus_utc()
    };
    let end = new_year(to.saturating_add(1));
    let mut changes = Vec::new();
    let mut day = new_year(from);
    while day < end {
        let next = day + TimeDelta::days(1);
        let (before, after) = (seconds(day), seconds(next));
        if before != after {
            let (mut low, mut high) = (day, next);
            while high - low > TimeDelta::seconds(1) {
                let middle = low + (high - low) / 2;
                match seconds(middle) == before {
                    true => low = middle,
                    false => high = middle,
                }
            }
            changes.push(Change {
                at: high + TimeDelta::seconds(before.into()),
                before,
                after,
                name: name(zone, high),
            });
        }
        day = next;
    }
    changes
}

/// The rules of the two changes of a year, if each year has the same ones: calendars that know nothing
/// but such rules are common.
fn yearly(changes: &[Change], (from, to): (i32, i32)) -> Option<[Yearly; 2]> {
    let years = (from..=to).map(|year| two(changes, year));
    let years: Vec<_> = years.collect::<Option<_>>()?;
    let (first, second): (Vec<_>, Vec<_>) = years.into_iter().unzip();
    Some([rule(&first)?, rule(&second)?])
}

/// The two changes of a year, where there are no more and no less.
fn two(changes: &[Change], year: i32) -> Option<(&Change, &Change)> {
    let mut these = changes.iter().filter(|change| change.at.year() == year);
    match (these.next(), these.next(), these.next()) {
        (Some(first), Some(second), None) => Some((first, second)),
        _ => None,
    }
}

/// The rule by which a change comes in every year.
fn rule(years: &[&Change]) -> Option<Yearly> {
    let first = years.first()?;
    let days = || years.iter().map(|change| change.at.date());
    let which = if days().all(is_last) {
        -1
    } else {
        let number = nth(first.at.date());
        days().all(|day| nth(day) == number).then_some(number)?
    };
    let alike = years.iter().all(|other| other.is_like(first));
    alike.then(|| (first.at.month(), first.at.weekday(), which))
}

/// Which one of its weekday in the month a day is, from 1.
fn nth(day: NaiveDate) -> i8 {
    i8::try_from(day.day0() / 7 + 1).unwrap_or_default()
}

/// Whether a day is the last one of its weekday in the month.
fn is_last(day: NaiveDate) -> bool {
    let next = day.checked_add_days(chrono::Days::new(7));
    next.is_none_or(|next| next.month() != day.month())
}

fn new_year(year: i32) -> NaiveDateTime {
    let day = NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default();
    day.and_time(chrono::NaiveTime::MIN)
}

fn name(zone: Tz, at: NaiveDateTime) -> String {
    let offset = zone.offset_from_utc_datetime(&at);
    let name = offset.abbreviation().map(str::to_owned);
    name.unwrap_or_else(|| hours(offset.fix().local_minus_utc()))
}

/// An offset: `+0100`, `-043000`.
fn hours(seconds: i32) -> String {
    let sign = if seconds < 0 { '-' } else { '+' };
    let all = seconds.unsigned_abs();
    let (hours, minutes, seconds) = (all / 3_600, all / 60 % 60, all % 60);
    match seconds {
        0 => format!("{sign}{hours:02}{minutes:02}"),
        more => format!("{sign}{hours:02}{minutes:02}{more:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(zone: Tz, from: &str, to: &str) -> String {
        let mut lines = Lines::default();
        write(
            &mut lines,
            zone,
            (from.parse().unwrap(), to.parse().unwrap()),
        );
        lines.into_text().replace("\r\n", " ")
    }

    #[test]
    fn a_zone_has_the_rules_of_its_year() {
        let paris = written(
            chrono_tz::Europe::Paris,
            "2019-02-04T17:30:00Z",
            "2019-02-04T18:30:00Z",
        );
        let summer = "BEGIN:DAYLIGHT DTSTART:20180325T020000 TZOFFSETFROM:+0100 TZOFFSETTO:+0200 \
                      TZNAME:CEST RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU END:DAYLIGHT";
        let winter = "BEGIN:STANDARD DTSTART:20181028T030000 TZOFFSETFROM:+0200 TZOFFSETTO:+0100 \
                      TZNAME:CET RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU END:STANDARD";
        assert!(paris.contains(summer) && paris.contains(winter), "{paris}");
        assert_eq!(paris.matches("DTSTART").count(), 2, "{paris}");
    }

    #[test]
    fn rules_that_a_calendar_can_t_say_are_told_change_by_change() {
        let casablanca = written(
            chrono_tz::Africa::Casablanca,
            "2027-02-04T17:30:00Z",
            "2027-02-04T18:30:00Z",
        );
        assert!(!casablanca.contains("RRULE"), "{casablanca}");
        assert!(casablanca.matches("DTSTART").count() > 4, "{casablanca}");
        let singapore = written(
            chrono_tz::Asia::Singapore,
            "2027-02-04T17:30:00Z",
            "2027-02-04T18:30:00Z",
        );
        assert_eq!(singapore.matches("DTSTART").count(), 1, "{singapore}");
        assert!(
            singapore.contains("TZOFFSETTO:+0800 TZNAME:+08"),
            "{singapore}"
        );
    }

    #[test]
    fn an_hour_that_comes_twice_is_local_the_first_time_only() {
        let zone = chrono_tz::Europe::Paris;
        let at = |text: &str| says_all(text.parse().unwrap(), zone);
        assert!(at("2019-10-27T00:30:00Z"));
        assert!(!at("2019-10-27T01:30:00Z"));
        assert!(at("2019-10-27T02:30:00Z"));
    }
}
