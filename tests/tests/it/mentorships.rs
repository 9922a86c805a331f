//! The list of mentorships: every filter, on pairs in every state (R9, R28).

use crate::harness::{Actor, Class, Pair, School, apply, each_database};
use serde_json::json;

/// On 10 February: sam's project is concluded; ana's is held, its form owed; bob's has begun
/// without an outcome; eve has only chosen; liz has withdrawn. Max's student is eve.
async fn five(school: &School) -> Class {
    let class = Class::open(
        school,
        &["mia", "max"],
        &["sam", "ana", "bob", "eve", "liz"],
    )
    .await;
    class
        .change_mentor(&class.admin(), "mia", json!({ "capacity": 4 }))
        .await
        .ok();
    let liz = class.pair("liz", "mia").await;
    liz.student.end(&liz.id, json!({})).await.ok();
    let pairs = [
        class.pair("sam", "mia").await,
        class.pair("ana", "mia").await,
        class.pair("bob", "mia").await,
        class.pair("eve", "max").await,
    ];
    let mut met = Vec::new();
    for (pair, hour) in pairs.iter().take(3).zip(["10", "11", "12"]) {
        pair.prepare("project").await;
        met.push(
            pair.meet("project", &format!("2019-02-05T{hour}:00:00Z"))
                .await,
        );
    }
    school.at("2019-02-10T09:00:00Z").await;
    for (pair, appointment) in pairs.iter().zip(&met).take(2) {
        pair.mentor.hold(appointment).await.ok();
    }
    let [sam, ..] = &pairs;
    sam.draft_form("project").await.ok();
    sam.give("project").await.ok();
    class
}

/// The students of the mentorships that a filter finds, newest first.
async fn found(class: &Class, who: &Actor, filter: &str) -> Vec<String> {
    let list = who
        .get(class.path(&format!("/mentorships?{filter}")))
        .await
        .ok();
    let items = list.at("/items");
    let name =
        |item: &serde_json::Value| item["student"]["last_name"].as_str().unwrap()[5..].to_owned();
    items.as_array().unwrap().iter().map(name).collect()
}

async fn find(class: &Class, filter: &str) -> Vec<String> {
    found(class, &class.school.adviser(), filter).await
}

async fn overdue_in(pair: &Pair) -> Vec<bool> {
    let list = pair.student.get(pair.class.path("/mentorships")).await.ok();
    let steps = list.at("/items/0/steps");
    let steps = steps.as_array().unwrap().iter();
    steps
        .map(|step| step["overdue"].as_bool().unwrap())
        .collect()
}

#[apply(each_database)]
async fn each_filter_finds_what_it_says(school: School) {
    let class = five(&school).await;
    let mia = class.person_id("mia").await;
    let bob = class.person_id("bob").await;
    for (filter, students) in [
        ("", "eve bob ana sam liz"),
        ("state=active", "eve bob ana sam"),
        ("state=ended", "liz"),
        ("state=completed", ""),
        ("step=project", "eve bob"),
        ("step=action_plan", "ana sam"),
        ("step=follow_up", ""),
        ("step_state=concluded", "sam"),
        ("step_state=held", "ana"),
        ("step_state=scheduled", "bob"),
        ("step=project&step_state=open", "eve liz"),
        ("step=project&step_state=open&state=active", "eve"),
        ("step=action_plan&step_state=open", "ana sam"),
        (
            "step=action_plan&step_state=waiting&state=active",
            "eve bob",
        ),
        ("form_owed=true", "ana"),
        ("form_owed=false&state=active", "eve bob sam"),
        ("outcome_unrecorded=true", "bob"),
        ("outcome_unrecorded=false&state=active", "eve ana sam"),
        ("overdue=true", ""),
        ("overdue=false&state=active", "eve bob ana sam"),
        ("q=bob", "bob"),
        ("q=MAX", "eve"),
        ("q=first%20mia&state=active", "bob ana sam"),
        ("q=nobody", ""),
        (&format!("mentor_id={mia}&state=active"), "bob ana sam"),
        (&format!("student_id={bob}"), "bob"),
        (&format!("student_id={mia}"), ""),
    ] {
        assert_eq!(find(&class, filter).await.join(" "), students, "{filter}");
    }
}

