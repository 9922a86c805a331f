//! The charter and its acceptance (R32).

use crate::harness::{Class, School, apply, each_database, mentor_row, student_row};
use serde_json::{Value, json};

pub(crate) async fn without_acceptance(school: &School) -> Class {
    let class = Class::draft(school, 2019).await;
    class.import("mentors", vec![mentor_row("mia")]).await.ok();
    class
        .import("students", vec![student_row("sam")])
        .await
        .ok();
    class.admin().act(class.path("/open")).await.ok();
    class
}

#[apply(each_database)]
async fn the_charter_has_both_languages_and_is_accepted_once(school: School) {
    let class = without_acceptance(&school).await;
    let sam = class.person("sam");
    let charter = sam.get(class.path("/charter")).await.ok();
    assert_eq!(charter.at("/version"), 1);
    assert!(charter.text("/text/fr").len() > 50 && charter.text("/text/en").len() > 50);
    assert_eq!(charter.at("/accepted_at"), Value::Null);
    let accepted = class.accept_charter("sam").await.ok();
    assert!(accepted.text("/accepted_at").ends_with('Z'));
    school.at("2019-01-11T09:00:00Z").await;
    let again = class.accept_charter("sam").await.ok();
    assert_eq!(again.at("/accepted_at"), accepted.at("/accepted_at"));
    let me = sam.get("/v1/me").await.ok();
    assert_eq!(me.at("/enrolments/0/charter_accepted"), true);
    assert_eq!(
        class
            .person("mia")
            .get("/v1/me")
            .await
            .at("/enrolments/0/charter_accepted"),
        false
    );
}

#[apply(each_database)]
async fn a_version_that_is_not_there_cannot_be_accepted(school: School) {
    let class = without_acceptance(&school).await;
    let answer = class
        .person("sam")
        .post(class.path("/charter/acceptance"), json!({ "version": 7 }))
        .await;
    assert_eq!(
        answer.refused(409, "reference_unknown").at("/pointer"),
        "/version"
    );
    class.accept_charter("sam").await.ok();
    let answer = class
        .person("sam")
        .post(class.path("/charter/acceptance"), json!({ "version": 7 }))
        .await;
    assert_eq!(
        answer.refused(409, "reference_unknown").at("/pointer"),
        "/version"
    );
}

#[apply(each_database)]
async fn staff_read_it_and_never_accept_it(school: School) {
    let class = without_acceptance(&school).await;
    school.adviser().get(class.path("/charter")).await.ok();
    let body = json!({ "version": 1 });
    school
        .adviser()
        .post(class.path("/charter/acceptance"), body)
        .await
        .refused(403, "role_forbidden");
}
