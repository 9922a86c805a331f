//! Nobody is in two places (R13).

use crate::harness::{Answer, Class, Pair, School, apply, each_database};
use serde_json::json;

/// Two open programmes: mia mentors sam in one and bob in the other, where sam's mentor is max.
async fn two(school: &School) -> [Pair; 3] {
    let one = Class::open(school, &["mia"], &["sam"]).await;
    let two = Class::open(school, &["mia", "max"], &["sam", "bob"]).await;
    let pairs = [
        one.pair("sam", "mia").await,
        two.pair("bob", "mia").await,
        two.pair("sam", "max").await,
    ];
    pairs[0].meet("project", "2019-02-05T17:00:00Z").await;
    pairs
}

fn tells_nothing(refused: &Answer) {
    let body = refused.body();
    let told = [
        "earliest_on",
        "items",
        "window",
        "state",
        "pointer",
        "count",
    ];
    assert!(
        told.iter().all(|name| body.get(name).is_none()),
        "{refused:?}"
    );
}

#[apply(each_database)]
async fn neither_has_another_appointment_then_in_any_programme(school: School) {
    let [_, bob, sam] = two(&school).await;
    for pair in [&bob, &sam] {
        for clash in [
            "2019-02-05T16:01:00Z",
            "2019-02-05T17:00:00Z",
            "2019-02-05T17:59:00Z",
        ] {
            for who in [&pair.student, &pair.mentor] {
                let refused = pair
                    .propose(who, "project", clash)
                    .await
                    .refused(409, "overlap");
                tells_nothing(&refused);
            }
        }
        let long = json!({ "duration_minutes": 180 });
        pair.propose_with(&pair.student, "project", "2019-02-05T15:30:00Z", long)
            .await
            .refused(409, "overlap");
    }
}

#[apply(each_database)]
async fn touching_is_allowed(school: School) {
    let [_, bob, sam] = two(&school).await;
    for pair in [&bob, &sam] {
        pair.meet("project", "2019-02-05T16:00:00Z").await;
        pair.meet("project", "2019-02-05T18:00:00Z").await;
    }
}

#[apply(each_database)]
async fn of_two_proposals_at_one_time_the_first_confirmed_stays(school: School) {
    let [first, bob, _] = two(&school).await;
    let at = "2019-02-12T17:00:00Z";
    let here = first
        .propose(&first.student, "project", at)
        .await
        .created()
        .id();
    let there = bob
        .propose(&bob.student, "project", at)
        .await
        .created()
        .id();
    first.mentor.confirm(&here).await.ok();
    let refused = bob.mentor.confirm(&there).await.refused(409, "overlap");
    tells_nothing(&refused);
    // Once the first is cancelled, the time is free again.
    first.student.cancel(&here, "Ill.").await.ok();
    bob.mentor.confirm(&there).await.ok();
}

#[apply(each_database)]
async fn what_both_meet_about_already_counts_too(school: School) {
    let [pair, ..] = two(&school).await;
    pair.propose(&pair.student, "project", "2019-02-05T17:30:00Z")
        .await
        .refused(409, "overlap");
}
