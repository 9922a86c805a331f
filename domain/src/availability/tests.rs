use super::*;
use crate::ids::AppointmentId;
use crate::mentorship::Busy;
use chrono::{Datelike, Duration, TimeDelta, TimeZone};
use proptest::prelude::*;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn weekly(weekday: Weekday, from: &str, to: &str) -> WeeklyTime {
    WeeklyTime {
        weekday,
        from: TimeOfDay::parse(from).unwrap(),
        to: TimeOfDay::parse(to).unwrap(),
        valid_from: None,
        valid_until: None,
        means: vec![MeansKind::Video],
    }
}

fn paris(weekly: Vec<WeeklyTime>) -> Availability {
    Availability {
        weekly,
        ..Availability::none(Tz::Europe__Paris)
    }
}

fn starts(times: &Availability, from: &str, until: &str, minutes: u16) -> Vec<String> {
    let within = Span {
        from: at(from),
        until: at(until),
    };
    let slots = times.free_slots(within, minutes, &[]);
    let start = |slot: &FreeSlot| slot.starts_at.format("%dT%H:%M").to_string();
    slots.iter().map(start).collect()
}

#[test]
fn a_local_time_that_the_clock_skips_is_no_slot() {
    // 31 March 2019: from two o'clock to three in Paris
    let times = paris(vec![weekly(Weekday::Sunday, "01:00", "05:00")]);
    let told = starts(&times, "2019-03-30T12:00:00Z", "2019-03-31T12:00:00Z", 60);
    assert_eq!(told, ["31T00:00", "31T01:00", "31T02:00"]);
    // what begins before it and would end after the mentor's time is none
    let times = paris(vec![weekly(Weekday::Sunday, "01:30", "03:00")]);
    let told = starts(&times, "2019-03-30T12:00:00Z", "2019-03-31T12:00:00Z", 60);
    assert!(told.is_empty(), "{told:?}");
}

#[test]
fn a_local_time_that_comes_twice_is_the_first() {
    // 27 October 2019: from three o'clock back to two in Paris
    let times = paris(vec![weekly(Weekday::Sunday, "02:00", "04:00")]);
    let told = starts(&times, "2019-10-26T12:00:00Z", "2019-10-27T12:00:00Z", 60);
    assert_eq!(told, ["27T00:00", "27T02:00"]);
}

#[test]
fn exceptions_and_validity_bound_the_weekly_times() {
    let mut time = weekly(Weekday::Tuesday, "18:00", "19:00");
    time.valid_from = Some("2019-02-05".parse().unwrap());
    time.valid_until = Some("2019-02-19".parse().unwrap());
    let mut times = paris(vec![time]);
    times.except_on = vec!["2019-02-12".parse().unwrap()];
    let told = starts(&times, "2019-01-01T00:00:00Z", "2019-04-01T00:00:00Z", 60);
    assert_eq!(told, ["05T17:00", "19T17:00"]);
}

#[test]
fn a_time_that_ends_before_it_begins_is_refused_where_it_stands() {
    let update = |weekly, single| AvailabilityUpdate {
        time_zone: "Europe/Paris".to_owned(),
        weekly,
        single,
        except_on: vec![],
    };
    let refused = |update: AvailabilityUpdate| update.checked().unwrap_err().pointer.unwrap();
    let right = weekly(Weekday::Monday, "09:00", "10:00");
    let wrong = weekly(Weekday::Monday, "10:00", "10:00");
    assert_eq!(
        refused(update(vec![right.clone(), wrong], vec![])),
        "/weekly/1/to"
    );
    let single = SingleTime {
        starts_at: at("2019-02-05T10:00:00Z"),
        ends_at: at("2019-02-05T10:00:00Z"),
        means: vec![MeansKind::Phone],
    };
    assert_eq!(
        refused(update(vec![right], vec![single])),
        "/single/0/ends_at"
    );
    let mut nowhere = update(vec![], vec![]);
    nowhere.time_zone = "Europe/Atlantis".to_owned();
    assert_eq!(refused(nowhere), "/time_zone");
}

const ZONES: [Tz; 5] = [
    Tz::Europe__Paris,
    Tz::America__Sao_Paulo,
    Tz::Australia__Lord_Howe,
    Tz::Asia__Kolkata,
    Tz::Africa__Cairo,
];

prop_compose! {
    fn a_weekly_time()(day in 0..7_usize, begin in 0..1_400_u32, minutes in 1..720_u32)
        -> WeeklyTime
    {
        let end = (begin + minutes).min(1_439);
        let clock = |minute: u32| format!("{:02}:{:02}", minute / 60, minute % 60);
        weekly(Weekday::ALL[day], &clock(begin), &clock(end.max(begin + 1)))
    }
}

prop_compose! {
    fn a_span_of_time()(hour in 0..8_760_i64, minutes in 15..600_i64) -> (DateTime<Utc>, DateTime<Utc>) {
        let begin = at("2018-01-01T00:00:00Z") + Duration::hours(hour);
        (begin, begin + Duration::minutes(minutes))
    }
}

/// Whether a meeting lies in one of the published times.
fn lies_in(times: &Availability, begin: DateTime<Utc>, end: DateTime<Utc>) -> bool {
    let local = |at: DateTime<Utc>| {
        times
            .time_zone
            .from_utc_datetime(&at.naive_utc())
            .naive_local()
    };
    let (from, to) = (local(begin), local(end));
    let single = times.single.iter();
    let mut single = single.filter(|time| time.starts_at <= begin && end <= time.ends_at);
    let mut weekly = times.weekly.iter().filter(|time| {
        let day = from.date();
        time.weekday == Weekday::of(day.weekday())
            && day.and_time(time.from.time()) <= from
            && to <= day.and_time(time.to.time())
    });
    single.next().is_some() || weekly.next().is_some()
}

proptest! {
    #[test]
    fn a_slot_lies_in_a_time_overlaps_no_booking_and_comes_once(
        zone in 0..ZONES.len(),
        weekly in prop::collection::vec(a_weekly_time(), 0..6),
        single in prop::collection::vec(a_span_of_time(), 0..4),
        booked in prop::collection::vec(a_span_of_time(), 0..20),
        first in 0..365_i64,
        minutes in 15..=180_u16,
    ) {
        let once = |(starts_at, ends_at)| SingleTime { starts_at, ends_at, means: vec![MeansKind::Phone] };
        let busy = |(starts_at, ends_at)| Busy { appointment: AppointmentId::new(), starts_at, ends_at };
        let times = Availability {
            weekly,
            single: single.into_iter().map(once).collect(),
            ..Availability::none(ZONES[zone])
        };
        let booked: Vec<Busy> = booked.into_iter().map(busy).collect();
        let from = at("2018-01-01T00:00:00Z") + Duration::days(first);
        let within = Span { from, until: from + Duration::days(28) };
        let slots = times.free_slots(within, minutes, &booked);
        for slot in &slots {
            let (begin, end) = (slot.starts_at, slot.starts_at + TimeDelta::minutes(minutes.into()));
            prop_assert!(within.from <= begin && begin < within.until);
            prop_assert!(lies_in(&times, begin, end), "{slot:?}");
            prop_assert!(booked.iter().all(|busy| busy.ends_at <= begin || end <= busy.starts_at));
        }
        prop_assert!(slots.windows(2).all(|two| two[0].starts_at < two[1].starts_at));
    }
}
