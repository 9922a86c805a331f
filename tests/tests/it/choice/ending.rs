//! Staff end a mentorship, with reason and note (R6); nobody is staff on their own (R38).

use crate::harness::{Class, School, apply, each_database};
use serde_json::{Value, json};

#[apply(each_database)]
async fn staff_say_why(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    let end = async |body: Value| school.adviser().end(&pair.id, body).await;
    let refused = end(json!({})).await.refused(409, "reason_required");
    assert_eq!(refused.at("/pointer"), "/end_reason");
    let refused = end(json!({ "end_reason": "student_left" }))
        .await
        .refused(409, "reason_required");
    assert_eq!(refused.at("/pointer"), "/note");
    for word in ["programme_closed", "reassigned"] {
        let refused = end(json!({ "end_reason": word, "note": "x" }))
            .await
            .refused(409, "reason_required");
        assert_eq!(refused.at("/pointer"), "/end_reason");
    }
    end(json!({ "end_reason": "bored", "note": "x" }))
        .await
        .invalid("/end_reason", "enum");
    end(json!({ "end_reason": "other", "note": "x".repeat(2001) }))
        .await
        .invalid("/note", "too_long");
    let ended = end(json!({ "end_reason": "student_left", "note": "A year abroad." }))
        .await
        .ok();
    assert_eq!(
        [ended.at("/end_reason"), ended.at("/end_note")],
        ["student_left", "A year abroad."]
    );
    assert!(ended.at("/ended_at").is_string());
    let again = end(json!({ "end_reason": "other", "note": "x" }))
        .await
        .refused(409, "wrong_state");
    assert_eq!(again.at("/state"), "ended");
}

#[apply(each_database)]
async fn staff_end_what_is_beyond_the_two_and_the_place_is_free(school: School) {
    let class = Class::open(&school, &["mia", "max"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    pair.hold_project().await;
    let ahead = pair.meet("project", "2019-02-20T17:00:00Z").await;
    let body = json!({ "end_reason": "mentor_left", "note": "A new job overseas." });
    school.adviser().end(&pair.id, body).await.ok();
    let seen = pair.student.appointment(&ahead).await;
    assert_eq!(seen.at("/state"), "cancelled");
    for address in ["sam@school.example.org", "mia@alumni.example.org"] {
        let cancelled = if address.starts_with("sam") {
            "has cancelled"
        } else {
            "a annulé"
        };
        let mail = school.mail(address, cancelled).await;
        assert!(!mail.text.contains("overseas"), "{mail:#?}");
    }
    assert_eq!(
        class.mentor(&class.admin(), "mia").await.at("/places_left"),
        3
    );
    // A mentor who leaves gives the student two weeks to choose again (R4).
    let student = class.person_id("sam").await;
    let student = class
        .admin()
        .get(class.path(&format!("/students/{student}")))
        .await
        .ok();
    assert_eq!(student.at("/choice_until"), "2019-02-19");
    class.choose("sam", "max").await.created();
}

#[apply(each_database)]
async fn staff_who_are_mentors_act_as_mentors_on_their_own(school: School) {
    let class = Class::open(&school, &["mia"], &["sam", "ana"]).await;
    let both = school.staff("mia", &["adviser"]);
    let own = class.pair("sam", "mia").await;
    let whole = both.get(own.path("")).await.ok();
    assert!(whole.allows("end_mentorship"), "{whole:?}");
    let as_staff = json!({ "end_reason": "other", "note": "x" });
    both.end(&own.id, as_staff.clone())
        .await
        .refused(409, "own_mentorship");
    own.hold_project().await;
    both.end(&own.id, json!({}))
        .await
        .refused(409, "own_mentorship");
    let seen = own.interview(&both, "project").await;
    assert_eq!(
        seen.at("/allowed_actions"),
        own.interview(&own.mentor, "project")
            .await
            .at("/allowed_actions")
    );
    // A form of one's own is read as its author.
    let form = both.get(own.at_step("project", "/evaluation")).await.ok();
    assert_eq!(
        [form.at("/state"), form.at("/content_withheld")],
        [json!("none"), json!(false)]
    );
    school.adviser().end(&own.id, as_staff).await.ok();
}
