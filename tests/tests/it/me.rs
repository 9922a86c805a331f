//! The personal area: `me` and the profile.

use crate::harness::{Class, School, apply, each_database, mentor_row, student_row};
use serde_json::{Value, json};

#[apply(each_database)]
async fn the_texts_of_next_steps_follow_the_persons_language(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let sam = class.person("sam");
    let english = sam.get("/v1/me").await.ok();
    sam.change("/v1/me/profile", json!({ "language": "fr" }))
        .await
        .ok();
    let french = sam.get("/v1/me").await.ok();
    assert_eq!(
        french.at("/next_steps/0/code"),
        english.at("/next_steps/0/code")
    );
    assert_ne!(
        french.at("/next_steps/0/text"),
        english.at("/next_steps/0/text")
    );
    assert_ne!(french.etag(), english.etag());
}

#[apply(each_database)]
async fn somebody_unknown_is_told_so_and_staff_are_made(school: School) {
    let stranger = school.person("nobody").get("/v1/me").await;
    stranger.refused(403, "person_unknown");
    let adviser = school.adviser().get("/v1/me").await.ok();
    assert_eq!(adviser.at("/roles"), json!(["adviser"]));
    assert_eq!(adviser.at("/person/first_name"), "Staff");
    let admin = school.admin().get("/v1/me").await.ok();
    assert_eq!(admin.at("/roles/0"), "admin");
    assert_eq!(admin.at("/enrolments"), json!([]));
}

#[apply(each_database)]
async fn a_programme_that_was_opened_empty_tells_its_admin_who_is_missing(school: School) {
    let class = Class::draft(&school, 2019).await;
    class.admin().act(class.path("/open")).await.ok();
    let told = async || {
        let me = school.admin().get("/v1/me").await.ok();
        assert_eq!(me.each("/next_steps", "code"), ["finish_setup"]);
        me.text("/next_steps/0/text")
    };
    let text = told().await;
    assert!(
        text.contains("inscrivez les étudiants et les mentors"),
        "{text}"
    );
    class.import("mentors", vec![mentor_row("mia")]).await.ok();
    let text = told().await;
    assert!(
        text.contains("inscrivez des étudiants au plus tard le 1er janvier"),
        "{text}"
    );
    let adviser = school.adviser().get("/v1/me").await.ok();
    assert_eq!(adviser.at("/next_steps"), json!([]));
    class
        .import("students", vec![student_row("sam")])
        .await
        .ok();
    let me = school.admin().get("/v1/me").await.ok();
    assert!(
        !me.each("/next_steps", "code")
            .contains(&"finish_setup".to_owned())
    );
}

#[apply(each_database)]
async fn staff_see_what_waits_for_them_in_each_programme(school: School) {
    let class = Class::draft(&school, 2019).await;
    let me = school.admin().get("/v1/me").await.ok();
    assert_eq!(me.each("/next_steps", "code"), ["finish_setup"]);
    assert_eq!(
        school.adviser().get("/v1/me").await.ok().at("/next_steps"),
        json!([])
    );
    class.import("mentors", vec![mentor_row("mia")]).await.ok();
    class
        .import("students", vec![student_row("sam"), student_row("ana")])
        .await
        .ok();
    let me = school.admin().get("/v1/me").await.ok();
    assert_eq!(me.each("/next_steps", "code"), ["open_programme"]);
    assert_eq!(me.at("/next_steps/0/due_on"), "2019-01-01");
    let class = class.open_with(&["mia"], &["sam", "ana"]).await;
    class.choose("sam", "mia").await.created();
    let me = school.admin().get("/v1/me").await.ok();
    assert_eq!(me.each("/next_steps", "code"), ["assign_mentors"]);
    assert_eq!(me.at("/next_steps/0/due_on"), "2019-03-31");
    school.at("2019-04-02T09:00:00Z").await;
    let me = school.adviser().get("/v1/me").await.ok();
    assert_eq!(
        me.each("/next_steps", "code"),
        ["assign_mentors", "see_overdue"]
    );
    assert_eq!(
        [me.at("/next_steps/0/count"), me.at("/next_steps/1/count")],
        [1, 1]
    );
    let without = school
        .adviser()
        .get(class.path("/students?without_mentor=true"))
        .await
        .ok();
    assert_eq!(without.at("/items").as_array().unwrap().len(), 1);
    let overdue = school
        .adviser()
        .get(class.path("/mentorships?overdue=true"))
        .await
        .ok();
    assert_eq!(overdue.at("/items").as_array().unwrap().len(), 1);
}

