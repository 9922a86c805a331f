//! People offer themselves as mentors (R45).

use crate::harness::{Actor, Answer, Class, School, apply, each_database, mentor_row};
use futures_util::future::join_all;
use serde_json::{Value, json};

const STAFF: &str = "adviser@school.example.org";

fn offer() -> Value {
    json!({
        "profile": {
            "headline": "Twenty years of trains",
            "company": "Rail & Co",
            "sector": "Transport",
            "languages": ["fr", "de"],
            "capacity": 2,
        },
        "message": "I owe the School a lot.",
    })
}

async fn offers(class: &Class, by: &Actor, body: Value) -> Answer {
    by.post(class.path("/mentor-applications"), body).await
}

async fn decide(class: &Class, by: &Actor, id: &str, how: &str) -> Answer {
    by.act(class.path(&format!("/mentor-applications/{id}/{how}")))
        .await
}

#[apply(each_database)]
async fn somebody_unknown_applies_and_is_a_mentor_whom_staff_list(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    school.address(&school.adviser(), STAFF).await;
    let alum = school.person("alum-77");
    alum.get("/v1/me").await.refused(403, "person_unknown");
    let sent = offers(&class, &alum, offer()).await.created();
    assert_eq!(sent.at("/state"), "submitted");
    assert_eq!(sent.at("/profile/company"), "Rail & Co");
    assert_eq!(
        sent.at("/profile/means"),
        json!(["in_person", "phone", "video"])
    );
    assert_eq!(sent.at("/contact"), Value::Null);
    assert_eq!(
        sent.words("/allowed_actions"),
        ["withdraw_mentor_application"]
    );
    let path = sent.header("location").to_owned();
    assert_eq!(alum.get(&path).await.ok().body(), sent.body());
    let again = offers(&class, &alum, offer()).await;
    again.refused(409, "application_open");
    // staff hear of it, without a name
    let told = school.mail(STAFF, "offers to be a mentor").await;
    assert!(!told.text.contains("Rail"), "{told:#?}");
    let adviser = school.adviser();
    let step = adviser.next_step("answer_mentor_applications").await;
    let list = adviser.get(step["link"].as_str().unwrap()).await.ok();
    assert_eq!(list.at("/items").as_array().unwrap().len(), 1);
    assert_eq!(step["count"], 1);
    assert_eq!(list.at("/items/0/message"), "I owe the School a lot.");
    let accepted = decide(&class, &adviser, &sent.id(), "accept").await.ok();
    assert_eq!(accepted.at("/state"), "accepted");
    assert_eq!(accepted.at("/allowed_actions"), json!([]));
    assert_eq!(
        adviser.next_step("answer_mentor_applications").await,
        Value::Null
    );
    for how in ["accept", "refuse"] {
        decide(&class, &adviser, &sent.id(), how)
            .await
            .refused(409, "wrong_state");
    }
    decide(&class, &alum, &sent.id(), "withdraw")
        .await
        .refused(409, "wrong_state");
    // a mentor now, whom students don't see yet
    let mentor = class.mentor(&adviser, "alum-77").await.ok();
    assert_eq!(mentor.at("/listed"), false);
    assert_eq!(mentor.at("/capacity"), 2);
    class
        .mentor(&class.person("sam"), "alum-77")
        .await
        .refused(404, "not_found");
    class
        .change_mentor(&adviser, "alum-77", json!({ "listed": true }))
        .await
        .ok();
    class.choose("sam", "alum-77").await.created();
    // what they said of themselves stays in an import
    let mut row = mentor_row("alum-77");
    row["company"] = json!("Somebody else");
    class.import("mentors", vec![row]).await.ok();
    let mentor = class.mentor(&adviser, "alum-77").await.ok();
    assert_eq!(mentor.at("/company"), "Rail & Co");
    assert_eq!(mentor.at("/job_title"), "Head of operations");
}

#[apply(each_database)]
async fn staff_refuse_kindly_and_people_think_better_of_it(school: School) {
    let class = Class::draft(&school, 2019).await;
    let alum = school.person("alum-77");
    let sent = offers(&class, &alum, offer()).await.created();
    let adviser = school.adviser();
    let id = adviser.get(class.path("/mentor-applications")).await.ok();
    let id = id.text("/items/0/person/id");
    let change = json!({ "email": "alum@alumni.example.org", "language": "en" });
    school
        .admin()
        .change(&format!("/v1/people/{id}"), change)
        .await
        .ok();
    decide(&class, &adviser, &sent.id(), "refuse").await.ok();
    let told = school
        .mail("alum@alumni.example.org", "Thank you for offering")
        .await;
    assert!(told.text.contains("next year"), "{told:#?}");
    let again = offers(&class, &alum, offer()).await.created();
    let taken_back = decide(&class, &alum, &again.id(), "withdraw").await.ok();
    assert_eq!(taken_back.at("/state"), "withdrawn");
    decide(&class, &adviser, &again.id(), "accept")
        .await
        .refused(409, "wrong_state");
    let own = alum.get(class.path("/mentor-applications")).await.ok();
    assert_eq!(own.each("/items", "state"), ["withdrawn", "refused"]);
    let page = class.path("/mentor-applications?state=refused&limit=1");
    assert_eq!(
        adviser.get(page).await.ok().each("/items", "id"),
        [sent.id()]
    );
    let others = class.person("nobody-else");
    offers(&class, &others, offer()).await.created();
    assert_eq!(
        others
            .get(class.path("/mentor-applications"))
            .await
            .ok()
            .at("/items")
            .as_array()
            .unwrap()
            .len(),
        1
    );
    let hidden = class.path(&format!("/mentor-applications/{}", sent.id()));
    others.get(hidden).await.refused(404, "not_found");
}

