//! Career interviews (R24, R38).

use crate::harness::{Actor, Answer, Class, Pair, School, apply, cafe, each_database};
use futures_util::future::join_all;
use serde_json::{Value, json};

async fn ask(class: &Class, by: &Actor, message: &str) -> Answer {
    let path = class.path("/career-interviews");
    by.post(path, json!({ "message": message })).await
}

fn date(starts_at: &str) -> Value {
    json!({ "starts_at": starts_at, "duration_minutes": 45, "means": cafe(), "note": "Room 12." })
}

/// Gives the first form with a recommendation.
async fn recommend(pair: &Pair) {
    pair.hold_project().await;
    let mut form = pair.form("project").await;
    form["career_department_recommended"] = json!(true);
    pair.save_form("project", form).await.ok();
    pair.give("project").await.ok();
}

#[apply(each_database)]
async fn a_recommendation_becomes_an_interview_of_which_the_mentor_reads_nothing(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let (adviser, admin) = (school.adviser(), school.admin());
    let id = school.address(&adviser, "adviser@school.example.org").await;
    let other = school.address(&admin, "admin@school.example.org").await;
    let pair = class.pair("sam", "mia").await;
    recommend(&pair).await;
    let todo = pair.student.next_step("ask_career_department").await;
    assert_eq!(todo["action"], "request_career_interview");
    let asked = ask(&class, &pair.student, "I fear interviews.")
        .await
        .created();
    assert_eq!(asked.at("/state"), "requested");
    assert_eq!(asked.at("/recommended_by_mentor"), true);
    assert_eq!(asked.at("/mentorship_id"), pair.id.as_str());
    assert_eq!(
        asked.at("/allowed_actions"),
        json!(["cancel_career_interview"])
    );
    assert_eq!(
        pair.student.next_step("ask_career_department").await,
        Value::Null
    );
    let again = ask(&class, &pair.student, "Please.").await;
    again.refused(409, "career_request_open");
    let path = format!("/v1/career-interviews/{}", asked.id());
    assert!(asked.header("location").ends_with(&path));
    assert_eq!(pair.student.get(&path).await.ok().body(), asked.body());
    let mail = school
        .mail("adviser@school.example.org", "career interview")
        .await;
    for named in ["Last", "First", "fear", "sam", "mia"] {
        assert!(!mail.text.contains(named), "{named}: {mail:?}");
        assert!(!mail.subject().contains(named), "{mail:?}");
    }
    let todo = adviser.next_step("answer_career_requests").await;
    assert_eq!(todo["count"], 1);
    let list = adviser.get(todo["link"].as_str().unwrap()).await.ok();
    assert_eq!(list.each("/items", "message"), ["I fear interviews."]);
    let act =
        async |by: &Actor, verb: &str, body: Value| by.post(format!("{path}/{verb}"), body).await;
    let nobody = json!({ "adviser_id": class.person_id("mia").await });
    let refused = act(&adviser, "take", nobody).await;
    assert_eq!(
        refused.refused(409, "reference_unknown").at("/pointer"),
        "/adviser_id"
    );
    let taken = act(&admin, "take", json!({ "adviser_id": id })).await.ok();
    assert_eq!(taken.at("/adviser/id"), id.as_str());
    let told = school
        .mail("mia@alumni.example.org", "recommandation")
        .await;
    assert!(!told.text.contains("fear"), "{told:?}");
    let mine = adviser.get("/v1/career-interviews?adviser=me").await.ok();
    assert_eq!(mine.at("/items").as_array().unwrap().len(), 1);
    let theirs = format!("/v1/career-interviews?adviser={other}");
    assert_eq!(adviser.get(theirs).await.ok().at("/items"), json!([]));
    act(&adviser, "schedule", date("2019-02-01T10:00:00Z"))
        .await
        .refused(409, "in_the_past");
    act(&adviser, "schedule", date("2019-02-12T10:00:00Z"))
        .await
        .ok();
    let moved = act(&admin, "schedule", date("2019-02-13T10:00:00Z"))
        .await
        .ok();
    assert_eq!(moved.at("/adviser/id"), id.as_str());
    assert_eq!(moved.at("/state"), "scheduled");
    let attend = pair.student.next_step("attend_career_interview").await;
    assert_eq!(attend["due_on"], "2019-02-13");
    act(&adviser, "hold", json!({}))
        .await
        .refused(409, "not_started");
    let wrong = act(&adviser, "decline", json!({ "reason": "Late." })).await;
    assert_eq!(wrong.refused(409, "wrong_state").at("/state"), "scheduled");
    school.at("2019-02-13T10:00:00Z").await;
    let late = act(&pair.student, "cancel", json!({ "reason": "Ill." })).await;
    late.refused(409, "wrong_state");
    let held = act(&adviser, "hold", json!({})).await.ok();
    assert_eq!(held.at("/state"), "held");
    assert_eq!(held.at("/allowed_actions"), json!([]));
    school.mail("mia@alumni.example.org", "close").await;
    // nothing of it in any answer to the mentor
    pair.mentor.get(&path).await.refused(404, "not_found");
    let none = pair.mentor.get("/v1/career-interviews").await.ok();
    assert_eq!(none.at("/items"), json!([]));
    let timeline = pair.mentor.get(pair.path("/timeline?limit=100")).await.ok();
    assert!(!timeline.body().to_string().contains("career_interview"));
    let log = admin
        .get("/v1/audit-log?resource_type=career_interview")
        .await;
    assert_eq!(log.ok().at("/items").as_array().unwrap().len(), 5);
}

