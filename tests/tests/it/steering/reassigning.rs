//! A mentorship goes on with another mentor (R35): what is carried over, and what the former and the
//! new mentor see of it, cell by cell.

use crate::harness::{Answer, Class, School, apply, each_database};
use serde_json::{Value, json};

const CANARY: &str = "We spoke about banks.";

fn states(answer: &Answer) -> [Value; 3] {
    [0, 1, 2].map(|step| answer.at(&format!("/interviews/{step}/state")))
}

#[apply(each_database)]
async fn settled_interviews_are_carried_over_and_the_next_starts_afresh(school: School) {
    let class = Class::open(&school, &["mia", "max"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    pair.conclude_project().await;
    pair.prepare("action_plan").await;
    let ahead = pair.meet("action_plan", "2019-04-20T09:00:00Z").await;
    let made = pair.reassign("max").await.created();
    assert_eq!(made.at("/previous_mentorship_id"), pair.id.as_str());
    assert_eq!(states(&made), ["concluded", "open", "waiting"]);
    assert_eq!(made.at("/interviews/0/carried_from"), pair.id.as_str());
    assert_eq!(made.at("/interviews/0/appointments"), json!([]));
    assert_eq!(made.at("/interviews/1/roadbook/sent_edition"), json!(null));
    assert_eq!(made.at("/interviews/1/carried_from"), json!(null));
    let former = school.adviser().get(pair.path("")).await.ok();
    assert_eq!(
        [
            former.at("/state"),
            former.at("/end_reason"),
            former.at("/end_note")
        ],
        ["ended", "reassigned", "Moves to Peru."]
    );
    let cancelled = pair.student.appointment(&ahead).await;
    assert_eq!(cancelled.at("/state"), "cancelled");
    // the places moved with it
    for (name, left) in [("mia", 3), ("max", 2)] {
        let mentor = class.mentor(&class.admin(), name).await;
        assert_eq!(mentor.at("/places_left"), left, "{name}");
    }
    school
        .mail("sam@school.example.org", "to go on with you")
        .await;
    school
        .mail("max@alumni.example.org", "vous confie un mentorat")
        .await;
    let told = school
        .mail("mia@alumni.example.org", "a mis fin à votre mentorat")
        .await;
    assert!(!told.text.contains("Peru"), "{told:#?}");
    let list = school.adviser();
    let list = list.get(class.path("/mentorships?state=active")).await.ok();
    assert_eq!(list.at("/items/0/steps/0/state"), "concluded");
    assert_eq!(list.at("/items/0/steps/1/state"), "open");
}

#[apply(each_database)]
async fn the_former_mentor_sees_states_and_their_forms_and_no_more(school: School) {
    let class = Class::open(&school, &["mia", "max"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    pair.conclude_project().await;
    pair.prepare("action_plan").await;
    let met = pair.meet("action_plan", "2019-04-20T09:00:00Z").await;
    let next = pair.reassigned("max").await;
    let seen = pair.mentor.get(pair.path("")).await.ok();
    assert_eq!(states(&seen), ["concluded", "open", "waiting"]);
    for hidden in ["/contacts", "/roadbook_id", "/choice_message", "/end_note"] {
        assert_eq!(seen.at(hidden), json!(null), "{hidden}");
    }
    assert_eq!(seen.at("/interviews/1/appointments"), json!([]));
    assert_eq!(seen.at("/interviews/1/roadbook/sent_edition"), json!(null));
    pair.mentor
        .get(format!("/v1/appointments/{met}"))
        .await
        .refused(404, "not_found");
    let own = pair.at_step("project", "/evaluation");
    let form = pair.mentor.get(&own).await.ok();
    assert_eq!(form.at("/summary"), CANARY);
    // nothing of what comes after
    for path in [
        next.path(""),
        next.at_step("action_plan", ""),
        next.path("/timeline"),
    ] {
        pair.mentor.get(path).await.refused(404, "not_found");
    }
    let timeline = pair.mentor.get(pair.path("/timeline")).await.ok();
    for code in timeline.each("/items", "code") {
        let hidden = code.starts_with("appointment.") || code.starts_with("roadbook.");
        assert!(!hidden, "{code}");
    }
    let sam = class.person_id("sam").await;
    let student = pair
        .mentor
        .get(class.path(&format!("/students/{sam}")))
        .await;
    student.refused(404, "not_found");
}

#[apply(each_database)]
async fn the_new_mentor_sees_states_and_dates_and_no_forms_or_editions(school: School) {
    let class = Class::open(&school, &["mia", "max"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    pair.conclude_project().await;
    let next = pair.reassigned("max").await;
    let seen = next.mentor.get(next.path("")).await.ok();
    assert_eq!(states(&seen), ["concluded", "open", "waiting"]);
    assert!(seen.at("/interviews/0/concluded_at").is_string());
    assert!(seen.at("/contacts/student/email").is_string());
    let form = next
        .mentor
        .get(next.at_step("project", "/evaluation"))
        .await
        .ok();
    assert_eq!(
        [form.at("/state"), form.at("/summary")],
        [json!("none"), json!(null)]
    );
    next.mentor
        .get(pair.path(""))
        .await
        .refused(404, "not_found");
    let path = pair.at_step("project", "/evaluation");
    next.mentor.get(path).await.refused(404, "not_found");
    let editions = format!("{}/editions", next.roadbook().await);
    next.mentor.get(&editions).await.refused(404, "not_found");
    // the carried interview is read-only
    let interview = next.interview(&next.mentor, "project").await;
    assert_eq!(interview.at("/allowed_actions"), json!([]));
    assert_eq!(interview.blocks("propose_appointment"), "interview_settled");
    let draft = json!({ "ratings": [], "career_department_recommended": false });
    let saved = next.save_form("project", draft).await;
    saved.refused(409, "interview_settled");
    // and the student reads on
    let form = next
        .student
        .get(pair.at_step("project", "/evaluation"))
        .await
        .ok();
    assert_eq!(form.at("/summary"), CANARY);
    // what is sent to the new mentor, they see
    next.prepare("action_plan").await;
    let list = next.mentor.get(&editions).await.ok();
    assert_eq!(list.each("/items", "mentorship_id"), [next.id.as_str()]);
}

#[apply(each_database)]
async fn an_owed_form_stays_with_the_former_mentor_for_sixty_days(school: School) {
    let class = Class::open(&school, &["mia", "max", "eva"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    pair.hold_project().await;
    let next = pair.reassigned("max").await;
    let next = next.reassigned("eva").await;
    let seen = next.mentor.get(next.path("")).await.ok();
    assert_eq!(states(&seen), ["held", "open", "waiting"]);
    assert_eq!(seen.at("/interviews/0/carried_from"), pair.id.as_str());
    // owed by the former mentor, not by the new one
    let owed = class.path("/mentorships?form_owed=true");
    let owed = school.adviser().get(owed).await.ok();
    assert_eq!(owed.each("/items", "id"), [pair.id.as_str()]);
    let steps = next.mentor.get("/v1/me").await.ok();
    let steps = steps.each("/next_steps", "code");
    assert!(!steps.contains(&"give_evaluation".to_owned()), "{steps:?}");
    pair.draft_form("project").await.ok();
    pair.give("project").await.ok();
    let seen = next.student.get(next.path("")).await.ok();
    assert_eq!(states(&seen), ["concluded", "open", "waiting"]);
    let list = next
        .student
        .get(class.path("/mentorships?state=active"))
        .await
        .ok();
    assert_eq!(list.at("/items/0/steps/0/state"), "concluded");
    // taken back by an admin, it is owed again in both
    let retract = json!({ "reason": "Meant for somebody else." });
    let path = pair.at_step("project", "/evaluation/retract");
    class.admin().post(path, retract).await.ok();
    let seen = next.student.get(next.path("")).await.ok();
    assert_eq!(states(&seen), ["held", "open", "waiting"]);
    pair.at("2019-04-06T21:00:00Z").await;
    pair.draft_form("project").await.ok();
    pair.at("2019-04-07T09:00:00Z").await;
    let late = pair.give("project").await.refused(409, "wrong_state");
    assert_eq!(late.at("/state"), "ended");
}

#[apply(each_database)]
async fn the_first_unsettled_interview_has_four_weeks_at_least(school: School) {
    let class = Class::open(&school, &["mia", "max"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    pair.conclude_project().await;
    pair.at("2019-06-20T09:00:00Z").await;
    let next = pair.reassigned("max").await;
    let seen = school.adviser().get(next.path("")).await.ok();
    assert_eq!(seen.at("/interviews/1/window/to"), "2019-07-17");
    assert_eq!(seen.at("/extensions/0/reason"), "late_start");
    // a missed action plan gets no time of its own: the follow-up has begun
    let other = Class::open(&school, &["mia", "max"], &["ana"]).await;
    school.at("2019-01-10T09:00:00Z").await;
    let pair = other.pair("ana", "mia").await;
    pair.at("2019-12-10T09:00:00Z").await;
    let next = pair.reassigned("max").await;
    let seen = school.adviser().get(next.path("")).await.ok();
    assert_eq!(states(&seen), ["missed", "missed", "open"]);
    assert_eq!(seen.at("/interviews/2/window/to"), "2020-01-06");
}

#[apply(each_database)]
async fn nobody_is_reassigned_where_nothing_is_left_or_to_the_same_mentor(school: School) {
    let class = Class::open(&school, &["mia", "max"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    pair.reassign("mia")
        .await
        .refused(409, "already_has_mentor");
    pair.reassign("sam").await.refused(409, "reference_unknown");
    let max = class.person_id("max").await;
    let path = class.path(&format!("/mentors/{max}"));
    class
        .admin()
        .change(&path, json!({ "capacity": 1 }))
        .await
        .ok();
    class.admin().post(class.path("/students"), json!({
        "external_id": "ana", "first_name": "Ana", "last_name": "Ro", "email": "ana@school.example.org", "degree": "MSc",
    })).await.created();
    let ana = class.person_id("ana").await;
    let assign = class.path(&format!("/students/{ana}/assign"));
    class
        .admin()
        .post(assign, json!({ "mentor_id": max }))
        .await
        .created();
    pair.reassign("max").await.refused(409, "mentor_full");
    let live = school.adviser().get(pair.path("")).await.ok();
    assert_eq!(live.at("/state"), "active", "nothing is half done");
    let own = school.staff("mia", &["admin"]);
    let body = json!({ "mentor_id": max, "reason": "x" });
    own.post(pair.path("/reassign"), body)
        .await
        .refused(409, "own_mentorship");
}

#[apply(each_database)]
async fn of_two_staff_who_reassign_at_once_one_does(school: School) {
    let class = Class::open(&school, &["mia", "max", "eva"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    let (max, eva) = tokio::join!(pair.reassign("max"), pair.reassign("eva"));
    let mut statuses = [max.status, eva.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409], "{max:?} {eva:?}");
    let live = class.path("/mentorships?state=active");
    let live = class.admin().get(live).await.ok();
    assert_eq!(live.at("/items").as_array().unwrap().len(), 1);
    let mut left = 0;
    for name in ["mia", "max", "eva"] {
        let mentor = class.mentor(&class.admin(), name).await;
        left += mentor.at("/places_left").as_u64().unwrap();
    }
    assert_eq!(left, 8, "one place is taken");
}

#[apply(each_database)]
async fn a_form_given_while_staff_reassign_counts_in_the_new_mentorship(school: School) {
    let class = Class::open(&school, &["mia", "max", "eva"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    pair.hold_project().await;
    pair.draft_form("project").await.ok();
    let next = pair.reassigned("max").await;
    let (given, last) = tokio::join!(pair.give("project"), next.reassigned("eva"));
    given.ok();
    for mentorship in [&next, &last] {
        let seen = school.adviser().get(mentorship.path("")).await.ok();
        assert_eq!(states(&seen)[0], "concluded", "{seen:?}");
    }
}
