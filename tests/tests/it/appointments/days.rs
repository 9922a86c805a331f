//! All counts are local calendar days (R14): at midnight, and where the clocks change.

use crate::harness::{Class, School, apply, each_database};
use serde_json::json;

#[apply(each_database)]
async fn seven_days_are_seven_dates_across_the_change_to_summer_time(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    // Half past eleven in the evening of 24 March; 169 hours later it is half past midnight.
    school.at("2019-03-24T22:30:00Z").await;
    pair.prepare("project").await;
    let early = pair
        .propose(&pair.student, "project", "2019-03-30T22:59:00Z")
        .await;
    assert_eq!(
        early.refused(409, "too_early").at("/earliest_on"),
        "2019-03-31"
    );
    pair.meet("project", "2019-03-30T23:00:00Z").await;
    pair.meet("project", "2019-03-31T21:59:00Z").await;
    pair.propose(&pair.student, "project", "2019-03-31T22:00:00Z")
        .await
        .refused(409, "outside_window");
}

#[apply(each_database)]
async fn a_minute_after_midnight_is_another_day(school: School) {
    let class = Class::open(&school, &["mia"], &["sam", "ana"]).await;
    let sam = class.pair("sam", "mia").await;
    school.at("2019-02-01T22:50:00Z").await;
    sam.prepare("project").await;
    sam.propose(&sam.student, "project", "2019-02-08T09:00:00Z")
        .await
        .created();
    let ana = class.pair("ana", "mia").await;
    school.at("2019-02-01T23:00:00Z").await;
    ana.prepare("project").await;
    let early = ana
        .propose(&ana.student, "project", "2019-02-08T09:00:00Z")
        .await;
    assert_eq!(
        early.refused(409, "too_early").at("/earliest_on"),
        "2019-02-09"
    );
}

#[apply(each_database)]
async fn the_programmes_own_zone_counts(school: School) {
    let class = Class::draft(&school, 2019).await;
    class
        .change(json!({ "time_zone": "Pacific/Auckland" }))
        .await
        .ok();
    let class = class.open_with(&["mia"], &["sam"]).await;
    // 1 January begins in Auckland eleven hours before it does in London.
    school.at("2018-12-31T10:50:00Z").await;
    class
        .choose("sam", "mia")
        .await
        .refused(409, "choice_closed");
    school.at("2018-12-31T11:00:00Z").await;
    let pair = class.pair("sam", "mia").await;
    let early = pair
        .propose(&pair.student, "project", "2019-01-07T10:59:00Z")
        .await;
    assert_eq!(
        early.refused(409, "too_early").at("/earliest_on"),
        "2019-01-08"
    );
    pair.propose(&pair.student, "project", "2019-01-07T11:00:00Z")
        .await
        .created();
}
