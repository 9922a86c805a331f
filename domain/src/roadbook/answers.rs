//! Answers of a road-book, and its completeness (R18, R19).

use super::{Question, Template};
use crate::refusal::{Code, Refusal};
use crate::text::is_unseen;
use crate::words::Step;
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;

/// Completeness of the road-book for one interview.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = RoadbookCompleteness))]
pub struct Completeness {
    /// Step of the interview.
    pub step: Step,
    /// Required questions that are answered.
    pub answered: u32,
    /// Required questions.
    pub required: u32,
}

/// An answer in the road-book.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = RoadbookAnswer))]
pub struct Answer {
    /// The question's key.
    #[cfg_attr(feature = "openapi", schema(max_length = 64))]
    pub question_key: String,
    /// The answer.
    #[cfg_attr(feature = "openapi", schema(max_length = 10_000))]
    pub text: String,
    /// Time of the last change.
    pub updated_at: DateTime<Utc>,
}

impl Template {
    /// Checks a change of answers by question key and returns it with every text that shows nothing
    /// turned into `None`, which clears the answer.
    ///
    /// # Errors
    /// `reference_unknown` at the first key that no question has; `answer_too_long` at the first
    /// answer beyond its question's length, with the keys of all such answers.
    pub fn check_answers(
        &self,
        change: &BTreeMap<String, Option<String>>,
    ) -> Result<BTreeMap<String, Option<String>>, Refusal> {
        let mut checked = BTreeMap::new();
        let mut too_long = Vec::new();
        for (key, text) in change {
            let question = self
                .question(key)
                .ok_or_else(|| refused(Code::ReferenceUnknown, key))?;
            let text = text.as_deref().filter(|text| !text.chars().all(is_unseen));
            if text.is_some_and(|text| !question.takes(text)) {
                too_long.push(key.clone());
            }
            checked.insert(key.clone(), text.map(str::to_owned));
        }
        match too_long.first() {
            None => Ok(checked),
            Some(first) => Err(refused(Code::AnswerTooLong, first)
                .titles(self.titles(&too_long))
                .items(too_long)),
        }
    }

    /// Whether a question of that key takes an answer of that length.
    pub fn takes(&self, key: &str, text: &str) -> bool {
        self.question(key)
            .is_some_and(|question| question.takes(text))
    }

    /// Keys of the questions that an edition for this step still needs: the required ones. If a
    /// step requires none and nothing is answered at all, every question of the step, since an
    /// empty edition is useless (R19).
    pub fn missing(&self, step: Step, answered: impl Fn(&str) -> bool) -> Vec<String> {
        let mut questions = self.questions_for(step);
        let any = !questions.any(|question| question.required || answered(&question.key));
        self.questions_for(step)
            .filter(|question| (question.required || any) && !answered(&question.key))
            .map(|question| question.key.clone())
            .collect()
    }

    /// Completeness of the road-book for each step.
    pub fn completeness(&self, answered: impl Fn(&str) -> bool) -> Vec<Completeness> {
        let count = |step: Step, counts: &dyn Fn(&Question) -> bool| {
            let number = self.questions_for(step).filter(|question| counts(question));
            u32::try_from(number.count()).unwrap_or(u32::MAX)
        };
        let of = |step: Step| Completeness {
            step,
            answered: count(step, &|question| {
                question.required && answered(&question.key)
            }),
            required: count(step, &|question| question.required),
        };
        Step::ALL.iter().copied().map(of).collect()
    }
}

impl Question {
    fn takes(&self, text: &str) -> bool {
        u32::try_from(text.chars().count()).is_ok_and(|length| length <= self.max_length)
    }
}

