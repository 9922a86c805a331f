//! Agreed actions: named by the form, marked by the student (R40).

use crate::harness::{Actor, Answer, Class, Pair, School, apply, each_database};
use serde_json::{Value, json};

/// The first form is given; it names two actions.
async fn given(school: &School) -> Pair {
    let class = Class::open(school, &["mia", "max"], &["sam", "zoe"]).await;
    let pair = class.pair("sam", "mia").await;
    pair.hold_project().await;
    let form = json!({
        "advice": "Call people.",
        "agreed_actions": [
            { "text": "Call Anna.", "due_on": "2019-03-01" },
            { "text": "Write one page on banks." },
        ],
    });
    let drafted = pair.save_form("project", form).await.ok();
    assert_eq!(drafted.at("/agreed_actions/0/state"), "open");
    pair.give("project").await.ok();
    pair
}

async fn list(pair: &Pair, who: &Actor) -> Answer {
    who.get(pair.path("/agreed-actions")).await
}

/// The path of the n-th action in the list.
async fn path(pair: &Pair, number: usize) -> String {
    let list = list(pair, &pair.student).await.ok();
    let id = list.text(&format!("/items/{number}/id"));
    pair.path(&format!("/agreed-actions/{id}"))
}

async fn correct(pair: &Pair, actions: Value) -> Answer {
    let body =
        json!({ "reason": "We said more.", "advice": "Call people.", "agreed_actions": actions });
    let path = pair.at_step("project", "/evaluation/correct");
    pair.mentor.post(path, body).await
}

#[apply(each_database)]
async fn both_see_them_and_the_student_marks_them(school: School) {
    let pair = given(&school).await;
    school
        .mail("sam@school.example.org", "Write one page on banks.")
        .await;
    let mine = list(&pair, &pair.student).await.ok();
    assert_eq!(
        mine.each("/items", "text"),
        ["Call Anna.", "Write one page on banks."]
    );
    assert_eq!(
        [
            mine.at("/items/0/step"),
            mine.at("/items/0/due_on"),
            mine.at("/items/0/state")
        ],
        ["project", "2019-03-01", "open"]
    );
    let call = path(&pair, 0).await;
    school.at("2019-03-10T09:00:00Z").await;
    let body = json!({ "state": "done", "note": "She was kind." });
    let marked = pair.student.change(&call, body).await.ok();
    assert_eq!(
        [marked.at("/state"), marked.at("/note")],
        ["done", "She was kind."]
    );
    let theirs = list(&pair, &pair.mentor).await.ok();
    assert_eq!(theirs.each("/items", "state"), ["done", "open"]);
    let form = pair.mentor.get(pair.at_step("project", "/evaluation"));
    assert_eq!(
        form.await.ok().at("/agreed_actions/0"),
        theirs.at("/items/0")
    );
    let cleared = pair
        .student
        .change(&call, json!({ "note": null }))
        .await
        .ok();
    assert_eq!(
        [cleared.at("/state"), cleared.at("/note")],
        [json!("done"), Value::Null]
    );
}

#[apply(each_database)]
async fn a_mark_needs_the_version_and_a_known_word(school: School) {
    let pair = given(&school).await;
    let call = path(&pair, 0).await;
    let stale = pair.student.get(&call).await.ok().etag();
    pair.student
        .ask("PATCH", &call)
        .json(&json!({ "state": "done" }))
        .send()
        .await
        .refused(428, "if_match_required");
    pair.student
        .patch(&call, &stale, json!({ "state": "dropped" }))
        .await
        .ok();
    pair.student
        .patch(&call, &stale, json!({ "state": "done" }))
        .await
        .refused(412, "stale");
    pair.student
        .change(&call, json!({ "state": "forgotten" }))
        .await
        .invalid("/state", "enum");
    pair.student
        .change(&call, json!({ "note": "x".repeat(2_001) }))
        .await
        .invalid("/note", "too_long");
}

