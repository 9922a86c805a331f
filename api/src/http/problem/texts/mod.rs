//! What people read of a problem, in French and English: one `match` per language, so that a code
//! or a detail without its text, or a text without its values, does not compile.

mod characters;
mod details;
mod english;
mod findings;
mod french;
mod values;

pub use english::english;
pub use values::filled;

use super::Code;
use domain::words::Language;

/// Title and detail of a code in a language.
pub const fn text(code: Code, language: Language) -> (&'static str, &'static str) {
    match language {
        Language::En => english(code),
        Language::Fr => french::french(code),
    }
}

/// A number with its noun, which takes an `s` for several of them in both languages.
fn counted(number: u64, noun: &str) -> String {
    let ending = if number > 1 { "s" } else { "" };
    format!("{number} {noun}{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_title_and_detail_says_something_in_each_language() {
        for code in Code::ALL {
            for language in Language::ALL {
                let (title, detail) = text(*code, *language);
                assert!(!title.is_empty() && !title.ends_with('.'), "{title}");
                assert!(detail.ends_with('.'), "{detail}");
            }
            let (english, french) = (text(*code, Language::En), text(*code, Language::Fr));
            assert!(
                english.0 != french.0 && english.1 != french.1,
                "{english:?}"
            );
        }
    }

    #[test]
    fn a_text_marks_the_same_words_as_code_in_each_language() {
        let marked = |text: &str| -> Vec<String> {
            let words = text.split('`').skip(1).step_by(2);
            let mut words: Vec<_> = words.map(str::to_owned).collect();
            words.sort();
            words
        };
        for code in Code::ALL {
            if *code == Code::TokenMissing {
                continue; // `<token>` is a word of its language
            }
            let (english, french) = (text(*code, Language::En), text(*code, Language::Fr));
            assert_eq!(marked(english.1), marked(french.1), "{code:?}");
        }
    }
}
