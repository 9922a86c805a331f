//! Texts that exist in French and in English.

use crate::words::Language;

/// A line in both languages.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = Wording))]
pub struct Bilingual {
    /// French text.
    #[cfg_attr(feature = "openapi", schema(max_length = 2_000))]
    pub fr: String,
    /// English text.
    #[cfg_attr(feature = "openapi", schema(max_length = 2_000))]
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
