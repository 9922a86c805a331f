//! What the `validator` crate found, in the contract's words.

use super::join;
use crate::http::problem::{FieldError, Finding};
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
                    found.push(FieldError::new(&at, finding(&error.code)));
                }
            }
        }
    }
}

fn finding(word: &str) -> Finding {
    match word {
        "length" => Finding::Unfit("too_long"),
        "range" => Finding::Unfit("out_of_range"),
        "required" => Finding::Missing,
        _ => Finding::Unfit("format"),
    }
}
