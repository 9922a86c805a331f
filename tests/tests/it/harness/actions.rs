//! What an answer says may be done now, and what not.

use super::answer::Answer;
use serde_json::Value;

impl Answer {
    /// The words of the array at a JSON pointer, as `/allowed_actions`.
    #[track_caller]
    pub fn words(&self, pointer: &str) -> Vec<String> {
        let words = self.at(pointer);
        let words = words
            .as_array()
            .unwrap_or_else(|| panic!("no array at {pointer}: {self:?}"));
        words
            .iter()
            .map(|word| word.as_str().unwrap().to_owned())
            .collect()
    }

    /// Whether `allowed_actions` names this operation.
    #[track_caller]
    pub fn allows(&self, action: &str) -> bool {
        self.words("/allowed_actions").iter().any(|it| it == action)
    }

    /// The entry of `blocked_actions` for an operation; null where there is none.
    pub fn blocked(&self, action: &str) -> Value {
        let blocked = self.at("/blocked_actions");
        let mut blocked = blocked.as_array().unwrap().iter();
        blocked
            .find(|it| it["action"] == action)
            .cloned()
            .unwrap_or_default()
    }

    /// The code with which an operation is blocked.
    #[track_caller]
    pub fn blocks(&self, action: &str) -> String {
        let code = &self.blocked(action)["code"];
        let code = code.as_str();
        code.unwrap_or_else(|| panic!("{action} is not blocked: {self:?}"))
            .to_owned()
    }
}
