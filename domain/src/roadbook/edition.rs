//! Editions: the answers of one step, frozen with the template's current wording (R19, R23).

use super::{Part, Template};
use crate::refusal::{Code, Refusal};
use crate::words::{Language, Step};
use std::collections::BTreeMap;

/// A part of an edition.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct EditionPart {
    /// Its title, as worded when the edition was sent.
    pub title: String,
    /// Student's answers in it.
    pub questions: Vec<EditionAnswer>,
}

/// A question with its answer.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct EditionAnswer {
    /// The question's key.
    pub key: String,
    /// The question, as worded when the edition was sent.
    pub label: String,
    /// The answer.
    pub text: String,
}

/// The content of a new edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frozen {
    /// Parts with at least one answer, in order.
    pub parts: Vec<EditionPart>,
    /// Questions of the step that are answered.
    pub answered: u32,
    /// All questions of the step.
    pub questions: u32,
}

impl Template {
    /// Freezes the answers to a step's questions, worded in a language; unanswered questions are
    /// omitted.
    ///
    /// # Errors
    /// `roadbook_incomplete` with the keys of the questions that still need an answer.
    pub fn freeze(
        &self,
        step: Step,
        answers: &BTreeMap<String, String>,
        language: Language,
    ) -> Result<Frozen, Refusal> {
        let missing = self.missing(step, |key| answers.contains_key(key));
        if !missing.is_empty() {
            let refusal = Refusal::new(Code::RoadbookIncomplete);
            return Err(refusal.titles(self.titles(&missing)).items(missing));
        }
        let parts: Vec<EditionPart> = self
            .parts
            .iter()
            .map(|part| part.freeze(step, answers, language))
            .filter(|part| !part.questions.is_empty())
            .collect();
        let answered = parts.iter().map(|part| part.questions.len()).sum();
        Ok(Frozen {
            answered: number(answered),
            questions: number(self.questions_for(step).count()),
            parts,
        })
    }
}

impl Part {
    fn freeze(
        &self,
        step: Step,
        answers: &BTreeMap<String, String>,
        language: Language,
    ) -> EditionPart {
        let asked = self
            .questions
            .iter()
            .filter(|question| question.prepares(step));
        EditionPart {
            title: self.title.of(language).to_owned(),
            questions: asked
                .filter_map(|question| {
                    Some(EditionAnswer {
                        key: question.key.clone(),
                        label: question.label.of(language).to_owned(),
                        text: answers.get(&question.key)?.clone(),
                    })
                })
                .collect(),
        }
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn required(template: &Template, step: Step) -> BTreeMap<String, String> {
        template
            .questions_for(step)
            .filter(|question| question.required)
            .map(|question| (question.key.clone(), format!("About {}", question.key)))
            .collect()
    }

    #[test]
    fn an_edition_holds_the_answers_of_its_step_and_no_others() {
        let template = Template::guide();
        let mut answers = required(&template, Step::Project);
        answers.insert("plan_targets".into(), "Not for January".into());
        let frozen = template
            .freeze(Step::Project, &answers, Language::En)
            .unwrap();
        let titles: Vec<_> = frozen
            .parts
            .iter()
            .map(|part| part.title.as_str())
            .collect();
        assert_eq!(
            titles,
            ["My years in the School", "My professional project"]
        );
        let texts = frozen.parts.iter().flat_map(|part| &part.questions);
        assert!(texts.clone().all(|answer| answer.text != "Not for January"));
        assert_eq!(number(texts.count()), frozen.answered);
        assert!(frozen.answered < frozen.questions);
    }

    #[test]
    fn missing_required_answers_are_named() {
        let template = Template::guide();
        let mut answers = required(&template, Step::ActionPlan);
        answers.remove("plan_targets");
        let refusal = template
            .freeze(Step::ActionPlan, &answers, Language::Fr)
            .unwrap_err();
        assert_eq!(refusal.code, Code::RoadbookIncomplete);
        assert_eq!(refusal.titles.len(), refusal.items.len());
        assert_eq!(refusal.items, ["plan_targets"]);
    }

    #[test]
    fn an_edition_keeps_the_wording_of_its_day() {
        let mut template = Template::guide();
        let answers = required(&template, Step::Project);
        let frozen = template
            .freeze(Step::Project, &answers, Language::Fr)
            .unwrap();
        for part in &mut template.parts {
            for question in &mut part.questions {
                question.label.fr = "Autre question".into();
            }
        }
        let labels = frozen.parts.iter().flat_map(|part| &part.questions);
        assert!(
            labels
                .into_iter()
                .all(|answer| answer.label != "Autre question")
        );
    }
}
