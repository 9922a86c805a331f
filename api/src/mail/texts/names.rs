//! Names of people within a sentence.

use domain::text::fold;
use domain::words::Language;

/// Possessive of a name: "de Zoé Le Goff", "d’Océane Treguer", "Zoé Le Goff’s".
pub(super) fn of_whom(name: &str, language: Language) -> String {
    match language {
        Language::Fr if begins_with_a_vowel(name) => format!("d’{name}"),
        Language::Fr => format!("de {name}"),
        Language::En => format!("{name}’s"),
    }
}

/// Heading of a message by somebody else.
pub(super) fn message_from(name: &str, language: Language) -> String {
    match language {
        _ if name.is_empty() => format!("Message{}", colon(language)),
        Language::Fr => format!("Message {}{}", of_whom(name, language), colon(language)),
        Language::En => format!("Message from {name}{}", colon(language)),
    }
}

/// Heading of the reader's own message.
pub(super) const fn own_message(language: Language) -> &'static str {
    match language {
        Language::Fr => "Votre message\u{a0}:",
        Language::En => "Your message:",
    }
}

const fn colon(language: Language) -> &'static str {
    match language {
        Language::Fr => "\u{a0}:",
        Language::En => ":",
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
    fn a_message_says_who_wrote_it() {
        let said = |name| message_from(name, Language::Fr);
        assert_eq!(said("Antoine"), "Message d’Antoine\u{a0}:");
        assert_eq!(said(""), "Message\u{a0}:");
        assert_eq!(message_from("Grace", Language::En), "Message from Grace:");
    }
}
