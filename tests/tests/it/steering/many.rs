//! Many at once, with a report row by row.

use crate::harness::{Class, School, apply, each_database};
use serde_json::{Value, json};

#[apply(each_database)]
async fn a_table_of_assignments_is_tried_then_done_row_by_row(school: School) {
    let class = Class::open(&school, &["mia", "max"], &["sam", "ana", "leo"]).await;
    let mia = class.person_id("mia").await;
    let path = class.path(&format!("/mentors/{mia}"));
    class
        .admin()
        .change(&path, json!({ "capacity": 1 }))
        .await
        .ok();
    let mut rows = Vec::new();
    for (student, mentor) in [
        ("sam", "mia"),
        ("ana", "mia"),
        ("leo", "max"),
        ("leo", "max"),
        ("mia", "max"),
    ] {
        let (student, mentor) = (
            class.person_id(student).await,
            class.person_id(mentor).await,
        );
        rows.push(json!({ "student_id": student, "mentor_id": mentor }));
    }
    let path = class.path("/assignments");
    let expected = ["done", "failed", "done", "failed", "failed"];
    let codes = |report: &Value| -> Vec<Value> {
        let rows = report["rows"].as_array().unwrap().iter();
        rows.filter_map(|row| row["errors"].get(0).map(|error| error["code"].clone()))
            .collect()
    };
    let tried = format!("{path}?dry_run=true");
    let tried = school
        .adviser()
        .post(tried, json!({ "rows": rows }))
        .await
        .ok();
    assert_eq!(tried.each("/rows", "outcome"), expected);
    assert_eq!(tried.at("/dry_run"), true);
    let none = class.admin().get(class.path("/mentorships")).await.ok();
    assert_eq!(none.at("/items"), json!([]));
    let done = school
        .adviser()
        .post(&path, json!({ "rows": rows }))
        .await
        .ok();
    assert_eq!(done.each("/rows", "outcome"), expected);
    assert_eq!([done.at("/done"), done.at("/failed")], [2, 3]);
    let said = ["mentor_full", "already_has_mentor", "reference_unknown"];
    assert_eq!(codes(&done.body()), said);
    assert_eq!(codes(&tried.body()), said);
    let made = done.text("/rows/0/mentorship_id");
    let made = class
        .person("sam")
        .get(format!("/v1/mentorships/{made}"))
        .await
        .ok();
    assert_eq!(made.text("/mentor/id"), mia);
    let list = class.admin().get(class.path("/mentorships")).await.ok();
    assert_eq!(list.at("/items").as_array().unwrap().len(), 2);
}

#[apply(each_database)]
async fn more_time_and_excuses_go_to_many_where_the_rules_allow(school: School) {
    let class = Class::open(&school, &["mia"], &["sam", "ana"]).await;
    let (sam, ana) = (
        class.pair("sam", "mia").await,
        class.pair("ana", "mia").await,
    );
    sam.hold_project().await;
    sam.draft_form("project").await.ok();
    sam.give("project").await.ok();
    school.at("2019-04-02T09:00:00Z").await;
    let absent = uuid::Uuid::now_v7().to_string();
    let ids = json!([sam.id, ana.id, absent, ana.id]);
    let body = json!({
        "mentorship_ids": ids, "step": "project", "until_on": "2019-05-10", "reason": "Strikes in March.",
    });
    let path = class.path("/extensions");
    let tried = format!("{path}?dry_run=true");
    let tried = school.adviser().post(tried, body.clone()).await.ok();
    let expected = ["failed", "done", "failed", "failed"];
    assert_eq!(tried.each("/rows", "outcome"), expected);
    let seen = ana.interview(&ana.student, "project").await;
    assert_eq!(seen.at("/state"), "missed");
    let done = school.adviser().post(&path, body).await.ok();
    assert_eq!(done.each("/rows", "outcome"), expected);
    assert_eq!(done.at("/rows/0/errors/0/code"), "interview_settled");
    assert_eq!(done.at("/rows/2/errors/0/code"), "reference_unknown");
    let seen = ana.interview(&ana.student, "project").await;
    assert_eq!(
        [seen.at("/state"), seen.at("/window/to")],
        ["open", "2019-05-10"]
    );
    school
        .mail("ana@school.example.org", "Strikes in March.")
        .await;
    let body = json!({ "mentorship_ids": ids, "step": "project", "reason": "Strikes." });
    let done = school
        .adviser()
        .post(class.path("/excuses"), body)
        .await
        .ok();
    assert_eq!(done.each("/rows", "outcome"), expected);
    let seen = ana.interview(&ana.student, "project").await;
    assert_eq!(seen.at("/state"), "excused");
}

