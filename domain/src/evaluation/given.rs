//! A form with the wording it was written under, which old forms keep permanently (R23).

use super::{AgreedAction, CriterionRating, Form, Template};
use crate::bilingual::Bilingual;
use crate::text::FormText;
use crate::words::{FormField, Rating, Situation};

/// A form together with its labels in both languages; empty for one given outside (R21).
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct GivenForm {
    /// Every criterion of the template, in order, rated or not.
    pub ratings: Vec<GivenRating>,
    /// Fields as labelled then, in order.
    pub fields: Vec<GivenField>,
    /// The essential of the interview.
    pub summary: Option<FormText>,
    /// Experiences and contacts that the mentor shares (action plan).
    pub introductions: Option<FormText>,
    /// Student's situation (follow-up).
    pub situation: Option<Situation>,
    /// Opportunities met (follow-up).
    pub opportunities: Option<FormText>,
    /// Problems met (follow-up).
    pub problems: Option<FormText>,
    /// Student's strengths.
    pub strengths: Option<FormText>,
    /// Advice for the next steps.
    pub advice: Option<FormText>,
    /// Actions that the two agreed on (R40).
    #[serde(default)]
    pub agreed_actions: Vec<AgreedAction>,
    /// The mentor recommends the Career Department (R24).
    pub career_department_recommended: bool,
}

/// Criterion of a form, as worded then.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct GivenRating {
    /// Key of the criterion.
    pub criterion_key: String,
    /// Label as worded then.
    pub label: Bilingual,
    /// Rating; `None`: not assessed.
    pub rating: Option<Rating>,
    /// Mentor's comment.
    pub comment: Option<FormText>,
}

/// Field of a form, as worded then.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct GivenField {
    /// Field of the form.
    pub key: FormField,
    /// Label as worded then.
    pub label: Bilingual,
}

impl Template {
    /// A form in this template's wording: to freeze it when it is given, and to show a draft.
    pub fn worded(&self, form: &Form) -> GivenForm {
        let rating = |key: &str| form.ratings.iter().find(|it| it.criterion_key == key);
        let ratings = self.criteria.iter().map(|criterion| {
            let rated = rating(&criterion.key);
            GivenRating {
                criterion_key: criterion.key.clone(),
                label: criterion.label.clone(),
                rating: rated.and_then(|it| it.rating),
                comment: rated.and_then(|it| it.comment.clone()),
            }
        });
        let fields = self.fields.iter().map(|field| GivenField {
            key: field.key,
            label: field.label.clone(),
        });
        GivenForm {
            ratings: ratings.collect(),
            fields: fields.collect(),
            summary: form.summary.clone(),
            introductions: form.introductions.clone(),
            situation: form.situation,
            opportunities: form.opportunities.clone(),
            problems: form.problems.clone(),
            strengths: form.strengths.clone(),
            advice: form.advice.clone(),
            agreed_actions: form.agreed_actions.clone(),
            career_department_recommended: form.career_department_recommended,
        }
    }
}

impl GivenForm {
    /// The form without its wording.
    pub fn form(&self) -> Form {
        let said = |it: &&GivenRating| it.rating.is_some() || it.comment.is_some();
        let ratings = self.ratings.iter().filter(said).map(|it| CriterionRating {
            criterion_key: it.criterion_key.clone(),
            rating: it.rating,
            comment: it.comment.clone(),
        });
        Form {
            ratings: ratings.collect(),
            summary: self.summary.clone(),
            introductions: self.introductions.clone(),
            situation: self.situation,
            opportunities: self.opportunities.clone(),
            problems: self.problems.clone(),
            strengths: self.strengths.clone(),
            advice: self.advice.clone(),
            agreed_actions: self.agreed_actions.clone(),
            career_department_recommended: self.career_department_recommended,
        }
    }

    /// The text of a field; the situation has none.
    pub const fn text(&self, field: FormField) -> Option<&FormText> {
        match field {
            FormField::Summary => self.summary.as_ref(),
            FormField::Introductions => self.introductions.as_ref(),
            FormField::Situation => None,
            FormField::Opportunities => self.opportunities.as_ref(),
            FormField::Problems => self.problems.as_ref(),
            FormField::Strengths => self.strengths.as_ref(),
            FormField::Advice => self.advice.as_ref(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Step;

    fn form() -> Form {
        Form {
            ratings: vec![CriterionRating {
                criterion_key: "clarity".into(),
                rating: Some(Rating::Excellent),
                comment: Some(FormText::parse("Two sentences, and I saw it.").unwrap()),
            }],
            advice: Some(FormText::parse("Keep the second idea warm.").unwrap()),
            agreed_actions: vec![AgreedAction {
                id: crate::ids::ActionId(uuid::Uuid::from_u128(1)),
                text: crate::text::Note::parse("Meet two people who do this job.").unwrap(),
                due_on: chrono::NaiveDate::from_ymd_opt(2019, 3, 15),
            }],
            career_department_recommended: true,
            ..Form::default()
        }
    }

    #[test]
    fn a_worded_form_shows_every_criterion_and_gives_back_what_was_filled_in() {
        let template = Template::guide(Step::Project);
        let worded = template.worded(&form());
        assert_eq!(worded.ratings.len(), template.criteria.len());
        assert_eq!(worded.fields.len(), template.fields.len());
        assert_eq!(worded.form(), form());
        assert_eq!(worded.text(FormField::Advice), form().advice.as_ref());
    }

    #[test]
    fn a_form_keeps_the_wording_it_was_written_under() {
        let mut template = Template::guide(Step::Project);
        let before = template.worded(&form());
        for criterion in &mut template.criteria {
            criterion.label = ("Autrement", "Otherwise").into();
        }
        let clarity = before
            .ratings
            .iter()
            .find(|it| it.criterion_key == "clarity");
        assert_eq!(clarity.unwrap().label.en, "Clarity of the project");
        assert_eq!(before.form(), template.worded(&form()).form());
    }

    #[test]
    fn forms_and_templates_survive_being_kept_as_documents() {
        let template = Template::guide(Step::FollowUp);
        let kept = serde_json::to_string(&template).unwrap();
        assert_eq!(serde_json::from_str::<Template>(&kept).unwrap(), template);
        let worded = Template::guide(Step::Project).worded(&form());
        let kept = serde_json::to_string(&worded).unwrap();
        assert_eq!(serde_json::from_str::<GivenForm>(&kept).unwrap(), worded);
        let kept = serde_json::to_string(&form()).unwrap();
        assert_eq!(serde_json::from_str::<Form>(&kept).unwrap(), form());
    }
}
