//! Forms that are owed when a mentorship or its programme is over (R2, R10, R35).

use crate::harness::{Answer, Class, Pair, School, apply, each_database};
use serde_json::{Value, json};

async fn held(school: &School) -> Pair {
    let class = Class::open(school, &["mia", "max"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    pair.hold_project().await;
    pair
}

async fn ended(school: &School) -> Pair {
    let pair = held(school).await;
    let body = json!({ "end_reason": "mentor_left", "note": "A new job." });
    school.adviser().end(&pair.id, body).await.ok();
    pair
}

async fn acknowledge(pair: &Pair, step: &str) -> Answer {
    pair.student
        .act(pair.at_step(step, "/evaluation/acknowledge"))
        .await
}

#[apply(each_database)]
async fn a_closed_programme_still_takes_owed_forms(school: School) {
    let pair = held(&school).await;
    let close = json!({ "end_live_mentorships": true });
    pair.class
        .admin()
        .post(pair.class.path("/close"), close)
        .await
        .ok();
    pair.draft_form("project").await.ok();
    pair.give("project").await.ok();
    school
        .mail("sam@school.example.org", "Call three people a week.")
        .await;
    acknowledge(&pair, "project").await.ok();
    let correction = json!({ "reason": "A slip.", "advice": "Rest." });
    pair.mentor
        .post(pair.at_step("project", "/evaluation/correct"), correction)
        .await
        .ok();
    acknowledge(&pair, "project").await.ok();
    // Ended with its programme, nobody is a former mentor: both still read all of it.
    let whole = pair.mentor.get(pair.path("")).await.ok();
    assert_eq!(whole.at("/interviews/0/appointments/0/state"), "held");
    assert!(whole.at("/roadbook_id").is_string());
    let editions = format!("{}/editions/1", pair.roadbook().await);
    pair.mentor.get(editions).await.ok();
}

#[apply(each_database)]
async fn a_former_mentor_gives_the_form_they_owe(school: School) {
    let pair = ended(&school).await;
    let path = pair.at_step("project", "/evaluation");
    assert_eq!(pair.mentor.get(&path).await.ok().at("/state"), "none");
    pair.draft_form("project").await.ok();
    let given = pair.give("project").await.ok();
    let allowed = ["correct_evaluation", "retract_evaluation"];
    assert_eq!(given.words("/allowed_actions"), allowed);
    school
        .mail("sam@school.example.org", "Call three people a week.")
        .await;
    acknowledge(&pair, "project").await.ok();
    pair.mentor.get(&path).await.ok();
    pair.mentor.get(format!("{path}/versions/1")).await.ok();
    // One that they neither wrote nor owe is not there for them.
    pair.mentor
        .get(pair.at_step("action_plan", "/evaluation"))
        .await
        .refused(404, "not_found");
}

#[apply(each_database)]
async fn a_former_mentor_reads_states_and_dates_and_no_more(school: School) {
    let pair = ended(&school).await;
    let whole = pair.mentor.get(pair.path("")).await.ok();
    assert_eq!(
        whole.each("/interviews", "state"),
        ["held", "open", "waiting"]
    );
    assert_eq!(whole.at("/end_note"), Value::Null);
    assert_eq!(
        [whole.at("/contacts"), whole.at("/roadbook_id")],
        [Value::Null, Value::Null]
    );
    for interview in whole.at("/interviews").as_array().unwrap() {
        assert_eq!(interview["appointments"], json!([]));
        assert_eq!(interview["roadbook"]["sent_edition"], Value::Null);
        assert_eq!(interview["allowed_actions"], json!([]));
    }
    let appointments = pair.mentor.get(pair.path("/appointments")).await.ok();
    assert_eq!(appointments.at("/items"), json!([]));
    let theirs = pair.student.get(pair.path("/appointments")).await.ok();
    let appointment = format!("/v1/appointments/{}", theirs.text("/items/0/id"));
    pair.mentor
        .get(&appointment)
        .await
        .refused(404, "not_found");
    pair.mentor
        .post(format!("{appointment}/hold"), json!({}))
        .await
        .refused(404, "not_found");
    let editions = format!("{}/editions", pair.roadbook().await);
    pair.mentor.get(&editions).await.refused(404, "not_found");
    pair.mentor
        .get(format!("{editions}/1"))
        .await
        .refused(404, "not_found");
}

#[apply(each_database)]
async fn forms_still_owed_are_given_after_the_last_interview(school: School) {
    let pair = held(&school).await;
    school.at("2019-07-02T09:00:00Z").await;
    pair.record(&pair.mentor, "follow_up", "2019-07-01T09:00:00Z")
        .await
        .created();
    pair.draft_form("follow_up").await.ok();
    pair.give("follow_up").await.ok();
    let whole = pair.mentor.get(pair.path("")).await.ok();
    assert_eq!(whole.at("/state"), "completed");
    assert_eq!(
        whole.each("/interviews", "state"),
        ["held", "missed", "concluded"]
    );
    pair.draft_form("project").await.ok();
    pair.give("project").await.ok();
    acknowledge(&pair, "project").await.ok();
    let whole = pair.student.get(pair.path("")).await.ok();
    assert_eq!(
        whole.each("/interviews", "state"),
        ["concluded", "missed", "concluded"]
    );
}
