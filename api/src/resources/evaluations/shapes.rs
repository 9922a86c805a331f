//! Evaluation forms.

use chrono::{DateTime, Utc};
use domain::evaluation::{self, CriterionRating, Form, GivenForm, GivenRating};
use domain::ids::MentorshipId;
use domain::mentorship::Actor;
use domain::text::{FormText, Note};
use domain::words::{Action, EvaluationState, Language, Party, Rating, Situation, Step};
use persistence::{Acting, EvaluationRecord, GivenRecord};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The mentor's form after an interview: as its author's draft, or as it was given.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Evaluation {
    /// Mentorship of the form.
    pub mentorship_id: MentorshipId,
    /// Interview that the form follows.
    pub step: Step,
    /// Number of the given version, from 1; 0 before the form is given.
    pub version: u32,
    /// Not begun, a draft that only its author sees, or given.
    pub state: EvaluationState,
    /// Every criterion of the form in the caller's language, rated or not.
    pub ratings: Vec<EvaluationRating>,
    /// Student's situation (follow-up).
    pub situation: Option<Situation>,
    /// Opportunities met (follow-up).
    #[schema(max_length = 5_000)]
    pub opportunities: Option<String>,
    /// Problems met (follow-up).
    #[schema(max_length = 5_000)]
    pub problems: Option<String>,
    /// Student's strengths.
    #[schema(max_length = 5_000)]
    pub strengths: Option<String>,
    /// Advice for the next steps.
    #[schema(max_length = 5_000)]
    pub advice: Option<String>,
    /// Whether the mentor recommends the Career Department.
    pub career_department_recommended: bool,
    /// Facts on the interview's organisation and preparation; for the author only.
    pub facts: Option<EvaluationFacts>,
    /// Whether the form's content is hidden from this caller.
    pub content_withheld: bool,
    /// Reason why this version corrects the one before.
    #[schema(max_length = 2_000)]
    pub correction_reason: Option<String>,
    /// Time of giving this version.
    pub given_at: Option<DateTime<Utc>>,
    /// Time of the student's acknowledgement.
    pub acknowledged_at: Option<DateTime<Utc>>,
    /// The student's comment.
    #[schema(max_length = 2_000)]
    pub acknowledgement: Option<String>,
    /// Actions allowed to this caller now; none on an earlier version.
    pub allowed_actions: Vec<Action>,
}

/// A criterion with its rating.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct EvaluationRating {
    /// Key of the criterion in the template.
    #[schema(max_length = 64)]
    pub criterion_key: String,
    /// Label of the criterion.
    #[schema(max_length = 2_000)]
    pub label: String,
    /// Rating; null: not assessed.
    pub rating: Option<Rating>,
    /// The rating in the mentor's words.
    #[schema(max_length = 5_000)]
    pub comment: Option<String>,
}

/// Facts on an interview's organisation and preparation, never a score.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct EvaluationFacts {
    /// Appointments that the student proposed.
    pub proposed_by_student: u32,
    /// Appointments that the mentor proposed.
    pub proposed_by_mentor: u32,
    /// Appointments that the student cancelled.
    pub cancelled_by_student: u32,
    /// Appointments that the mentor cancelled.
    pub cancelled_by_mentor: u32,
    /// Time of first sending the road-book.
    pub roadbook_sent_at: Option<DateTime<Utc>>,
    /// Local days between sending it and the appointment; null when none was confirmed yet.
    #[schema(minimum = -3_660, maximum = 3_660)]
    pub roadbook_days_before: Option<i32>,
    /// Whether it was sent after its last day.
    pub roadbook_late: bool,
    /// Questions answered in the latest edition.
    pub roadbook_answered: u32,
    /// Questions of the latest edition.
    pub roadbook_questions: u32,
}

/// Whole form as the mentor fills it in; omitted fields are empty.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EvaluationUpdate {
    /// Ratings by criterion; omitted criteria are not assessed.
    pub ratings: Option<Vec<EvaluationRatingUpdate>>,
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

/// A new version of a given form, whole, with the reason.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EvaluationCorrect {
    /// Reason for the correction.
    pub reason: Note,
    /// Ratings by criterion; omitted criteria are not assessed.
    pub ratings: Option<Vec<EvaluationRatingUpdate>>,
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
    /// Whether the mentor recommends the Career Department.
    pub career_department_recommended: Option<bool>,
}

/// Acknowledgement of a form by the student.
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
        Self {
            ratings: ratings.map(rating).collect(),
            situation: update.situation,
            opportunities: update.opportunities,
            problems: update.problems,
            strengths: update.strengths,
            advice: update.advice,
            career_department_recommended: update.career_department_recommended.unwrap_or(false),
        }
    }
}

