//! Sending (R19): for an interview that has opened, with the answers that it needs, by mail.

use crate::harness::{Class, Pair, School, apply, each_database};
use serde_json::json;

async fn pair(school: &School) -> Pair {
    let class = Class::open(school, &["mia"], &["sam"]).await;
    class.pair("sam", "mia").await
}

#[apply(each_database)]
async fn what_is_missing_is_named(school: School) {
    let pair = pair(&school).await;
    let all = pair
        .send_roadbook("project")
        .await
        .refused(409, "roadbook_incomplete");
    let required = [
        "school_path",
        "project_idea",
        "project_motivations",
        "project_experience",
        "project_foundations",
    ];
    assert_eq!(all.words("/items"), required);
    let path = pair.roadbook().await;
    let answers =
        json!({ "answers": { "school_path": "Statistics.", "project_idea": "Analyst." } });
    pair.student.change(&path, answers).await.ok();
    let refused = pair
        .send_roadbook("project")
        .await
        .refused(409, "roadbook_incomplete");
    assert_eq!(
        refused.words("/items"),
        [
            "project_motivations",
            "project_experience",
            "project_foundations"
        ]
    );
    assert_eq!(
        pair.student
            .get(format!("{path}/editions"))
            .await
            .ok()
            .at("/items"),
        json!([])
    );
    assert_eq!(
        school.mails_about("mia@alumni.example.org", "carnet de route"),
        0
    );
}

#[apply(each_database)]
async fn it_goes_for_interviews_that_have_opened(school: School) {
    let pair = pair(&school).await;
    for step in ["project", "action_plan", "follow_up"] {
        pair.fill_roadbook(step).await.ok();
    }
    pair.send_roadbook("action_plan")
        .await
        .refused(409, "interview_not_open");
    pair.send_roadbook("follow_up")
        .await
        .refused(409, "interview_not_open");
    let unknown = json!({ "step": "holidays" });
    let path = format!("{}/send", pair.roadbook().await);
    pair.student
        .post(&path, unknown)
        .await
        .invalid("/step", "enum");
    pair.hold_project().await;
    // Also when held, and for the next one.
    pair.send_roadbook("project").await.created();
    pair.send_roadbook("action_plan").await.created();
    school.at("2019-06-30T22:00:00Z").await;
    let over = pair
        .send_roadbook("action_plan")
        .await
        .refused(409, "window_over");
    assert_eq!(
        over.at("/window"),
        json!({ "from": "2019-04-01", "to": "2019-06-30" })
    );
    // Where it is optional there is no deadline, but something must be said.
    pair.send_roadbook("follow_up").await.created();
}

#[apply(each_database)]
async fn the_mail_holds_it_and_the_student_gets_a_copy(school: School) {
    let pair = pair(&school).await;
    let path = pair.roadbook().await;
    pair.fill_roadbook("project").await.ok();
    let answers = json!({ "school_path": "Two years of <b>statistics</b> & a café.", "plan_targets": "Not yet." });
    pair.student
        .change(&path, json!({ "answers": answers }))
        .await
        .ok();
    let edition = pair.send_roadbook("project").await.created();
    assert!(
        edition
            .header("location")
            .ends_with(&format!("{path}/editions/1"))
    );
    for (address, language) in [
        ("mia@alumni.example.org", "fr"),
        ("sam@school.example.org", "en"),
    ] {
        let mail = school
            .mail(address, "Two years of <b>statistics</b> & a café.")
            .await;
        assert!(mail.is_in(language), "{mail:#?}");
        // Escaped in the page, and only what prepares this step.
        assert!(mail.text.contains("&lt;b&gt;statistics"), "{mail:#?}");
        assert!(!mail.text.contains("Not yet."), "{mail:#?}");
    }
}

#[apply(each_database)]
async fn the_mails_way_shows_on_the_edition(school: School) {
    let pair = pair(&school).await;
    pair.prepare("project").await;
    school
        .mail("mia@alumni.example.org", "What I think about school_path")
        .await;
    let path = format!("{}/editions/1", pair.roadbook().await);
    pair.delivered(&path).await;
}

#[apply(each_database)]
async fn an_older_draft_is_not_sent_by_mistake(school: School) {
    let pair = pair(&school).await;
    pair.fill_roadbook("project").await.ok();
    let path = pair.roadbook().await;
    let seen = pair.student.get(&path).await.ok().etag();
    pair.student
        .change(&path, json!({ "answers": { "project_idea": "Baker." } }))
        .await
        .ok();
    let send = pair
        .student
        .ask("POST", format!("{path}/send"))
        .header("If-Match", seen);
    send.json(&json!({ "step": "project" }))
        .send()
        .await
        .refused(412, "stale");
}

#[apply(each_database)]
async fn what_was_finished_after_the_meeting_reaches_the_mentor(school: School) {
    let pair = pair(&school).await;
    pair.conclude_project().await;
    let seen = pair.interview(&pair.student, "project").await;
    assert_eq!(seen.at("/state"), "concluded");
    assert!(seen.allows("send_roadbook"), "{seen:?}");
    school.at("2019-02-12T09:00:00Z").await;
    let path = pair.roadbook().await;
    let answers = json!({ "answers": { "project_idea": "Analyst, in a hospital." } });
    pair.student.change(&path, answers).await.ok();
    let edition = pair.send_roadbook("project").await.created();
    assert_eq!(
        [edition.at("/number"), edition.at("/late")],
        [json!(2), json!(false)]
    );
    school
        .mail("mia@alumni.example.org", "Analyst, in a hospital.")
        .await;
    pair.mentor.get(format!("{path}/editions/2")).await.ok();
    // The form stays as it was given.
    let form = pair.at_step("project", "/evaluation");
    let form = pair.student.get(form).await.ok();
    assert_eq!(
        [form.at("/state"), form.at("/version")],
        [json!("given"), json!(1)]
    );
    let other = json!({ "end_reason": "other", "note": "Both agree." });
    school.adviser().end(&pair.id, other).await.ok();
    pair.send_roadbook("project")
        .await
        .refused(409, "wrong_state");
}

#[apply(each_database)]
async fn after_the_first_meeting_no_edition_is_late(school: School) {
    let pair = pair(&school).await;
    pair.waive("project", json!({})).await.ok();
    let first = pair.meet("project", "2019-01-15T17:00:00Z").await;
    school.at("2019-01-15T18:00:00Z").await;
    pair.mentor.hold(&first).await.ok();
    pair.meet("project", "2019-01-17T17:00:00Z").await;
    let seen = pair.interview(&pair.student, "project").await;
    assert_eq!(seen.at("/roadbook/deadline_on"), json!(null));
    school.at("2019-01-16T09:00:00Z").await;
    pair.fill_roadbook("project").await.ok();
    let edition = pair.send_roadbook("project").await.created();
    assert_eq!(edition.at("/late"), false);
}