#[apply(each_database)]
async fn a_reminder_goes_to_whoever_has_the_step_and_to_nobody_else(school: School) {
    let class = Class::open(&school, &["mia"], &["sam", "ana"]).await;
    let (sam, ana) = (
        class.pair("sam", "mia").await,
        class.pair("ana", "mia").await,
    );
    sam.hold_project().await;
    let body = json!({
        "mentorship_ids": [sam.id, ana.id], "code": "give_evaluation", "message": "Zoé is glad of it.",
    });
    let path = class.path("/nudges");
    let tried = format!("{path}?dry_run=true");
    let tried = school.adviser().post(tried, body.clone()).await.ok();
    assert_eq!(tried.each("/rows", "outcome"), ["done", "skipped"]);
    let done = school.adviser().post(&path, body.clone()).await.ok();
    assert_eq!(done.each("/rows", "outcome"), ["done", "skipped"]);
    assert_eq!([done.at("/done"), done.at("/skipped")], [1, 1]);
    let subject = "Un rappel pour votre mentorat";
    let count = school.mails_expected("mia@alumni.example.org", subject, 1);
    assert_eq!(
        count.await,
        1,
        "one from two requests: the first was a trial"
    );
    let told = school
        .mail("mia@alumni.example.org", "Zoé is glad of it.")
        .await;
    assert!(told.text.contains("First sam"), "{told:#?}");
    for student in ["sam", "ana"] {
        let address = format!("{student}@school.example.org");
        assert_eq!(school.mails_about(&address, "A reminder"), 0);
    }
    let timeline = school.adviser().get(sam.path("/timeline")).await.ok();
    let codes = timeline.each("/items", "code");
    assert_eq!(codes.last().unwrap(), "mentorship.nudged");
    sam.draft_form("project").await.ok();
    sam.give("project").await.ok();
    let late = school.adviser().post(&path, body).await.ok();
    assert_eq!(late.each("/rows", "outcome"), ["skipped", "skipped"]);
}

#[apply(each_database)]
async fn staff_steer_a_year_of_many_without_one_call_per_student(school: School) {
    let students: Vec<String> = (0..60).map(|number| format!("s{number}")).collect();
    let students: Vec<&str> = students.iter().map(String::as_str).collect();
    let mentors: Vec<String> = (0..30).map(|number| format!("m{number}")).collect();
    let mentors: Vec<&str> = mentors.iter().map(String::as_str).collect();
    let class = Class::open(&school, &mentors, &students).await;
    let staff = school.adviser();
    let ids = async |list: &str| {
        let list = staff
            .get(class.path(&format!("/{list}?limit=100")))
            .await
            .ok();
        let rows = list.at("/items");
        let rows = rows.as_array().unwrap().iter();
        rows.map(|row| row["person"]["id"].clone())
            .collect::<Vec<_>>()
    };
    let (students, mentors) = (ids("students").await, ids("mentors").await);
    let rows: Vec<Value> = students
        .iter()
        .zip(mentors.iter().cycle())
        .map(|(student, mentor)| json!({ "student_id": student, "mentor_id": mentor }))
        .collect();
    let done = staff
        .post(class.path("/assignments"), json!({ "rows": rows }))
        .await
        .ok();
    assert_eq!([done.at("/done"), done.at("/failed")], [60, 0]);
    let ids = done.each("/rows", "mentorship_id");
    school.at("2019-04-02T09:00:00Z").await;
    let missed = class.path("/mentorships?step=project&step_state=missed&limit=100");
    assert_eq!(
        staff
            .get(&missed)
            .await
            .ok()
            .at("/items")
            .as_array()
            .unwrap()
            .len(),
        60
    );
    let body = json!({ "mentorship_ids": ids, "step": "project", "until_on": "2019-04-30", "reason": "Strikes." });
    let done = staff.post(class.path("/extensions"), body).await.ok();
    assert_eq!([done.at("/done"), done.at("/failed")], [60, 0]);
    assert_eq!(staff.get(&missed).await.ok().at("/items"), json!([]));
}
