//! The audit log as admins read it (R29).

use crate::harness::{Actor, Answer, Class, School, apply, each_database};
use crate::lists::walk_by;
use serde_json::{Value, json};

async fn log(admin: &Actor, query: &str) -> Answer {
    admin
        .get(format!("/v1/audit-log?limit=100&{query}"))
        .await
        .ok()
}

fn actions(answer: &Answer) -> Vec<String> {
    answer.each("/items", "action")
}

#[apply(each_database)]
async fn every_change_says_who_made_it_when_and_on_what(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let admin = school.admin();
    let pair = class.pair("sam", "mia").await;
    let id = pair
        .propose(&pair.student, "project", "2019-02-01T10:00:00Z")
        .await;
    let id = id.created().id();
    let ask = pair
        .mentor
        .ask("POST", format!("/v1/appointments/{id}/decline"));
    let ask = ask.header("X-Request-Id", "a-request-of-mine");
    let reason = json!({ "reason": "That day I am in Lisbon." });
    ask.json(&reason).send().await.ok();
    let newest = log(&admin, "").await;
    let entry = newest.at("/items/0");
    let mia = class.person_id("mia").await;
    assert_eq!(entry["actor"], json!({ "kind": "person", "id": mia }));
    assert_eq!(entry["action"], "decline_appointment");
    assert_eq!(entry["resource_type"], "appointment");
    assert_eq!(entry["resource_id"], id.as_str());
    assert_eq!(entry["request_id"], "a-request-of-mine");
    assert_eq!(entry["changed"], json!(["appointment.declined"]));
    assert!(entry["at"].as_str().unwrap().starts_with("2019-01-10T09:0"));
    assert_eq!(
        actions(&newest)[..3],
        [
            "decline_appointment",
            "propose_appointment",
            "choose_mentor"
        ]
    );
    // a refusal changes nothing, a retry no more than the first time
    let again = pair.mentor.decline(&id).await;
    again.refused(409, "wrong_state");
    let twice = || {
        let ask = pair
            .student
            .ask("POST", pair.at_step("project", "/appointments"));
        let body = json!({
            "starts_at": "2019-02-02T10:00:00Z",
            "duration_minutes": 60,
            "means": crate::harness::cafe(),
        });
        ask.header("Idempotency-Key", "one").json(&body).send()
    };
    twice().await.created();
    twice().await.created();
    let proposed = log(&admin, "action=propose_appointment").await;
    assert_eq!(proposed.at("/items").as_array().unwrap().len(), 2);
    assert_eq!(
        actions(&log(&admin, "action=decline_appointment").await).len(),
        1
    );
    // nobody answers: the service itself
    school.at("2019-02-03T09:00:00Z").await;
    let lapsed = log(&admin, "action=lapse_appointment").await;
    assert_eq!(
        lapsed.at("/items/0/actor"),
        json!({ "kind": "system", "id": null })
    );
    assert_eq!(lapsed.at("/items/0/request_id"), "system");
}

#[apply(each_database)]
async fn the_log_is_read_by_person_thing_operation_and_day(school: School) {
    let class = Class::open(&school, &["mia", "max"], &["sam"]).await;
    let admin = school.admin();
    let pair = class.pair("sam", "mia").await;
    school.at("2019-01-12T00:00:00Z").await;
    let [sam, mia, max] = ["sam", "mia", "max"].map(|who| class.person_id(who));
    let (sam, mia, max) = (sam.await, mia.await, max.await);
    let gone = format!("/v1/people/{max}/deactivate");
    admin.act(gone).await.ok();
    let list = class.path(&format!("/students/{sam}/mentor-list"));
    let body = json!({ "pinned": [mia], "excluded": [] });
    school.adviser().replace(&list, body).await.ok();
    for (query, found) in [
        (
            format!("actor_id={sam}"),
            &["choose_mentor", "accept_charter"][..],
        ),
        (format!("actor_id={mia}"), &["accept_charter"]),
        (format!("resource_id={}", pair.id), &["choose_mentor"]),
        (format!("resource_id={max}"), &["deactivate_person"]),
        ("resource_type=mentor_list".into(), &["put_mentor_list"]),
        (format!("resource_type=person&actor_id={sam}"), &[]),
        (
            format!("action=accept_charter&actor_id={sam}"),
            &["accept_charter"],
        ),
        (
            "from=2019-01-12".into(),
            &["put_mentor_list", "deactivate_person"],
        ),
        (
            "from=2019-01-12&to=2019-01-12&resource_type=person".into(),
            &["deactivate_person"],
        ),
        (
            "action=choose_mentor&to=2019-01-11".into(),
            &["choose_mentor"],
        ),
        ("action=choose_mentor&to=2019-01-09".into(), &[]),
        ("action=Choose_Mentor".into(), &[]),
        ("to=2018-12-31".into(), &[]),
    ] {
        assert_eq!(actions(&log(&admin, &query).await), found, "{query}");
    }
    let changed = log(&admin, "action=deactivate_person").await;
    assert_eq!(changed.at("/items/0/changed"), json!(["active"]));
    for (query, pointer, code) in [
        ("actor_id=sam", "/actor_id", "format"),
        ("resource_type=secret", "/resource_type", "enum"),
        ("action=", "/action", "too_short"),
        ("from=yesterday", "/from", "format"),
        ("from=2019-01-12&to=2019-01-11", "/to", "out_of_range"),
        ("person=sam", "/person", "unknown_parameter"),
    ] {
        let wrong = admin.get(format!("/v1/audit-log?{query}")).await;
        wrong.invalid(pointer, code);
    }
    let adviser = school.adviser().get("/v1/audit-log").await;
    adviser.refused(403, "role_forbidden");
}

#[apply(each_database)]
async fn the_log_holds_ids_and_codes_only_and_each_entry_once(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let admin = school.admin();
    let pair = class.pair("sam", "mia").await;
    pair.conclude_project().await;
    let profile = json!({ "phone": "+33 1 99 88 77 66", "private_email": "sam@home.example" });
    pair.student.change("/v1/me/profile", profile).await.ok();
    let note = json!({ "end_reason": "other", "note": "We-ended-in-friendship." });
    admin.end(&pair.id, note).await.ok();
    let whole = log(&admin, "").await;
    assert_eq!(whole.at("/next_cursor"), Value::Null);
    let text = String::from_utf8(whole.bytes.clone()).unwrap();
    for told in [
        "Last sam",
        "Last mia",
        "@",
        "+33",
        "friendship",
        "choice-of",
        "Transports",
    ] {
        assert!(!text.contains(told), "{told} in {text}");
    }
    let all = whole.each("/items", "id");
    assert!(all.len() > 15, "{all:?}");
    for limit in [1, 7] {
        let path = format!("/v1/audit-log?limit={limit}");
        assert_eq!(walk_by(&admin, &path, "id").await, all, "{limit}");
    }
    let instants = whole.each("/items", "at");
    assert!(
        instants.windows(2).all(|two| two[0] >= two[1]),
        "{instants:?}"
    );
}
