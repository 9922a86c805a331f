//! The charter.

use chrono::{DateTime, Utc};
use domain::bilingual;
use persistence::CharterRecord;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The programme's rules of behaviour.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Charter {
    /// Its version, from 1.
    #[schema(minimum = 1)]
    pub version: u32,
    /// Its text.
    pub text: CharterText,
    /// Time of this caller's acceptance; null for staff and before.
    pub accepted_at: Option<DateTime<Utc>>,
}

/// The charter's text in both languages.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CharterText {
    /// French text.
    #[schema(min_length = 1, max_length = 10_000)]
    pub fr: String,
    /// English text.
    #[schema(min_length = 1, max_length = 10_000)]
    pub en: String,
}

/// A new text of the charter; it becomes the next version.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CharterUpdate {
    /// Its text.
    pub text: CharterText,
}

/// The acceptance of a charter.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CharterAcceptance {
    /// The version that was read.
    #[schema(minimum = 1)]
    pub version: u32,
}

impl From<bilingual::Bilingual> for CharterText {
    fn from(text: bilingual::Bilingual) -> Self {
        Self {
            fr: text.fr,
            en: text.en,
        }
    }
}

impl From<CharterText> for bilingual::Bilingual {
    fn from(text: CharterText) -> Self {
        Self {
            fr: text.fr,
            en: text.en,
        }
    }
}

impl From<&CharterRecord> for Charter {
    fn from(record: &CharterRecord) -> Self {
        Self {
            version: record.version,
            text: record.text.clone().into(),
            accepted_at: record.accepted_at,
        }
    }
}
