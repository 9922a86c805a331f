//! Drafts: written answer by answer, from two devices, for nobody else's eyes (R18).

use crate::harness::{Answer, Class, Pair, School, apply, each_database};
use serde_json::{Value, json};

async fn pair(school: &School) -> Pair {
    let class = Class::open(school, &["mia"], &["sam"]).await;
    class.pair("sam", "mia").await
}

async fn write(pair: &Pair, etag: &str, answers: Value) -> Answer {
    let path = pair.roadbook().await;
    pair.student
        .patch(path, etag, json!({ "answers": answers }))
        .await
}

async fn read(pair: &Pair) -> Answer {
    let path = pair.roadbook().await;
    pair.student.get(path).await.ok()
}

/// The answers by question key.
fn answers(roadbook: &Answer) -> Value {
    let answers = roadbook.at("/answers");
    let answers = answers.as_array().unwrap().iter();
    let pair = |answer: &Value| {
        let key = answer["question_key"].as_str().unwrap().to_owned();
        (key, answer["text"].clone())
    };
    Value::Object(answers.map(pair).collect())
}

#[apply(each_database)]
async fn an_empty_roadbook_asks_what_the_guide_asks(school: School) {
    let pair = pair(&school).await;
    let empty = read(&pair).await;
    assert_eq!(answers(&empty), json!({}));
    let keys = [
        "my_years_in_the_school",
        "my_professional_project",
        "my_action_plan",
        "my_first_months",
    ];
    assert_eq!(empty.each("/parts", "key"), keys);
    assert_eq!(empty.at("/parts/0/title"), "My years in the School");
    assert_eq!(
        empty.at("/parts/1/questions/0/steps"),
        json!(["project", "action_plan"])
    );
    assert_eq!(empty.words("/allowed_actions"), ["update_roadbook"]);
    assert_eq!(
        empty.at("/completeness"),
        json!([
            { "step": "project", "answered": 0, "required": 5 },
            { "step": "action_plan", "answered": 0, "required": 8 },
            { "step": "follow_up", "answered": 0, "required": 1 },
        ])
    );
    pair.student
        .change("/v1/me/profile", json!({ "language": "fr" }))
        .await
        .ok();
    assert_eq!(
        read(&pair).await.at("/parts/0/title"),
        "Mes années à l’École"
    );
}

#[apply(each_database)]
async fn answers_come_one_by_one_and_null_clears(school: School) {
    let pair = pair(&school).await;
    let two = json!({ "school_path": "Statistics.", "project_idea": "Analyst." });
    let first = write(&pair, &read(&pair).await.etag(), two).await.ok();
    school.at("2019-01-11T09:00:00Z").await;
    let more = json!({ "project_idea": "Data analyst.", "plan_tools": "A letter." });
    let second = write(&pair, &first.etag(), more).await.ok();
    let all = json!({ "school_path": "Statistics.", "project_idea": "Data analyst.", "plan_tools": "A letter." });
    assert_eq!(answers(&second), all);
    assert_eq!(second.at("/completeness/0/answered"), 2);
    assert_eq!(second.at("/completeness/1/answered"), 1);
    // By key: plan_tools, project_idea, school_path; each has its own day.
    assert!(
        second
            .text("/answers/1/updated_at")
            .starts_with("2019-01-11"),
        "{second:?}"
    );
    assert!(
        second
            .text("/answers/2/updated_at")
            .starts_with("2019-01-10"),
        "{second:?}"
    );
    let cleared = json!({ "school_path": null, "plan_tools": "  \n" });
    let third = write(&pair, &second.etag(), cleared).await.ok();
    assert_eq!(answers(&third), json!({ "project_idea": "Data analyst." }));
    assert_eq!(answers(&read(&pair).await), answers(&third));
    assert_eq!(read(&pair).await.etag(), third.etag());
}

