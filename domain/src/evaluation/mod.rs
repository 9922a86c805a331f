//! Evaluation form: filled in by the mentor after an interview and given to the student (R21–R23).
//! It helps the student; there is no total grade and no score.

mod action;
mod change;
mod facts;
mod form;
mod given;
mod guide;

pub use action::{AgreedAction, MAX_ACTIONS};
pub use facts::{Facts, Preparation};
pub use form::{CriterionRating, Form};
pub use given::{GivenField, GivenForm, GivenRating};

use crate::bilingual::Bilingual;
use crate::words::{FormField, Step};

/// Template of the form of one step.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Template {
    /// The interview that it is for.
    pub step: Step,
    /// Criteria to rate, in order.
    pub criteria: Vec<Criterion>,
    /// The texts it asks for, in order, and the situation.
    pub fields: Vec<Field>,
}

/// Criterion to rate; omitting it means "not assessed" (R22).
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Criterion {
    /// Stable key, unique in the template.
    pub key: String,
    /// Label.
    pub label: Bilingual,
    /// Points to look at.
    pub help: Option<Bilingual>,
}

/// A field of the form besides its ratings.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Field {
    /// Field of the form.
    pub key: FormField,
    /// Label.
    pub label: Bilingual,
    /// Whether the form can't be given without it.
    pub required: bool,
}

impl Template {
    /// The criterion of a key.
    pub fn criterion(&self, key: &str) -> Option<&Criterion> {
        self.criteria.iter().find(|criterion| criterion.key == key)
    }

    /// The field, if this form has it.
    pub fn field(&self, key: FormField) -> Option<&Field> {
        self.fields.iter().find(|field| field.key == key)
    }
}
