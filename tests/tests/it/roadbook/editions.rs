//! Editions: numbered, frozen, read by the mentor; nobody else reads what they say (R19, R31).

use crate::harness::{Answer, Class, Pair, School, apply, each_database};
use serde_json::{Value, json};

async fn sent(school: &School) -> (Pair, String) {
    let class = Class::open(school, &["mia", "max"], &["sam", "ana"]).await;
    let pair = class.pair("sam", "mia").await;
    pair.prepare("project").await;
    let path = format!("{}/editions", pair.roadbook().await);
    (pair, path)
}

/// What an edition says to a question.
fn said(edition: &Answer, key: &str) -> Value {
    let parts = edition.at("/parts");
    let questions = parts.as_array().unwrap().iter();
    let mut questions = questions.flat_map(|part| part["questions"].as_array().unwrap());
    let found = questions.find(|question| question["key"] == key);
    found
        .map(|question| question["text"].clone())
        .unwrap_or_default()
}

#[apply(each_database)]
async fn they_are_numbered_and_what_is_written_later_changes_none(school: School) {
    let (pair, path) = sent(&school).await;
    let first = pair.mentor.get(format!("{path}/1")).await.ok();
    assert_eq!(
        said(&first, "project_idea"),
        "What I think about project_idea before project."
    );
    assert_eq!(said(&first, "plan_targets"), Value::Null);
    let roadbook = pair.roadbook().await;
    pair.student
        .change(
            &roadbook,
            json!({ "answers": { "project_idea": "Baker." } }),
        )
        .await
        .ok();
    let again = pair.mentor.get(format!("{path}/1")).await.ok();
    assert_eq!(again.at("/parts"), first.at("/parts"));
    school.at("2019-01-12T09:00:00Z").await;
    let second = pair.send_roadbook("project").await.created();
    assert_eq!(
        [second.at("/number"), second.at("/mentorship_id")],
        [json!(2), json!(pair.id)]
    );
    assert_eq!(said(&second, "project_idea"), "Baker.");
    for who in [&pair.student, &pair.mentor] {
        let list = who.get(&path).await.ok();
        let numbers: Vec<_> = list
            .at("/items")
            .as_array()
            .unwrap()
            .iter()
            .map(|it| it["number"].clone())
            .collect();
        assert_eq!(numbers, [1, 2]);
        let first = who.get(format!("{path}/1")).await.ok();
        assert_eq!(
            said(&first, "project_idea"),
            "What I think about project_idea before project."
        );
        who.get(format!("{path}/3")).await.refused(404, "not_found");
    }
    let seen = pair.interview(&pair.mentor, "project").await;
    assert_eq!(seen.at("/roadbook/sent_edition"), 2);
    assert!(seen.text("/roadbook/sent_at").starts_with("2019-01-12"));
}

#[apply(each_database)]
async fn the_mentor_marks_it_read_and_the_student_sees_when(school: School) {
    let (pair, path) = sent(&school).await;
    let edition = pair.student.get(format!("{path}/1")).await.ok();
    assert_eq!(edition.at("/read_at"), Value::Null);
    let mark = format!("{path}/1/mark-read");
    pair.student.act(&mark).await.refused(403, "role_forbidden");
    school
        .adviser()
        .act(&mark)
        .await
        .refused(403, "role_forbidden");
    school.at("2019-01-11T09:00:00Z").await;
    let read = pair.mentor.act(&mark).await.ok();
    assert!(read.text("/read_at").starts_with("2019-01-11"));
    school.at("2019-01-15T09:00:00Z").await;
    assert_eq!(
        pair.mentor.act(&mark).await.ok().at("/read_at"),
        read.at("/read_at")
    );
    let edition = pair.student.get(format!("{path}/1")).await.ok();
    assert_eq!(edition.at("/read_at"), read.at("/read_at"));
}

#[apply(each_database)]
async fn staff_see_that_it_was_sent_and_not_what_it_says(school: School) {
    let (pair, path) = sent(&school).await;
    for staff in [school.adviser(), school.admin()] {
        let list = staff.get(&path).await.ok();
        let one = staff.get(format!("{path}/1")).await.ok();
        for (edition, at) in [(&list, "/items/0"), (&one, "")] {
            assert_eq!(edition.at(&format!("{at}/content_withheld")), true);
            assert_eq!(edition.at(&format!("{at}/parts")), Value::Null);
            assert_eq!(edition.at(&format!("{at}/number")), 1);
        }
    }
    let own = pair.mentor.get(format!("{path}/1")).await.ok();
    assert_eq!(own.at("/content_withheld"), false);
}

#[apply(each_database)]
async fn others_find_nothing(school: School) {
    let (pair, path) = sent(&school).await;
    for other in ["max", "ana"] {
        let other = pair.class.person(other);
        other.get(&path).await.refused(404, "not_found");
        other
            .get(format!("{path}/1"))
            .await
            .refused(404, "not_found");
        other
            .act(format!("{path}/1/mark-read"))
            .await
            .refused(404, "not_found");
    }
}

#[apply(each_database)]
async fn a_new_mentor_sees_only_what_is_sent_to_them_and_the_old_one_no_more(school: School) {
    let (old, path) = sent(&school).await;
    old.student.end(&old.id, json!({})).await.ok();
    let new = old.class.pair("sam", "max").await;
    old.mentor.get(&path).await.refused(404, "not_found");
    old.mentor
        .get(format!("{path}/1"))
        .await
        .refused(404, "not_found");
    new.mentor.get(&path).await.refused(404, "not_found");
    assert_eq!(
        new.interview(&new.student, "project")
            .await
            .at("/roadbook/sent_edition"),
        Value::Null
    );
    // The lead time counts from what was sent to this mentor.
    school.at("2019-01-15T09:00:00Z").await;
    let early = new
        .propose(&new.student, "project", "2019-01-20T17:00:00Z")
        .await;
    assert_eq!(
        early.refused(409, "too_early").at("/earliest_on"),
        "2019-01-22"
    );
    let sent = new.send_roadbook("project").await.created();
    assert_eq!(sent.at("/number"), 2);
    let list = new.mentor.get(&path).await.ok();
    assert_eq!(list.at("/items/0/number"), 2);
    assert_eq!(list.at("/items").as_array().unwrap().len(), 1);
    new.mentor
        .get(format!("{path}/1"))
        .await
        .refused(404, "not_found");
    assert_eq!(
        new.student
            .get(&path)
            .await
            .ok()
            .at("/items")
            .as_array()
            .unwrap()
            .len(),
        2
    );
}
