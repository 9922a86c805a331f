//! Dates and times in people's wording.

use chrono::{DateTime, Datelike, Utc};
use chrono_tz::Tz;
use domain::spoken;
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

/// An instant in local words: "mardi 1er décembre 2026 à 9 h 05 (Europe/Paris)", "Tuesday
/// 1 December 2026 at 09:05 (Europe/Paris)".
pub(super) fn moment(at: DateTime<Utc>, zone: Tz, language: Language) -> String {
    let at = at.with_timezone(&zone);
    let weekday = usize::try_from(at.weekday().num_days_from_monday()).unwrap_or_default();
    let (french, english) = DAYS.get(weekday).copied().unwrap_or_default();
    let day = spoken::day(at.date_naive(), language);
    let time = spoken::time(at.time(), language);
    match language {
        Language::Fr => format!("{french} {day} à {time} ({zone})"),
        Language::En => format!("{english} {day} at {time} ({zone})"),
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
