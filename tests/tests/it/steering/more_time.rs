//! Extensions and excuses of one interview (R7–R9).

use crate::harness::{Answer, Class, Pair, School, apply, each_database};
use serde_json::{Value, json};

async fn extend(pair: &Pair, body: Value) -> Answer {
    let staff = pair.class.school.adviser();
    staff.post(pair.path("/extensions"), body).await
}

async fn excuse(pair: &Pair, step: &str) -> Answer {
    let staff = pair.class.school.adviser();
    let body = json!({ "reason": "An internship in Lima." });
    staff.post(pair.at_step(step, "/excuse"), body).await
}

#[apply(each_database)]
async fn a_missed_interview_opens_again_with_more_time(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    pair.at("2019-04-02T09:00:00Z").await;
    let missed = pair.interview(&pair.student, "project").await;
    assert_eq!(missed.at("/state"), "missed");
    pair.propose(&pair.student, "project", "2019-04-20T09:00:00Z")
        .await
        .refused(409, "window_over");
    let body = json!({ "step": "project", "until_on": "2019-05-10", "reason": "Ill in March." });
    let extended = extend(&pair, body).await.ok();
    let extension = extended.at("/extensions/0");
    assert_eq!(
        [&extension["until_on"], &extension["reason"]],
        ["2019-05-10", "Ill in March."]
    );
    let open = pair.interview(&pair.mentor, "project").await;
    assert_eq!(
        [open.at("/state"), open.at("/window/to")],
        ["open", "2019-05-10"]
    );
    for (address, said) in [
        ("sam@school.example.org", "Ill in March."),
        ("mia@alumni.example.org", "au 10 mai 2019"),
    ] {
        school.mail(address, said).await;
    }
    pair.propose(&pair.student, "project", "2019-04-20T09:00:00Z")
        .await
        .created();
}

#[apply(each_database)]
async fn an_extension_gives_time_that_is_ahead_and_in_order(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    pair.at("2019-03-20T09:00:00Z").await;
    let with = |from: Value, until: &str| json!({ "step": "project", "from": from, "until_on": until, "reason": "x" });
    let refused = async |from: Value, until: &str, code: &str, pointer: &str| {
        let refused = extend(&pair, with(from, until)).await.refused(409, code);
        assert_eq!(refused.at("/pointer"), pointer);
    };
    refused(json!("2019-05-02"), "2019-05-01", "window_order", "/from").await;
    refused(json!(null), "2019-03-19", "in_the_past", "/until_on").await;
    refused(json!(null), "2062-04-10", "outside_window", "/until_on").await;
    // no later than the programme's own last day: nothing would change
    refused(json!(null), "2019-03-25", "outside_window", "/until_on").await;
    extend(
        &pair,
        json!({ "step": "project", "until_on": "2019-04-10" }),
    )
    .await
    .invalid("/reason", "required");
    extend(&pair, with(json!(null), "2019-06-30")).await.ok();
    // the latest counts, so a slip is mended by another one
    let mended = extend(&pair, with(json!(null), "2019-04-30")).await.ok();
    assert_eq!(mended.at("/interviews/0/window/to"), "2019-04-30");
}

#[apply(each_database)]
async fn an_earlier_interview_takes_no_more_time_once_a_later_one_stands(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    pair.hold_project().await;
    pair.prepare("action_plan").await;
    pair.meet("action_plan", "2019-04-20T09:00:00Z").await;
    let body = json!({ "step": "project", "until_on": "2019-05-10", "reason": "x" });
    extend(&pair, body).await.refused(409, "interview_settled");
    let staff = school.adviser();
    let interview = pair.interview(&staff, "project").await;
    assert_eq!(interview.blocks("extend_interview"), "interview_settled");
    let interview = pair.interview(&staff, "action_plan").await;
    assert!(interview.allows("extend_interview") && interview.allows("excuse_interview"));
    let interview = pair.interview(&pair.mentor, "action_plan").await;
    assert!(
        interview.blocked("excuse_interview").is_null(),
        "never a mentor's"
    );
}

#[apply(each_database)]
async fn an_excuse_settles_the_interview_and_opens_the_next(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    pair.prepare("project").await;
    let ahead = pair.meet("project", "2019-02-20T09:00:00Z").await;
    excuse(&pair, "action_plan")
        .await
        .refused(409, "interview_not_open");
    let excused = excuse(&pair, "project").await.ok();
    assert_eq!(
        [excused.at("/state"), excused.at("/excused_reason")],
        ["excused", "An internship in Lima."]
    );
    let cancelled = pair.student.appointment(&ahead).await;
    assert_eq!(cancelled.at("/state"), "cancelled");
    school
        .mail("mia@alumni.example.org", "il n’a pas à avoir lieu")
        .await;
    let next = pair.interview(&pair.student, "action_plan").await;
    assert_eq!(next.at("/state"), "open");
    excuse(&pair, "project")
        .await
        .refused(409, "interview_settled");
    excuse(&pair, "action_plan").await.ok();
    excuse(&pair, "follow_up").await.ok();
    let done = school.adviser().get(pair.path("")).await.ok();
    assert_eq!(done.at("/state"), "completed");
    excuse(&pair, "follow_up").await.refused(409, "wrong_state");
}

#[apply(each_database)]
async fn a_missed_action_plan_is_excused_and_the_follow_up_goes_on(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    pair.conclude_project().await;
    pair.at("2019-09-02T09:00:00Z").await;
    pair.meet("follow_up", "2019-09-20T09:00:00Z").await;
    let body = json!({ "step": "action_plan", "until_on": "2019-11-10", "reason": "x" });
    extend(&pair, body).await.refused(409, "interview_settled");
    excuse(&pair, "action_plan").await.ok();
    let seen = school.adviser().get(pair.path("")).await.ok();
    assert_eq!(
        [
            seen.at("/interviews/1/state"),
            seen.at("/interviews/2/state")
        ],
        ["excused", "scheduled"]
    );
}

#[apply(each_database)]
async fn staff_on_their_own_mentorship_ask_a_colleague(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    let own = school.staff("mia", &["admin"]);
    let body = json!({ "step": "project", "until_on": "2019-05-10", "reason": "x" });
    let refused = own.post(pair.path("/extensions"), body).await;
    refused.refused(409, "own_mentorship");
    let body = json!({ "reason": "x" });
    let refused = own.post(pair.at_step("project", "/excuse"), body).await;
    refused.refused(409, "own_mentorship");
}