#[apply(each_database)]
async fn nobody_else_sees_or_marks_them(school: School) {
    let pair = given(&school).await;
    let call = path(&pair, 0).await;
    let done = json!({ "state": "done" });
    pair.mentor.get(&call).await.ok();
    pair.mentor
        .change(&call, done.clone())
        .await
        .refused(403, "role_forbidden");
    for staff in [school.adviser(), school.admin()] {
        list(&pair, &staff).await.refused(403, "role_forbidden");
        staff.get(&call).await.refused(403, "role_forbidden");
        let form = staff.get(pair.at_step("project", "/evaluation")).await.ok();
        assert_eq!(form.at("/agreed_actions"), json!([]));
    }
    for other in ["max", "zoe"] {
        let other = pair.class.person(other);
        list(&pair, &other).await.refused(404, "not_found");
        other.get(&call).await.refused(404, "not_found");
        other
            .patch(&call, "\"1-0\"", done.clone())
            .await
            .refused(404, "not_found");
    }
}

#[apply(each_database)]
async fn a_correction_keeps_the_marks_of_what_it_names_again(school: School) {
    let pair = given(&school).await;
    let (call, write) = (path(&pair, 0).await, path(&pair, 1).await);
    pair.student
        .change(&call, json!({ "state": "done" }))
        .await
        .ok();
    let actions = json!([
        { "text": "Meet a lender." },
        { "text": "Call Anna.", "due_on": "2019-04-01" },
    ]);
    let new = correct(&pair, actions).await.ok();
    assert_eq!(
        new.each("/agreed_actions", "text"),
        ["Meet a lender.", "Call Anna."]
    );
    assert_eq!(new.each("/agreed_actions", "state"), ["open", "done"]);
    let kept = pair.student.get(&call).await.ok();
    assert_eq!(
        [kept.at("/state"), kept.at("/due_on")],
        ["done", "2019-04-01"]
    );
    pair.student.get(&write).await.refused(404, "not_found");
    let list = list(&pair, &pair.student).await.ok();
    assert_eq!(list.at("/items").as_array().unwrap().len(), 2);
    // The version before names what it named.
    let path = pair.at_step("project", "/evaluation/versions/1");
    let first = pair.student.get(path).await.ok();
    assert_eq!(
        first.each("/agreed_actions", "text"),
        ["Call Anna.", "Write one page on banks."]
    );
    assert_eq!(first.at("/agreed_actions/0/due_on"), "2019-03-01");
}

#[apply(each_database)]
async fn they_go_with_a_retracted_form_and_come_back_with_it(school: School) {
    let pair = given(&school).await;
    let call = path(&pair, 0).await;
    pair.student
        .change(&call, json!({ "state": "done" }))
        .await
        .ok();
    let retract = pair.at_step("project", "/evaluation/retract");
    pair.mentor
        .post(retract, json!({ "reason": "A slip." }))
        .await
        .ok();
    let none = list(&pair, &pair.student).await.ok();
    assert_eq!(none.at("/items"), json!([]));
    pair.student.get(&call).await.refused(404, "not_found");
    let seen = pair.student.get(pair.at_step("project", "/evaluation"));
    assert_eq!(seen.await.ok().at("/agreed_actions"), json!([]));
    pair.give("project").await.ok();
    let again = list(&pair, &pair.student).await.ok();
    assert_eq!(again.each("/items", "state"), ["done", "open"]);
}

#[apply(each_database)]
async fn they_are_marked_after_the_end_too(school: School) {
    let pair = given(&school).await;
    let body = json!({ "end_reason": "mentor_left", "note": "A new job." });
    school.adviser().end(&pair.id, body).await.ok();
    let call = path(&pair, 0).await;
    pair.student
        .change(&call, json!({ "state": "done" }))
        .await
        .ok();
    let page = list(&pair, &pair.student).await.ok();
    assert_eq!(page.at("/next_cursor"), Value::Null);
    let first = pair
        .student
        .get(pair.path("/agreed-actions?limit=1"))
        .await
        .ok();
    let rest = format!(
        "/agreed-actions?limit=1&cursor={}",
        first.text("/next_cursor")
    );
    let rest = pair.student.get(pair.path(&rest)).await.ok();
    assert_eq!(rest.each("/items", "text"), ["Write one page on banks."]);
}
