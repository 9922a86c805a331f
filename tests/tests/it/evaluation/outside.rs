//! A form that was handed over on paper (R21).

use crate::harness::{Answer, Class, Pair, School, apply, each_database};
use serde_json::{Value, json};

async fn pair(school: &School) -> Pair {
    let class = Class::open(school, &["mia"], &["sam"]).await;
    class.pair("sam", "mia").await
}

async fn give_outside(pair: &Pair, body: Value) -> Answer {
    let path = pair.at_step("project", "/evaluation/give-outside");
    pair.mentor.post(path, body).await
}

#[apply(each_database)]
async fn its_day_and_note_conclude_the_interview(school: School) {
    let pair = pair(&school).await;
    let body = json!({ "given_on": "2019-02-05", "note": "We filled it in on paper." });
    give_outside(&pair, body.clone())
        .await
        .refused(409, "interview_not_held");
    pair.hold_project().await;
    school.at("2019-02-07T09:00:00Z").await;
    let given = give_outside(&pair, body.clone()).await.ok();
    assert_eq!(
        [
            given.at("/state"),
            given.at("/medium"),
            given.at("/given_on"),
            given.at("/note")
        ],
        [
            "given",
            "outside",
            "2019-02-05",
            "We filled it in on paper."
        ]
    );
    assert_eq!(
        [given.at("/ratings"), given.at("/advice")],
        [json!([]), Value::Null]
    );
    let mail = school
        .mail("sam@school.example.org", "We filled it in on paper.")
        .await;
    assert!(mail.is_in("en"), "{mail:#?}");
    let seen = pair.interview(&pair.student, "project").await;
    assert_eq!(
        [seen.at("/state"), seen.at("/evaluation_state")],
        ["concluded", "given"]
    );
    give_outside(&pair, body)
        .await
        .refused(409, "evaluation_already_given");
    pair.acknowledge("project", "I have it.").await.ok();
    let path = pair.at_step("project", "/evaluation");
    let seen = school.admin().get(&path).await.ok();
    assert_eq!(
        [
            seen.at("/medium"),
            seen.at("/note"),
            seen.at("/content_withheld")
        ],
        [json!("outside"), Value::Null, json!(true)]
    );
    // A correction puts it into the service after all.
    let body = json!({ "reason": "Here it is, typed.", "advice": "Call Anna." });
    let typed = pair.mentor.post(format!("{path}/correct"), body).await.ok();
    assert_eq!(
        [
            typed.at("/medium"),
            typed.at("/version"),
            typed.at("/given_on")
        ],
        [json!("here"), json!(2), Value::Null]
    );
}

#[apply(each_database)]
async fn the_day_lies_between_the_meeting_and_today(school: School) {
    let pair = pair(&school).await;
    pair.hold_project().await;
    school.at("2019-02-07T09:00:00Z").await;
    for day in ["2019-02-04", "2019-02-08"] {
        let refused = give_outside(&pair, json!({ "given_on": day }))
            .await
            .refused(409, "outside_window");
        let possible = json!({ "from": "2019-02-05", "to": "2019-02-07" });
        assert_eq!(
            [refused.at("/window"), refused.at("/pointer")],
            [possible, json!("/given_on")]
        );
    }
    give_outside(&pair, json!({}))
        .await
        .invalid("/given_on", "required");
    let path = pair.at_step("project", "/evaluation/give-outside");
    let body = json!({ "given_on": "2019-02-06" });
    // To all but its author the form isn't there yet.
    pair.student
        .post(&path, body.clone())
        .await
        .refused(404, "not_found");
    give_outside(&pair, body).await.ok();
}

#[apply(each_database)]
async fn it_can_be_retracted(school: School) {
    let pair = pair(&school).await;
    pair.hold_project().await;
    let body = json!({ "given_on": "2019-02-05", "note": "On paper." });
    give_outside(&pair, body).await.ok();
    let path = pair.at_step("project", "/evaluation");
    let reason = json!({ "reason": "It was the wrong sheet." });
    let draft = pair
        .mentor
        .post(format!("{path}/retract"), reason)
        .await
        .ok();
    assert_eq!([draft.at("/state"), draft.at("/medium")], ["draft", "here"]);
    let seen = pair.student.get(&path).await.ok();
    assert_eq!(
        [seen.at("/state"), seen.at("/note")],
        [json!("none"), Value::Null]
    );
    assert!(seen.at("/retracted_at").is_string());
}
