//! The follow-up is after School, when its mailbox dies (R7, R16, R37).

use crate::harness::{Class, Pair, School, apply, each_database};
use serde_json::json;

/// A student who leaves on a day, with a mentor.
async fn leaver(school: &School, leaves_school_on: &str) -> Pair {
    let class = Class::open(school, &["mia"], &["sam"]).await;
    let leaves = json!({ "leaves_school_on": leaves_school_on });
    class.change_student("sam", leaves).await.ok();
    class.pair("sam", "mia").await
}

#[apply(each_database)]
async fn it_begins_the_day_after_the_last_day_of_school(school: School) {
    let pair = leaver(&school, "2019-08-31").await;
    school.at("2019-07-02T09:00:00Z").await;
    let window = json!({ "from": "2019-09-01", "to": "2019-12-31" });
    assert_eq!(
        pair.interview(&pair.student, "follow_up")
            .await
            .at("/window"),
        window
    );
    let refused = pair
        .propose(&pair.student, "follow_up", "2019-08-31T21:59:00Z")
        .await;
    let refused = refused.refused(409, "before_leaving_school");
    assert_eq!(
        [refused.at("/window"), refused.at("/earliest_on")],
        [window.clone(), json!("2019-09-01")]
    );
    pair.propose(&pair.student, "follow_up", "2019-06-30T21:59:00Z")
        .await
        .refused(409, "outside_window");
    pair.propose(&pair.student, "follow_up", "2019-12-31T23:00:00Z")
        .await
        .refused(409, "outside_window");
    pair.meet("follow_up", "2019-08-31T22:00:00Z").await;
}

#[apply(each_database)]
async fn from_that_day_on_mail_goes_home(school: School) {
    let pair = leaver(&school, "2019-08-31").await;
    let home = json!({ "private_email": "sam@home.example" });
    pair.student.change("/v1/me/profile", home).await.ok();
    for (now, address, starts_at, day) in [
        (
            "2019-08-31T21:50:00Z",
            "sam@school.example.org",
            "2019-09-09T16:00:00Z",
            "Monday 9 September",
        ),
        (
            "2019-08-31T22:00:00Z",
            "sam@home.example",
            "2019-09-10T16:00:00Z",
            "Tuesday 10 September",
        ),
    ] {
        school.at(now).await;
        pair.propose(&pair.mentor, "follow_up", starts_at)
            .await
            .created();
        school.mail(address, day).await;
    }
}

#[apply(each_database)]
async fn who_leaves_early_waits_for_the_window(school: School) {
    let pair = leaver(&school, "2019-05-31").await;
    let seen = pair.interview(&pair.student, "follow_up").await;
    assert_eq!(
        seen.at("/window"),
        json!({ "from": "2019-07-01", "to": "2019-12-31" })
    );
}

#[apply(each_database)]
async fn who_leaves_late_gets_four_weeks(school: School) {
    let pair = leaver(&school, "2019-12-20").await;
    let whole = pair.student.get(pair.path("")).await.ok();
    assert_eq!(whole.at("/extensions/0/reason"), "late_start");
    assert_eq!(whole.at("/extensions/0/step"), "follow_up");
    assert_eq!(whole.at("/extensions/0/until_on"), "2020-01-17");
    school.at("2019-07-02T09:00:00Z").await;
    pair.propose(&pair.student, "follow_up", "2020-01-17T23:00:00Z")
        .await
        .refused(409, "outside_window");
    pair.propose(&pair.student, "follow_up", "2020-01-17T22:59:00Z")
        .await
        .created();
    school.at("2020-01-17T22:50:00Z").await;
    assert_eq!(
        pair.interview(&pair.student, "follow_up")
            .await
            .at("/overdue"),
        false
    );
    school.at("2020-01-17T23:00:00Z").await;
    assert_eq!(
        pair.interview(&pair.student, "follow_up")
            .await
            .at("/overdue"),
        true
    );
}

#[apply(each_database)]
async fn exactly_four_weeks_are_enough(school: School) {
    let pair = leaver(&school, "2019-12-03").await;
    assert_eq!(
        pair.student.get(pair.path("")).await.ok().at("/extensions"),
        json!([])
    );
}
