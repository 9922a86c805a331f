//! Bodies that replace a template. What an answer of the same template says is accepted as it is.

use domain::bilingual::Bilingual;
use domain::text::{Line, Note};
use domain::words::{FormField, Step};
use domain::{evaluation, roadbook};
use serde::Deserialize;
use utoipa::ToSchema;

/// The whole content of a road-book's template.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RoadbookTemplateUpdate {
    /// Its parts, in order; no key twice, at most 100 questions in all, at least one for each interview.
    #[schema(min_items = 1, max_items = 20)]
    pub parts: Vec<RoadbookTemplatePartUpdate>,
}

/// A part of the road-book.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RoadbookTemplatePartUpdate {
    /// Its key, the same in every language: small letters, digits and `_`.
    #[schema(max_length = 64, pattern = "^[a-z][a-z0-9_]{0,63}$")]
    pub key: String,
    /// Its title.
    pub title: LabelUpdate,
    /// Its questions, in order.
    #[schema(min_items = 1, max_items = 100)]
    pub questions: Vec<RoadbookTemplateQuestionUpdate>,
}

/// A question of the road-book.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RoadbookTemplateQuestionUpdate {
    /// Key under which its answers are kept: small letters, digits and `_`, unique in the template.
    #[schema(max_length = 64, pattern = "^[a-z][a-z0-9_]{0,63}$")]
    pub key: String,
    /// The question.
    pub label: LabelUpdate,
    /// Help text; none unless given.
    pub help: Option<HelpUpdate>,
    /// The interviews that it prepares. One named twice counts once.
    #[schema(min_items = 1, max_items = 3)]
    pub steps: Vec<Step>,
    /// Whether sending for these interviews needs its answer.
    pub required: bool,
    /// Longest answer, in characters.
    #[schema(minimum = 1, maximum = 10_000)]
    pub max_length: u32,
}

/// The whole content of an evaluation form's template.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EvaluationTemplateUpdate {
    /// Step of the interview, as it is read; it is the path's.
    pub step: Option<Step>,
    /// Criteria to rate, in order; no key twice.
    #[schema(max_items = 100)]
    pub criteria: Vec<EvaluationTemplateCriterionUpdate>,
    /// Text fields to fill in, and the situation, in order; none twice. Without a criterion, at least
    /// one text.
    #[schema(max_items = 7)]
    pub fields: Vec<EvaluationTemplateFieldUpdate>,
}

/// Criterion that the mentor rates.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EvaluationTemplateCriterionUpdate {
    /// Key under which its ratings are kept: small letters, digits and `_`.
    #[schema(max_length = 64, pattern = "^[a-z][a-z0-9_]{0,63}$")]
    pub key: String,
    /// Label.
    pub label: LabelUpdate,
    /// Points to look at; none unless given.
    pub help: Option<HelpUpdate>,
}

/// Text field that the mentor fills in.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EvaluationTemplateFieldUpdate {
    /// Field of the form.
    pub key: FormField,
    /// Label.
    pub label: LabelUpdate,
    /// Whether giving needs it.
    pub required: bool,
}

/// A line of a template, in both languages.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LabelUpdate {
    /// French line.
    pub fr: Line,
    /// English line.
    pub en: Line,
}

/// A text of a template, in both languages.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HelpUpdate {
    /// French text.
    pub fr: Note,
    /// English text.
    pub en: Note,
}

impl From<LabelUpdate> for Bilingual {
    fn from(label: LabelUpdate) -> Self {
        Self {
            fr: label.fr.into_string(),
            en: label.en.into_string(),
        }
    }
}

impl From<HelpUpdate> for Bilingual {
    fn from(help: HelpUpdate) -> Self {
        Self {
            fr: help.fr.into_string(),
            en: help.en.into_string(),
        }
    }
}

impl From<RoadbookTemplateUpdate> for roadbook::Template {
    fn from(update: RoadbookTemplateUpdate) -> Self {
        let part = |part: RoadbookTemplatePartUpdate| roadbook::Part {
            key: part.key,
            title: part.title.into(),
            questions: part.questions.into_iter().map(Into::into).collect(),
        };
        Self {
            parts: update.parts.into_iter().map(part).collect(),
        }
    }
}

impl From<RoadbookTemplateQuestionUpdate> for roadbook::Question {
    fn from(question: RoadbookTemplateQuestionUpdate) -> Self {
        Self {
            key: question.key,
            label: question.label.into(),
            help: question.help.map(Into::into),
            steps: Step::in_order(&question.steps),
            required: question.required,
            max_length: question.max_length,
        }
    }
}

impl EvaluationTemplateUpdate {
    /// The template; without a step, of the path's.
    pub fn template(self, step: Step) -> evaluation::Template {
        let criterion = |criterion: EvaluationTemplateCriterionUpdate| evaluation::Criterion {
            key: criterion.key,
            label: criterion.label.into(),
            help: criterion.help.map(Into::into),
        };
        let field = |field: EvaluationTemplateFieldUpdate| evaluation::Field {
            key: field.key,
            label: field.label.into(),
            required: field.required,
        };
        evaluation::Template {
            step: self.step.unwrap_or(step),
            criteria: self.criteria.into_iter().map(criterion).collect(),
            fields: self.fields.into_iter().map(field).collect(),
        }
    }
}