#[apply(each_database)]
async fn staff_who_are_the_student_or_the_mentor_are_not_staff_here(school: School) {
    let class = Class::open(&school, &["mia"], &["sam", "ana"]).await;
    let pair = class.pair("sam", "mia").await;
    let asked = ask(&class, &pair.student, "Help.").await.created();
    let path = format!("/v1/career-interviews/{}", asked.id());
    let mia = school.staff("mia", &["admin"]);
    mia.get(&path).await.refused(404, "not_found");
    mia.act(format!("{path}/take"))
        .await
        .refused(404, "not_found");
    assert_eq!(
        mia.get("/v1/career-interviews").await.ok().at("/items"),
        json!([])
    );
    assert_eq!(mia.next_step("answer_career_requests").await, Value::Null);
    let log = mia
        .get("/v1/audit-log?resource_type=career_interview")
        .await;
    assert_eq!(log.ok().at("/items"), json!([]));
    let sam = school.staff("sam", &["adviser"]);
    let own = sam.get(&path).await.ok();
    assert_eq!(
        own.at("/allowed_actions"),
        json!(["cancel_career_interview"])
    );
    sam.act(format!("{path}/take"))
        .await
        .refused(409, "own_mentorship");
    assert_eq!(sam.next_step("answer_career_requests").await, Value::Null);
    class
        .person("ana")
        .get(&path)
        .await
        .refused(404, "not_found");
    // without a mentorship, and to a colleague
    let hers = ask(&class, &class.person("ana"), "Hello.").await.created();
    assert_eq!(hers.at("/mentorship_id"), Value::Null);
    assert_eq!(hers.at("/recommended_by_mentor"), false);
    assert_eq!(sam.next_step("answer_career_requests").await["count"], 1);
}

