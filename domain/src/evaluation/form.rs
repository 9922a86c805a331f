//! Form as filled in by its mentor, and the conditions for giving it (R21).

use super::{AgreedAction, Template};
use crate::refusal::{Code, Refusal};
use crate::text::FormText;
use crate::words::{FormField, Rating, Situation};
use std::collections::BTreeSet;

/// Form as filled in; a draft may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Form {
    /// Ratings and comments by criterion; omitted criteria are not assessed.
    pub ratings: Vec<CriterionRating>,
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

/// The rating of one criterion.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct CriterionRating {
    /// Key of the criterion.
    pub criterion_key: String,
    /// Rating; `None`: not assessed.
    pub rating: Option<Rating>,
    /// Mentor's comment.
    pub comment: Option<FormText>,
}

impl Form {
    /// Whether a field is filled in.
    pub const fn has(&self, field: FormField) -> bool {
        match field {
            FormField::Summary => self.summary.is_some(),
            FormField::Introductions => self.introductions.is_some(),
            FormField::Situation => self.situation.is_some(),
            FormField::Opportunities => self.opportunities.is_some(),
            FormField::Problems => self.problems.is_some(),
            FormField::Strengths => self.strengths.is_some(),
            FormField::Advice => self.advice.is_some(),
        }
    }

    /// Whether it has content: a rating, a text or an action (the situation alone is none of them).
    fn says_something(&self) -> bool {
        let rated = |it: &CriterionRating| it.rating.is_some() || it.comment.is_some();
        let texts = FormField::ALL
            .iter()
            .filter(|field| **field != FormField::Situation);
        self.ratings.iter().any(rated)
            || !self.agreed_actions.is_empty()
            || texts.into_iter().any(|field| self.has(*field))
    }
}

impl Template {
    /// Checks that a form answers this template; it may be incomplete.
    ///
    /// # Errors
    /// `reference_unknown` with a pointer at the first criterion that is unknown or named twice,
    /// or at the first field that this form doesn't have.
    pub fn check(&self, form: &Form) -> Result<(), Refusal> {
        let mut seen = BTreeSet::new();
        for (index, rating) in form.ratings.iter().enumerate() {
            let key = rating.criterion_key.as_str();
            if self.criterion(key).is_none() || !seen.insert(key) {
                let pointer = format!("/ratings/{index}/criterion_key");
                return Err(Refusal::new(Code::ReferenceUnknown).pointer(pointer));
            }
        }
        let foreign = |field: &&FormField| form.has(**field) && self.field(**field).is_none();
        match FormField::ALL.iter().find(foreign) {
            Some(field) => Err(Refusal::new(Code::ReferenceUnknown).pointer(format!("/{field}"))),
            None => Ok(()),
        }
    }

    /// Checks that a form can be given: it has content and the required fields (R21).
    ///
    /// # Errors
    /// As [`Template::check`]; then `evaluation_incomplete` with the missing required fields, or
    /// with `ratings` where only a rating or text of any kind is missing.
    pub fn complete(&self, form: &Form) -> Result<(), Refusal> {
        self.check(form)?;
        let required = self.fields.iter().filter(|field| field.required);
        let missing = required.filter(|field| !form.has(field.key));
        let mut items: Vec<String> = missing.map(|field| field.key.to_string()).collect();
        if items.is_empty() && !form.says_something() {
            items.push("ratings".to_owned());
        }
        let Some(first) = items.first() else {
            return Ok(());
        };
        let pointer = format!("/{first}");
        Err(Refusal::new(Code::EvaluationIncomplete)
            .pointer(pointer)
            .items(items))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Step;

    fn text(text: &str) -> Option<FormText> {
        Some(FormText::parse(text).unwrap())
    }

    fn rated(key: &str) -> CriterionRating {
        CriterionRating {
            criterion_key: key.into(),
            rating: Some(Rating::Good),
            comment: None,
        }
    }

    fn advised() -> Form {
        Form {
            advice: text("Talk to three people who do this job."),
            ..Form::default()
        }
    }

    #[test]
    fn an_empty_draft_is_fine_but_cannot_be_given() {
        let template = Template::guide(Step::Project);
        assert_eq!(template.check(&Form::default()), Ok(()));
        let refusal = template.complete(&Form::default()).unwrap_err();
        assert_eq!(refusal.code, Code::EvaluationIncomplete);
        assert_eq!(refusal.items, ["advice"]);
        assert_eq!(refusal.pointer.as_deref(), Some("/advice"));
    }

    #[test]
    fn a_form_with_its_required_text_can_be_given() {
        assert_eq!(Template::guide(Step::Project).complete(&advised()), Ok(()));
    }

    #[test]
    fn where_nothing_is_required_one_rating_or_text_is_enough() {
        let mut template = Template::guide(Step::FollowUp);
        for field in &mut template.fields {
            field.required = false;
        }
        let silent = Form {
            situation: Some(Situation::Employed),
            ratings: vec![CriterionRating {
                rating: None,
                ..rated("quality_of_thinking")
            }],
            career_department_recommended: true,
            ..Form::default()
        };
        let refusal = template.complete(&silent).unwrap_err();
        assert_eq!(refusal.items, ["ratings"]);
        let one_rating = Form {
            ratings: vec![rated("quality_of_thinking")],
            ..Form::default()
        };
        assert_eq!(template.complete(&one_rating), Ok(()));
        let one_text = Form {
            problems: text("A long trial period."),
            ..Form::default()
        };
        assert_eq!(template.complete(&one_text), Ok(()));
    }

    #[test]
    fn an_unknown_or_repeated_criterion_is_refused_at_its_place() {
        let template = Template::guide(Step::ActionPlan);
        for keys in [
            ["smart_strategy", "credibility"],
            ["smart_strategy", "smart_strategy"],
        ] {
            let form = Form {
                ratings: keys.map(rated).into(),
                ..advised()
            };
            let refusal = template.check(&form).unwrap_err();
            assert_eq!(refusal.code, Code::ReferenceUnknown);
            assert_eq!(refusal.pointer.as_deref(), Some("/ratings/1/criterion_key"));
            assert_eq!(template.complete(&form), Err(refusal));
        }
    }

    #[test]
    fn a_field_of_another_step_is_refused_at_its_place() {
        let form = Form {
            problems: text("None so far."),
            ..advised()
        };
        let refusal = Template::guide(Step::Project).check(&form).unwrap_err();
        assert_eq!(refusal.code, Code::ReferenceUnknown);
        assert_eq!(refusal.pointer.as_deref(), Some("/problems"));
        assert_eq!(Template::guide(Step::FollowUp).check(&form), Ok(()));
    }
}
