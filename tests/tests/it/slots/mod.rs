//! Times that mentors publish, and slots that students pick (R11).

mod picking;
mod publishing;

use crate::harness::{Actor, Answer, Class};
use serde_json::{Value, json};

/// Path of something of a mentor.
async fn of_mentor(class: &Class, mentor: &str, rest: &str) -> String {
    let id = class.person_id(mentor).await;
    class.path(&format!("/mentors/{id}{rest}"))
}

/// Tuesdays from six to eight in Paris, by video or phone.
fn tuesdays() -> Value {
    json!({
        "time_zone": "Europe/Paris",
        "weekly": [{
            "weekday": "tuesday", "from": "18:00", "to": "20:00",
            "valid_from": null, "valid_until": null, "means": ["phone", "video"],
        }],
        "single": [],
        "except_on": [],
    })
}

/// A mentor publishes times.
async fn publish(class: &Class, mentor: &str, times: Value) -> Answer {
    let path = of_mentor(class, mentor, "/availability").await;
    class.person(mentor).replace(&path, times).await
}

/// Starts of a mentor's free slots.
async fn free(class: &Class, caller: &Actor, mentor: &str, query: &str) -> Vec<String> {
    let path = of_mentor(class, mentor, &format!("/free-slots?{query}")).await;
    let list = caller.get(path).await.ok();
    let items = list.at("/items");
    let items = items.as_array().unwrap().iter();
    items
        .map(|slot| slot["starts_at"].as_str().unwrap().to_owned())
        .collect()
}
