//! The words of a refusal with the values that it carries.

use domain::refusal::Refusal;
use domain::spoken;
use domain::window::Window;
use domain::words::Language;

/// Replaces the names of dates, windows and places in a detail by the values of the refusal.
pub fn filled(detail: &str, refusal: &Refusal, language: Language) -> String {
    let day = |on| spoken::day(on, language);
    let values = [
        ("`earliest_on`", refusal.earliest_on.map(day)),
        ("`deadline_on`", refusal.deadline_on.map(day)),
        (
            "`window`",
            refusal.window.map(|window| days(window, refusal, language)),
        ),
        (
            "`pointer`",
            refusal
                .pointer
                .as_ref()
                .map(|pointer| format!("`{pointer}`")),
        ),
    ];
    let said = values
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)));
    said.fold(detail.to_owned(), |said, (name, value)| {
        said.replace(name, &value)
    })
}

/// The window's days that are still possible.
fn days(window: Window, refusal: &Refusal, language: Language) -> String {
    let earliest = refusal.earliest_on.filter(|on| *on <= window.to);
    let from = earliest.map_or(window.from, |on| window.from.max(on));
    let (from, to) = (
        spoken::day(from, language),
        spoken::day(window.to, language),
    );
    match language {
        Language::En => format!("{from} to {to}"),
        Language::Fr => format!("du {from} au {to}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::refusal::Code;

    fn on(text: &str) -> chrono::NaiveDate {
        text.parse().unwrap()
    }

    fn window(from: &str, to: &str) -> Window {
        Window {
            from: on(from),
            to: on(to),
        }
    }

    #[test]
    fn a_detail_says_its_dates_in_words() {
        let detail = "`earliest_on`, `deadline_on`, `window`, `pointer`, `items`.";
        let refusal = Refusal::new(Code::TooEarly)
            .earliest_on(on("2027-09-21"))
            .deadline_on(on("2027-08-01"))
            .pointer("/mentor_id")
            .window(window("2027-10-01", "2027-12-31"))
            .items(vec!["a".to_owned()]);
        assert_eq!(
            filled(detail, &refusal, Language::En),
            "21 September 2027, 1 August 2027, 1 October 2027 to 31 December 2027, `/mentor_id`, `items`."
        );
        assert_eq!(
            filled(detail, &refusal, Language::Fr),
            "21 septembre 2027, 1er août 2027, du 1er octobre 2027 au 31 décembre 2027, `/mentor_id`, `items`."
        );
    }

    #[test]
    fn a_window_begins_with_the_first_day_that_is_still_possible() {
        for (earliest, first) in [
            ("2027-09-21", "21 September"),
            ("2027-01-01", "1 July"),
            ("2028-01-04", "1 July"),
        ] {
            let refusal = Refusal::new(Code::OutsideWindow)
                .window(window("2027-07-01", "2027-12-31"))
                .earliest_on(on(earliest));
            let expected = format!("{first} 2027 to 31 December 2027");
            assert_eq!(filled("`window`", &refusal, Language::En), expected);
        }
    }

    #[test]
    fn a_value_that_is_not_there_keeps_its_name() {
        let detail = "Choose a start on or after `earliest_on`.";
        let refusal = Refusal::new(Code::TooEarly);
        assert_eq!(filled(detail, &refusal, Language::En), detail);
    }
}
