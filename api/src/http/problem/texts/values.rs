//! The words of a refusal with the values that it carries.

use super::counted;
use chrono::{Datelike, NaiveDate};
use domain::refusal::{Code, Refusal};
use domain::spoken;
use domain::window::Window;
use domain::words::Language;

/// The questions or fields that a refusal is about, by their titles; `None` where it names none.
pub fn named(refusal: &Refusal, language: Language) -> Option<String> {
    let titles = refusal.titles.iter().map(|title| title.of(language));
    let titles: Vec<_> = titles.map(|title| quoted(title, language)).collect();
    let count = u64::try_from(titles.len())
        .ok()
        .filter(|count| *count > 0)?;
    let said = match (refusal.code, language) {
        (Code::RoadbookIncomplete, Language::Fr) => missing_fr(count, "réponse"),
        (Code::RoadbookIncomplete, Language::En) => missing_en(count, "answer"),
        (Code::EvaluationIncomplete, Language::Fr) => missing_fr(count, "champ"),
        (Code::EvaluationIncomplete, Language::En) => missing_en(count, "field"),
        (Code::AnswerTooLong, Language::Fr) => {
            format!("Raccourcissez {}", counted(count, "réponse"))
        }
        (Code::AnswerTooLong, Language::En) => format!("Shorten {}", counted(count, "answer")),
        _ => return None,
    };
    let colon = match language {
        Language::Fr => "\u{a0}:",
        Language::En => ":",
    };
    Some(format!("{said}{colon} {}.", titles.join(", ")))
}

fn missing_fr(count: u64, noun: &str) -> String {
    format!("Il manque {}", counted(count, noun))
}

fn missing_en(count: u64, noun: &str) -> String {
    let verb = if count > 1 { "are" } else { "is" };
    format!("{} {verb} missing", counted(count, noun))
}

fn quoted(title: &str, language: Language) -> String {
    match language {
        Language::Fr => format!("«\u{a0}{title}\u{a0}»"),
        Language::En => format!("“{title}”"),
    }
}

