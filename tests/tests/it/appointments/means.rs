//! How and how long two people meet (R11, R12).

use crate::harness::{Answer, Class, Pair, School, apply, each_database};
use serde_json::{Value, json};

const AT: &str = "2019-02-05T17:00:00Z";

async fn with(pair: &Pair, field: Value) -> Answer {
    pair.propose_with(&pair.student, "project", AT, field).await
}

#[apply(each_database)]
async fn each_means_has_its_own_field_and_no_other(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    let propose = async |means: Value| with(&pair, json!({ "means": means })).await;
    for means in [
        json!({ "kind": "in_person", "place": "Gare de Lyon" }),
        json!({ "kind": "phone", "number": "+33 1 98 76 54 32" }),
        json!({ "kind": "video", "link": "skype:mia" }),
    ] {
        let made = propose(means.clone()).await.created();
        assert_eq!(made.at("/means"), means);
    }
    propose(json!({ "kind": "phone" }))
        .await
        .invalid("/means/number", "required");
    propose(json!({ "kind": "in_person", "place": "" }))
        .await
        .invalid("/means/place", "too_short");
    let two = json!({ "kind": "video", "link": "https://meet.example", "number": "1" });
    propose(two).await.invalid("/means/number", "unknown_field");
    propose(json!({ "kind": "pigeon", "place": "roof" }))
        .await
        .invalid("/means/kind", "enum");
    propose(json!({ "place": "roof" }))
        .await
        .invalid("/means/kind", "required");
    propose(json!("phone")).await.invalid("/means", "type");
    propose(Value::Null).await.refused(422, "validation_failed");
    propose(json!({ "kind": "phone", "number": "1".repeat(201) }))
        .await
        .invalid("/means/number", "too_long");
}

#[apply(each_database)]
async fn a_meeting_lasts_from_a_quarter_to_three_hours(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    let propose = async |minutes: i64| with(&pair, json!({ "duration_minutes": minutes })).await;
    for minutes in [15, 180] {
        assert_eq!(
            propose(minutes).await.created().at("/duration_minutes"),
            minutes
        );
    }
    for minutes in [-1, 0, 14, 181, 70_000] {
        propose(minutes)
            .await
            .invalid("/duration_minutes", "out_of_range");
    }
}

#[apply(each_database)]
async fn only_the_two_propose_and_a_note_is_bounded(school: School) {
    let class = Class::open(&school, &["mia", "max"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    pair.propose(&school.adviser(), "project", AT)
        .await
        .refused(403, "role_forbidden");
    pair.propose(&class.person("max"), "project", AT)
        .await
        .refused(404, "not_found");
    pair.propose(&pair.student, "holidays", AT)
        .await
        .refused(404, "not_found");
    let long = json!({ "note": "x".repeat(2001) });
    pair.propose_with(&pair.student, "project", AT, long)
        .await
        .invalid("/note", "too_long");
    pair.propose(&pair.student, "project", "tomorrow")
        .await
        .invalid("/starts_at", "format");
}
