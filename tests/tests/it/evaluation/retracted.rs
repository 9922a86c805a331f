//! A form given by mistake is taken back (R21).

use crate::harness::{Actor, Answer, Class, Pair, School, apply, each_database};
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

async fn retract(pair: &Pair, who: &Actor) -> Answer {
    let body = json!({ "reason": "Meant for somebody else." });
    who.post(path(pair, "/retract"), body).await
}

#[apply(each_database)]
async fn its_content_is_withheld_from_the_student_and_both_are_told(school: School) {
    let pair = given(&school).await;
    retract(&pair, &pair.mentor).await.ok();
    for address in ["sam@school.example.org", "mia@alumni.example.org"] {
        let mail = school.mail(address, "Meant for somebody else.").await;
        assert!(
            !mail.text.contains("Call three people a week."),
            "{mail:#?}"
        );
    }
    let seen = pair.student.get(path(&pair, "")).await.ok();
    assert_eq!(
        [seen.at("/state"), seen.at("/advice")],
        [json!("none"), Value::Null]
    );
    assert_eq!(seen.at("/content_withheld"), true);
    assert!(seen.text("/retracted_at").starts_with("2019-02-05"));
    assert_eq!(seen.at("/allowed_actions"), json!([]));
    let list = pair.student.get(path(&pair, "/versions")).await.ok();
    assert_eq!(list.at("/items/0/advice"), Value::Null);
    let version = pair.student.get(path(&pair, "/versions/1")).await.ok();
    assert_eq!(
        [version.at("/ratings"), version.at("/content_withheld")],
        [json!([]), json!(true)]
    );
    for action in ["/acknowledge", "/mark-read"] {
        pair.student
            .act(path(&pair, action))
            .await
            .refused(409, "evaluation_retracted");
    }
    let seen = pair.interview(&pair.student, "project").await;
    assert_eq!(
        [seen.at("/state"), seen.at("/evaluation_state")],
        ["held", "none"]
    );
    assert_eq!(seen.at("/concluded_at"), Value::Null);
    // Its author still reads what was given.
    let version = pair.mentor.get(path(&pair, "/versions/1")).await.ok();
    assert_eq!(version.at("/advice"), "Call three people a week.");
}

#[apply(each_database)]
async fn the_author_finds_it_as_a_draft_and_gives_it_again(school: School) {
    let pair = given(&school).await;
    let draft = retract(&pair, &pair.mentor).await.ok();
    assert_eq!(
        [draft.at("/state"), draft.at("/advice")],
        ["draft", "Call three people a week."]
    );
    retract(&pair, &pair.mentor)
        .await
        .refused(409, "evaluation_retracted");
    pair.save_form("project", json!({ "advice": "Rest." }))
        .await
        .ok();
    let again = pair.give("project").await.ok();
    assert_eq!(
        [
            again.at("/version"),
            again.at("/correction_reason"),
            again.at("/retracted_at")
        ],
        [json!(2), Value::Null, Value::Null]
    );
    let seen = pair.student.get(path(&pair, "")).await.ok();
    assert_eq!(
        [seen.at("/advice"), seen.at("/content_withheld")],
        [json!("Rest."), json!(false)]
    );
    let list = pair.student.get(path(&pair, "/versions")).await.ok();
    assert_eq!(
        [list.at("/items/0/advice"), list.at("/items/1/advice")],
        [Value::Null, json!("Rest.")]
    );
    pair.acknowledge("project", "Thank you.").await.ok();
}

#[apply(each_database)]
async fn its_author_may_for_a_week_and_an_admin_at_any_time(school: School) {
    let pair = given(&school).await;
    pair.mentor
        .post(path(&pair, "/retract"), json!({}))
        .await
        .invalid("/reason", "required");
    for other in [pair.student.clone(), school.adviser()] {
        retract(&pair, &other).await.refused(403, "role_forbidden");
    }
    let listed = school.adviser().get(path(&pair, "")).await.ok();
    assert_eq!(listed.at("/allowed_actions"), json!([]));
    school.at("2019-02-13T09:00:00Z").await;
    retract(&pair, &pair.mentor)
        .await
        .refused(409, "staff_only");
    let listed = school.admin().get(path(&pair, "")).await.ok();
    assert_eq!(listed.words("/allowed_actions"), ["retract_evaluation"]);
    let taken = retract(&pair, &school.admin()).await.ok();
    assert_eq!(
        [taken.at("/state"), taken.at("/content_withheld")],
        [json!("none"), json!(true)]
    );
    let draft = pair.mentor.get(path(&pair, "")).await.ok();
    assert_eq!(draft.at("/advice"), "Call three people a week.");
    retract(&pair, &school.admin())
        .await
        .refused(409, "evaluation_retracted");
    school
        .mail("mia@alumni.example.org", "Meant for somebody else.")
        .await;
}

#[apply(each_database)]
async fn what_came_after_it_stays(school: School) {
    let pair = given(&school).await;
    school.at("2019-02-06T09:00:00Z").await;
    pair.prepare("action_plan").await;
    pair.meet("action_plan", "2019-04-16T17:00:00Z").await;
    retract(&pair, &pair.mentor).await.ok();
    let whole = pair.student.get(pair.path("")).await.ok();
    assert_eq!(
        whole.each("/interviews", "state"),
        ["held", "scheduled", "waiting"]
    );
    pair.give("project").await.ok();
}

#[apply(each_database)]
async fn a_completed_mentorship_stays_completed(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    school.at("2019-07-02T09:00:00Z").await;
    pair.record(&pair.mentor, "follow_up", "2019-07-01T09:00:00Z")
        .await
        .created();
    pair.draft_form("follow_up").await.ok();
    pair.give("follow_up").await.ok();
    let path = pair.at_step("follow_up", "/evaluation/retract");
    pair.mentor
        .post(path, json!({ "reason": "Too early." }))
        .await
        .ok();
    let whole = pair.student.get(pair.path("")).await.ok();
    assert_eq!(whole.at("/state"), "completed");
    assert_eq!(whole.at("/interviews/2/state"), "held");
    pair.give("follow_up").await.ok();
    let whole = pair.student.get(pair.path("")).await.ok();
    assert_eq!(whole.at("/interviews/2/state"), "concluded");
}
