//! What the `validator` crate found, in the contract's words.

use super::join;
use crate::problem::FieldError;
use validator::{ValidationErrors, ValidationErrorsKind};

/// Every finding with its pointer.
pub(super) fn of(errors: &ValidationErrors) -> Vec<FieldError> {
    let mut found = Vec::new();
    collect(errors, "", &mut found);
    found
}

fn collect(errors: &ValidationErrors, at: &str, found: &mut Vec<FieldError>) {
    for (name, kind) in errors.errors() {
        let at = join(at, name);
        match kind {
            ValidationErrorsKind::Struct(inner) => collect(inner, &at, found),
            ValidationErrorsKind::List(items) => {
                for (index, inner) in items {
                    collect(inner, &format!("{at}/{index}"), found);
                }
            }
            ValidationErrorsKind::Field(errors) => {
                for error in errors {
                    let detail = error.message.clone().unwrap_or_default();
                    found.push(FieldError::new(&at, code(&error.code), detail));
                }
            }
        }
    }
}

fn code(word: &str) -> &'static str {
    match word {
        "length" => "too_long",
        "range" => "out_of_range",
        "required" => "required",
        _ => "format",
    }
}
