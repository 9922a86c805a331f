//! Columns of imports as the document describes them.

use crate::http::json::Patch;
use crate::http::json::format::{ID, OPTIONAL_LINE};
use domain::text::Name;
use std::borrow::Cow;
use utoipa::openapi::{Object, RefOr, Schema, schema};
use utoipa::{PartialSchema, ToSchema};

/// An account on the Alumni website: without unseen characters, since tokens name it to the letter.
#[derive(Clone, Debug)]
pub struct Account;

/// A name that may be empty, for people with one.
#[derive(Clone, Debug)]
pub struct OptionalName;

impl PartialSchema for Account {
    fn schema() -> RefOr<Schema> {
        let text = Object::builder().schema_type(schema::Type::String);
        let text = text.min_length(Some(1)).max_length(Some(200));
        text.pattern(Some(ID)).into()
    }
}

impl PartialSchema for OptionalName {
    fn schema() -> RefOr<Schema> {
        let text = Object::builder().schema_type(schema::Type::String);
        let text = text.max_length(Some(Name::MAX));
        text.pattern(Some(OPTIONAL_LINE)).into()
    }
}

impl ToSchema for Account {
    fn name() -> Cow<'static, str> {
        "InlineAccount".into()
    }
}

impl ToSchema for OptionalName {
    fn name() -> Cow<'static, str> {
        "InlineOptionalName".into()
    }
}

/// A name of a row as the store takes it: `None` unchanged, empty for none.
pub(crate) fn name(name: Patch<String>) -> Option<String> {
    let name = name.into_change()?;
    let shown = name.and_then(|name| Name::parse(name).ok());
    Some(shown.map(Name::into_string).unwrap_or_default())
}
