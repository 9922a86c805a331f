//! Giving the form: when, with what, and who then reads it (R21, R31).

use crate::harness::{Class, Pair, School, apply, each_database};
use serde_json::{Value, json};

async fn held(school: &School) -> Pair {
    let class = Class::open(school, &["mia"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    pair.hold_project().await;
    pair
}

#[apply(each_database)]
async fn it_needs_what_its_template_requires(school: School) {
    let pair = held(&school).await;
    let refused = pair
        .give("project")
        .await
        .refused(409, "evaluation_incomplete");
    assert_eq!(
        [refused.at("/pointer"), refused.at("/items")],
        [json!("/advice"), json!(["advice"])]
    );
    pair.save_form("project", json!({ "strengths": "Curious." }))
        .await
        .ok();
    pair.give("project")
        .await
        .refused(409, "evaluation_incomplete");
    let seen = pair
        .mentor
        .get(pair.at_step("project", "/evaluation"))
        .await
        .ok();
    assert!(!seen.allows("give_evaluation"), "{seen:?}");
    pair.save_form("project", json!({ "advice": "Call people." }))
        .await
        .ok();
    let given = pair.give("project").await.ok();
    assert_eq!(
        [given.at("/state"), given.at("/version")],
        [json!("given"), json!(1)]
    );
    assert!(given.text("/given_at").starts_with("2019-02-05T18:0"));
}

#[apply(each_database)]
async fn not_while_a_meeting_lies_ahead(school: School) {
    let pair = held(&school).await;
    pair.draft_form("project").await.ok();
    let ahead = pair.meet("project", "2019-02-20T17:00:00Z").await;
    let open = pair
        .propose(&pair.student, "project", "2019-02-22T17:00:00Z")
        .await
        .created()
        .id();
    pair.give("project").await.refused(409, "appointment_ahead");
    let seen = pair
        .mentor
        .get(pair.at_step("project", "/evaluation"))
        .await
        .ok();
    assert!(!seen.allows("give_evaluation"), "{seen:?}");
    pair.mentor.cancel(&ahead, "Ill.").await.ok();
    pair.give("project").await.ok();
    // With the interview concluded, what was still asked is over.
    let seen = pair.student.appointment(&open).await;
    assert_eq!(seen.at("/state"), "withdrawn");
}

#[apply(each_database)]
async fn a_given_form_is_final_and_the_student_reads_it(school: School) {
    let pair = held(&school).await;
    pair.draft_form("project").await.ok();
    let given = pair.give("project").await.ok();
    let allowed = ["correct_evaluation", "retract_evaluation"];
    assert_eq!(given.words("/allowed_actions"), allowed);
    pair.give("project")
        .await
        .refused(409, "evaluation_already_given");
    let path = pair.at_step("project", "/evaluation");
    let again = pair
        .mentor
        .put(&path, &given.etag(), json!({ "advice": "No." }))
        .await;
    again.refused(409, "evaluation_already_given");
    let read = pair.student.get(&path).await.ok();
    assert_eq!(read.at("/advice"), "Call three people a week.");
    assert_eq!(read.at("/content_withheld"), false);
    let allowed = ["mark_evaluation_read", "acknowledge_evaluation"];
    assert_eq!(read.words("/allowed_actions"), allowed);
    // Each reads the labels in their own language.
    assert_eq!(given.at("/ratings/0/label"), "Crédibilité du projet");
    assert_eq!(read.at("/ratings/0/label"), "Credibility of the project");
    assert_eq!(
        pair.interview(&pair.student, "project")
            .await
            .at("/evaluation_state"),
        "given"
    );
    assert!(
        pair.interview(&pair.student, "project")
            .await
            .at("/concluded_at")
            .is_string()
    );
    pair.student
        .act(format!("{path}/give"))
        .await
        .refused(403, "role_forbidden");
    pair.mentor
        .act(format!("{path}/acknowledge"))
        .await
        .refused(403, "role_forbidden");
}

#[apply(each_database)]
async fn the_mail_to_the_student_holds_it(school: School) {
    let pair = held(&school).await;
    let nearly =
        json!({ "criterion_key": "clarity", "rating": "developing", "comment": "Almost <there>." });
    let body = json!({
        "ratings": [nearly],
        "advice": "Write it down.",
        "career_department_recommended": true,
    });
    pair.save_form("project", body).await.ok();
    pair.give("project").await.ok();
    let mail = school
        .mail("sam@school.example.org", "Write it down.")
        .await;
    assert!(mail.is_in("en"), "{mail:#?}");
    let rating = "Clarity of the project: Developing";
    for part in [
        rating,
        "Almost <there>.",
        "Almost &lt;there&gt;.",
        "Career Department",
    ] {
        assert!(mail.text.contains(part), "{part} in {mail:#?}");
    }
    assert_eq!(school.mails_about("mia@alumni.example.org", "valuation"), 0);
}

#[apply(each_database)]
async fn staff_see_that_it_was_given_and_not_what_it_says(school: School) {
    let pair = held(&school).await;
    let body = json!({ "advice": "Rest.", "career_department_recommended": true });
    pair.save_form("project", body).await.ok();
    pair.give("project").await.ok();
    let path = pair.at_step("project", "/evaluation");
    let correction = json!({ "reason": "A slip.", "advice": "Rest well.", "career_department_recommended": true });
    pair.mentor
        .post(format!("{path}/correct"), correction)
        .await
        .ok();
    for staff in [school.adviser(), school.admin()] {
        for read in ["", "/versions/1", "/versions/2"] {
            let seen = staff.get(format!("{path}{read}")).await.ok();
            assert_eq!(
                [seen.at("/state"), seen.at("/content_withheld")],
                [json!("given"), json!(true)]
            );
            assert_eq!(seen.at("/ratings"), json!([]));
            let empty = [
                "advice",
                "strengths",
                "correction_reason",
                "acknowledgement",
                "facts",
            ];
            assert!(
                empty.iter().all(|name| seen.body()[name].is_null()),
                "{seen:?}"
            );
            // Whether the Department is recommended is theirs to know.
            assert_eq!(seen.at("/career_department_recommended"), true);
            assert!(seen.at("/given_at").is_string());
        }
        let list = staff.get(format!("{path}/versions")).await.ok();
        assert_eq!(list.at("/items/1/advice"), Value::Null);
        staff
            .act(format!("{path}/acknowledge"))
            .await
            .refused(403, "role_forbidden");
        staff
            .act(format!("{path}/give"))
            .await
            .refused(403, "role_forbidden");
    }
}