/// Replaces the names of dates, windows and places in a detail by the values of the refusal.
pub fn filled(detail: &str, refusal: &Refusal, language: Language) -> String {
    let day = |on| spoken::day(on, language);
    let within = match language {
        Language::En => "within `window`",
        Language::Fr => "dans `window`",
    };
    let team = match language {
        Language::En => "the programme's team",
        Language::Fr => "l’équipe du programme",
    };
    let address = |email| format!("{team} ({email})");
    let values = [
        (team, refusal.contact_email.as_ref().map(address)),
        ("`earliest_on`", refusal.earliest_on.map(day)),
        ("`deadline_on`", refusal.deadline_on.map(day)),
        (
            within,
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
    let to = spoken::day(window.to, language);
    let from = beginning(from, window.to, language);
    match language {
        Language::En => format!("between {from} and {to}"),
        Language::Fr => format!("entre le {from} et le {to}"),
    }
}

/// The first of two days, without what it shares with the other: "2" and "28 December 2026".
fn beginning(from: NaiveDate, to: NaiveDate, language: Language) -> String {
    let same_year = from.year() == to.year();
    match language {
        _ if !same_year => spoken::day(from, language),
        _ if from.month() != to.month() => spoken::day_of_year(from, language),
        Language::Fr if from.day() == 1 => "1er".to_owned(),
        _ => from.day().to_string(),
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
        let detail = "`earliest_on`, `deadline_on`, within `window`, `pointer`, `items`.";
        let refusal = Refusal::new(Code::TooEarly)
            .earliest_on(on("2027-09-21"))
            .deadline_on(on("2027-08-01"))
            .pointer("/mentor_id")
            .window(window("2027-10-01", "2027-12-31"))
            .items(vec!["a".to_owned()]);
        assert_eq!(
            filled(detail, &refusal, Language::En),
            "21 September 2027, 1 August 2027, between 1 October and 31 December 2027, `/mentor_id`, `items`."
        );
        assert_eq!(
            filled(&detail.replace("within", "dans"), &refusal, Language::Fr),
            "21 septembre 2027, 1er août 2027, entre le 1er octobre et le 31 décembre 2027, `/mentor_id`, `items`."
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
            let expected = format!("between {first} and 31 December 2027");
            assert_eq!(filled("within `window`", &refusal, Language::En), expected);
        }
    }

    #[test]
    fn two_days_of_one_month_say_it_once() {
        for (from, to, fr, en) in [
            (
                "2026-12-02",
                "2026-12-28",
                "entre le 2 et le 28 décembre 2026",
                "between 2 and 28 December 2026",
            ),
            (
                "2026-08-01",
                "2026-08-31",
                "entre le 1er et le 31 août 2026",
                "between 1 and 31 August 2026",
            ),
            (
                "2026-12-02",
                "2027-12-01",
                "entre le 2 décembre 2026 et le 1er décembre 2027",
                "between 2 December 2026 and 1 December 2027",
            ),
        ] {
            let refusal = Refusal::new(Code::OutsideWindow).window(window(from, to));
            assert_eq!(filled("dans `window`", &refusal, Language::Fr), fr);
            assert_eq!(filled("within `window`", &refusal, Language::En), en);
        }
    }

    #[test]
    fn missing_answers_are_counted_and_named_by_their_questions() {
        let template = domain::roadbook::Template::guide();
        let refusal = |code, keys: &[&str]| {
            let keys: Vec<String> = keys.iter().map(|key| (*key).to_owned()).collect();
            let titles = template.titles(&keys);
            Refusal::new(code).titles(titles)
        };
        let two = refusal(
            Code::RoadbookIncomplete,
            &["project_motivations", "months_needs"],
        );
        assert_eq!(
            named(&two, Language::Fr).unwrap(),
            "Il manque 2 réponses\u{a0}: «\u{a0}Pourquoi ce projet\u{a0}? Qu’est-ce qui vous \
             motive\u{a0}?\u{a0}», «\u{a0}De quoi auriez-vous besoin maintenant\u{a0}?\u{a0}»."
        );
        let one = refusal(Code::RoadbookIncomplete, &["months_needs"]);
        assert_eq!(
            named(&one, Language::En).unwrap(),
            "1 answer is missing: “What do you need now?”."
        );
        let long = refusal(Code::AnswerTooLong, &["months_needs"]);
        assert!(
            named(&long, Language::En)
                .unwrap()
                .starts_with("Shorten 1 answer: ")
        );
        assert_eq!(
            named(&refusal(Code::RoadbookIncomplete, &[]), Language::En),
            None
        );
    }

    #[test]
    fn a_refusal_that_only_the_team_can_lift_names_its_address() {
        for code in [
            Code::ProgrammeNotOpen,
            Code::ChoiceClosed,
            Code::TooManyChoices,
            Code::WindowOver,
            Code::StaffOnly,
        ] {
            let texts = crate::http::problem::refusals::texts(code);
            let asked = Refusal::new(code).contact_email(Some("team@school.fr"));
            for (language, detail, team) in [
                (Language::En, texts.en.1, "the programme's team"),
                (Language::Fr, texts.fr.1, "l’équipe du programme"),
            ] {
                assert_eq!(filled(detail, &Refusal::new(code), language), detail);
                let detail = filled(detail, &asked, language);
                let said = format!("{team} (team@school.fr)");
                assert!(detail.contains(&said), "{detail}");
            }
        }
    }

    #[test]
    fn a_value_that_is_not_there_keeps_its_name() {
        let detail = "Choose a start on or after `earliest_on`.";
        let refusal = Refusal::new(Code::TooEarly);
        assert_eq!(filled(detail, &refusal, Language::En), detail);
    }
}
