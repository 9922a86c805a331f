//! A student's own adviser (R47): who is told, and whose lists are filtered.

use crate::harness::{Actor, Answer, Class, School, apply, each_database, mentor_row, student_row};
use serde_json::{Value, json};

const OWN: &str = "own@school.example.org";
const OTHER: &str = "other@school.example.org";
const MAILBOX: &str = "department@school.example.org";

/// A programme with two staff people who have addresses; the id of the first.
async fn desk(school: &School) -> (Class, Actor, String) {
    let class = Class::open(school, &["mia"], &["sam", "ana"]).await;
    let own = school.staff("staff-own", &["adviser"]);
    let id = school.address(&own, OWN).await;
    school.address(&school.adviser(), OTHER).await;
    (class, own, id)
}

async fn ask(class: &Class, student: &str) -> Answer {
    let body = json!({ "message": "I fear interviews." });
    let path = class.path("/career-interviews");
    class.person(student).post(path, body).await.created()
}

async fn told(school: &School, address: &str, count: usize) {
    assert_eq!(
        school
            .mails_expected(address, "career interview", count)
            .await,
        count,
        "{address}"
    );
}

#[apply(each_database)]
async fn mails_about_a_student_go_to_their_own_adviser_else_the_mailbox_else_to_all(
    school: School,
) {
    let (class, _, id) = desk(&school).await;
    let changed = class
        .change_student("sam", json!({ "adviser_id": id }))
        .await;
    assert_eq!(changed.ok().at("/adviser_id"), id.as_str());
    ask(&class, "sam").await;
    told(&school, OWN, 1).await;
    ask(&class, "ana").await;
    told(&school, OWN, 2).await;
    told(&school, OTHER, 1).await;
    let mailbox = json!({ "policies": { "department_email": MAILBOX } });
    let programme = class.change(mailbox).await.ok();
    assert_eq!(programme.at("/policies/department_email"), MAILBOX);
    let pair = class.pair("ana", "mia").await;
    let concern = json!({ "kind": "concern", "text": "He never answers." });
    pair.student
        .post(pair.path("/concerns"), concern)
        .await
        .created();
    assert_eq!(school.mails_expected(MAILBOX, "", 1).await, 1);
    assert_eq!(school.mails_about(OWN, ""), 2);
    let none = json!({ "policies": { "department_email": null } });
    let programme = class.change(none).await.ok();
    assert_eq!(programme.at("/policies/department_email"), Value::Null);
}

#[apply(each_database)]
async fn a_deactivated_adviser_isnt_told_and_neither_is_the_students_mentor(school: School) {
    let (class, _, id) = desk(&school).await;
    class
        .change_student("sam", json!({ "adviser_id": id }))
        .await
        .ok();
    class
        .admin()
        .act(format!("/v1/people/{id}/deactivate"))
        .await
        .ok();
    ask(&class, "sam").await;
    told(&school, OTHER, 1).await;
    assert_eq!(school.mails_about(OWN, ""), 0);
    let mia = school.staff("mia", &["adviser"]);
    mia.get("/v1/me").await.ok();
    let mia = class.person_id("mia").await;
    class
        .change_student("ana", json!({ "adviser_id": mia }))
        .await
        .ok();
    class.pair("ana", "mia").await;
    ask(&class, "ana").await;
    told(&school, OTHER, 2).await;
    assert_eq!(school.mails_about("mia@alumni.example.org", "carrière"), 0);
}

#[apply(each_database)]
async fn only_staff_advise_and_nobody_themselves(school: School) {
    let (class, own, id) = desk(&school).await;
    let mia = class.person_id("mia").await;
    let none = "01900000-0000-7000-8000-000000000000";
    for adviser in [mia.as_str(), none] {
        let change = json!({ "adviser_id": adviser });
        let refused = class.change_student("sam", change).await;
        let refused = refused.refused(409, "reference_unknown");
        assert_eq!(refused.at("/pointer"), "/adviser_id");
    }
    let mut row = student_row("eva");
    row["adviser_id"] = json!(mia);
    let path = class.path("/students");
    let refused = class.admin().post(&path, row.clone()).await;
    refused.refused(409, "reference_unknown");
    let report = class
        .import("students", vec![row.clone(), student_row("leo")])
        .await;
    let report = report.refused(422, "import_refused");
    assert_eq!(report.at("/rows/0/errors/0/code"), "reference_unknown");
    assert_eq!(report.at("/rows/0/errors/0/pointer"), "/adviser_id");
    row["adviser_id"] = json!(id);
    let report = class
        .import("students", vec![row.clone(), student_row("leo")])
        .await;
    assert_eq!(report.ok().at("/created"), 2);
    // an absent column leaves it, null clears it
    row.as_object_mut().unwrap().remove("adviser_id");
    row["degree"] = json!("MBA");
    class.import("students", vec![row.clone()]).await.ok();
    let eva = class.path(&format!("/students/{}", class.person_id("eva").await));
    assert_eq!(own.get(&eva).await.ok().at("/adviser_id"), id.as_str());
    row["adviser_id"] = Value::Null;
    class.import("students", vec![row]).await.ok();
    assert_eq!(own.get(&eva).await.ok().at("/adviser_id"), Value::Null);
    // staff who are a student here aren't their own adviser
    let sam = school.staff("sam", &["adviser"]);
    sam.get("/v1/me").await.ok();
    let themselves = json!({ "adviser_id": class.person_id("sam").await });
    class
        .change_student("sam", themselves)
        .await
        .refused(409, "reference_unknown");
}

#[apply(each_database)]
async fn lists_are_filtered_by_adviser_and_never_narrowed(school: School) {
    let (class, own, id) = desk(&school).await;
    class.import("mentors", vec![mentor_row("max")]).await.ok();
    class
        .change_student("sam", json!({ "adviser_id": id }))
        .await
        .ok();
    class.pair("sam", "mia").await;
    class.pair("ana", "max").await;
    for (list, member) in [
        ("students", "/items/0/person/last_name"),
        ("mentorships", "/items/0/student/last_name"),
    ] {
        for adviser in ["me", id.as_str()] {
            let page = own
                .get(class.path(&format!("/{list}?adviser={adviser}")))
                .await
                .ok();
            assert_eq!(page.at("/items").as_array().unwrap().len(), 1, "{list}");
            assert_eq!(page.at(member), "Last sam");
        }
        let all = own.get(class.path(&format!("/{list}"))).await.ok();
        assert_eq!(all.at("/items").as_array().unwrap().len(), 2, "{list}");
        let others = school
            .adviser()
            .get(class.path(&format!("/{list}?adviser=me")))
            .await
            .ok();
        assert_eq!(others.at("/items"), json!([]));
        own.get(class.path(&format!("/{list}?adviser=you")))
            .await
            .invalid("/adviser", "format");
    }
    let sam = class.path(&format!("/students/{}", class.person_id("sam").await));
    let seen = class.person("sam").get(&sam).await.ok();
    assert_eq!(seen.at("/adviser_id"), id.as_str());
    let seen = class.person("mia").get(&sam).await.ok();
    assert_eq!(seen.at("/adviser_id"), Value::Null);
}
