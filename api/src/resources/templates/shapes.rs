//! Templates of the road-book and of the evaluation forms.

use domain::bilingual::Bilingual;
use domain::words::{FormField, Step};
use domain::{evaluation, roadbook};
use serde::Serialize;
use utoipa::ToSchema;

/// The questions of a programme's road-book.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RoadbookTemplate {
    /// Its parts, in order.
    #[schema(max_items = 20)]
    pub parts: Vec<RoadbookTemplatePart>,
}

/// A part of the road-book's template.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RoadbookTemplatePart {
    /// Its key, the same in every language.
    #[schema(max_length = 64)]
    pub key: String,
    /// Its title.
    pub title: Bilingual,
    /// Its questions, in order.
    pub questions: Vec<RoadbookTemplateQuestion>,
}

/// A question of the road-book's template.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RoadbookTemplateQuestion {
    /// Key used by answers.
    #[schema(max_length = 64)]
    pub key: String,
    /// The question.
    pub label: Bilingual,
    /// Help text.
    pub help: Option<Bilingual>,
    /// The interviews that it prepares.
    #[schema(max_items = 3)]
    pub steps: Vec<Step>,
    /// Whether sending needs its answer.
    pub required: bool,
    /// Longest answer, in characters.
    #[schema(minimum = 1, maximum = 10_000)]
    pub max_length: u32,
}

/// The criteria and fields of an interview's evaluation form.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct EvaluationTemplate {
    /// Step of the interview.
    pub step: Step,
    /// Criteria to rate.
    pub criteria: Vec<EvaluationTemplateCriterion>,
    /// Text fields to fill in.
    #[schema(max_items = 5)]
    pub fields: Vec<EvaluationTemplateField>,
}

/// Criterion that the mentor rates.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct EvaluationTemplateCriterion {
    /// Key used by ratings.
    #[schema(max_length = 64)]
    pub key: String,
    /// Label.
    pub label: Bilingual,
    /// Explanation.
    pub help: Option<Bilingual>,
}

/// Text field that the mentor fills in.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct EvaluationTemplateField {
    /// Field of the form.
    pub key: FormField,
    /// Label.
    pub label: Bilingual,
    /// Whether giving needs it.
    pub required: bool,
}

impl From<&roadbook::Template> for RoadbookTemplate {
    fn from(template: &roadbook::Template) -> Self {
        let part = |part: &roadbook::Part| RoadbookTemplatePart {
            key: part.key.clone(),
            title: part.title.clone(),
            questions: part.questions.iter().map(Into::into).collect(),
        };
        Self {
            parts: template.parts.iter().map(part).collect(),
        }
    }
}

impl From<&roadbook::Question> for RoadbookTemplateQuestion {
    fn from(question: &roadbook::Question) -> Self {
        Self {
            key: question.key.clone(),
            label: question.label.clone(),
            help: question.help.clone(),
            steps: question.steps.clone(),
            required: question.required,
            max_length: question.max_length,
        }
    }
}

impl From<&evaluation::Template> for EvaluationTemplate {
    fn from(template: &evaluation::Template) -> Self {
        let criterion = |criterion: &evaluation::Criterion| EvaluationTemplateCriterion {
            key: criterion.key.clone(),
            label: criterion.label.clone(),
            help: criterion.help.clone(),
        };
        let field = |field: &evaluation::Field| EvaluationTemplateField {
            key: field.key,
            label: field.label.clone(),
            required: field.required,
        };
        Self {
            step: template.step,
            criteria: template.criteria.iter().map(criterion).collect(),
            fields: template.fields.iter().map(field).collect(),
        }
    }
}
