//! Choosing (R4): when, whom, and with which refusals, in their order.

use crate::charter::without_acceptance;
use crate::harness::{Class, Pair, School, apply, each_database};
use serde_json::{Value, json};

const NOBODY: &str = "0192f0c1-7b1e-7cc0-8f2e-1a2b3c4d5e6f";

async fn extensions(pair: &Pair) -> Value {
    let mut extensions = pair.student.get(pair.path("")).await.ok().at("/extensions");
    for extension in extensions.as_array_mut().unwrap() {
        assert!(extension["given_at"].take().is_string());
    }
    extensions
}

async fn withdraw(pair: &Pair) {
    let ended = pair.student.end(&pair.id, json!({})).await.ok();
    assert_eq!(ended.at("/end_reason"), "student_withdrew");
}

#[apply(each_database)]
async fn the_choice_lasts_from_its_first_local_day_to_its_last(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let window = json!({ "from": "2019-01-01", "to": "2019-03-31" });
    school.at("2018-12-31T22:59:00Z").await;
    let early = class
        .choose("sam", "mia")
        .await
        .refused(409, "choice_closed");
    assert_eq!(early.at("/window"), window);
    school.at("2018-12-31T23:00:00Z").await;
    withdraw(&class.pair("sam", "mia").await).await;
    // The clocks go forward on this very day.
    school.at("2019-03-31T22:00:00Z").await;
    let late = class
        .choose("sam", "mia")
        .await
        .refused(409, "choice_closed");
    assert_eq!(late.at("/window"), window);
    school.at("2019-03-31T21:58:00Z").await;
    class.choose("sam", "mia").await.created();
}

#[apply(each_database)]
async fn staff_give_a_student_more_time_and_a_late_start_gets_four_weeks(school: School) {
    let class = Class::open(&school, &["mia"], &["sam", "ana"]).await;
    class
        .change_student("sam", json!({ "choice_until": "2019-04-10" }))
        .await
        .ok();
    school.at("2019-04-10T22:00:00Z").await;
    let late = class
        .choose("sam", "mia")
        .await
        .refused(409, "choice_closed");
    assert_eq!(late.at("/window/to"), "2019-04-10");
    school.at("2019-04-10T21:50:00Z").await;
    class
        .choose("ana", "mia")
        .await
        .refused(409, "choice_closed");
    let pair = class.pair("sam", "mia").await;
    let late_start = json!({
        "step": "project", "from": null, "until_on": "2019-05-07", "reason": "late_start", "given_at": null,
    });
    assert_eq!(extensions(&pair).await, json!([late_start]));
    let seen = pair.interview(&pair.student, "project").await;
    assert_eq!(
        seen.at("/window"),
        json!({ "from": "2019-01-01", "to": "2019-05-07" })
    );
    assert_eq!(
        [seen.at("/state"), seen.at("/overdue")],
        [json!("open"), json!(false)]
    );
    pair.propose(&pair.student, "project", "2019-05-07T21:00:00Z")
        .await
        .created();
    pair.propose(&pair.student, "project", "2019-05-07T22:00:00Z")
        .await
        .refused(409, "outside_window");
}

#[apply(each_database)]
async fn who_chooses_with_four_weeks_left_gets_no_more(school: School) {
    let class = Class::open(&school, &["mia"], &["sam", "ana"]).await;
    school.at("2019-03-04T22:50:00Z").await;
    assert_eq!(extensions(&class.pair("sam", "mia").await).await, json!([]));
    school.at("2019-03-04T23:00:00Z").await;
    let late = extensions(&class.pair("ana", "mia").await).await;
    assert_eq!(late[0]["until_on"], "2019-04-01");
}

#[apply(each_database)]
async fn a_full_mentor_cannot_be_chosen_until_a_place_is_free(school: School) {
    let class = Class::open(&school, &["mia"], &["sam", "ana"]).await;
    class
        .change_mentor(&class.person("mia"), "mia", json!({ "capacity": 1 }))
        .await
        .ok();
    let pair = class.pair("sam", "mia").await;
    let refused = class.choose("ana", "mia").await.refused(409, "mentor_full");
    assert_eq!(refused.at("/pointer"), "/mentor_id");
    let card = class.mentor(&class.person("ana"), "mia").await.ok();
    assert_eq!(
        [card.at("/places_left"), card.at("/available")],
        [json!(0), json!(false)]
    );
    withdraw(&pair).await;
    let card = class.mentor(&class.person("ana"), "mia").await.ok();
    assert_eq!(
        [card.at("/places_left"), card.at("/available")],
        [json!(1), json!(true)]
    );
    class.choose("ana", "mia").await.created();
}