impl From<EvaluationCorrect> for Form {
    fn from(correct: EvaluationCorrect) -> Self {
        Self::from(EvaluationUpdate {
            ratings: correct.ratings,
            situation: correct.situation,
            opportunities: correct.opportunities,
            problems: correct.problems,
            strengths: correct.strengths,
            advice: correct.advice,
            career_department_recommended: correct.career_department_recommended,
        })
    }
}

impl From<evaluation::Facts> for EvaluationFacts {
    fn from(facts: evaluation::Facts) -> Self {
        Self {
            proposed_by_student: facts.proposed_by_student,
            proposed_by_mentor: facts.proposed_by_mentor,
            cancelled_by_student: facts.cancelled_by_student,
            cancelled_by_mentor: facts.cancelled_by_mentor,
            roadbook_sent_at: facts.roadbook.sent_at,
            roadbook_days_before: facts.roadbook.days_before,
            roadbook_late: facts.roadbook.late,
            roadbook_answered: facts.roadbook.answered,
            roadbook_questions: facts.roadbook.questions,
        }
    }
}

/// Reader of a form, and the time of reading.
#[derive(Clone, Copy, Debug)]
pub struct EvaluationView {
    /// The reader.
    pub acting: Acting,
    /// The reader's language.
    pub language: Language,
    /// The present.
    pub now: DateTime<Utc>,
}

impl EvaluationView {
    /// The form as this reader sees it; draft and facts are its author's (R21).
    pub fn form(&self, record: &EvaluationRecord) -> Evaluation {
        let (id, step) = (record.mentorship.facts.id, record.step);
        let mut shape = match &record.given {
            Some(given) => self.version(id, step, given),
            None => self.draft(record),
        };
        shape.allowed_actions = self.actions(record);
        shape
    }

    /// A given version as this reader sees it; staff see that it was given (R31).
    pub fn version(&self, id: MentorshipId, step: Step, given: &GivenRecord) -> Evaluation {
        let facts = given.facts.clone();
        let shape = self.shape(id, step, &given.form);
        let shape = Evaluation {
            version: given.number,
            state: EvaluationState::Given,
            facts: self.is_author().then(|| facts.into()),
            correction_reason: given.correction_reason.clone(),
            given_at: Some(given.given_at),
            acknowledged_at: given.acknowledged_at,
            acknowledgement: given.acknowledgement.clone(),
            ..shape
        };
        if self.acting.actor == Actor::Staff {
            withheld(shape)
        } else {
            shape
        }
    }

    fn draft(&self, record: &EvaluationRecord) -> Evaluation {
        let form = record.draft.clone().unwrap_or_default();
        let shape = self.shape(
            record.mentorship.facts.id,
            record.step,
            &record.template.worded(&form),
        );
        let drafted = record.draft.is_some();
        Evaluation {
            state: if drafted {
                EvaluationState::Draft
            } else {
                EvaluationState::None
            },
            facts: self.is_author().then(|| record.facts.clone().into()),
            ..shape
        }
    }

    fn shape(&self, mentorship_id: MentorshipId, step: Step, form: &GivenForm) -> Evaluation {
        let text = |text: &Option<FormText>| text.clone().map(FormText::into_string);
        let rating = |it: &GivenRating| EvaluationRating {
            criterion_key: it.criterion_key.clone(),
            label: it.label.of(self.language).to_owned(),
            rating: it.rating,
            comment: text(&it.comment),
        };
        Evaluation {
            mentorship_id,
            step,
            version: 0,
            state: EvaluationState::None,
            ratings: form.ratings.iter().map(rating).collect(),
            situation: form.situation,
            opportunities: text(&form.opportunities),
            problems: text(&form.problems),
            strengths: text(&form.strengths),
            advice: text(&form.advice),
            career_department_recommended: form.career_department_recommended,
            facts: None,
            content_withheld: false,
            correction_reason: None,
            given_at: None,
            acknowledged_at: None,
            acknowledgement: None,
            allowed_actions: Vec::new(),
        }
    }

    fn is_author(&self) -> bool {
        self.acting.actor == Actor::Party(Party::Mentor)
    }

    /// Actions allowed now: giving only of a complete form.
    fn actions(&self, record: &EvaluationRecord) -> Vec<Action> {
        let Ok(mentorship) = record.mentorship.mentorship() else {
            return Vec::new();
        };
        let context = record.mentorship.context(self.acting, self.now);
        let draft = record.draft.clone().unwrap_or_default();
        let complete = record.template.complete(&draft).is_ok();
        let mut actions = mentorship.evaluation_actions(record.step, &context);
        actions.retain(|action| complete || *action != Action::GiveEvaluation);
        actions
    }
}

fn withheld(shape: Evaluation) -> Evaluation {
    Evaluation {
        ratings: Vec::new(),
        situation: None,
        opportunities: None,
        problems: None,
        strengths: None,
        advice: None,
        content_withheld: true,
        correction_reason: None,
        acknowledgement: None,
        ..shape
    }
}
