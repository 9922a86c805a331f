//! Days and times in people's wording.

use crate::words::Language;
use chrono::{Datelike, NaiveDate, NaiveTime, Timelike};

const MONTHS: [(&str, &str); 12] = [
    ("janvier", "January"),
    ("février", "February"),
    ("mars", "March"),
    ("avril", "April"),
    ("mai", "May"),
    ("juin", "June"),
    ("juillet", "July"),
    ("août", "August"),
    ("septembre", "September"),
    ("octobre", "October"),
    ("novembre", "November"),
    ("décembre", "December"),
];

/// A week, from Monday.
const DAYS: [(&str, &str); 7] = [
    ("lundi", "Monday"),
    ("mardi", "Tuesday"),
    ("mercredi", "Wednesday"),
    ("jeudi", "Thursday"),
    ("vendredi", "Friday"),
    ("samedi", "Saturday"),
    ("dimanche", "Sunday"),
];

/// "mardi", "Tuesday".
pub fn weekday(day: NaiveDate, language: Language) -> &'static str {
    let number = usize::try_from(day.weekday().num_days_from_monday()).unwrap_or_default();
    let (french, english) = DAYS.get(number).copied().unwrap_or_default();
    match language {
        Language::Fr => french,
        Language::En => english,
    }
}

/// "1er août 2027", "1 August 2027".
pub fn day(day: NaiveDate, language: Language) -> String {
    format!("{} {}", day_of_year(day, language), day.year())
}

/// "1er août", "1 August".
pub fn day_of_year(day: NaiveDate, language: Language) -> String {
    let month = usize::try_from(day.month0()).unwrap_or_default();
    let (french, english) = MONTHS.get(month).copied().unwrap_or_default();
    let number = day.day();
    match language {
        Language::Fr if number == 1 => format!("1er {french}"),
        Language::Fr => format!("{number} {french}"),
        Language::En => format!("{number} {english}"),
    }
}

/// "9 h 05" (with no-break spaces), "09:05".
pub fn time(time: NaiveTime, language: Language) -> String {
    let (hour, minute) = (time.hour(), time.minute());
    match language {
        Language::Fr => format!("{hour}\u{a0}h\u{a0}{minute:02}"),
        Language::En => format!("{hour:02}:{minute:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_times_are_said_as_each_language_does() {
        let first: NaiveDate = "2027-08-01".parse().unwrap();
        let early: NaiveTime = "09:05:00".parse().unwrap();
        assert_eq!(day(first, Language::Fr), "1er août 2027");
        assert_eq!(day(first, Language::En), "1 August 2027");
        assert_eq!(weekday(first, Language::Fr), "dimanche");
        assert_eq!(weekday(first, Language::En), "Sunday");
        assert_eq!(day_of_year(first, Language::Fr), "1er août");
        assert_eq!(day_of_year(first, Language::En), "1 August");
        assert_eq!(time(early, Language::Fr), "9\u{a0}h\u{a0}05");
        assert_eq!(time(early, Language::En), "09:05");
    }
}
