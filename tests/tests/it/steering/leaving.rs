//! A person's part ends (R36).

use crate::harness::{Class, School, apply, each_database};
use serde_json::json;

#[apply(each_database)]
async fn a_mentor_who_leaves_in_may_still_gives_the_form_they_owe(school: School) {
    let class = Class::open(&school, &["mia", "max"], &["sam", "ana"]).await;
    let pair = class.pair("sam", "mia").await;
    let other = class.pair("ana", "mia").await;
    pair.conclude_project().await;
    let (sent, at, after) = (
        "2019-04-02T09:00:00Z",
        "2019-05-02T09:00:00Z",
        "2019-05-03T09:00:00Z",
    );
    pair.have_held("action_plan", sent, at, after).await;
    let mia = class.person_id("mia").await;
    let path = class.path(&format!("/mentors/{mia}/leave"));
    let body = json!({ "reason": "A new job overseas.", "message": "Mia had to stop; we find you somebody." });
    let gone = school.adviser().post(&path, body).await.ok();
    assert_eq!(gone.at("/available"), false);
    for pair in [&pair, &other] {
        let ended = school.adviser().get(pair.path("")).await.ok();
        assert_eq!(
            [ended.at("/state"), ended.at("/end_reason")],
            ["ended", "mentor_left"]
        );
        let student = pair.student.external_id();
        let address = format!("{student}@school.example.org");
        let told = school.mail(&address, "we find you somebody").await;
        assert!(!told.text.contains("overseas"), "{told:#?}");
    }
    // the students choose again, and don't find who left
    let list = pair.student.get(class.path("/mentors")).await.ok();
    assert_eq!(list.at("/items").as_array().unwrap().len(), 1);
    class.choose("sam", "max").await.created();
    pair.at("2019-06-20T09:00:00Z").await;
    pair.draft_form("action_plan").await.ok();
    pair.give("action_plan").await.ok();
    let form = pair
        .student
        .get(pair.at_step("action_plan", "/evaluation"))
        .await
        .ok();
    assert_eq!(form.at("/state"), "given");
}

#[apply(each_database)]
async fn a_student_who_leaves_frees_the_mentor_and_stays_in_the_history(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    pair.prepare("project").await;
    let ahead = pair.meet("project", "2019-02-20T09:00:00Z").await;
    let sam = class.person_id("sam").await;
    let path = class.path(&format!("/students/{sam}/leave"));
    let own = school.staff("sam", &["admin"]);
    let body = json!({ "reason": "Repeats the year." });
    own.post(&path, body.clone())
        .await
        .refused(409, "own_mentorship");
    let gone = school.adviser().post(&path, body.clone()).await.ok();
    assert_eq!(gone.at("/active"), false);
    assert_eq!(gone.at("/mentorship_id"), json!(null));
    let seen = pair.mentor.get(pair.path("")).await.ok();
    assert_eq!(
        [seen.at("/state"), seen.at("/end_reason")],
        ["ended", "student_left"]
    );
    let staff = school.adviser();
    let cancelled = staff.get(format!("/v1/appointments/{ahead}")).await.ok();
    assert_eq!(cancelled.at("/state"), "cancelled");
    school
        .mail("mia@alumni.example.org", "a mis fin à votre mentorat")
        .await;
    // again: nothing more to end
    school.adviser().post(&path, body).await.ok();
    let list = class.admin().get(class.path("/students")).await.ok();
    assert_eq!(list.at("/items"), json!([]));
}
