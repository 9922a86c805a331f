//! A word to the mentor with the choice (R44), and both are told of it (R25).

use crate::harness::{Class, School, apply, each_database};
use serde_json::{Value, json};

const WORDS: &str = "You left consulting for a hospital.\nI would like to know how.";

async fn choose(class: &Class, student: &str, mentor: &str, message: Value) -> String {
    let body = json!({ "mentor_id": class.person_id(mentor).await, "message": message });
    let path = class.path("/mentorships");
    let chosen = class.person(student).post(path, body).await.created();
    assert_eq!(chosen.at("/choice_message"), message);
    chosen.id()
}

#[apply(each_database)]
async fn the_two_read_it_and_nobody_else(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let id = choose(&class, "sam", "mia", json!(WORDS)).await;
    let path = format!("/v1/mentorships/{id}");
    let said = async |who: &str| {
        let seen = class.person(who).get(&path).await.ok();
        seen.at("/choice_message")
    };
    assert_eq!([said("sam").await, said("mia").await], [WORDS, WORDS]);
    for staff in [school.adviser(), school.admin()] {
        let seen = staff.get(&path).await.ok();
        assert_eq!(seen.at("/choice_message"), Value::Null);
    }
    // A former mentor reads it no more; the student still does.
    class.person("mia").end(&id, json!({})).await.ok();
    assert_eq!(
        [said("sam").await, said("mia").await],
        [json!(WORDS), Value::Null]
    );
}

#[apply(each_database)]
async fn it_may_be_left_out_and_is_never_too_long(school: School) {
    let class = Class::open(&school, &["mia"], &["sam", "ana"]).await;
    choose(&class, "sam", "mia", Value::Null).await;
    let mia = class.person_id("mia").await;
    let ana = class.person("ana");
    let body = json!({ "mentor_id": mia, "message": "x".repeat(2001) });
    ana.post(class.path("/mentorships"), body)
        .await
        .invalid("/message", "too_long");
    choose(&class, "ana", "mia", json!("é".repeat(2000))).await;
}

#[apply(each_database)]
async fn both_are_told_of_the_choice(school: School) {
    let class = Class::open(&school, &["mia"], &["sam", "ana"]).await;
    class
        .change(json!({ "contact_email": "mentoring@school.example.org" }))
        .await
        .ok();
    choose(&class, "sam", "mia", json!(WORDS)).await;
    let mentor = school
        .mail("mia@alumni.example.org", "You left consulting")
        .await;
    assert!(mentor.is_in("fr"), "{mentor:#?}");
    assert!(
        mentor.subject().contains("First sam"),
        "{}",
        mentor.subject()
    );
    let reply = mentor.line("Reply-To").unwrap_or_default();
    assert!(reply.contains("sam@school.example.org"), "{}", mentor.head);
    assert!(
        mentor.text.contains("mentoring@school.example.org"),
        "{mentor:#?}"
    );
    let student = school.mail("sam@school.example.org", "First mia").await;
    assert!(student.is_in("en"), "{student:#?}");
    // Without a word the mentor is told all the same.
    choose(&class, "ana", "mia", Value::Null).await;
    school.mail("mia@alumni.example.org", "First ana").await;
}
