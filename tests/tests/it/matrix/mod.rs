//! Who may do what: every operation of the document for every kind of caller.
//!
//! A new route needs a row in `matrix.md`; where it takes a body, a line in `request.rs`; where it
//! needs a state that isn't there yet, a word in `state.rs`. `secrets.md` says who sees what.

mod caller;
mod cells;
mod garbage;
mod hidden;
mod request;
mod secrets;
mod stage;
mod state;
mod table;

use crate::harness::{School, stories};

stories! {
    async fn every_caller_gets_what_the_matrix_says(school: School) {
        cells::hold(school).await;
    }

    async fn hidden_absent_and_malformed_ids_answer_alike(school: School) {
        hidden::hold(school).await;
    }

    async fn rights_are_decided_before_what_was_sent_is_looked_at(school: School) {
        garbage::hold(school).await;
    }

    async fn nobody_sees_what_is_not_for_them(school: School) {
        secrets::hold(school).await;
    }
}
