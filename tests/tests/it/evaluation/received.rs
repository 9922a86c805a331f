//! A form with its student: opened, acknowledged, and the comment amended (R21).

use crate::harness::{Class, Pair, School, apply, each_database};
use serde_json::{Value, json};

async fn given(school: &School) -> Pair {
    let class = Class::open(school, &["mia"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    pair.conclude_project().await;
    pair
}

fn path(pair: &Pair, rest: &str) -> String {
    pair.at_step("project", &format!("/evaluation{rest}"))
}

#[apply(each_database)]
async fn opening_it_marks_it_read_and_the_first_time_counts(school: School) {
    let pair = given(&school).await;
    let read_at = async || pair.mentor.get(path(&pair, "")).await.ok().at("/read_at");
    assert_eq!(read_at().await, Value::Null);
    let to_do = async || {
        let me = pair.student.get("/v1/me").await.ok();
        me.each("/next_steps", "code")
    };
    assert!(to_do().await.contains(&"read_evaluation".to_owned()));
    school.at("2019-02-06T09:00:00Z").await;
    let read = pair.student.act(path(&pair, "/mark-read")).await.ok();
    assert!(read.text("/read_at").starts_with("2019-02-06T09:00"));
    school.at("2019-02-07T09:00:00Z").await;
    let again = pair.student.act(path(&pair, "/mark-read")).await.ok();
    assert_eq!(again.at("/read_at"), read.at("/read_at"));
    assert_eq!(read_at().await, read.at("/read_at"));
    let version = pair.mentor.get(path(&pair, "/versions/1")).await.ok();
    assert_eq!(version.at("/read_at"), read.at("/read_at"));
    assert!(!to_do().await.contains(&"read_evaluation".to_owned()));
    pair.mentor
        .act(path(&pair, "/mark-read"))
        .await
        .refused(403, "role_forbidden");
    school
        .adviser()
        .act(path(&pair, "/mark-read"))
        .await
        .refused(403, "role_forbidden");
    // A new version is to be opened anew.
    let body = json!({ "reason": "I forgot a word.", "advice": "Call five people." });
    pair.mentor.post(path(&pair, "/correct"), body).await.ok();
    assert_eq!(read_at().await, Value::Null);
}

#[apply(each_database)]
async fn the_student_says_that_it_came_and_may_put_it_better_for_a_week(school: School) {
    let pair = given(&school).await;
    pair.acknowledge("project", "x".repeat(2_001))
        .await
        .invalid("/comment", "too_long");
    let read = pair.acknowledge("project", "Thank you.").await.ok();
    assert_eq!(read.at("/acknowledgement"), "Thank you.");
    let first = read.text("/acknowledged_at");
    assert!(first.starts_with("2019-02-05"));
    // What is acknowledged was read.
    assert!(read.at("/read_at").is_string());
    school.at("2019-02-12T22:30:00Z").await;
    let better = pair.acknowledge("project", "Thank you so much.").await.ok();
    assert_eq!(better.at("/acknowledged_at"), first);
    let seen = pair.mentor.get(path(&pair, "")).await.ok();
    assert_eq!(seen.at("/acknowledgement"), "Thank you so much.");
    // In Paris it is the 13th.
    school.at("2019-02-12T23:30:00Z").await;
    let over = pair
        .acknowledge("project", Value::Null)
        .await
        .refused(409, "wrong_state");
    assert_eq!(over.at("/state"), "acknowledged");
    let seen = pair.student.get(path(&pair, "")).await.ok();
    assert_eq!(seen.words("/allowed_actions"), ["mark_evaluation_read"]);
    assert_eq!(seen.at("/acknowledgement"), "Thank you so much.");
}
