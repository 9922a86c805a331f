//! Bodies of requests about evaluation forms.

use chrono::NaiveDate;
use domain::evaluation::{AgreedAction, CriterionRating, Form};
use domain::ids::ActionId;
use domain::text::{FormText, Note};
use domain::words::{Rating, Situation};
use serde::Deserialize;
use utoipa::ToSchema;

/// Whole form as the mentor fills it in; omitted fields are empty.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EvaluationUpdate {
    /// Ratings by criterion; omitted criteria are not assessed.
    pub ratings: Option<Vec<EvaluationRatingUpdate>>,
    /// The essential of the interview.
    pub summary: Option<FormText>,
    /// Experiences and contacts that the mentor shares; the third person has agreed (action plan
    /// only).
    pub introductions: Option<FormText>,
    /// Student's situation (follow-up only).
    pub situation: Option<Situation>,
    /// Opportunities met (follow-up only).
    pub opportunities: Option<FormText>,
    /// Problems met (follow-up only).
    pub problems: Option<FormText>,
    /// Student's strengths.
    pub strengths: Option<FormText>,
    /// Advice for the next steps.
    pub advice: Option<FormText>,
    /// Actions that the two agreed on; one with the same text as before keeps its state.
    #[schema(max_items = 10)]
    pub agreed_actions: Option<Vec<EvaluationActionUpdate>>,
    /// Whether the mentor recommends the Career Department.
    pub career_department_recommended: Option<bool>,
}

/// The rating of one criterion.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EvaluationRatingUpdate {
    /// Key of the criterion in the template.
    #[schema(min_length = 1, max_length = 64)]
    pub criterion_key: String,
    /// Rating; null: not assessed.
    pub rating: Option<Rating>,
    /// The rating in the mentor's words.
    pub comment: Option<FormText>,
}

/// Action that the two agreed on.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EvaluationActionUpdate {
    /// Action in words.
    pub text: Note,
    /// Day until which it is to be done.
    pub due_on: Option<NaiveDate>,
}

/// A new version of a given form, whole, with the reason.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EvaluationCorrect {
    /// Reason for the correction.
    pub reason: Note,
    /// Ratings by criterion; omitted criteria are not assessed.
    pub ratings: Option<Vec<EvaluationRatingUpdate>>,
    /// The essential of the interview.
    pub summary: Option<FormText>,
    /// Experiences and contacts that the mentor shares; the third person has agreed (action plan
    /// only).
    pub introductions: Option<FormText>,
    /// Student's situation (follow-up only).
    pub situation: Option<Situation>,
    /// Opportunities met (follow-up only).
    pub opportunities: Option<FormText>,
    /// Problems met (follow-up only).
    pub problems: Option<FormText>,
    /// Student's strengths.
    pub strengths: Option<FormText>,
    /// Advice for the next steps.
    pub advice: Option<FormText>,
    /// Actions that the two agreed on; one with the same text as before keeps its state.
    #[schema(max_items = 10)]
    pub agreed_actions: Option<Vec<EvaluationActionUpdate>>,
    /// Whether the mentor recommends the Career Department.
    pub career_department_recommended: Option<bool>,
}

/// A form handed over outside the service, on paper for instance.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EvaluationGiveOutside {
    /// Day on which it was handed over.
    pub given_on: NaiveDate,
    /// Note for the student.
    pub note: Option<Note>,
}

/// Retraction of a form that was given by mistake.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EvaluationRetract {
    /// Reason, which both are told.
    pub reason: Note,
}

/// Acknowledgement of a form by the student: received, not agreed.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EvaluationAcknowledge {
    /// Message to the mentor, shown in the mail.
    pub comment: Option<Note>,
}

impl From<EvaluationUpdate> for Form {
    fn from(update: EvaluationUpdate) -> Self {
        let ratings = update.ratings.unwrap_or_default().into_iter();
        let rating = |it: EvaluationRatingUpdate| CriterionRating {
            criterion_key: it.criterion_key,
            rating: it.rating,
            comment: it.comment,
        };
        let actions = update.agreed_actions.unwrap_or_default().into_iter();
        let action = |it: EvaluationActionUpdate| AgreedAction {
            id: ActionId::new(),
            text: it.text,
            due_on: it.due_on,
        };
        Self {
            ratings: ratings.map(rating).collect(),
            summary: update.summary,
            introductions: update.introductions,
            situation: update.situation,
            opportunities: update.opportunities,
            problems: update.problems,
            strengths: update.strengths,
            advice: update.advice,
            agreed_actions: actions.map(action).collect(),
            career_department_recommended: update.career_department_recommended.unwrap_or(false),
        }
    }
}

impl From<EvaluationCorrect> for Form {
    fn from(correct: EvaluationCorrect) -> Self {
        Self::from(EvaluationUpdate {
            ratings: correct.ratings,
            summary: correct.summary,
            introductions: correct.introductions,
            situation: correct.situation,
            opportunities: correct.opportunities,
            problems: correct.problems,
            strengths: correct.strengths,
            advice: correct.advice,
            agreed_actions: correct.agreed_actions,
            career_department_recommended: correct.career_department_recommended,
        })
    }
}