#[apply(each_database)]
async fn after_the_last_day_what_is_not_settled_is_overdue(school: School) {
    let class = five(&school).await;
    school.at("2019-03-31T21:59:00Z").await;
    assert_eq!(find(&class, "overdue=true").await.join(" "), "");
    school.at("2019-03-31T22:00:00Z").await;
    for (filter, students) in [
        ("overdue=true", "eve bob ana"),
        ("overdue=true&step=project", "eve bob ana"),
        ("overdue=true&step=action_plan", ""),
        ("overdue=false&state=active", "sam"),
        ("step_state=missed&state=active", "eve"),
        (
            "step=action_plan&step_state=waiting&state=active",
            "eve bob",
        ),
    ] {
        assert_eq!(find(&class, filter).await.join(" "), students, "{filter}");
    }
    // The action plan can't open after a missed project; the follow-up opens whatever was missed (R8).
    school.at("2019-07-01T09:00:00Z").await;
    assert_eq!(
        find(&class, "step=follow_up").await.join(" "),
        "eve bob ana sam"
    );
    assert_eq!(
        find(&class, "step=follow_up&step_state=open&state=active")
            .await
            .join(" "),
        "eve bob ana sam"
    );
}

#[apply(each_database)]
async fn the_two_see_their_own_with_the_same_filters(school: School) {
    let class = five(&school).await;
    assert_eq!(
        found(&class, &class.person("mia"), "").await.join(" "),
        "bob ana sam liz"
    );
    assert_eq!(
        found(&class, &class.person("max"), "state=active")
            .await
            .join(" "),
        "eve"
    );
    assert_eq!(
        found(&class, &class.person("ana"), "form_owed=true")
            .await
            .join(" "),
        "ana"
    );
    assert_eq!(
        found(&class, &class.person("sam"), "form_owed=true")
            .await
            .join(" "),
        ""
    );
    assert_eq!(
        found(&class, &class.person("sam"), "q=bob").await.join(" "),
        ""
    );
}

#[apply(each_database)]
async fn a_recommendation_counts_once_given_and_by_its_latest_version(school: School) {
    let class = Class::open(&school, &["mia"], &["sam", "ana"]).await;
    class.pair("ana", "mia").await;
    let pair = class.pair("sam", "mia").await;
    pair.hold_project().await;
    let form = pair.at_step("project", "/evaluation");
    let mut body = pair.form("project").await;
    body["career_department_recommended"] = json!(true);
    pair.mentor.replace(&form, body.clone()).await.ok();
    assert_eq!(find(&class, "recommended=true").await.join(" "), "");
    pair.give("project").await.ok();
    assert_eq!(find(&class, "recommended=true").await.join(" "), "sam");
    assert_eq!(find(&class, "recommended=false").await.join(" "), "ana");
    body["career_department_recommended"] = json!(false);
    body["reason"] = json!("We talked again.");
    pair.mentor.post(format!("{form}/correct"), body).await.ok();
    assert_eq!(find(&class, "recommended=true").await.join(" "), "");
}

#[apply(each_database)]
async fn being_overdue_shows_in_every_line_and_ends_with_the_form(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    pair.have_held(
        "project",
        "2019-03-01T09:00:00Z",
        "2019-03-20T09:00:00Z",
        "2019-04-01T09:00:00Z",
    )
    .await;
    assert_eq!(overdue_in(&pair).await, [true, false, false]);
    let seen = pair.interview(&pair.mentor, "project").await;
    assert_eq!(
        [seen.at("/state"), seen.at("/overdue")],
        [json!("held"), json!(true)]
    );
    // Giving its form is never refused for being late (R9).
    pair.draft_form("project").await.ok();
    pair.give("project").await.ok();
    assert_eq!(overdue_in(&pair).await, [false; 3]);
}
