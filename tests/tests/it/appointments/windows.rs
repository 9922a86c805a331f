//! Windows and the order of the interviews (R8, R9, R13).

use crate::harness::{Class, School, apply, each_database};
use serde_json::json;

#[apply(each_database)]
async fn an_appointment_lies_by_its_start_in_the_steps_window(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    let window = json!({ "from": "2019-01-01", "to": "2019-03-31" });
    for outside in [
        "2019-03-31T22:00:00Z",
        "2018-12-31T22:59:00Z",
        "2020-02-01T09:00:00Z",
    ] {
        let refused = pair
            .propose(&pair.student, "project", outside)
            .await
            .refused(409, "outside_window");
        assert_eq!(refused.at("/window"), window);
        assert_eq!(refused.at("/earliest_on"), "2019-01-17");
    }
    // The start counts, not the end.
    pair.propose(&pair.student, "project", "2019-03-31T21:59:00Z")
        .await
        .created();
}

#[apply(each_database)]
async fn it_starts_in_the_future_when_proposed_and_when_confirmed(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    let refused = pair
        .propose(&pair.student, "project", "2019-01-09T09:00:00Z")
        .await
        .refused(409, "in_the_past");
    assert_eq!(refused.at("/earliest_on"), "2019-01-17");
    let waive = json!({ "waive_roadbook_lead": true });
    let past = pair
        .propose_with(
            &pair.mentor,
            "project",
            "2019-01-10T08:59:00Z",
            waive.clone(),
        )
        .await;
    past.refused(409, "in_the_past");
    let today = pair
        .propose_with(&pair.mentor, "project", "2019-01-10T10:00:00Z", waive)
        .await
        .created();
    pair.at("2019-01-10T10:00:00Z").await;
    let late = pair
        .student
        .confirm(&today.id())
        .await
        .refused(409, "wrong_state");
    assert_eq!(late.at("/state"), "lapsed");
}

#[apply(each_database)]
async fn a_later_interview_opens_when_the_one_before_is_settled(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    let refused = pair
        .propose(&pair.student, "action_plan", "2019-04-10T12:00:00Z")
        .await;
    assert_eq!(
        refused.refused(409, "interview_not_open").at("/state"),
        "waiting"
    );
    pair.propose(&pair.mentor, "follow_up", "2019-07-10T12:00:00Z")
        .await
        .refused(409, "interview_not_open");
    pair.have_held(
        "project",
        "2019-02-10T09:00:00Z",
        "2019-03-05T17:00:00Z",
        "2019-03-05T18:30:00Z",
    )
    .await;
    // In March, April's meeting can be booked; one in March can't.
    let refused = pair
        .propose(&pair.student, "action_plan", "2019-03-28T12:00:00Z")
        .await;
    let refused = refused.refused(409, "outside_window");
    assert_eq!(
        refused.at("/window"),
        json!({ "from": "2019-04-01", "to": "2019-06-30" })
    );
    assert_eq!(refused.at("/earliest_on"), "2019-04-01");
    pair.meet("action_plan", "2019-03-31T22:00:00Z").await;
    pair.propose(&pair.mentor, "follow_up", "2019-07-10T12:00:00Z")
        .await
        .refused(409, "interview_not_open");
}

#[apply(each_database)]
async fn what_is_agreed_later_closes_what_is_earlier_but_for_its_form(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    pair.have_held(
        "project",
        "2019-02-10T09:00:00Z",
        "2019-03-05T17:00:00Z",
        "2019-03-05T18:30:00Z",
    )
    .await;
    let second = pair
        .propose(&pair.student, "project", "2019-03-20T17:00:00Z")
        .await
        .created()
        .id();
    let april = pair.meet("action_plan", "2019-04-10T12:00:00Z").await;
    let refused = pair
        .propose(&pair.student, "project", "2019-03-20T17:00:00Z")
        .await;
    refused.refused(409, "interview_settled");
    pair.mentor
        .confirm(&second)
        .await
        .refused(409, "interview_settled");
    pair.draft_form("project").await.ok();
    // When the later one goes, the earlier one takes appointments again.
    pair.student.cancel(&april, "Exams.").await.ok();
    pair.mentor.confirm(&second).await.ok();
}

#[apply(each_database)]
async fn a_concluded_interview_takes_no_more(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    pair.conclude_project().await;
    let refused = pair
        .propose(&pair.student, "project", "2019-02-20T17:00:00Z")
        .await;
    assert_eq!(
        refused.refused(409, "interview_settled").at("/state"),
        "concluded"
    );
    let seen = pair.interview(&pair.mentor, "project").await;
    assert_eq!(seen.blocks("record_appointment"), "interview_settled");
    assert_eq!(seen.blocks("waive_roadbook"), "interview_settled");
}

#[apply(each_database)]
async fn after_its_last_day_an_interview_is_missed(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    school.at("2019-03-31T22:00:00Z").await;
    let seen = pair.interview(&pair.student, "project").await;
    assert_eq!(
        [seen.at("/state"), seen.at("/overdue")],
        [json!("missed"), json!(true)]
    );
    assert_eq!(seen.blocks("propose_appointment"), "window_over");
    assert_eq!(seen.blocks("send_roadbook"), "window_over");
    let refused = pair
        .propose(&pair.student, "project", "2019-04-10T12:00:00Z")
        .await
        .refused(409, "window_over");
    assert_eq!(
        refused.at("/window"),
        json!({ "from": "2019-01-01", "to": "2019-03-31" })
    );
    pair.propose(&pair.student, "action_plan", "2019-04-20T12:00:00Z")
        .await
        .refused(409, "interview_not_open");
    // The follow-up's help is never withheld (R8): it opens when the action plan is over.
    school.at("2019-06-30T21:59:00Z").await;
    pair.propose(&pair.student, "follow_up", "2019-07-10T12:00:00Z")
        .await
        .refused(409, "interview_not_open");
    school.at("2019-06-30T22:00:00Z").await;
    pair.meet("follow_up", "2019-07-10T12:00:00Z").await;
    let whole = pair.student.get(pair.path("")).await.ok();
    assert_eq!(
        whole.each("/interviews", "state"),
        ["missed", "missed", "scheduled"]
    );
}
