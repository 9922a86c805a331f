//! Keys by which people are ordered and found alike on every database.

use crate::text::fold;

/// Between the two names of a sort key: sorts before every letter and space, so that "Le, Zoé"
/// comes before "Le Goff, Anne".
const SEPARATOR: char = '\u{1f}';

/// The key that orders people: last name, then first name; either may be empty.
pub fn sort_key(first_name: &str, last_name: &str) -> String {
    let mut key = fold(last_name.trim());
    key.push(SEPARATOR);
    key.push_str(&fold(first_name.trim()));
    key
}

/// The key that a search looks in: the texts, folded, one after the other.
pub fn search_key<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let folded = texts.into_iter().map(|text| fold(text.trim()));
    let present: Vec<String> = folded.filter(|text| !text.is_empty()).collect();
    present.join(" ")
}

/// The words of a search: a row is found when its search key holds every one of them.
pub fn search_words(q: &str) -> Vec<String> {
    fold(q).split_whitespace().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

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
    fn a_search_finds_words_in_any_order_and_spelling() {
        let key = search_key(["Émile", "Durand", "Crédit Agricole", "", "Île-de-France"]);
        let found = |q: &str| search_words(q).iter().all(|word| key.contains(word));
        assert!(found("durand emile"));
        assert!(found("  CREDIT île "));
        assert!(!found("durand marc"));
    }

    proptest! {
        #[test]
        fn whoever_has_the_name_is_found_by_it(first in "\\PC{0,20}", last in "\\PC{0,20}") {
            let key = search_key([first.as_str(), last.as_str()]);
            for word in search_words(&format!("{last} {first}")) {
                prop_assert!(key.contains(&word), "{word:?} in {key:?}");
            }
        }
    }
}
