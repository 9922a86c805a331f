//! Contact details of a person, and the languages they speak.

use crate::http::json::INLINE;
use crate::http::json::format::LANGUAGE;
use persistence::ContactRecord;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use utoipa::openapi::{RefOr, Schema, schema};
use utoipa::{PartialSchema, ToSchema};

/// Contact details of a person: for staff and the two people of a live mentorship.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Contact {
    /// E-mail address.
    #[schema(max_length = 254)]
    pub email: String,
    /// Phone number.
    #[schema(max_length = 100)]
    pub phone: Option<String>,
    /// Name or link for video calls, as `skype:name`.
    #[schema(max_length = 200)]
    pub video_handle: Option<String>,
}

impl From<&ContactRecord> for Contact {
    fn from(record: &ContactRecord) -> Self {
        Self {
            email: record.email.clone().unwrap_or_default(),
            phone: record.phone.clone(),
            video_handle: record.video_handle.clone(),
        }
    }
}

/// An ISO 639 code, as `fr`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LanguageTag(pub String);

impl PartialSchema for LanguageTag {
    fn schema() -> RefOr<Schema> {
        schema::Object::builder()
            .schema_type(schema::Type::String)
            .min_length(Some(2))
            .max_length(Some(3))
            .pattern(Some(LANGUAGE))
            .examples([serde_json::json!("fr")])
            .into()
    }
}

impl ToSchema for LanguageTag {
    fn name() -> Cow<'static, str> {
        Cow::Owned(format!("{INLINE}LanguageTag"))
    }
}
