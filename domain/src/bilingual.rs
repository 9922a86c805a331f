//! Texts that exist in French and in English.

use crate::words::Language;

/// Text in both languages of the programme.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Bilingual {
    /// French text.
    pub fr: String,
    /// English text.
    pub en: String,
}

/// Built-in wording: French, then English.
pub(crate) type Wording = (&'static str, &'static str);

impl Bilingual {
    /// The text in a language.
    pub fn of(&self, language: Language) -> &str {
        match language {
            Language::Fr => &self.fr,
            Language::En => &self.en,
        }
    }
}

impl From<Wording> for Bilingual {
    fn from((fr, en): Wording) -> Self {
        Self {
            fr: fr.to_owned(),
            en: en.to_owned(),
        }
    }
}