/// A refusal that points at the answer of a key (RFC 6901).
fn refused(code: Code, key: &str) -> Refusal {
    let token = key.replace('~', "~0").replace('/', "~1");
    Refusal::new(code).pointer(format!("/answers/{token}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn change(answers: &[(&str, Option<&str>)]) -> BTreeMap<String, Option<String>> {
        answers
            .iter()
            .map(|(key, text)| ((*key).to_owned(), text.map(str::to_owned)))
            .collect()
    }

    #[test]
    fn answers_are_taken_by_key_and_empty_ones_are_cleared() {
        let given = change(&[
            ("plan_targets", Some("Banks in Lyon")),
            ("school_path", Some("  \n ")),
            ("project_motivations", Some("\u{200b}\n\u{2800}")),
            ("project_idea", None),
        ]);
        let taken = Template::guide().check_answers(&given).unwrap();
        assert_eq!(
            taken,
            change(&[
                ("plan_targets", Some("Banks in Lyon")),
                ("school_path", None),
                ("project_motivations", None),
                ("project_idea", None),
            ])
        );
    }

    #[test]
    fn an_unknown_question_is_refused_at_its_place() {
        let given = change(&[("what/is~this", Some("?"))]);
        let refusal = Template::guide().check_answers(&given).unwrap_err();
        assert_eq!(refusal.code, Code::ReferenceUnknown);
        assert_eq!(refusal.pointer.as_deref(), Some("/answers/what~1is~0this"));
    }

    #[test]
    fn length_is_counted_in_characters_and_every_long_answer_is_named() {
        let template = Template::guide();
        let max = usize::try_from(template.question("school_path").unwrap().max_length).unwrap();
        let full = "é".repeat(max);
        let given = change(&[("school_path", Some(full.as_str()))]);
        assert!(template.check_answers(&given).is_ok());
        let long = format!("{full}é");
        let given = change(&[
            ("project_idea", Some(long.as_str())),
            ("school_path", Some(long.as_str())),
        ]);
        let refusal = template.check_answers(&given).unwrap_err();
        assert_eq!(refusal.code, Code::AnswerTooLong);
        assert_eq!(refusal.pointer.as_deref(), Some("/answers/project_idea"));
        assert_eq!(refusal.items, ["project_idea", "school_path"]);
    }

    #[test]
    fn without_any_answer_every_question_is_missing_where_the_step_requires_none() {
        let mut template = Template::guide();
        for key in template.missing(Step::Project, |_| false) {
            assert!(template.question(&key).unwrap().required, "{key}");
        }
        for part in &mut template.parts {
            part.questions
                .iter_mut()
                .for_each(|question| question.required = false);
        }
        let all: Vec<_> = template.questions_for(Step::FollowUp).collect();
        let missing = template.missing(Step::FollowUp, |_| false);
        assert_eq!(missing.len(), all.len());
        let first = missing.first().unwrap();
        assert!(
            template
                .missing(Step::FollowUp, |key| key == first)
                .is_empty()
        );
    }

    #[test]
    fn only_required_answers_are_missing_once_something_is_written() {
        let template = Template::guide();
        let missing = template.missing(Step::Project, |key| key == "school_path");
        assert!(missing.contains(&"project_idea".to_owned()));
        assert!(!missing.contains(&"school_path".to_owned()));
        for key in missing {
            assert!(template.question(&key).unwrap().required, "{key}");
        }
    }

    proptest! {
        #[test]
        fn a_step_is_complete_exactly_when_nothing_is_missing(bits in prop::collection::vec(any::<bool>(), 40)) {
            let template = Template::guide();
            let answered: Vec<String> = template
                .questions()
                .zip(bits)
                .filter(|(_, bit)| *bit)
                .map(|(question, _)| question.key.clone())
                .collect();
            let has = |key: &str| answered.iter().any(|answered| answered == key);
            for completeness in template.completeness(has) {
                let missing = template.missing(completeness.step, has);
                let filled = template
                    .questions_for(completeness.step)
                    .any(|question| has(&question.key));
                let complete = completeness.answered == completeness.required && filled;
                prop_assert_eq!(missing.is_empty(), complete);
                prop_assert!(completeness.answered <= completeness.required);
            }
        }
    }
}
