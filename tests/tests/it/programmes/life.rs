//! From draft to closed, and who sees a programme meanwhile (R2).

use crate::harness::{Class, School, apply, each_database, student_row};
use serde_json::{Value, json};

#[apply(each_database)]
async fn a_programme_opens_closes_and_reopens_within_thirty_days(school: School) {
    let class = Class::draft(&school, 2019).await;
    let admin = school.admin();
    admin
        .post(
            class.path("/close"),
            json!({ "end_live_mentorships": false }),
        )
        .await
        .refused(409, "wrong_state");
    admin
        .act(class.path("/reopen"))
        .await
        .refused(409, "wrong_state");
    let opened = admin.act(class.path("/open")).await.ok();
    assert_eq!(opened.at("/status"), "open");
    assert!(opened.at("/opened_at").is_string());
    assert_eq!(
        opened.at("/allowed_actions"),
        json!(["update_programme", "close_programme"])
    );
    admin
        .act(class.path("/open"))
        .await
        .refused(409, "wrong_state");
    let closed = admin
        .post(
            class.path("/close"),
            json!({ "end_live_mentorships": false }),
        )
        .await
        .ok();
    assert_eq!(closed.at("/status"), "closed");
    class
        .change(json!({ "name": "y" }))
        .await
        .refused(409, "programme_not_open");
    school.at("2019-02-09T22:59:00Z").await;
    let reopened = admin.act(class.path("/reopen")).await.ok();
    assert_eq!(reopened.at("/status"), "open");
    assert_eq!(reopened.at("/closed_at"), Value::Null);
    admin
        .post(
            class.path("/close"),
            json!({ "end_live_mentorships": false }),
        )
        .await
        .ok();
    school.at("2019-03-15T09:00:00Z").await;
    admin
        .act(class.path("/reopen"))
        .await
        .refused(409, "wrong_state");
    let late = admin.get(class.path("")).await.ok();
    assert_eq!(late.at("/allowed_actions"), json!([]));
}

#[apply(each_database)]
async fn a_draft_made_by_mistake_goes_and_one_with_people_stays(school: School) {
    let (admin, class) = (school.admin(), Class::draft(&school, 2019).await);
    let etag = admin.get(class.path("")).await.ok().etag();
    class.change(json!({ "name": "Renamed" })).await.ok();
    admin
        .ask("DELETE", class.path(""))
        .header("If-Match", etag)
        .send()
        .await
        .refused(412, "stale");
    school
        .adviser()
        .delete(class.path(""))
        .await
        .refused(403, "role_forbidden");
    class
        .import("students", vec![student_row("sam")])
        .await
        .ok();
    let kept = admin
        .delete(class.path(""))
        .await
        .refused(409, "wrong_state");
    assert_eq!(
        [kept.at("/state"), kept.at("/count")],
        [json!("draft"), json!(1)]
    );
    let empty = Class::draft(&school, 2020).await;
    let gone = admin.delete(empty.path("")).await.status(204);
    assert!(gone.bytes.is_empty());
    admin.get(empty.path("")).await.refused(404, "not_found");
    admin.delete(empty.path("")).await.refused(404, "not_found");
    let left = admin.get("/v1/programmes").await.ok().each("/items", "id");
    assert_eq!(left, std::slice::from_ref(&class.id));
    admin.act(class.path("/open")).await.ok();
    let open = admin
        .delete(class.path(""))
        .await
        .refused(409, "wrong_state");
    assert_eq!(open.at("/state"), "open");
}

#[apply(each_database)]
async fn a_closed_programme_changes_no_more(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let admin = school.admin();
    admin.act(class.path("/close")).await.ok();
    let id = |who: &'static str| class.person_id(who);
    let student = class.path(&format!("/students/{}", id("sam").await));
    let mentor = class.path(&format!("/mentors/{}", id("mia").await));
    let own = class
        .change_mentor(&class.person("mia"), "mia", json!({ "listed": false }))
        .await;
    own.refused(409, "programme_not_open");
    let text = json!({ "text": { "fr": "Autre.", "en": "Other." } });
    admin
        .replace(&class.path("/charter"), text)
        .await
        .refused(409, "programme_not_open");
    for (path, change) in [
        (student, json!({ "major": "Law" })),
        (mentor, json!({ "paused": true })),
    ] {
        let before = admin.get(&path).await.ok();
        let refused = admin
            .patch(&path, &before.etag(), change)
            .await
            .refused(409, "programme_not_open");
        assert_eq!(refused.at("/state"), "closed");
        assert_eq!(admin.get(&path).await.ok().body(), before.body());
    }
}

#[apply(each_database)]
async fn students_and_mentors_see_their_own_programmes_but_no_drafts(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let other = Class::draft(&school, 2020).await;
    let seen = class.person("sam").get("/v1/programmes").await.ok();
    assert_eq!(seen.at("/items").as_array().unwrap().len(), 1);
    assert_eq!(seen.at("/items/0/allowed_actions"), json!([]));
    class
        .person("sam")
        .get(other.path(""))
        .await
        .refused(404, "not_found");
    let all = school.adviser().get("/v1/programmes").await.ok();
    let years: Vec<Value> = all
        .at("/items")
        .as_array()
        .unwrap()
        .iter()
        .map(|p| p["year"].clone())
        .collect();
    assert_eq!(years, [2020, 2019]);
    school
        .adviser()
        .act(other.path("/open"))
        .await
        .refused(403, "role_forbidden");
}
