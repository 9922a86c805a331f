//! Agreed actions (R40).

use chrono::NaiveDate;
use domain::evaluation;
use domain::ids::ActionId;
use domain::patch::nullable;
use domain::text::Note;
use domain::words::{AgreedActionState, Step};
use persistence::{AgreedActionChange, AgreedActionRecord};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Action that student and mentor agreed on.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AgreedAction {
    /// Id of the action, the same in every version of its form.
    pub id: ActionId,
    /// Interview of the form that names it.
    pub step: Step,
    /// Action in words.
    #[schema(max_length = 2_000)]
    pub text: String,
    /// Day until which it is to be done.
    pub due_on: Option<NaiveDate>,
    /// State, as the student marked it.
    pub state: AgreedActionState,
    /// Student's note.
    #[schema(max_length = 2_000)]
    pub note: Option<String>,
}

impl AgreedAction {
    /// An action of a form that is not given yet.
    pub fn named(step: Step, action: &evaluation::AgreedAction) -> Self {
        Self {
            id: action.id,
            step,
            text: action.text.as_str().to_owned(),
            due_on: action.due_on,
            state: AgreedActionState::Open,
            note: None,
        }
    }
}

impl From<&AgreedActionRecord> for AgreedAction {
    fn from(record: &AgreedActionRecord) -> Self {
        Self {
            id: record.id,
            step: record.step,
            text: record.text.clone(),
            due_on: record.due_on,
            state: record.state,
            note: record.note.clone(),
        }
    }
}

/// Marks of the student; absent fields stay.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AgreedActionUpdate {
    /// New state.
    #[schema(value_type = AgreedActionState, required = false)]
    pub state: Option<AgreedActionState>,
    /// Note for the two; null clears it.
    #[serde(default, deserialize_with = "nullable")]
    #[schema(value_type = Option<Note>)]
    pub note: Option<Option<Note>>,
}

impl From<AgreedActionUpdate> for AgreedActionChange {
    fn from(update: AgreedActionUpdate) -> Self {
        Self {
            state: update.state,
            note: update.note.map(|note| note.map(Note::into_string)),
        }
    }
}
