//! The words of a refusal with the values that it carries.

use chrono::NaiveDate;
use domain::spoken;
use domain::words::Language;
use serde_json::{Map, Value};

/// A detail that says the dates, windows and places of `extras` instead of their names.
pub fn filled(detail: &str, extras: &Map<String, Value>, language: Language) -> String {
    let mut said = detail.to_owned();
    for (name, value) in extras {
        if let Some(words) = words(name, value, extras, language) {
            said = said.replace(&format!("`{name}`"), &words);
        }
    }
    said
}

fn words(
    name: &str,
    value: &Value,
    extras: &Map<String, Value>,
    language: Language,
) -> Option<String> {
    match (name, value) {
        ("earliest_on" | "deadline_on", on) => Some(spoken::day(day(on)?, language)),
        ("window", Value::Object(window)) => {
            let (from, to) = (day(window.get("from")?)?, day(window.get("to")?)?);
            // The days before it are no choice any more.
            let earliest = extras.get("earliest_on").and_then(day);
            let from = earliest
                .filter(|on| *on <= to)
                .map_or(from, |on| from.max(on));
            let (from, to) = (spoken::day(from, language), spoken::day(to, language));
            Some(match language {
                Language::En => format!("{from} to {to}"),
                Language::Fr => format!("du {from} au {to}"),
            })
        }
        ("pointer", Value::String(pointer)) => Some(format!("`{pointer}`")),
        _ => None,
    }
}

fn day(value: &Value) -> Option<NaiveDate> {
    value.as_str()?.parse().ok()
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
            "window": { "from": "2027-10-01", "to": "2027-12-31" }, "items": ["a"],
        });
        assert_eq!(
            said(detail, extras.clone(), Language::En),
            "21 September 2027, 1 August 2027, 1 October 2027 to 31 December 2027, `/mentor_id`, `items`."
        );
        assert_eq!(
            said(detail, extras, Language::Fr),
            "21 septembre 2027, 1er août 2027, du 1er octobre 2027 au 31 décembre 2027, `/mentor_id`, `items`."
        );
    }

    #[test]
    fn a_window_begins_with_the_first_day_that_is_still_possible() {
        let window = json!({ "from": "2027-07-01", "to": "2027-12-31" });
        for (earliest, first) in [
            ("2027-09-21", "21 September"),
            ("2027-01-01", "1 July"),
            ("2028-01-04", "1 July"),
        ] {
            let extras = json!({ "window": window, "earliest_on": earliest });
            let expected = format!("{first} 2027 to 31 December 2027");
            assert_eq!(said("`window`", extras, Language::En), expected);
        }
    }

    #[test]
    fn a_value_that_is_not_there_keeps_its_name() {
        let detail = "Choose a start on or after `earliest_on`.";
        assert_eq!(said(detail, json!({}), Language::En), detail);
    }
}
