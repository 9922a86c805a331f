//! Dates and times as people say them.

use chrono::{DateTime, Datelike, Timelike, Utc};
use chrono_tz::Tz;
use domain::words::Language;

/// A weekday, counted from Monday.
const DAYS: [(&str, &str); 7] = [
    ("lundi", "Monday"),
    ("mardi", "Tuesday"),
    ("mercredi", "Wednesday"),
    ("jeudi", "Thursday"),
    ("vendredi", "Friday"),
    ("samedi", "Saturday"),
    ("dimanche", "Sunday"),
];

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

/// An instant in local words: "mardi 1er décembre 2026 à 9 h 05 (Europe/Paris)", "Tuesday
/// 1 December 2026 at 09:05 (Europe/Paris)".
pub(super) fn moment(at: DateTime<Utc>, zone: Tz, language: Language) -> String {
    let at = at.with_timezone(&zone);
    let (year, day, hour, minute) = (at.year(), at.day(), at.hour(), at.minute());
    let weekday = usize::try_from(at.weekday().num_days_from_monday()).unwrap_or_default();
    let month = usize::try_from(at.month0()).unwrap_or_default();
    let word = |words: &[(&'static str, &'static str)], index: usize| {
        let (fr, en) = words.get(index).copied().unwrap_or_default();
        match language {
            Language::Fr => fr,
            Language::En => en,
        }
    };
    let (weekday, month) = (word(&DAYS, weekday), word(&MONTHS, month));
    match language {
        Language::Fr => {
            let day = if day == 1 {
                "1er".to_owned()
            } else {
                day.to_string()
            };
            format!("{weekday} {day} {month} {year} à {hour}\u{a0}h\u{a0}{minute:02} ({zone})")
        }
        Language::En => format!("{weekday} {day} {month} {year} at {hour:02}:{minute:02} ({zone})"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_said_in_local_time_and_in_words() {
        let winter = "2026-12-01T08:05:00Z".parse().unwrap();
        let summer = "2026-07-14T16:30:00Z".parse().unwrap();
        let zone = chrono_tz::Europe::Paris;
        assert_eq!(
            moment(winter, zone, Language::Fr),
            "mardi 1er décembre 2026 à 9\u{a0}h\u{a0}05 (Europe/Paris)"
        );
        assert_eq!(
            moment(summer, zone, Language::En),
            "Tuesday 14 July 2026 at 18:30 (Europe/Paris)"
        );
    }
}