#[apply(each_database)]
async fn it_is_declined_cancelled_and_asked_for_again(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let adviser = school.adviser();
    let id = school.address(&adviser, "adviser@school.example.org").await;
    let sam = class.person("sam");
    let reason = json!({ "reason": "We have no time in May." });
    let first = ask(&class, &sam, "One.").await.created().id();
    let declined = adviser
        .post(
            format!("/v1/career-interviews/{first}/decline"),
            reason.clone(),
        )
        .await
        .ok();
    assert_eq!(declined.at("/reason"), "We have no time in May.");
    let mail = school
        .mail("sam@school.example.org", "request for a career")
        .await;
    assert!(mail.text.contains("no time in May"), "{mail:?}");
    let second = ask(&class, &sam, "Two.").await.created().id();
    let second = format!("/v1/career-interviews/{second}");
    let scheduled = adviser
        .post(format!("{second}/schedule"), date("2019-06-12T10:00:00Z"))
        .await
        .ok();
    assert_eq!(scheduled.at("/adviser/id"), id.as_str());
    sam.post(format!("{second}/cancel"), reason.clone())
        .await
        .ok();
    let told = school.mail("adviser@school.example.org", "cancelled").await;
    assert!(told.text.contains("Last sam"), "{told:?}");
    // also in a closed programme, until 12 months after the calendar's last day
    class.admin().act(class.path("/close")).await.ok();
    let third = ask(&class, &sam, "Three.").await.created().id();
    assert_eq!(
        adviser.next_step("answer_career_requests").await["count"],
        1
    );
    let third = format!("/v1/career-interviews/{third}");
    adviser
        .post(format!("{third}/schedule"), date("2019-06-14T10:00:00Z"))
        .await
        .ok();
    school.at("2019-06-14T10:30:00Z").await;
    let missed = adviser.act(format!("{third}/no-show")).await.ok();
    assert_eq!(missed.at("/state"), "missed");
    school.at("2021-01-01T10:00:00Z").await;
    ask(&class, &sam, "Four.")
        .await
        .refused(409, "career_period_over");
    let newest = sam.get("/v1/career-interviews?limit=2").await.ok();
    assert_eq!(newest.each("/items", "state"), ["missed", "cancelled"]);
    let state = "/v1/career-interviews?state=declined";
    assert_eq!(
        adviser.get(state).await.ok().each("/items", "message"),
        ["One."]
    );
    let wrong = adviser.get("/v1/career-interviews?adviser=you").await;
    wrong.invalid("/adviser", "format");
}

#[apply(each_database)]
async fn of_requests_at_once_one_is_taken(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let sam = class.person("sam");
    let asked = join_all((0..6).map(|_| ask(&class, &sam, "Now."))).await;
    let mut statuses: Vec<_> = asked.iter().map(|answer| answer.status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409, 409, 409, 409, 409]);
}

#[apply(each_database)]
async fn the_owner_hears_of_what_a_colleague_does(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let (adviser, admin) = (school.adviser(), school.admin());
    let (mine, theirs) = ("adviser@school.example.org", "admin@school.example.org");
    let id = school.address(&adviser, mine).await;
    school.address(&admin, theirs).await;
    let asked = ask(&class, &class.person("sam"), "Help me.")
        .await
        .created();
    let path = |action: &str| format!("/v1/career-interviews/{}/{action}", asked.id());
    admin
        .post(path("take"), json!({ "adviser_id": id }))
        .await
        .ok();
    assert_eq!(school.mails_expected(mine, "handed over", 1).await, 1);
    // what one does oneself is no news
    let meeting = date("2019-03-04T10:00:00Z");
    adviser.post(path("schedule"), meeting).await.ok();
    let reason = json!({ "reason": "We are closed." });
    admin.post(path("cancel"), reason).await.ok();
    let told = school.mail(mine, "A colleague has taken over").await;
    assert!(!told.text.contains("Help me."), "{told:#?}");
    assert_eq!(school.mails_about(mine, "of yours has changed"), 1);
    assert_eq!(school.mails_about(theirs, "handed over"), 0);
}

#[apply(each_database)]
async fn an_imported_person_with_a_staff_role_is_staff_from_their_first_token_on(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let mia = class.person_id("mia").await;
    let asked = ask(&class, &class.person("sam"), "Hello.").await.created();
    let take = format!("/v1/career-interviews/{}/take", asked.id());
    let over = json!({ "adviser_id": mia });
    let adviser = school.adviser();
    let refused = adviser.post(&take, over.clone()).await;
    refused.refused(409, "reference_unknown");
    let as_staff = school.staff("mia", &["adviser"]);
    as_staff.get("/v1/me").await.ok();
    let taken = adviser.post(&take, over).await.ok();
    assert_eq!(taken.at("/adviser/id"), mia.as_str());
}
