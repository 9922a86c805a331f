//! `mentoring openapi`.

use super::Format;
use crate::http::openapi::{document, yaml};
use std::io::Write;

/// Prints the document as it is committed.
pub(super) fn print(format: Format) -> Result<(), String> {
    let document = document();
    let text = match format {
        Format::Yaml => yaml(&document)?,
        Format::Json => format!("{document:#}\n"),
    };
    let written = std::io::stdout().write_all(text.as_bytes());
    written.map_err(|error| error.to_string())
}
