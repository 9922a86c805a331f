//! Where several refusals apply, the first in the contract's order is told.

use crate::charter::without_acceptance;
use crate::harness::{Class, School, apply, each_database};
use serde_json::json;

#[apply(each_database)]
async fn charter_comes_before_the_interview_and_that_before_the_date(school: School) {
    let class = without_acceptance(&school).await;
    class
        .change(json!({ "policies": { "charter_required": false } }))
        .await
        .ok();
    let pair = class.pair("sam", "mia").await;
    class
        .change(json!({ "policies": { "charter_required": true } }))
        .await
        .ok();
    let long_ago = "2001-01-01T09:00:00Z";
    for who in [&pair.student, &pair.mentor] {
        pair.propose(who, "action_plan", long_ago)
            .await
            .refused(409, "charter_not_accepted");
    }
    class.accept_charter("sam").await.ok();
    pair.propose(&pair.student, "action_plan", long_ago)
        .await
        .refused(409, "interview_not_open");
    pair.propose(&pair.student, "project", long_ago)
        .await
        .refused(409, "outside_window");
    pair.propose(&pair.student, "project", "2019-01-05T09:00:00Z")
        .await
        .refused(409, "in_the_past");
    // Who hasn't accepted can't confirm either, and is told so.
    let proposed = pair
        .propose(&pair.student, "project", "2019-02-05T09:00:00Z")
        .await
        .created()
        .id();
    pair.mentor
        .confirm(&proposed)
        .await
        .refused(409, "charter_not_accepted");
    assert_eq!(
        pair.interview(&pair.mentor, "project")
            .await
            .blocks("propose_appointment"),
        "charter_not_accepted"
    );
    class.accept_charter("mia").await.ok();
    pair.mentor.confirm(&proposed).await.ok();
}

#[apply(each_database)]
async fn programme_and_state_come_first(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    let long_ago = "2001-01-01T09:00:00Z";
    pair.student.end(&pair.id, json!({})).await.ok();
    let ended = pair
        .propose(&pair.student, "project", long_ago)
        .await
        .refused(409, "wrong_state");
    assert_eq!(ended.at("/state"), "ended");
    class.admin().act(class.path("/close")).await.ok();
    pair.propose(&pair.student, "project", long_ago)
        .await
        .refused(409, "programme_not_open");
}

#[apply(each_database)]
async fn the_schema_comes_before_the_rules_and_the_reader_before_the_schema(school: School) {
    let class = Class::open(&school, &["mia", "max"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    let nonsense = json!({ "starts_at": 7 });
    let path = pair.at_step("action_plan", "/appointments");
    pair.student
        .post(&path, nonsense.clone())
        .await
        .invalid("/starts_at", "type");
    class
        .person("max")
        .post(&path, nonsense.clone())
        .await
        .refused(404, "not_found");
    school
        .adviser()
        .post(&path, nonsense)
        .await
        .refused(403, "role_forbidden");
}