#[apply(each_database)]
async fn who_takes_part_or_comes_too_late_cant_apply(school: School) {
    let class = Class::open(&school, &["mia", "max"], &["sam"]).await;
    for who in ["mia", "sam"] {
        offers(&class, &class.person(who), offer())
            .await
            .refused(409, "already_enrolled");
    }
    let alum = school.person("alum-77");
    let listed = json!({ "profile": { "listed": true } });
    let refused = offers(&class, &alum, listed).await;
    assert_eq!(
        refused.refused(409, "staff_only").at("/pointer"),
        "/profile/listed"
    );
    let wrong = json!({ "profile": { "capacity": 21, "languages": ["français"] } });
    let refused = offers(&class, &alum, wrong)
        .await
        .refused(422, "validation_failed");
    assert_eq!(refused.at("/errors").as_array().unwrap().len(), 2);
    // a mentor who has left may come back
    let max = class.person_id("max").await;
    let part = class.path(&format!("/mentors/{max}"));
    let pair = class.pair("sam", "max").await;
    pair.student.end(&pair.id, json!({})).await.ok();
    class.person("max").delete(&part).await.status(204);
    let back = offers(&class, &class.person("max"), offer())
        .await
        .created();
    decide(&class, &school.adviser(), &back.id(), "accept")
        .await
        .ok();
    let mentor = school.adviser().get(&part).await.ok();
    assert_eq!(mentor.at("/listed"), false);
    let there = class.path("/mentors?q=max");
    let there = school.adviser().get(there).await.ok();
    assert_eq!(there.at("/items").as_array().unwrap().len(), 1);
    let late = offers(&class, &alum, offer()).await.created();
    class.admin().act(class.path("/close")).await.ok();
    // staff still see who waits
    let waits = "answer_mentor_applications";
    assert_eq!(school.adviser().next_step(waits).await["count"], 1);
    decide(&class, &school.adviser(), &late.id(), "accept")
        .await
        .refused(409, "programme_not_open");
    decide(&class, &school.adviser(), &late.id(), "refuse")
        .await
        .ok();
    offers(&class, &alum, offer())
        .await
        .refused(409, "programme_not_open");
}

#[apply(each_database)]
async fn who_has_mentored_before_is_enrolled_at_once_where_the_school_says_so(school: School) {
    let before = Class::open(&school, &["mia", "max"], &["sam"]).await;
    before.pair("sam", "mia").await;
    let class = Class::draft(&school, 2020).await;
    let automatic = json!({ "policies": { "mentor_applications": "automatic" } });
    let programme = class.change(automatic).await.ok();
    assert_eq!(programme.at("/policies/mentor_applications"), "automatic");
    let sent = offers(&class, &class.person("mia"), offer())
        .await
        .created();
    assert_eq!(sent.at("/state"), "accepted");
    let mentor = class.mentor(&school.adviser(), "mia").await.ok();
    assert_eq!(mentor.at("/listed"), true);
    school
        .mail(
            "mia@alumni.example.org",
            "Les \u{e9}tudiants peuvent maintenant",
        )
        .await;
    // an enrolment alone is no mentoring
    let sent = offers(&class, &class.person("max"), offer())
        .await
        .created();
    assert_eq!(sent.at("/state"), "submitted");
}

#[apply(each_database)]
async fn an_acceptance_and_an_import_at_once_enrol_once(school: School) {
    let class = Class::draft(&school, 2019).await;
    for number in 0..4 {
        let name = format!("alum-{number}");
        let sent = offers(&class, &school.person(&name), offer()).await;
        let id = sent.created().id();
        let adviser = school.adviser();
        let rows = vec![mentor_row(&name)];
        let (accepted, imported) = tokio::join!(
            decide(&class, &adviser, &id, "accept"),
            class.import("mentors", rows),
        );
        imported.ok();
        let state = match accepted.status {
            200 => "accepted",
            _ => {
                accepted.refused(409, "already_enrolled");
                "submitted"
            }
        };
        let one = class.path(&format!("/mentor-applications/{id}"));
        assert_eq!(adviser.get(one).await.ok().at("/state"), state);
    }
    let mentors = class.admin().get(class.path("/mentors")).await.ok();
    assert_eq!(mentors.at("/items").as_array().unwrap().len(), 4);
}

#[apply(each_database)]
async fn staff_dont_decide_on_themselves_and_one_of_many_at_once_is_kept(school: School) {
    let class = Class::draft(&school, 2019).await;
    let both = school.staff("both", &["adviser"]);
    let sent = offers(&class, &both, offer()).await.created();
    for how in ["accept", "refuse"] {
        decide(&class, &both, &sent.id(), how)
            .await
            .refused(409, "own_mentorship");
    }
    let list = both.get(class.path("/mentor-applications")).await.ok();
    assert_eq!(list.at("/items"), json!([]));
    let alum = school.person("alum-77");
    let made = join_all((0..5).map(|_| offers(&class, &alum, offer()))).await;
    let mut statuses: Vec<_> = made.iter().map(|answer| answer.status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409, 409, 409, 409]);
    let sent = made.iter().find(|answer| answer.status == 201).unwrap();
    let (adviser, admin) = (school.adviser(), school.admin());
    let id = sent.id();
    let (accepted, refused, withdrawn) = tokio::join!(
        decide(&class, &adviser, &id, "accept"),
        decide(&class, &admin, &id, "refuse"),
        decide(&class, &alum, &id, "withdraw"),
    );
    let done = [accepted.status, refused.status, withdrawn.status];
    assert_eq!(
        done.iter().filter(|status| **status == 200).count(),
        1,
        "{done:?}"
    );
}
