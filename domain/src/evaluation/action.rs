//! Agreed actions: what the student sets out to do until the next interview (R40).

use super::Form;
use crate::ids::ActionId;
use crate::text::Note;
use chrono::NaiveDate;

/// Most actions that one form names.
pub const MAX_ACTIONS: usize = 10;

/// Action that the two agreed on, as the form names it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct AgreedAction {
    /// Its id, the same in every version of the form.
    pub id: ActionId,
    /// Action in words.
    pub text: Note,
    /// Day until which it is to be done.
    pub due_on: Option<NaiveDate>,
}

impl Form {
    /// Gives actions the ids of known ones with the same text, each to one of them: an action that
    /// a new version names again keeps its state.
    pub fn recognise(&mut self, known: &[(ActionId, Note)]) {
        let mut known: Vec<_> = known.iter().collect();
        for action in &mut self.agreed_actions {
            if let Some(index) = known.iter().position(|(_, text)| *text == action.text) {
                let (id, _) = known.swap_remove(index);
                action.id = *id;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn action(text: &str) -> AgreedAction {
        AgreedAction {
            id: ActionId::new(),
            text: Note::parse(text).unwrap(),
            due_on: None,
        }
    }

    #[test]
    fn an_action_named_again_is_the_same_action() {
        let known = ["Call Anna.", "Write a letter."].map(action);
        let known = known.map(|it| (it.id, it.text));
        let mut form = Form {
            agreed_actions: ["Write a letter.", "Rest.", "Write a letter."]
                .map(action)
                .into(),
            ..Form::default()
        };
        let fresh: Vec<_> = form.agreed_actions.iter().map(|it| it.id).collect();
        form.recognise(&known);
        let ids: Vec<_> = form.agreed_actions.iter().map(|it| it.id).collect();
        assert_eq!(ids, [known[1].0, fresh[1], fresh[2]]);
    }
}
