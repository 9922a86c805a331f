//! How to reach each other: for the two of a live mentorship, and for staff (R5).

use crate::harness::{Actor, Class, School, apply, each_database};
use serde_json::{Value, json};

async fn on_card(class: &Class, who: &Actor) -> Value {
    let card = class.mentor(who, "mia").await.ok().at("/contact");
    let list = who.get(class.path("/mentors?q=mia")).await.ok();
    assert_eq!(list.at("/items/0/contact"), card);
    card
}

#[apply(each_database)]
async fn contacts_show_while_the_mentorship_lives(school: School) {
    let class = Class::open(&school, &["mia", "max"], &["sam", "ana"]).await;
    let [sam, ana, mia, max] = ["sam", "ana", "mia", "max"].map(|name| class.person(name));
    mia.change("/v1/me/profile", json!({ "video_handle": "skype:mia" }))
        .await
        .ok();
    let contact = json!({
        "email": "mia@alumni.example.org", "phone": "+33 1 23 45 67 89", "video_handle": "skype:mia",
    });
    let seen = async |who: &Actor| on_card(&class, who).await;
    assert_eq!(seen(&sam).await, Value::Null);
    let pair = class.pair("sam", "mia").await;
    assert_eq!(seen(&sam).await, contact);
    assert_eq!(seen(&mia).await, contact);
    assert_eq!(seen(&school.adviser()).await, contact);
    assert_eq!(seen(&ana).await, Value::Null);
    assert_eq!(seen(&max).await, Value::Null);
    for who in [&sam, &mia, &school.adviser()] {
        let whole = who.get(pair.path("")).await.ok();
        assert_eq!(whole.at("/contacts/mentor"), contact);
        assert_eq!(
            whole.at("/contacts/student/email"),
            "sam@school.example.org"
        );
    }
    sam.end(&pair.id, json!({})).await.ok();
    assert_eq!(seen(&sam).await, Value::Null);
    for who in [&sam, &mia] {
        assert_eq!(
            who.get(pair.path("")).await.ok().at("/contacts"),
            Value::Null
        );
    }
    let staff = school.adviser().get(pair.path("")).await.ok();
    assert_eq!(staff.at("/contacts/mentor"), contact);
}

#[apply(each_database)]
async fn a_mentorship_is_not_there_for_anybody_else(school: School) {
    let class = Class::open(&school, &["mia", "max"], &["sam", "ana"]).await;
    let pair = class.pair("sam", "mia").await;
    for stranger in ["ana", "max"] {
        let stranger = class.person(stranger);
        stranger.get(pair.path("")).await.refused(404, "not_found");
        stranger
            .get(pair.path("/appointments"))
            .await
            .refused(404, "not_found");
        stranger
            .get(pair.at_step("project", ""))
            .await
            .refused(404, "not_found");
        stranger
            .end(&pair.id, json!({}))
            .await
            .refused(404, "not_found");
        let list = stranger.get(class.path("/mentorships")).await.ok();
        assert_eq!(list.at("/items"), json!([]));
    }
}

#[apply(each_database)]
async fn a_students_contacts_show_to_staff_and_the_mentor_and_accounts_to_staff(school: School) {
    let class = Class::open(&school, &["mia", "max"], &["sam"]).await;
    let sam = class.person_id("sam").await;
    let student = class.path(&format!("/students/{sam}"));
    let pair = class.pair("sam", "mia").await;
    let staff = school.adviser().get(&student).await.ok();
    assert_eq!(staff.at("/external_id"), "sam");
    assert_eq!(staff.at("/contact/email"), "sam@school.example.org");
    let list = school.adviser().get(class.path("/students")).await.ok();
    assert_eq!(list.at("/items/0/contact"), staff.at("/contact"));
    let mentor = pair.mentor.get(&student).await.ok();
    assert_eq!(mentor.at("/contact"), staff.at("/contact"));
    assert_eq!(mentor.at("/external_id"), Value::Null);
    let own = pair.student.get(&student).await.ok();
    assert_eq!(own.at("/external_id"), Value::Null);
    class
        .person("max")
        .get(&student)
        .await
        .refused(404, "not_found");
    let account = async |who: &Actor| class.mentor(who, "mia").await.ok().at("/external_id");
    assert_eq!(account(&school.adviser()).await, "mia");
    assert_eq!(account(&pair.student).await, Value::Null);
    assert_eq!(account(&pair.mentor).await, Value::Null);
}
