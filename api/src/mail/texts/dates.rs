//! Dates and times in people's wording.

use super::names::of_whom;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use domain::spoken;
use domain::words::Language;

/// Towns of time zones that have a French name of their own.
const FRENCH_TOWNS: [(&str, &str); 13] = [
    ("Algiers", "Alger"),
    ("Athens", "Athènes"),
    ("Beirut", "Beyrouth"),
    ("Brussels", "Bruxelles"),
    ("Copenhagen", "Copenhague"),
    ("Lisbon", "Lisbonne"),
    ("London", "Londres"),
    ("Montreal", "Montréal"),
    ("Moscow", "Moscou"),
    ("Noumea", "Nouméa"),
    ("Singapore", "Singapour"),
    ("Vienna", "Vienne"),
    ("Warsaw", "Varsovie"),
];

/// An instant in local words: "mardi 1er décembre 2026 à 9 h 05 (heure de Paris)", "Tuesday
/// 1 December 2026 at 09:05 (Paris time)".
pub(super) fn moment(at: DateTime<Utc>, zone: Tz, language: Language) -> String {
    let at = at.with_timezone(&zone);
    let weekday = spoken::weekday(at.date_naive(), language);
    let day = spoken::day(at.date_naive(), language);
    let time = spoken::time(at.time(), language);
    let zone = clock(zone, language);
    match language {
        Language::Fr => format!("{weekday} {day} à {time} ({zone})"),
        Language::En => format!("{weekday} {day} at {time} ({zone})"),
    }
}

/// The local day of an instant within a sentence: "mardi 1er décembre", "Tuesday 1 December".
pub(super) fn day(at: DateTime<Utc>, zone: Tz, language: Language) -> String {
    let on = at.with_timezone(&zone).date_naive();
    let weekday = spoken::weekday(on, language);
    format!("{weekday} {}", spoken::day_of_year(on, language))
}

/// The time zone by its town: "heure de Paris", "Paris time"; "UTC" as it is.
fn clock(zone: Tz, language: Language) -> String {
    let name = zone.name();
    let Some((area, town)) = name.rsplit_once('/') else {
        return name.to_owned();
    };
    if area == "Etc" {
        return town.to_owned();
    }
    let town = town.replace('_', " ");
    let french = FRENCH_TOWNS.iter().find(|(english, _)| *english == town);
    match language {
        Language::Fr => {
            let town = french.map_or(town.as_str(), |(_, french)| french);
            format!("heure {}", of_whom(town, language))
        }
        Language::En => format!("{town} time"),
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
            "mardi 1er décembre 2026 à 9\u{a0}h\u{a0}05 (heure de Paris)"
        );
        assert_eq!(
            moment(summer, zone, Language::En),
            "Tuesday 14 July 2026 at 18:30 (Paris time)"
        );
        assert_eq!(day(winter, zone, Language::Fr), "mardi 1er décembre");
        assert_eq!(day(summer, zone, Language::En), "Tuesday 14 July");
    }

    #[test]
    fn time_zones_are_called_by_their_town() {
        for (zone, french, english) in [
            (chrono_tz::Europe::London, "heure de Londres", "London time"),
            (chrono_tz::Europe::Athens, "heure d’Athènes", "Athens time"),
            (
                chrono_tz::America::New_York,
                "heure de New York",
                "New York time",
            ),
            (chrono_tz::UTC, "UTC", "UTC"),
            (chrono_tz::Etc::UTC, "UTC", "UTC"),
        ] {
            assert_eq!(clock(zone, Language::Fr), french);
            assert_eq!(clock(zone, Language::En), english);
        }
    }
}