#[apply(each_database)]
async fn two_devices_never_overwrite_each_other_silently(school: School) {
    let pair = pair(&school).await;
    let path = pair.roadbook().await;
    let seen = read(&pair).await.etag();
    let body = json!({ "answers": { "school_path": "From the phone." } });
    pair.student
        .ask("PATCH", &path)
        .json(&body)
        .send()
        .await
        .refused(428, "if_match_required");
    write(&pair, &seen, json!({ "school_path": "From the phone." }))
        .await
        .ok();
    write(&pair, &seen, json!({ "school_path": "From the laptop." }))
        .await
        .refused(412, "stale");
    assert_eq!(
        answers(&read(&pair).await),
        json!({ "school_path": "From the phone." })
    );
    // Neither what is there already nor a day that passes is a change of the road-book's own.
    let seen = read(&pair).await.etag();
    for same in [
        json!({ "school_path": "From the phone." }),
        json!({ "plan_tools": null }),
        json!({}),
    ] {
        assert_eq!(write(&pair, &seen, same).await.ok().etag(), seen);
    }
    school.at("2019-03-10T09:00:00Z").await;
    write(&pair, &seen, json!({ "school_path": "From the laptop." }))
        .await
        .ok();
}

#[apply(each_database)]
async fn what_cannot_be_an_answer_is_refused_at_its_place_and_nothing_is_saved(school: School) {
    let pair = pair(&school).await;
    let etag = read(&pair).await.etag();
    let good = json!("Statistics.");
    let unknown = write(
        &pair,
        &etag,
        json!({ "school_path": good, "school/shoes~": "Blue." }),
    )
    .await;
    let unknown = unknown.refused(409, "reference_unknown");
    assert_eq!(unknown.at("/pointer"), "/answers/school~1shoes~0");
    let long = "é".repeat(3_001);
    let refused = write(
        &pair,
        &etag,
        json!({ "school_path": good, "project_idea": long }),
    )
    .await;
    let refused = refused.refused(409, "answer_too_long");
    assert_eq!(refused.at("/pointer"), "/answers/project_idea");
    assert_eq!(refused.at("/items"), json!(["project_idea"]));
    let longer = json!({ "project_idea": "x".repeat(10_001) });
    write(&pair, &etag, longer)
        .await
        .invalid("/answers/project_idea", "too_long");
    write(&pair, &etag, json!({ "project_idea": 7 }))
        .await
        .invalid("/answers/project_idea", "type");
    let nul = write(&pair, &etag, json!({ "project_idea": "a\u{0}b" })).await;
    nul.invalid("/answers/project_idea", "nul_character");
    let path = pair.roadbook().await;
    let foreign = json!({ "answers": {}, "student": "max" });
    pair.student
        .patch(&path, &etag, foreign)
        .await
        .invalid("/student", "unknown_field");
    assert_eq!(read(&pair).await.etag(), etag);
    write(&pair, &etag, json!({ "project_idea": "é".repeat(3_000) }))
        .await
        .ok();
}

#[apply(each_database)]
async fn nobody_else_sees_or_writes_a_draft(school: School) {
    let class = Class::open(&school, &["mia", "max"], &["sam", "ana"]).await;
    let pair = class.pair("sam", "mia").await;
    pair.fill_roadbook("project").await.ok();
    let path = pair.roadbook().await;
    let (etag, body) = (read(&pair).await.etag(), json!({ "answers": {} }));
    for other in ["mia", "max", "ana"] {
        let other = class.person(other);
        other.get(&path).await.refused(404, "not_found");
        other
            .patch(&path, &etag, body.clone())
            .await
            .refused(404, "not_found");
        other
            .post(format!("{path}/send"), json!({ "step": "project" }))
            .await
            .refused(404, "not_found");
    }
    for staff in [school.adviser(), school.admin()] {
        staff.get(&path).await.refused(403, "role_forbidden");
        staff
            .patch(&path, &etag, body.clone())
            .await
            .refused(403, "role_forbidden");
    }
}

#[apply(each_database)]
async fn a_draft_is_written_before_there_is_a_mentor_and_not_after_the_close(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let me = class.person("sam").get("/v1/me").await.ok();
    let path = format!("/v1/roadbooks/{}", me.text("/enrolments/0/roadbook_id"));
    let write = json!({ "answers": { "school_path": "Statistics." } });
    let student = class.person("sam");
    student.change(&path, write.clone()).await.ok();
    let send = student
        .post(format!("{path}/send"), json!({ "step": "project" }))
        .await;
    send.refused(409, "interview_not_open");
    class.admin().act(class.path("/close")).await.ok();
    student
        .change(&path, write)
        .await
        .refused(409, "programme_not_open");
    assert_eq!(
        student.get(&path).await.ok().at("/allowed_actions"),
        json!([])
    );
}
