//! Who may do what: every operation of the document for every kind of caller.
//!
//! A new route needs a row in `matrix.md`; where it takes a body, a line in `request.rs`; where it
//! needs a state that isn't there yet, a word in `state.rs`. `secrets.md` says who sees what.

mod caller;
mod cells;
mod garbage;
mod hidden;
mod request;
mod scene;
mod secrets;
mod stage;
mod state;
mod table;
mod target;

use crate::harness::{Class, School, apply, each_database};

#[apply(each_database)]
async fn every_caller_gets_what_the_matrix_says(school: School) {
    cells::check(school).await;
}

#[apply(each_database)]
async fn hidden_absent_and_malformed_ids_answer_alike(school: School) {
    hidden::check(school).await;
}

#[apply(each_database)]
async fn rights_are_decided_before_what_was_sent_is_looked_at(school: School) {
    garbage::check(school).await;
}

#[apply(each_database)]
async fn nobody_sees_what_is_not_for_them(school: School) {
    secrets::check(school).await;
}

#[apply(each_database)]
async fn the_mentor_of_a_completed_mentorship_still_reads_its_student(school: School) {
    let pair = Class::open(&school, &["mia"], &["sam"])
        .await
        .pair("sam", "mia")
        .await;
    for (step, sent, starts, after) in [
        (
            "project",
            "2019-01-14T09:00:00Z",
            "2019-02-04T09:00:00Z",
            "2019-02-04T11:00:00Z",
        ),
        (
            "action_plan",
            "2019-04-02T09:00:00Z",
            "2019-05-06T09:00:00Z",
            "2019-05-06T11:00:00Z",
        ),
        (
            "follow_up",
            "2019-07-02T09:00:00Z",
            "2019-09-02T09:00:00Z",
            "2019-09-02T11:00:00Z",
        ),
    ] {
        pair.conclude(step, sent, starts, after).await;
    }
    let completed = pair.mentor.get(pair.path("")).await.ok();
    assert_eq!(completed.at("/state"), "completed");
    let student = completed.text("/student/id");
    let path = pair.class.path(&format!("/students/{student}"));
    assert_eq!(
        pair.mentor.get(path).await.ok().at("/mentorship_id"),
        serde_json::Value::Null
    );
}
