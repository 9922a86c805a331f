//! Evaluation forms.

use crate::resources::agreed_actions::AgreedAction;
use chrono::{DateTime, NaiveDate, Utc};
use domain::evaluation::{self, GivenForm, GivenRating};
use domain::ids::MentorshipId;
use domain::mentorship::Actor;
use domain::text::FormText;
use domain::words::{Action, EvaluationState, Language, Medium, Party, Rating, Situation, Step};
use persistence::{Acting, EvaluationRecord, GivenRecord};
use serde::Serialize;
use utoipa::ToSchema;

/// The mentor's form of an interview: as its author's draft, or as it was given.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Evaluation {
    /// Mentorship of the form.
    pub mentorship_id: MentorshipId,
    /// Interview that the form follows.
    pub step: Step,
    /// Number of the latest given version, from 1; 0 before the form is given.
    pub version: u32,
    /// Not begun, a draft that only its author sees, or given. A retracted form is a draft again,
    /// and `none` to the student; each version is `given`.
    pub state: EvaluationState,
    /// Every criterion of the form in the caller's language, rated or not.
    pub ratings: Vec<EvaluationRating>,
    /// The essential of the interview.
    #[schema(max_length = 5_000)]
    pub summary: Option<String>,
    /// Experiences and contacts that the mentor shares (action plan).
    #[schema(max_length = 5_000)]
    pub introductions: Option<String>,
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
    /// Actions that the two agreed on, as the student has marked them.
    #[schema(max_items = 10)]
    pub agreed_actions: Vec<AgreedAction>,
    /// Given here, or handed over outside the service: then it has a day and a note, but no content.
    pub medium: Medium,
    /// Day on which it was handed over outside.
    pub given_on: Option<NaiveDate>,
    /// Mentor's note on a form given outside.
    #[schema(max_length = 2_000)]
    pub note: Option<String>,
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
    /// Time of the student's opening it first.
    pub read_at: Option<DateTime<Utc>>,
    /// Time of taking it back; its content is then hidden from the student.
    pub retracted_at: Option<DateTime<Utc>>,
    /// Time of the student's acknowledgement: *received*, not *agreed*.
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
    /// Number of the version that is open to a reader who is neither of the two (R31).
    pub opened: Option<u32>,
    /// Whether the reader is an admin, who alone of staff may retract a form.
    pub is_admin: bool,
    /// The reader's language.
    pub language: Language,
    /// The present.
    pub now: DateTime<Utc>,
}

impl EvaluationView {
    /// The form as this reader sees it; draft and facts are its author's (R21).
    pub fn form(&self, record: &EvaluationRecord) -> Evaluation {
        let (id, step) = (record.mentorship.facts.id, record.step);
        let shape = match &record.given {
            Some(given) if given.retracted_at.is_none() => self.version(id, step, given),
            Some(given) if !self.is_author() => Evaluation {
                state: EvaluationState::None,
                ..self.version(id, step, given)
            },
            given => Evaluation {
                version: given.as_ref().map_or(0, |given| given.number),
                retracted_at: given.as_ref().and_then(|given| given.retracted_at),
                ..self.draft(record)
            },
        };
        Evaluation {
            allowed_actions: self.actions(record),
            ..shape
        }
    }

    /// A given version as this reader sees it; staff see that it was given, and its content where it is
    /// open to them (R31), and the student no more of a retracted one.
    pub fn version(&self, id: MentorshipId, step: Step, given: &GivenRecord) -> Evaluation {
        let facts = given.facts.clone();
        let shape = self.shape(id, step, &given.form);
        let shape = Evaluation {
            version: given.number,
            state: EvaluationState::Given,
            agreed_actions: given.agreed_actions.iter().map(Into::into).collect(),
            medium: given.medium,
            given_on: given.given_on,
            note: given.note.clone(),
            facts: self.is_author().then(|| facts.into()),
            correction_reason: given.correction_reason.clone(),
            given_at: Some(given.given_at),
            read_at: given.read_at,
            retracted_at: given.retracted_at,
            acknowledged_at: given.acknowledged_at,
            acknowledgement: given.acknowledgement.clone(),
            ..shape
        };
        match self.acting.actor {
            Actor::Party(Party::Mentor) => shape,
            Actor::Party(Party::Student) if given.retracted_at.is_none() => shape,
            Actor::Party(Party::Student) => Evaluation {
                career_department_recommended: false,
                ..withheld(shape)
            },
            Actor::Staff if self.opened == Some(given.number) => disclosed(shape),
            Actor::Staff | Actor::Service => withheld(shape),
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
        let actions = form.agreed_actions.iter();
        Evaluation {
            state: if drafted {
                EvaluationState::Draft
            } else {
                EvaluationState::None
            },
            agreed_actions: actions
                .map(|action| AgreedAction::named(record.step, action))
                .collect(),
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
            summary: text(&form.summary),
            introductions: text(&form.introductions),
            situation: form.situation,
            opportunities: text(&form.opportunities),
            problems: text(&form.problems),
            strengths: text(&form.strengths),
            advice: text(&form.advice),
            agreed_actions: Vec::new(),
            medium: Medium::Here,
            given_on: None,
            note: None,
            career_department_recommended: form.career_department_recommended,
            facts: None,
            content_withheld: false,
            correction_reason: None,
            given_at: None,
            read_at: None,
            retracted_at: None,
            acknowledged_at: None,
            acknowledgement: None,
            allowed_actions: Vec::new(),
        }
    }

    fn is_author(&self) -> bool {
        self.acting.actor == Actor::Party(Party::Mentor)
    }

    /// Actions allowed now: giving only of a complete form, and of staff only an admin's.
    fn actions(&self, record: &EvaluationRecord) -> Vec<Action> {
        let Ok(mentorship) = record.mentorship.mentorship() else {
            return Vec::new();
        };
        if self.acting.actor == Actor::Staff && !self.is_admin {
            return Vec::new();
        }
        let context = record.mentorship.context(self.acting, self.now);
        let draft = record.draft.clone().unwrap_or_default();
        let complete = record.template.complete(&draft).is_ok();
        let mut actions = mentorship.evaluation_actions(record.step, &context);
        actions.retain(|action| complete || *action != Action::GiveEvaluation);
        actions
    }
}

/// The form for somebody else, without what its student wrote about it.
fn disclosed(mut shape: Evaluation) -> Evaluation {
    for action in &mut shape.agreed_actions {
        action.note = None;
    }
    Evaluation {
        acknowledgement: None,
        ..shape
    }
}

fn withheld(shape: Evaluation) -> Evaluation {
    Evaluation {
        ratings: Vec::new(),
        summary: None,
        introductions: None,
        situation: None,
        opportunities: None,
        problems: None,
        strengths: None,
        advice: None,
        agreed_actions: Vec::new(),
        note: None,
        content_withheld: true,
        correction_reason: None,
        acknowledgement: None,
        ..shape
    }
}
