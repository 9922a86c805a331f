//! Strict bodies: JSON without duplicate members, then the type's own schema in the document with
//! all errors in one answer, then the type itself.

mod check;
pub mod format;
mod strict;

pub use check::{Check, join};
pub use strict::from_slice;

use crate::http::problem::{Code, Detail, FieldError, Finding, Problem};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use utoipa::ToSchema;

/// Prefix of components that are inlined where they are used.
pub const INLINE: &str = "Inline";

/// A mebibyte, in bytes.
pub const MEBIBYTE: usize = 1_048_576;

/// Type that a request can carry.
pub trait Body: DeserializeOwned + ToSchema + Send + 'static {}
impl<T: DeserializeOwned + ToSchema + Send + 'static> Body for T {}

/// Reads a body of bytes.
///
/// # Errors
/// 400 `malformed_body`, or 422 `validation_failed` with every finding.
pub fn parse<T: Body>(bytes: &[u8], components: &Map<String, Value>) -> Result<T, Problem> {
    let value = from_slice(bytes).map_err(|error| malformed(&error))?;
    read(value, components).map_err(Problem::invalid)
}

/// 400 with the place where reading stopped.
pub fn malformed(error: &serde_json::Error) -> Problem {
    let (line, column) = (error.line(), error.column());
    // data errors come only from the strict reader, which has no other kind
    Problem::new(Code::MalformedBody).detail(if error.is_data() {
        Detail::DuplicateMember { line, column }
    } else {
        Detail::Unreadable { line, column }
    })
}

/// Reads a JSON value as a type, by the type's schema in the document.
///
/// # Errors
/// All errors of the value.
pub fn read<T: Body>(
    mut value: Value,
    components: &Map<String, Value>,
) -> Result<T, Vec<FieldError>> {
    let mut check = Check::new(components);
    let schema = json!({ "$ref": format!("#/components/schemas/{}", T::name()) });
    check.value(&mut value, &schema, "");
    if !check.errors.is_empty() {
        return Err(check.errors);
    }
    serde_json::from_value(value).map_err(|_| vec![FieldError::new("", Finding::Unfit)])
}
