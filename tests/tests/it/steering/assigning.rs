//! Staff give a student a mentor (R7, R38).

use crate::harness::{Answer, Class, School, apply, each_database};
use futures_util::future::join_all;
use serde_json::json;

async fn assign(class: &Class, student: &str, mentor: &str) -> Answer {
    let (student, mentor) = (
        class.person_id(student).await,
        class.person_id(mentor).await,
    );
    let path = class.path(&format!("/students/{student}/assign"));
    let body = json!({ "mentor_id": mentor, "reason": "Asked for somebody in a bank." });
    class.school.adviser().post(path, body).await
}

#[apply(each_database)]
async fn staff_assign_at_any_date_also_a_mentor_whom_nobody_sees(school: School) {
    let class = Class::open(&school, &["mia", "max"], &["sam"]).await;
    let mia = class.person_id("mia").await;
    let path = class.path(&format!("/mentors/{mia}"));
    let hidden = json!({ "listed": false, "paused": true, "capacity": 1 });
    class.admin().change(&path, hidden).await.ok();
    school.at("2019-05-02T09:00:00Z").await;
    let made = assign(&class, "sam", "mia").await.created();
    assert_eq!(made.text("/mentor/id"), mia);
    assert_eq!(made.at("/choice_message"), json!(null));
    // R7: fewer than 28 days were left for the first interview
    let extension = made.at("/extensions/0");
    assert_eq!(
        [
            &extension["step"],
            &extension["until_on"],
            &extension["reason"]
        ],
        ["project", "2019-05-29", "late_start"]
    );
    let told = school
        .mail("sam@school.example.org", "has arranged for")
        .await;
    assert!(told.text.contains("mia"), "{told:#?}");
    school
        .mail("mia@alumni.example.org", "vous confie un mentorat")
        .await;
    let again = assign(&class, "sam", "max").await;
    again.refused(409, "already_has_mentor");
    let location = made.header("location").to_owned();
    let seen = class.person("sam").get(location).await.ok();
    assert_eq!(seen.at("/state"), "active");
}

#[apply(each_database)]
async fn nobody_is_assigned_beyond_the_places_or_to_somebody_who_takes_no_part(school: School) {
    let class = Class::open(&school, &["mia", "max"], &["sam", "ana"]).await;
    let mia = class.person_id("mia").await;
    let path = class.path(&format!("/mentors/{mia}"));
    class
        .admin()
        .change(&path, json!({ "capacity": 1 }))
        .await
        .ok();
    assign(&class, "sam", "mia").await.created();
    let full = assign(&class, "ana", "mia")
        .await
        .refused(409, "mentor_full");
    assert_eq!(full.at("/pointer"), "/mentor_id");
    let student = assign(&class, "ana", "sam").await;
    student.refused(409, "reference_unknown");
    let max = class.person_id("max").await;
    let path = class.path(&format!("/mentors/{max}"));
    class.admin().delete(path).await.status(204);
    let ana = class.person_id("ana").await;
    let path = class.path(&format!("/students/{ana}/assign"));
    let gone = class.admin().post(path, json!({ "mentor_id": max })).await;
    gone.refused(409, "reference_unknown");
}

#[apply(each_database)]
async fn staff_who_take_part_leave_their_own_to_a_colleague(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let (sam, mia) = (class.person_id("sam").await, class.person_id("mia").await);
    let path = class.path(&format!("/students/{sam}/assign"));
    let body = json!({ "mentor_id": mia });
    let own = school.staff("mia", &["adviser"]);
    own.post(&path, body.clone())
        .await
        .refused(409, "own_mentorship");
    let own = school.staff("sam", &["admin"]);
    own.post(&path, body.clone())
        .await
        .refused(409, "own_mentorship");
    class.admin().post(&path, body).await.created();
}

#[apply(each_database)]
async fn of_fifty_assignments_at_once_the_places_are_given_and_no_more(school: School) {
    let names: Vec<String> = (0..50).map(|number| format!("s{number}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let class = Class::open(&school, &["mia"], &names).await;
    let mia = class.person_id("mia").await;
    let path = class.path(&format!("/mentors/{mia}"));
    class
        .admin()
        .change(&path, json!({ "capacity": 4 }))
        .await
        .ok();
    let done = join_all(names.iter().map(|name| assign(&class, name, "mia"))).await;
    let made = done.iter().filter(|answer| answer.status == 201).count();
    let full = done
        .iter()
        .filter(|answer| answer.at("/code") == "mentor_full");
    assert_eq!([made, full.count()], [4, 46]);
    let mentor = class.mentor(&class.admin(), "mia").await;
    assert_eq!(mentor.at("/places_left"), 0);
}
