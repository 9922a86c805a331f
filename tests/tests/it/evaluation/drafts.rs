//! The draft: the mentor's alone, as incomplete as it may be (R21, R22).

use crate::harness::{Answer, Class, Pair, School, apply, each_database};
use serde_json::{Value, json};

async fn held(school: &School) -> Pair {
    let class = Class::open(school, &["mia", "max"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    pair.hold_project().await;
    pair
}

async fn form(pair: &Pair) -> Answer {
    pair.mentor
        .get(pair.at_step("project", "/evaluation"))
        .await
        .ok()
}

fn rated(form: &Answer) -> usize {
    let ratings = form.at("/ratings");
    let ratings = ratings.as_array().unwrap().iter();
    ratings.filter(|it| !it["rating"].is_null()).count()
}

#[apply(each_database)]
async fn before_the_first_save_its_author_reads_an_empty_form(school: School) {
    let pair = held(&school).await;
    let empty = form(&pair).await;
    assert_eq!(
        [empty.at("/state"), empty.at("/version")],
        [json!("none"), json!(0)]
    );
    let allowed = ["update_evaluation", "give_evaluation_outside"];
    assert_eq!(empty.words("/allowed_actions"), allowed);
    assert_eq!(empty.at("/ratings").as_array().unwrap().len(), 10);
    assert_eq!(empty.at("/agreed_actions"), json!([]));
    assert_eq!(
        empty.at("/ratings/0"),
        json!({
            "criterion_key": "credibility", "label": "Crédibilité du projet", "rating": null, "comment": null,
        })
    );
    for field in [
        "summary",
        "introductions",
        "situation",
        "opportunities",
        "problems",
        "strengths",
        "advice",
        "given_at",
    ] {
        assert_eq!(empty.at(&format!("/{field}")), Value::Null, "{field}");
    }
}

#[apply(each_database)]
async fn nobody_else_finds_it_until_it_is_given(school: School) {
    let pair = held(&school).await;
    for drafted in [false, true] {
        if drafted {
            pair.draft_form("project").await.ok();
            assert_eq!(form(&pair).await.at("/state"), "draft");
        }
        for other in [
            pair.student.clone(),
            school.adviser(),
            school.admin(),
            pair.class.person("max"),
        ] {
            let path = |rest: &str| pair.at_step("project", &format!("/evaluation{rest}"));
            other.get(path("")).await.refused(404, "not_found");
            other.get(path("/versions")).await.refused(404, "not_found");
            other
                .get(path("/versions/1"))
                .await
                .refused(404, "not_found");
        }
        let path = pair.at_step("project", "/evaluation");
        pair.student
            .put(&path, "\"1-x\"", json!({}))
            .await
            .refused(404, "not_found");
        pair.student
            .act(format!("{path}/give"))
            .await
            .refused(404, "not_found");
        pair.student
            .act(format!("{path}/acknowledge"))
            .await
            .refused(404, "not_found");
        assert_eq!(
            pair.interview(&pair.student, "project")
                .await
                .at("/evaluation_state"),
            "none"
        );
    }
}

#[apply(each_database)]
async fn a_form_waits_for_a_meeting(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    assert_eq!(form(&pair).await.at("/allowed_actions"), json!([]));
    pair.save_form("project", json!({ "advice": "Rest." }))
        .await
        .refused(409, "interview_not_held");
    pair.give("project")
        .await
        .refused(409, "interview_not_held");
    pair.prepare("project").await;
    pair.meet("project", "2019-02-05T17:00:00Z").await;
    let refused = pair
        .save_form("project", json!({ "advice": "Rest." }))
        .await
        .refused(409, "interview_not_held");
    assert_eq!(refused.at("/state"), "scheduled");
}

#[apply(each_database)]
async fn the_draft_begins_with_the_meeting_and_is_given_once_it_was_held(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    pair.prepare("project").await;
    let meeting = pair.meet("project", "2019-02-05T17:00:00Z").await;
    school.at("2019-02-05T17:00:00Z").await;
    let open = form(&pair).await;
    assert_eq!(open.words("/allowed_actions"), ["update_evaluation"]);
    pair.draft_form("project").await.ok();
    let seen = pair.interview(&pair.mentor, "project").await;
    assert_eq!(
        [seen.at("/state"), seen.at("/evaluation_state")],
        ["scheduled", "draft"]
    );
    pair.give("project")
        .await
        .refused(409, "interview_not_held");
    pair.mentor.hold(&meeting).await.ok();
    let me = pair.mentor.get("/v1/me").await.ok();
    let steps = me.at("/next_steps");
    let mut steps = steps.as_array().unwrap().iter();
    let give = steps.find(|it| it["code"] == "give_evaluation").unwrap();
    assert_eq!(give["due_on"], "2019-02-05");
    pair.give("project").await.ok();
}

#[apply(each_database)]
async fn a_put_replaces_the_whole_draft_and_needs_the_version(school: School) {
    let pair = held(&school).await;
    let path = pair.at_step("project", "/evaluation");
    let clear =
        json!({ "criterion_key": "clarity", "rating": "excellent", "comment": "Two sentences." });
    let body = json!({
        "ratings": [clear],
        "strengths": "Curious.",
        "career_department_recommended": true,
    });
    let first = pair.save_form("project", body).await.ok();
    assert_eq!(
        [first.at("/state"), first.at("/strengths")],
        ["draft", "Curious."]
    );
    assert_eq!(first.at("/career_department_recommended"), true);
    let second = pair
        .mentor
        .put(&path, &first.etag(), json!({ "advice": "Call people." }))
        .await
        .ok();
    assert_eq!(
        [second.at("/strengths"), second.at("/advice")],
        [Value::Null, json!("Call people.")]
    );
    assert_eq!(second.at("/career_department_recommended"), false);
    assert_eq!([rated(&first), rated(&second)], [1, 0]);
    pair.mentor
        .put(&path, &first.etag(), json!({}))
        .await
        .refused(412, "stale");
    pair.mentor
        .ask("PUT", &path)
        .json(&json!({}))
        .send()
        .await
        .refused(428, "if_match_required");
    assert_eq!(form(&pair).await.etag(), second.etag());
}

#[apply(each_database)]
async fn the_author_alone_sees_the_facts_and_no_score(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    let dropped = pair.meet("project", "2019-02-01T17:00:00Z").await;
    pair.student.cancel(&dropped, "Exams.").await.ok();
    let offered = pair
        .propose(&pair.mentor, "project", "2019-02-02T17:00:00Z")
        .await
        .created()
        .id();
    pair.student.decline(&offered).await.ok();
    pair.have_held(
        "project",
        "2019-01-20T09:00:00Z",
        "2019-02-05T17:00:00Z",
        "2019-02-05T18:00:00Z",
    )
    .await;
    let facts = form(&pair).await.at("/facts");
    assert!(
        facts["roadbook_sent_at"]
            .as_str()
            .unwrap()
            .starts_with("2019-01-20"),
        "{facts}"
    );
    let counts = [
        "proposed_by_student",
        "proposed_by_mentor",
        "cancelled_by_student",
        "cancelled_by_mentor",
    ];
    assert_eq!(counts.map(|name| facts[name].clone()), [2, 1, 1, 0]);
    assert_eq!(facts["roadbook_late"], false);
    assert_eq!(facts["roadbook_answered"], facts["roadbook_questions"]);
    pair.draft_form("project").await.ok();
    let given = pair.give("project").await.ok();
    assert_eq!(given.at("/facts/proposed_by_student"), 2);
    for other in [pair.student.clone(), school.adviser()] {
        let seen = other.get(pair.at_step("project", "/evaluation")).await.ok();
        assert_eq!(seen.at("/facts"), Value::Null);
    }
}
