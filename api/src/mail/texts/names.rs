//! Names of people within a sentence.

pub(super) use domain::spoken::of_whom;
use domain::words::Language;

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_says_who_wrote_it() {
        let said = |name| message_from(name, Language::Fr);
        assert_eq!(said("Antoine"), "Message d’Antoine\u{a0}:");
        assert_eq!(said(""), "Message\u{a0}:");
        assert_eq!(message_from("Grace", Language::En), "Message from Grace:");
    }
}
