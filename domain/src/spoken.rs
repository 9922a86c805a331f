//! Days, times and names in people's wording.

use crate::text::fold;
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

/// "dimanche 1er août", "Sunday 1 August".
pub fn weekday_and_day(day: NaiveDate, language: Language) -> String {
    format!("{} {}", weekday(day, language), day_of_year(day, language))
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

/// Possessive of a name: "de Zoé Le Goff", "d’Océane Treguer", "Zoé Le Goff’s".
pub fn of_whom(name: &str, language: Language) -> String {
    match language {
        Language::Fr if begins_with_a_vowel(name) => format!("d’{name}"),
        Language::Fr => format!("de {name}"),
        Language::En => format!("{name}’s"),
    }
}

/// An h counts as a consonant ("de Hugo"); a y as a vowel before a consonant only ("d’Yves", "de
/// Yasmine").
fn begins_with_a_vowel(name: &str) -> bool {
    let is_vowel = |letter: char| "aeiouœæ".contains(letter);
    let plain = fold(name);
    let mut letters = plain.chars();
    match (letters.next(), letters.next()) {
        (Some('y'), Some(second)) => !is_vowel(second),
        (Some(first), _) => is_vowel(first),
        (None, _) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn french_elides_before_a_vowel_with_or_without_accent() {
        for (name, said) in [
            ("Océane Treguer", "d’Océane Treguer"),
            ("Élise", "d’Élise"),
            ("Ibrahima", "d’Ibrahima"),
            ("Yves", "d’Yves"),
            ("Yasmine", "de Yasmine"),
            ("Hugo", "de Hugo"),
            ("Zoé", "de Zoé"),
        ] {
            assert_eq!(of_whom(name, Language::Fr), said);
        }
        assert_eq!(of_whom("Aoife Brennan", Language::En), "Aoife Brennan’s");
    }

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
