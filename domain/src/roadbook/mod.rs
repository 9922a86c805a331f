//! The road-book: the student's preparation document (R17–R19). Its template is a document of
//! the programme; answers are kept by question key; an edition freezes them as worded now.

mod answers;
mod change;
mod edition;
mod guide;

pub use answers::{Answer, Completeness};
pub use change::MAX_QUESTIONS;
pub use edition::{EditionAnswer, EditionPart, Frozen};

use crate::bilingual::Bilingual;
use crate::words::Step;

/// Longest answer that any question may allow, in characters.
pub const ANSWER_MAX: u32 = 10_000;

/// Template of a programme's road-book.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Template {
    /// Its parts, in order.
    pub parts: Vec<Part>,
}

/// A part of the road-book.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Part {
    /// Stable key.
    pub key: String,
    /// Its title.
    pub title: Bilingual,
    /// Its questions, in order.
    pub questions: Vec<Question>,
}

/// A question of the road-book.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Question {
    /// Stable key, unique in the template.
    pub key: String,
    /// The question.
    pub label: Bilingual,
    /// A hint for answering it.
    pub help: Option<Bilingual>,
    /// The interviews that it prepares.
    pub steps: Vec<Step>,
    /// Whether an edition for these steps needs its answer.
    pub required: bool,
    /// Longest answer, in characters.
    pub max_length: u32,
}

impl Template {
    /// The question of a key.
    pub fn question(&self, key: &str) -> Option<&Question> {
        self.questions().find(|question| question.key == key)
    }

    /// Every question, in order.
    pub fn questions(&self) -> impl Iterator<Item = &Question> {
        self.parts.iter().flat_map(|part| &part.questions)
    }

    /// The questions of some keys in words.
    pub fn titles(&self, keys: &[String]) -> impl Iterator<Item = &Bilingual> {
        let labels = keys.iter().filter_map(|key| self.question(key));
        labels.map(|question| &question.label)
    }

    /// The questions that prepare a step, in order.
    pub fn questions_for(&self, step: Step) -> impl Iterator<Item = &Question> {
        self.questions()
            .filter(move |question| question.prepares(step))
    }
}

impl Question {
    /// Whether it prepares this step.
    pub fn prepares(&self, step: Step) -> bool {
        self.steps.contains(&step)
    }
}
