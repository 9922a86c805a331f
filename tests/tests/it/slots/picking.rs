//! A student picks a slot, which is confirmed at once.

use super::{free, publish, tuesdays};
use crate::harness::{Answer, Class, Pair, School, apply, each_database};
use futures_util::future::join_all;
use serde_json::json;

const SLOT: &str = "2019-02-05T17:00:00Z";

/// Picks an hour on the phone.
async fn pick(pair: &Pair, starts_at: &str) -> Answer {
    let means = json!({ "kind": "phone", "number": "+33 1 23 45 67 89" });
    let slot = json!({ "from_slot": true, "means": means });
    pair.propose_with(&pair.student, "project", starts_at, slot)
        .await
}

#[apply(each_database)]
async fn a_picked_slot_is_confirmed_at_once_and_the_mentor_is_told(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    publish(&class, "mia", tuesdays()).await.ok();
    let pair = class.pair("sam", "mia").await;
    pair.waive("project", json!({})).await.ok();
    let picked = pick(&pair, SLOT).await.created();
    assert_eq!(picked.at("/state"), "confirmed");
    assert_eq!(picked.at("/proposed_by"), "student");
    let seen = pair.interview(&pair.mentor, "project").await;
    assert_eq!(seen.at("/state"), "scheduled");
    let mail = school
        .mail("mia@alumni.example.org", "mardi 5 février 2019")
        .await;
    assert!(mail.subject().contains("First sam Last sam"), "{mail:#?}");
    let left = free(
        &class,
        &pair.student,
        "mia",
        "from=2019-02-05&to=2019-02-05",
    )
    .await;
    assert_eq!(left, ["2019-02-05T18:00:00Z"]);
    pick(&pair, SLOT).await.refused(409, "slot_taken");
}

#[apply(each_database)]
async fn what_is_no_slot_is_refused(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    publish(&class, "mia", tuesdays()).await.ok();
    let pair = class.pair("sam", "mia").await;
    pair.fill_roadbook("project").await.ok();
    let near = pick(&pair, "2019-01-15T17:00:00Z").await;
    near.refused(409, "too_early");
    pair.waive("project", json!({})).await.ok();
    // not on the grid, not that day, and not by these means
    for starts_at in ["2019-02-05T17:30:00Z", "2019-02-06T17:00:00Z"] {
        pick(&pair, starts_at).await.refused(409, "slot_taken");
    }
    let slot = json!({ "from_slot": true });
    let cafe = pair.propose_with(&pair.student, "project", SLOT, slot.clone());
    cafe.await.refused(409, "slot_taken");
    let own = pair.propose_with(&pair.mentor, "project", SLOT, slot).await;
    let own = own.refused(409, "not_your_turn");
    assert_eq!(own.at("/pointer"), "/from_slot");
    // without a slot the two agree on any time
    pair.meet("project", "2019-02-06T17:00:00Z").await;
}

#[apply(each_database)]
async fn of_twenty_students_who_pick_one_slot_one_gets_it(school: School) {
    let names: Vec<String> = (0..20).map(|number| format!("s{number:02}")).collect();
    let students: Vec<&str> = names.iter().map(String::as_str).collect();
    let class = Class::open(&school, &["mia"], &students).await;
    publish(&class, "mia", tuesdays()).await.ok();
    let capacity = json!({ "capacity": 20 });
    class
        .change_mentor(&class.admin(), "mia", capacity)
        .await
        .ok();
    let mut pairs = Vec::new();
    for student in &students {
        let pair = class.pair(student, "mia").await;
        pair.waive("project", json!({})).await.ok();
        pairs.push(pair);
    }
    let answers = join_all(pairs.iter().map(|pair| pick(pair, SLOT))).await;
    let picked = answers.iter().filter(|answer| answer.status == 201);
    assert_eq!(picked.count(), 1, "{answers:#?}");
    let taken = answers.iter().filter(|answer| answer.status == 409);
    assert!(
        taken
            .clone()
            .all(|answer| answer.at("/code") == "slot_taken")
    );
    assert_eq!(taken.count(), 19, "{answers:#?}");
}