#[apply(each_database)]
async fn less_capacity_than_students_ends_nobody(school: School) {
    let class = Class::open(&school, &["mia"], &["sam", "ana", "bob"]).await;
    class.pair("sam", "mia").await;
    let ana = class.pair("ana", "mia").await;
    let less = class
        .change_mentor(&class.person("mia"), "mia", json!({ "capacity": 1 }))
        .await
        .ok();
    assert_eq!(less.at("/places_left"), 0);
    class.choose("bob", "mia").await.refused(409, "mentor_full");
    withdraw(&ana).await;
    class.choose("bob", "mia").await.refused(409, "mentor_full");
}

#[apply(each_database)]
async fn a_paused_mentor_says_so_and_an_unlisted_one_is_not_there(school: School) {
    let class = Class::open(&school, &["mia", "max"], &["sam", "ana"]).await;
    class
        .change_mentor(&class.person("mia"), "mia", json!({ "paused": true }))
        .await
        .ok();
    class
        .choose("sam", "mia")
        .await
        .refused(409, "mentor_not_available");
    let ana = class.pair("ana", "max").await;
    class
        .change_mentor(&class.admin(), "max", json!({ "listed": false }))
        .await
        .ok();
    let unlisted = class
        .choose("sam", "max")
        .await
        .refused(409, "reference_unknown");
    assert_eq!(unlisted.at("/pointer"), "/mentor_id");
    let choose = async |id: &str| {
        let body = json!({ "mentor_id": id });
        class
            .person("sam")
            .post(class.path("/mentorships"), body)
            .await
            .refused(409, "reference_unknown")
    };
    assert_eq!(unlisted.alike(), choose(NOBODY).await.alike());
    let student = class.person_id("ana").await;
    assert_eq!(unlisted.alike(), choose(&student).await.alike());
    class
        .mentor(&class.person("sam"), "max")
        .await
        .refused(404, "not_found");
    class.mentor(&ana.student, "max").await.ok();
}

#[apply(each_database)]
async fn the_charter_comes_first(school: School) {
    let class = without_acceptance(&school).await;
    let me = class.person("sam").get("/v1/me").await.ok();
    assert_eq!(
        me.each("/next_steps", "code"),
        ["accept_charter", "choose_mentor"]
    );
    class
        .choose("sam", "mia")
        .await
        .refused(409, "charter_not_accepted");
    class.accept_charter("sam").await.ok();
    class.choose("sam", "mia").await.created();
}

#[apply(each_database)]
async fn where_no_charter_is_required_nobody_waits_for_it(school: School) {
    let class = without_acceptance(&school).await;
    class
        .change(json!({ "policies": { "charter_required": false } }))
        .await
        .ok();
    let pair = class.pair("sam", "mia").await;
    pair.propose(&pair.mentor, "project", "2019-02-05T17:00:00Z")
        .await
        .created();
}

#[apply(each_database)]
async fn of_several_refusals_the_first_in_order_is_told(school: School) {
    let class = Class::open(&school, &["mia", "max"], &["sam"]).await;
    let unknown = json!({ "mentor_id": NOBODY });
    let choose = async || {
        class
            .person("sam")
            .post(class.path("/mentorships"), unknown.clone())
            .await
    };
    class.pair("sam", "mia").await;
    choose().await.refused(409, "already_has_mentor");
    class
        .choose("sam", "max")
        .await
        .refused(409, "already_has_mentor");
    school.at("2019-05-01T09:00:00Z").await;
    choose().await.refused(409, "choice_closed");
    class
        .admin()
        .post(
            class.path("/close"),
            json!({ "end_live_mentorships": true }),
        )
        .await
        .ok();
    choose().await.refused(409, "programme_not_open");
    let mentor = class
        .person("mia")
        .post(class.path("/mentorships"), unknown.clone())
        .await;
    mentor.refused(403, "role_forbidden");
}
