//! The words of a refusal with the values that it carries.

use chrono::{Datelike, NaiveDate};
use domain::words::Language;
use serde_json::{Map, Value};

const FRENCH_MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

/// A detail that says the dates, windows and places of `extras` instead of their names.
#[must_use]
pub fn filled(detail: &str, extras: &Map<String, Value>, language: Language) -> String {
    let mut said = detail.to_owned();
    for (name, value) in extras {
        if let Some(words) = words(name, value, language) {
            said = said.replace(&format!("`{name}`"), &words);
        }
    }
    said
}

fn words(name: &str, value: &Value, language: Language) -> Option<String> {
    match (name, value) {
        ("earliest_on" | "deadline_on", day) => self::day(day, language),
        ("window", Value::Object(window)) => {
            let end = |name| self::day(window.get(name)?, language);
            let (from, to) = (end("from")?, end("to")?);
            Some(match language {
                Language::En => format!("{from} to {to}"),
                Language::Fr => format!("du {from} au {to}"),
            })
        }
        ("pointer", Value::String(pointer)) => Some(format!("`{pointer}`")),
        _ => None,
    }
}

fn day(value: &Value, language: Language) -> Option<String> {
    let day: NaiveDate = value.as_str()?.parse().ok()?;
    Some(match language {
        Language::En => day.format("%-d %B %Y").to_string(),
        Language::Fr => {
            let month = FRENCH_MONTHS.get(usize::try_from(day.month0()).ok()?)?;
            let first = if day.day() == 1 { "er" } else { "" };
            format!("{}{first} {month} {}", day.day(), day.year())
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn said(detail: &str, extras: Value, language: Language) -> String {
        filled(detail, extras.as_object().unwrap(), language)
    }

    #[test]
    fn a_detail_says_its_dates_in_words() {
        let detail = "`earliest_on`, `deadline_on`, `window`, `pointer`, `items`.";
        let extras = json!({
            "earliest_on": "2027-09-21", "deadline_on": "2027-08-01", "pointer": "/mentor_id",
            "window": { "from": "2027-04-01", "to": "2027-06-30" }, "items": ["a"],
        });
        assert_eq!(
            said(detail, extras.clone(), Language::En),
            "21 September 2027, 1 August 2027, 1 April 2027 to 30 June 2027, `/mentor_id`, `items`."
        );
        assert_eq!(
            said(detail, extras, Language::Fr),
            "21 septembre 2027, 1er août 2027, du 1er avril 2027 au 30 juin 2027, `/mentor_id`, `items`."
        );
    }

    #[test]
    fn a_value_that_is_not_there_keeps_its_name() {
        let detail = "Choose a start on or after `earliest_on`.";
        assert_eq!(said(detail, json!({}), Language::En), detail);
    }
}
