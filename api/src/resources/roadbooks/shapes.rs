//! Road-books and their editions.

use chrono::{DateTime, Utc};
use domain::ids::{MentorshipId, ProgrammeId, RoadbookId};
use domain::person::PersonRef;
use domain::roadbook::{self, Answer, Completeness};
use domain::text::Note;
use domain::words::{Action, Language, MailState, Step};
use persistence::{EditionRecord, RoadbookRecord};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

/// A student's road-book, as the student writes it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Roadbook {
    /// Its id.
    pub id: RoadbookId,
    /// Programme of the road-book.
    pub programme_id: ProgrammeId,
    /// Student who writes it.
    pub student: PersonRef,
    /// Questions by part, in the caller's language.
    #[schema(max_items = 20)]
    pub parts: Vec<RoadbookPart>,
    /// Answers so far.
    pub answers: Vec<Answer>,
    /// Completeness for each interview.
    #[schema(max_items = 3)]
    pub completeness: Vec<Completeness>,
    /// Operation ids that would be accepted now.
    pub allowed_actions: Vec<Action>,
}

/// A part of the road-book.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RoadbookPart {
    /// Its key, the same in every language.
    #[schema(max_length = 64)]
    pub key: String,
    /// Its title.
    #[schema(max_length = 2_000)]
    pub title: String,
    /// Its questions, in order.
    pub questions: Vec<RoadbookQuestion>,
}

/// A question of the road-book.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RoadbookQuestion {
    /// Key used by answers.
    #[schema(max_length = 64)]
    pub key: String,
    /// The question.
    #[schema(max_length = 2_000)]
    pub label: String,
    /// Help text.
    #[schema(max_length = 2_000)]
    pub help: Option<String>,
    /// The interviews that it prepares.
    #[schema(max_items = 3)]
    pub steps: Vec<Step>,
    /// Whether sending needs its answer.
    pub required: bool,
    /// Longest answer, in characters.
    #[schema(minimum = 1, maximum = 10_000)]
    pub max_length: u32,
}

/// Changes of answers; questions that are left out stay as they are.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RoadbookUpdate {
    /// Answers by question key; null or an empty text clears one.
    #[schema(value_type = RoadbookAnswers, required = false)]
    pub answers: Option<RoadbookAnswers>,
}

/// Answers by question key; null or an empty text clears one.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct RoadbookAnswers(pub BTreeMap<String, Option<String>>);

/// The programme to copy from.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RoadbookCopy {
    /// Programme in which the student wrote the answers.
    pub programme_id: ProgrammeId,
}

/// Interview for which the road-book is sent.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RoadbookSend {
    /// Interview it prepares.
    pub step: Step,
    /// Message to the mentor, shown in the mail.
    pub message: Option<Note>,
}

/// The road-book as it was sent for one interview; it never changes.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RoadbookEdition {
    /// Its number in the road-book, from 1.
    #[schema(minimum = 1)]
    pub number: u32,
    /// Interview it prepares.
    pub step: Step,
    /// Time of sending.
    pub sent_at: DateTime<Utc>,
    /// Mentorship of the edition.
    pub mentorship_id: MentorshipId,
    /// Whether it was sent after the last day to send.
    pub late: bool,
    /// Local days between sending and the appointment; null when none was confirmed yet.
    #[schema(minimum = -3_660, maximum = 3_660)]
    pub days_before: Option<i32>,
    /// Time of first opening by the mentor.
    pub read_at: Option<DateTime<Utc>>,
    /// Whether its mail to the mentor has left.
    pub mail_state: MailState,
    /// Whether the content is hidden from this caller.
    pub content_withheld: bool,
    /// Content as worded then; null where it is withheld.
    #[schema(max_items = 20)]
    pub parts: Option<Vec<RoadbookEditionPart>>,
}

/// A part of an edition.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RoadbookEditionPart {
    /// Its title.
    #[schema(max_length = 2_000)]
    pub title: String,
    /// Its answered questions, in order.
    pub questions: Vec<RoadbookEditionAnswer>,
}

/// A question of an edition with its answer.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RoadbookEditionAnswer {
    /// The question's key.
    #[schema(max_length = 64)]
    pub key: String,
    /// The question.
    #[schema(max_length = 2_000)]
    pub label: String,
    /// The answer.
    #[schema(max_length = 10_000)]
    pub text: String,
}

impl PartialSchema for RoadbookAnswers {
    fn schema() -> RefOr<Schema> {
        let schema = serde_json::json!({
            "type": "object",
            "description": "Answers by question key; null or an empty text clears one.",
            "maxProperties": 100,
            "additionalProperties": {
                "type": ["string", "null"],
                "maxLength": roadbook::ANSWER_MAX,
            },
        });
        serde_json::from_value(schema).unwrap_or_default()
    }
}

impl ToSchema for RoadbookAnswers {}

impl Roadbook {
    /// A road-book in its reader's language.
    pub fn of(record: &RoadbookRecord, language: Language) -> Self {
        let answered = |key: &str| record.answers.iter().any(|one| one.question_key == key);
        let open = record.programme_open.then_some(Action::UpdateRoadbook);
        let parts = record.template.parts.iter();
        Self {
            id: record.id,
            programme_id: record.programme_id,
            student: record.student.reference(),
            parts: parts.map(|part| RoadbookPart::of(part, language)).collect(),
            answers: record.answers.clone(),
            completeness: record.template.completeness(answered),
            allowed_actions: open.into_iter().collect(),
        }
    }
}

impl RoadbookPart {
    fn of(part: &roadbook::Part, language: Language) -> Self {
        let question = |question: &roadbook::Question| RoadbookQuestion {
            key: question.key.clone(),
            label: question.label.of(language).to_owned(),
            help: question
                .help
                .as_ref()
                .map(|help| help.of(language).to_owned()),
            steps: question.steps.clone(),
            required: question.required,
            max_length: question.max_length,
        };
        Self {
            key: part.key.clone(),
            title: part.title.of(language).to_owned(),
            questions: part.questions.iter().map(question).collect(),
        }
    }
}

impl RoadbookEdition {
    /// Edition; `withheld`: without content (R31).
    pub fn of(record: &EditionRecord, withheld: bool) -> Self {
        let parts = || record.parts.iter().map(Into::into).collect();
        Self {
            number: record.number,
            step: record.step,
            sent_at: record.sent_at,
            mentorship_id: record.mentorship_id,
            late: record.late,
            days_before: record.days_before,
            read_at: record.read_at,
            mail_state: record.mail_state,
            content_withheld: withheld,
            parts: (!withheld).then(parts),
        }
    }
}

impl From<&roadbook::EditionPart> for RoadbookEditionPart {
    fn from(part: &roadbook::EditionPart) -> Self {
        let question = |answer: &roadbook::EditionAnswer| RoadbookEditionAnswer {
            key: answer.key.clone(),
            label: answer.label.clone(),
            text: answer.text.clone(),
        };
        Self {
            title: part.title.clone(),
            questions: part.questions.iter().map(question).collect(),
        }
    }
}
