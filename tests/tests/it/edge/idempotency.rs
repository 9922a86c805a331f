//! `Idempotency-Key`: a request that is sent again has one effect and one answer.

use crate::harness::{Actor, Answer, Class, School, apply, cafe, each_database};
use serde_json::{Value, json};

async fn create(actor: &Actor, key: &str, body: &Value) -> Answer {
    let ask = actor
        .ask("POST", "/v1/programmes")
        .header("Idempotency-Key", key);
    ask.json(body).send().await
}

async fn programmes(school: &School) -> usize {
    let page = school.admin().get("/v1/programmes").await.ok();
    page.at("/items").as_array().unwrap().len()
}

#[apply(each_database)]
async fn a_replay_is_the_first_answer_again(school: School) {
    let body = json!({ "year": 2019, "name": "Once" });
    let first = create(&school.admin(), "key-1", &body).await.created();
    assert_eq!(first.header("idempotency-replayed"), "");
    school.at("2019-02-01T09:00:00Z").await;
    let again = create(&school.admin(), "key-1", &body).await.created();
    assert_eq!(again.header("idempotency-replayed"), "true");
    assert_eq!(again.bytes, first.bytes);
    assert_eq!(again.etag(), first.etag());
    assert_eq!(again.header("location"), first.header("location"));
    assert_eq!(programmes(&school).await, 1);
}

#[apply(each_database)]
async fn a_key_stands_for_one_request_of_one_caller(school: School) {
    let body = json!({ "year": 2019, "name": "Once" });
    create(&school.admin(), "key-1", &body).await.created();
    let other = json!({ "year": 2020, "name": "Other" });
    create(&school.admin(), "key-1", &other)
        .await
        .refused(422, "idempotency_key_reused");
    let second = school.staff("second-admin", &["admin"]);
    create(&second, "key-1", &other).await.created();
    let third = json!({ "year": 2020, "name": "Third" });
    create(&school.admin(), "key-2", &third).await.created();
    assert_eq!(programmes(&school).await, 3);
}

#[apply(each_database)]
async fn what_was_done_is_not_stale_when_it_is_sent_again(school: School) {
    let class = Class::draft(&school, 2019).await;
    let admin = school.admin();
    let etag = admin.get(class.path("")).await.ok().etag();
    let open = |key: &str, body: Value| {
        let ask = admin
            .ask("POST", class.path("/open"))
            .header("If-Match", &etag);
        ask.header("Idempotency-Key", key).json(&body)
    };
    let first = open("open", json!({})).send().await.ok();
    let again = open("open", json!({})).send().await.ok();
    assert_eq!(again.header("idempotency-replayed"), "true");
    assert_eq!([again.at("/status"), first.at("/status")], ["open", "open"]);
    open("another", json!({}))
        .send()
        .await
        .refused(412, "stale");
    let close = admin
        .ask("POST", class.path("/close"))
        .header("If-Match", etag.as_str());
    let close = close.header("Idempotency-Key", "open").json(&json!({}));
    close.send().await.refused(422, "idempotency_key_reused");
}

#[apply(each_database)]
async fn a_refusal_is_not_kept(school: School) {
    let class = Class::draft(&school, 2019).await;
    let admin = school.admin();
    let close = || {
        let ask = admin
            .ask("POST", class.path("/close"))
            .header("Idempotency-Key", "close");
        ask.json(&json!({}))
    };
    close().send().await.refused(409, "wrong_state");
    admin.act(class.path("/open")).await.ok();
    close().send().await.ok();
    let replayed = close().send().await.ok();
    assert_eq!(replayed.header("idempotency-replayed"), "true");
}

#[apply(each_database)]
async fn a_key_is_visible_ascii_of_bounded_length(school: School) {
    let body = json!({ "year": 2019, "name": "Once" });
    for key in ["", "a b", "é", &"k".repeat(256)] {
        let answer = create(&school.admin(), key, &body).await;
        assert_eq!(answer.status, 422, "{key}: {answer:?}");
    }
    create(&school.admin(), &"k".repeat(255), &body)
        .await
        .created();
}

/// A request under a key, twice: the first answer and the second.
async fn twice(who: &Actor, path: &str, body: Value, between: impl AsyncFnOnce()) -> [Answer; 2] {
    let ask = || who.ask("POST", path).header("Idempotency-Key", "again");
    let first = ask().json(&body).send().await.created();
    between().await;
    [first, ask().json(&body).send().await]
}

#[apply(each_database)]
async fn a_former_mentor_sees_no_kept_answer_of_the_time_before(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    let path = pair.at_step("project", "/appointments");
    let body =
        json!({ "starts_at": "2019-02-05T17:00:00Z", "duration_minutes": 60, "means": cafe() });
    let end = async || {
        pair.mentor.end(&pair.id, json!({})).await.ok();
    };
    let [_, again] = twice(&pair.mentor, &path, body, end).await;
    again.refused(404, "not_found");
}

#[apply(each_database)]
async fn a_declined_student_sees_no_kept_contacts(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let student = class.person("sam");
    class.accept_charter("sam").await;
    let path = class.path("/mentorships");
    let body = json!({ "mentor_id": class.person_id("mia").await });
    let mentorship = async || {
        let page = student.get(class.path("/mentorships")).await.ok();
        page.at("/items/0/id").as_str().unwrap().to_owned()
    };
    let decline = async || {
        let id = mentorship().await;
        class.person("mia").end(&id, json!({})).await.ok();
    };
    let [first, again] = twice(&student, &path, body, decline).await;
    assert!(first.at("/contacts/mentor/email").is_string(), "{first:?}");
    let again = again.created();
    assert_eq!(again.header("idempotency-replayed"), "true");
    assert_eq!(again.at("/id"), first.at("/id"));
    assert_eq!(
        [again.at("/contacts"), again.at("/state")],
        [Value::Null, json!("ended")]
    );
    let now = student
        .get(format!("/v1/mentorships/{}", first.id()))
        .await
        .ok();
    assert_eq!(again.at("/interviews"), now.at("/interviews"));
}
