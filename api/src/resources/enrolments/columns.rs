//! Columns of imports as the document describes them.

use crate::http::json::format::{ID, OPTIONAL_LINE};
use domain::patch::nullable;
use domain::text::Name;
use domain::words::Language;
use persistence::ImportRow;
use serde::Deserialize;
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

/// Columns about the person, the same in every import.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct PersonColumns {
    /// The account on the Alumni website.
    #[schema(value_type = Account)]
    external_id: String,
    /// First name; empty or null: none.
    #[serde(default, deserialize_with = "nullable")]
    #[schema(value_type = Option<OptionalName>)]
    first_name: Option<Option<String>>,
    /// Last name; empty or null: none.
    #[serde(default, deserialize_with = "nullable")]
    #[schema(value_type = Option<OptionalName>)]
    last_name: Option<Option<String>>,
    /// E-mail address.
    #[schema(max_length = 254, format = "email")]
    email: String,
    /// Language of mails.
    language: Option<Language>,
    /// Phone number.
    #[serde(default, deserialize_with = "nullable")]
    #[schema(value_type = Option<Name>)]
    phone: Option<Option<Name>>,
}

impl PersonColumns {
    /// The row as the store takes it.
    pub fn with<T>(self, row: u32, details: T) -> ImportRow<T> {
        ImportRow {
            row,
            external_id: self.external_id,
            first_name: self.first_name.map(name),
            last_name: self.last_name.map(name),
            email: self.email,
            language: self.language,
            phone: self.phone.map(|phone| phone.map(Name::into_string)),
            details,
        }
    }
}

/// A name as the store takes it: empty for none.
fn name(name: Option<String>) -> String {
    let shown = name.and_then(|name| Name::parse(name).ok());
    shown.map(Name::into_string).unwrap_or_default()
}

/// Schema of a row: the person's columns, then those of the enrolment.
pub fn row<T: PartialSchema>(description: &str) -> RefOr<Schema> {
    let (RefOr::T(Schema::Object(mut row)), RefOr::T(Schema::Object(enrolment))) =
        (PersonColumns::schema(), T::schema())
    else {
        return RefOr::default();
    };
    row.description = Some(description.to_owned());
    row.properties.extend(enrolment.properties);
    row.required.extend(enrolment.required);
    Schema::Object(row).into()
}