#[apply(each_database)]
async fn staff_who_are_enrolled_are_both(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let both = school.staff("mia", &["adviser"]);
    let me = both.get("/v1/me").await.ok();
    let roles = me.at("/roles");
    assert!(
        roles.as_array().unwrap().contains(&json!("mentor")),
        "{me:?}"
    );
    assert!(
        roles.as_array().unwrap().contains(&json!("adviser")),
        "{me:?}"
    );
    both.get(class.path("/students")).await.ok();
}

#[apply(each_database)]
async fn the_profile_is_changed_field_by_field(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let mia = class.person("mia");
    let before = mia.get("/v1/me/profile").await.ok();
    let change =
        json!({ "language": "en", "reminders": false, "private_email": "mia@home.example" });
    mia.ask("PATCH", "/v1/me/profile")
        .json(&change)
        .send()
        .await
        .refused(428, "if_match_required");
    let after = mia
        .patch("/v1/me/profile", &before.etag(), change)
        .await
        .ok();
    assert_eq!(
        [after.at("/language"), after.at("/private_email")],
        ["en", "mia@home.example"]
    );
    assert_eq!(after.at("/reminders"), false);
    assert_eq!(after.at("/phone"), before.at("/phone"));
    let cleared = mia
        .patch("/v1/me/profile", &after.etag(), json!({ "phone": null }))
        .await
        .ok();
    assert_eq!(cleared.at("/phone"), Value::Null);
    mia.patch("/v1/me/profile", &before.etag(), json!({ "phone": "1" }))
        .await
        .refused(412, "stale");
}

#[apply(each_database)]
async fn what_is_not_theirs_to_set_or_badly_formed_is_refused(school: School) {
    Class::open(&school, &["mia"], &[]).await;
    let mia = school.person("mia");
    let change = async |body: Value| mia.change("/v1/me/profile", body).await;
    change(json!({ "email": "x@y.example" }))
        .await
        .invalid("/email", "unknown_field");
    change(json!({ "language": "de" }))
        .await
        .invalid("/language", "enum");
    change(json!({ "language": null }))
        .await
        .invalid("/language", "null_not_allowed");
    change(json!({ "private_email": "nowhere" }))
        .await
        .invalid("/private_email", "format");
    change(json!({ "reminders": "no" }))
        .await
        .invalid("/reminders", "type");
    change(json!({ "video_handle": "x".repeat(201) }))
        .await
        .invalid("/video_handle", "too_long");
    change(json!({ "video_handle": "a\u{0}b" }))
        .await
        .invalid("/video_handle", "nul_character");
}

#[apply(each_database)]
async fn mentors_change_their_own_card_and_staff_what_is_theirs(school: School) {
    let class = Class::open(&school, &["mia", "max"], &["sam"]).await;
    let mia = class.person("mia");
    let card = json!({ "headline": "Logistics, and listening", "skills": ["supply chain", "lean"], "company": null });
    let changed = class.change_mentor(&mia, "mia", card).await.ok();
    assert_eq!(changed.at("/skills"), json!(["supply chain", "lean"]));
    assert_eq!(changed.at("/company"), Value::Null);
    class
        .change_mentor(&mia, "mia", json!({ "listed": false }))
        .await
        .refused(409, "staff_only");
    class
        .change_mentor(&mia, "mia", json!({ "capacity": 21 }))
        .await
        .invalid("/capacity", "out_of_range");
    class
        .change_mentor(&class.admin(), "mia", json!({ "listed": false }))
        .await
        .ok();
    class
        .change_mentor(&class.person("sam"), "max", json!({ "paused": true }))
        .await
        .refused(403, "role_forbidden");
}

#[apply(each_database)]
async fn who_found_no_mentor_reads_the_teams_address(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let team = json!({ "contact_email": "mentoring@school.example.org" });
    class.change(team).await.ok();
    school.at("2019-04-02T09:00:00Z").await;
    let me = class.person("sam").get("/v1/me").await.ok();
    assert_eq!(me.each("/next_steps", "code"), ["contact_team"]);
    let text = me.at("/next_steps/0/text");
    let text = text.as_str().unwrap();
    assert!(text.contains("(mentoring@school.example.org)"), "{text}");
}
