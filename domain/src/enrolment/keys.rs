//! Sort and search keys of people, the same on every database.

use crate::text::{fold, spelled_out};

/// Between the two names of a sort key: sorts before every letter and space, so that "Le, Zoé"
/// comes before "Le Goff, Anne".
const SEPARATOR: &str = "\u{1f}";

/// Key that orders people: last name, then first name; a single name is used alone.
pub fn sort_key(first_name: &str, last_name: &str) -> String {
    let (first, last) = (plain(first_name), plain(last_name));
    if last.is_empty() {
        return first + SEPARATOR;
    }
    last + SEPARATOR + &first
}

/// Search key: the texts, folded, one after the other, and once more as spelled without umlauts.
pub fn search_key<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let texts: Vec<&str> = texts.into_iter().collect();
    let spelled = texts.iter().filter_map(|text| spelled_out(text));
    let spelled: Vec<String> = spelled.map(|text| plain(&text)).collect();
    let folded = texts.into_iter().map(plain).chain(spelled);
    let present: Vec<String> = folded.filter(|text| !text.is_empty()).collect();
    present.join(" ")
}

/// Search key of a person for staff: names and addresses. Others search by names only, as they may not
/// see an address (R5).
pub fn staff_key(
    first_name: &str,
    last_name: &str,
    email: Option<&str>,
    private_email: Option<&str>,
) -> String {
    let addresses = [email, private_email].into_iter().flatten();
    search_key([first_name, last_name].into_iter().chain(addresses))
}

/// Word of a search: a row matches if its search key contains it, or what it is spelled without
/// umlauts: "Müller" finds "Mueller", too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchWord {
    /// The word, folded.
    pub folded: String,
    /// The word spelled without umlauts, if it has any.
    pub spelled: Option<String>,
}

/// Words of a search: a row matches if it matches all of them.
pub fn search_words(q: &str) -> Vec<SearchWord> {
    let spelled = spelled_out(q).map(|text| fold(&text)).unwrap_or_default();
    let mut spelled = spelled.split_whitespace();
    let word = |folded: &str| SearchWord {
        spelled: spelled.next().filter(|it| *it != folded).map(str::to_owned),
        folded: folded.to_owned(),
    };
    fold(q).split_whitespace().map(word).collect()
}

/// A text folded, with one space between words.
fn plain(text: &str) -> String {
    let folded = fold(text);
    let words: Vec<&str> = folded.split_whitespace().collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn finds(q: &str, key: &str) -> bool {
        search_words(q).iter().all(|word| {
            let spelled = word.spelled.as_deref();
            key.contains(&word.folded) || spelled.is_some_and(|spelled| key.contains(spelled))
        })
    }

    #[test]
    fn people_are_ordered_by_last_name_without_accents_or_case() {
        let mut people = [
            ("Anne", "Le Goff"),
            ("Zoé", "Le"),
            ("Marc", "Étienne"),
            ("Léa", "durand"),
            ("Émile", "Durand"),
            ("Ana", "Zola"),
        ];
        people.sort_by_key(|(first, last)| sort_key(first, last));
        let names = people.map(|(first, _)| first);
        assert_eq!(names, ["Émile", "Léa", "Marc", "Zoé", "Anne", "Ana"]);
    }

    #[test]
    fn people_stand_where_a_french_reader_looks_for_them() {
        let mut names = [
            "Zola",
            "Œuvrard",
            "Odin",
            "Of",
            "L’Hôte",
            "Lhomme",
            "Łącki",
            "Le Goff",
        ];
        names.sort_by_key(|name| sort_key("Anne", name));
        let expected = [
            "Łącki",
            "Le Goff",
            "Lhomme",
            "L’Hôte",
            "Odin",
            "Œuvrard",
            "Of",
            "Zola",
        ];
        assert_eq!(names, expected);
    }

    #[test]
    fn one_name_orders_whichever_of_the_two_it_is() {
        let mut people = [
            ("Suharto", ""),
            ("", "Sukarno"),
            ("Anne", "Sully"),
            ("Zoé", "Suarez"),
        ];
        people.sort_by_key(|(first, last)| sort_key(first, last));
        let names = people.map(|(first, last)| format!("{first}{last}"));
        assert_eq!(names, ["ZoéSuarez", "Suharto", "Sukarno", "AnneSully"]);
    }

    #[test]
    fn a_search_finds_words_in_any_order_and_spelling() {
        let key = search_key(["Émile", "Durand", "Crédit Agricole", "", "Île-de-France"]);
        let found = |q: &str| finds(q, &key);
        assert!(found("durand emile"));
        assert!(found("  CREDIT île "));
        assert!(found("ile de france"));
        assert!(!found("durand marc"));
        let key = search_key(["Jürgen", "Strauß", "Malmo\u{308}"]);
        let found = |q: &str| finds(q, &key);
        assert!(found("juergen STRAUSS") && found("jurgen malmoe") && found("Jürgen Malmö"));
    }

    #[test]
    fn an_umlaut_finds_the_name_that_is_written_without_it() {
        for (first, last, q) in [
            ("Juergen", "Mueller", "Müller, Jürgen"),
            ("Soeren", "Kjaergaard", "søren kjærgård"),
            ("Novak", "Djokovic", "Đoković"),
            ("Novak", "Đoković", "djokovic"),
            ("Ilham", "Aliyev", "Əliyev"),
            ("Jürgen", "Müller-Öztürk", "mueller oeztuerk"),
        ] {
            assert!(finds(q, &search_key([first, last])), "{q}");
        }
        assert!(!finds("Jöl", &search_key(["Jo", "Eldin"])));
        assert!(!finds("Müller", &search_key(["Jo", "Moller"])));
    }

    #[test]
    fn staff_find_a_person_by_either_address() {
        let key = staff_key(
            "Zoé",
            "Lefèvre",
            Some("Zoe.Lefevre@School.fr"),
            Some("zl@me.fr"),
        );
        for q in [
            "lefevre zoe",
            "zoe.lefevre@school.fr",
            "ZL@ME",
            "lefevre@school",
        ] {
            assert!(finds(q, &key), "{q}");
        }
        assert!(!finds("zl@school", &key));
        assert_eq!(staff_key("", "Sukarno", None, None), "sukarno");
    }

    proptest! {
        #[test]
        fn whoever_has_the_name_is_found_by_it(first in "\\PC{0,20}", last in "\\PC{0,20}") {
            let key = search_key([first.as_str(), last.as_str()]);
            for word in search_words(&format!("{last} {first}")) {
                prop_assert!(key.contains(&word.folded), "{word:?} in {key:?}");
            }
        }
    }
}
