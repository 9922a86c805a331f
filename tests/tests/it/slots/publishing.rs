//! A mentor publishes times, and others see the free slots among them.

use super::{free, of_mentor, publish, tuesdays};
use crate::harness::{Class, School, apply, each_database};
use serde_json::json;

const FEBRUARY: &str = "from=2019-02-01&to=2019-02-13";

#[apply(each_database)]
async fn times_are_read_before_they_are_first_saved_and_replaced_whole(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let (mia, sam) = (class.person("mia"), class.person("sam"));
    let path = of_mentor(&class, "mia", "/availability").await;
    let none = mia.get(&path).await.ok();
    assert_eq!(none.at("/time_zone"), "Europe/Paris");
    assert_eq!(none.at("/weekly"), json!([]));
    let saved = publish(&class, "mia", tuesdays()).await.ok();
    assert_eq!(mia.get(&path).await.ok().body(), saved.body());
    mia.put(&path, &none.etag(), tuesdays())
        .await
        .refused(412, "stale");
    sam.get(&path).await.refused(403, "role_forbidden");
    let mut lisbon = tuesdays();
    lisbon["time_zone"] = json!("Europe/Lisbon");
    school.adviser().replace(&path, lisbon).await.ok();
    let slots = free(
        &class,
        &sam,
        "mia",
        &format!("{FEBRUARY}&duration_minutes=120"),
    )
    .await;
    assert_eq!(slots, ["2019-02-05T18:00:00Z", "2019-02-12T18:00:00Z"]);
}

#[apply(each_database)]
async fn what_makes_no_sense_is_refused_where_it_stands(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let mut backwards = tuesdays();
    backwards["weekly"][0]["to"] = json!("17:00");
    let refused = publish(&class, "mia", backwards).await;
    let refused = refused.refused(409, "window_order");
    assert_eq!(refused.at("/pointer"), "/weekly/0/to");
    let mut nowhere = tuesdays();
    nowhere["time_zone"] = json!("Europe/Atlantis");
    let refused = publish(&class, "mia", nowhere).await;
    refused.refused(409, "reference_unknown");
    let mut late = tuesdays();
    late["weekly"][0]["to"] = json!("24:00");
    let refused = publish(&class, "mia", late).await;
    refused.refused(422, "validation_failed");
    let path = of_mentor(&class, "mia", "/free-slots").await;
    let long = format!("{path}?from=2019-02-01&to=2019-04-04");
    let sam = class.person("sam");
    sam.get(long).await.refused(422, "validation_failed");
    sam.get(format!("{path}?from=2019-02-01&to=2019-04-03"))
        .await
        .ok();
}

#[apply(each_database)]
async fn a_mentor_accepts_the_charter_before_they_publish(school: School) {
    let class = Class::open(&school, &["max"], &["sam"]).await;
    let row = crate::harness::mentor_row("mia");
    class.import("mentors", vec![row]).await.ok();
    let refused = publish(&class, "mia", tuesdays()).await;
    refused.refused(409, "charter_not_accepted");
    class.accept_charter("mia").await.ok();
    publish(&class, "mia", tuesdays()).await.ok();
}

#[apply(each_database)]
async fn slots_follow_the_clock_the_bookings_and_the_road_book(school: School) {
    let class = Class::open(&school, &["mia"], &["sam", "tom"]).await;
    publish(&class, "mia", tuesdays()).await.ok();
    let sam = class.person("sam");
    let hours = [
        "2019-02-05T17:00:00Z",
        "2019-02-05T18:00:00Z",
        "2019-02-12T17:00:00Z",
        "2019-02-12T18:00:00Z",
    ];
    assert_eq!(free(&class, &sam, "mia", FEBRUARY).await, hours);
    school.at("2019-02-05T17:00:00Z").await;
    assert_eq!(free(&class, &sam, "mia", FEBRUARY).await, hours[1..]);
    // a road-book that isn't sent needs a week
    let project = format!("{FEBRUARY}&step=project");
    assert_eq!(free(&class, &sam, "mia", &project).await, hours[2..]);
    let pair = class.pair("sam", "mia").await;
    assert_eq!(free(&class, &sam, "mia", &project).await, hours[2..]);
    let later = format!("{FEBRUARY}&step=action_plan");
    assert!(free(&class, &sam, "mia", &later).await.is_empty());
    pair.waive("project", json!({})).await.ok();
    assert_eq!(free(&class, &sam, "mia", &project).await, hours[1..]);
    pair.meet("project", "2019-02-12T17:30:00Z").await;
    assert_eq!(free(&class, &sam, "mia", &project).await, hours[1..2]);
    let tom = class.person("tom");
    assert_eq!(free(&class, &tom, "mia", FEBRUARY).await, hours[1..2]);
}
