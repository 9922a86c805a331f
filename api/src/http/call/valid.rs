//! Rules between the values of an input, which its schema can't say.

use super::{PageQuery, Query, RequestQuery};
use crate::http::answer::Paged;
use crate::http::problem::{FieldError, Finding, Problem};
use chrono::NaiveDate;
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::ops::Deref;
use utoipa::openapi::{RefOr, Schema};
use validator::{Validate, ValidationError, ValidationErrors};

const ENDS_BEFORE_START: &str = "ends_before_start";

/// Input that also follows the rules of its [`Validate`], which run once its schema holds.
#[derive(Clone, Debug)]
pub struct Valid<T>(pub T);

impl<T> Deref for Valid<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<F: Validate> Validate for Query<Paged<F>> {
    fn validate(&self) -> Result<(), ValidationErrors> {
        self.0.filter.validate()
    }
}

impl<T: PageQuery + Validate> PageQuery for Valid<T> {
    fn limit(&self) -> Option<u16> {
        self.0.limit()
    }

    fn cursor(&self) -> Option<&str> {
        self.0.cursor()
    }
}

impl<T: RequestQuery + Validate> RequestQuery for Valid<T> {
    fn schema(schemas: &mut Vec<(String, RefOr<Schema>)>) -> Option<Cow<'static, str>> {
        T::schema(schemas)
    }

    fn read(text: &str, components: &Map<String, Value>) -> Result<Self, Problem> {
        let input = T::read(text, components)?;
        let broken = |errors| Problem::invalid(findings(&errors));
        input.validate().map_err(broken)?;
        Ok(Self(input))
    }
}

/// Rule of a span `from`–`to`: it ends on its first day or later.
///
/// # Errors
/// A finding on `to`.
pub fn ends_after_start(
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
) -> Result<(), ValidationError> {
    match from.zip(to) {
        Some((from, to)) if to < from => Err(ValidationError::new(ENDS_BEFORE_START)),
        _ => Ok(()),
    }
}

fn findings(errors: &ValidationErrors) -> Vec<FieldError> {
    let errors = errors.field_errors().into_values().flatten();
    let finding = |error: &ValidationError| match &*error.code {
        ENDS_BEFORE_START => FieldError::new("/to", Finding::EndsBeforeStart),
        _ => FieldError::new("", Finding::Unfit),
    };
    errors.map(finding).collect()
}
