//! The charter.

use domain::charter::CharterText;
use serde::Deserialize;
use utoipa::ToSchema;

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
