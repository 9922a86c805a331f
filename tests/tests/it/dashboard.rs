//! Figures of a programme, each the length of the list that it opens (R28), and silence (R33).

use crate::harness::{Actor, Answer, Class, Pair, School, apply, each_database};
use crate::lists::walk_of;
use serde_json::{Value, json};

/// Rows of a list over all its pages.
async fn rows(caller: &Actor, list: &str) -> u64 {
    let sign = if list.contains('?') { '&' } else { '?' };
    let items = |page: &Answer| {
        let items = page.at("/items");
        let items = items.as_array().unwrap().iter();
        items.map(Value::to_string).collect()
    };
    let all = walk_of(caller, &format!("{list}{sign}limit=3"), items).await;
    u64::try_from(all.len()).unwrap()
}

/// Every figure of an answer, with the place where it stands.
fn figures(place: &str, value: &Value, found: &mut Vec<(String, u64, String)>) {
    match value {
        Value::Object(members) if members.contains_key("link") => {
            let count = members["count"].as_u64().unwrap();
            let link = members["link"].as_str().unwrap().to_owned();
            found.push((place.to_owned(), count, link));
        }
        Value::Object(members) => {
            for (name, value) in members {
                figures(&format!("{place}/{name}"), value, found);
            }
        }
        Value::Array(items) => {
            for (number, value) in items.iter().enumerate() {
                figures(&format!("{place}/{number}"), value, found);
            }
        }
        _ => {}
    }
}

/// The dashboard, after every figure was compared with its list.
async fn dashboard(class: &Class) -> Answer {
    let adviser = class.school.adviser();
    let dashboard = adviser.get(class.path("/dashboard")).await.ok();
    let mut found = Vec::new();
    figures("", &dashboard.body(), &mut found);
    assert_eq!(found.len(), 34, "{dashboard:?}");
    for (place, count, link) in found {
        assert_eq!(rows(&adviser, &link).await, count, "{place}: {link}");
    }
    dashboard
}

fn count(dashboard: &Answer, place: &str) -> u64 {
    let figure = dashboard.at(&format!("{place}/count"));
    figure
        .as_u64()
        .unwrap_or_else(|| panic!("{place} in {dashboard:?}"))
}

/// Numbers of a step's states, in their order.
fn states(dashboard: &Answer, step: usize) -> Vec<u64> {
    let names = [
        "waiting",
        "open",
        "scheduled",
        "held",
        "concluded",
        "excused",
        "missed",
    ];
    let place = |name: &str| format!("/steps/{step}/{name}");
    names
        .iter()
        .map(|name| count(dashboard, &place(name)))
        .collect()
}

const STUDENTS: [&str; 9] = [
    "ana", "ben", "cyd", "dan", "eve", "fay", "gus", "hal", "ian",
];

/// Nine students in as many states, at the end of January.
async fn many_states(school: &School) -> Class {
    let class = Class::open(school, &["mia", "max", "mel", "mo"], &STUDENTS).await;
    class.pair("ben", "mia").await;
    let cyd = class.pair("cyd", "mia").await;
    let dan = class.pair("dan", "mia").await;
    let eve = class.pair("eve", "max").await;
    let fay = class.pair("fay", "max").await;
    let gus = class.pair("gus", "mel").await;
    let hal = class.pair("hal", "mel").await;
    let ian = class.pair("ian", "mel").await;
    cyd.propose(&cyd.student, "project", "2019-03-01T10:00:00Z")
        .await
        .created();
    dan.meet("project", "2019-03-04T10:00:00Z").await;
    gus.student.end(&gus.id, json!({})).await.ok();
    hal.student.end(&hal.id, json!({})).await.ok();
    class.pair("hal", "max").await;
    let missed = {
        ian.prepare("project").await;
        ian.meet("project", "2019-01-22T10:00:00Z").await
    };
    hold(&eve, "2019-01-23T10:00:00Z").await;
    conclude(&fay, "2019-01-24T10:00:00Z").await;
    ian.mentor.no_show(&missed, "student").await.ok();
    ian.student.dispute(&missed, "I was there.").await.ok();
    class
}

async fn hold(pair: &Pair, starts_at: &str) {
    let after = starts_at.replace("T10", "T12");
    pair.have_held("project", "2019-01-10T09:00:00Z", starts_at, &after)
        .await;
}

async fn conclude(pair: &Pair, starts_at: &str) {
    hold(pair, starts_at).await;
    let mut form = pair.form("project").await;
    form["career_department_recommended"] = json!(true);
    pair.save_form("project", form).await.ok();
    pair.give("project").await.ok();
}

#[apply(each_database)]
async fn every_figure_is_the_length_of_the_list_that_it_opens(school: School) {
    let class = many_states(&school).await;
    let january = dashboard(&class).await;
    assert_eq!(count(&january, "/students"), 9);
    assert_eq!(count(&january, "/without_mentor"), 2);
    // ben, cyd, hal and ian; dan; eve; fay
    assert_eq!(states(&january, 0), [0, 4, 1, 1, 1, 0, 0]);
    assert_eq!(states(&january, 1), [5, 2, 0, 0, 0, 0, 0]);
    assert_eq!(states(&january, 2), [7, 0, 0, 0, 0, 0, 0]);
    for (figure, expected) in [
        ("/mentors/total", 4),
        ("/mentors/full", 2),
        ("/mentors/without_student", 1),
        ("/forms_owed", 1),
        ("/outcomes_unrecorded", 0),
        ("/recommended", 1),
        ("/disputed", 1),
        ("/steps/0/overdue", 0),
    ] {
        assert_eq!(count(&january, figure), expected, "{figure}");
    }
    school.at("2019-03-05T09:00:00Z").await;
    let march = dashboard(&class).await;
    assert_eq!(count(&march, "/outcomes_unrecorded"), 1);
    // ben and hal, cyd, and ian, whose mentor never heard of the dispute's end
    assert_eq!(count(&march, "/silent"), 4);
    school.at("2019-04-20T09:00:00Z").await;
    let april = dashboard(&class).await;
    assert_eq!(states(&april, 0), [0, 0, 1, 1, 1, 0, 4]);
    assert_eq!(count(&april, "/steps/0/overdue"), 6);
    school.at("2019-12-31T09:00:00Z").await;
    let closed = json!({ "end_live_mentorships": true });
    class.admin().post(class.path("/close"), closed).await.ok();
    let over = dashboard(&class).await;
    assert_eq!(states(&over, 0), [0, 0, 0, 0, 0, 0, 0]);
    assert_eq!(count(&over, "/silent"), 0);
}

#[apply(each_database)]
async fn a_draft_without_people_has_figures_too(school: School) {
    let class = Class::draft(&school, 2019).await;
    let empty = dashboard(&class).await;
    assert_eq!(count(&empty, "/students"), 0);
    assert_eq!(empty.at("/ratings"), json!([]));
}

async fn silent(class: &Class) -> u64 {
    let list = class.path("/mentorships?silent=true");
    rows(&class.admin(), &list).await
}

#[apply(each_database)]
async fn a_proposal_without_any_answer_is_silence_from_the_tenth_day_on(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    // late in the evening in Paris it is the 11th already
    school.at("2019-01-10T23:30:00Z").await;
    let proposed = pair
        .propose(&pair.student, "project", "2019-02-01T10:00:00Z")
        .await
        .created();
    school.at("2019-01-20T22:00:00Z").await;
    assert_eq!(silent(&class).await, 0);
    school.at("2019-01-20T23:30:00Z").await;
    assert_eq!(silent(&class).await, 1);
    // one that has lapsed was left without an answer, too
    school.at("2019-02-02T09:00:00Z").await;
    assert_eq!(silent(&class).await, 1);
    let other = pair
        .propose(&pair.mentor, "project", "2019-03-01T10:00:00Z")
        .await
        .created();
    assert_eq!(silent(&class).await, 0);
    // now the student leaves the mentor without an answer
    school.at("2019-02-12T09:00:00Z").await;
    assert_eq!(silent(&class).await, 1);
    pair.student.confirm(&other.id()).await.ok();
    assert_eq!(silent(&class).await, 0);
    assert_eq!(
        pair.student.appointment(&proposed.id()).await.at("/state"),
        "lapsed"
    );
}

#[apply(each_database)]
async fn four_weeks_without_a_proposal_are_silence(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    let chosen = pair.student.get(pair.path("")).await.ok();
    let chosen = chosen.text("/chosen_at");
    let day = |days: i64| {
        let at: chrono::DateTime<chrono::Utc> = chosen.parse().unwrap();
        (at + chrono::TimeDelta::days(days)).to_rfc3339()
    };
    school.at(&day(27)).await;
    assert_eq!(silent(&class).await, 0);
    school.at(&day(28)).await;
    assert_eq!(silent(&class).await, 1);
    pair.propose(&pair.student, "project", "2019-03-01T10:00:00Z")
        .await
        .created();
    assert_eq!(silent(&class).await, 0);
    let others = class.path("/mentorships?silent=false");
    assert_eq!(rows(&class.admin(), &others).await, 1);
}

#[apply(each_database)]
async fn an_interview_that_opened_before_its_window_is_quiet_from_the_window_on(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    pair.conclude_project().await;
    school.at("2019-04-28T09:00:00Z").await;
    assert_eq!(silent(&class).await, 0);
    school.at("2019-04-29T09:00:00Z").await;
    assert_eq!(silent(&class).await, 1);
}

#[apply(each_database)]
async fn a_new_mentor_isnt_silent_for_what_was_before_them(school: School) {
    let class = Class::open(&school, &["mia", "max"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    pair.conclude_project().await;
    pair.at("2019-05-10T09:00:00Z").await;
    assert_eq!(silent(&class).await, 1);
    pair.reassigned("max").await;
    assert_eq!(silent(&class).await, 0);
    pair.at("2019-06-06T09:00:00Z").await;
    assert_eq!(silent(&class).await, 0);
    pair.at("2019-06-07T09:00:00Z").await;
    assert_eq!(silent(&class).await, 1);
}

#[apply(each_database)]
async fn a_declined_counter_proposal_doesnt_hide_the_silence_after_it(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    pair.at("2019-01-10T09:00:00Z").await;
    let day = "2019-01-25T10:00:00Z";
    pair.propose(&pair.student, "project", day).await.created();
    let other = "2019-02-01T10:00:00Z";
    let counter = pair.propose(&pair.mentor, "project", other).await.created();
    pair.student.decline(&counter.id()).await.ok();
    // both are over by now; the mentor spoke last, so four weeks are silence, not ten days
    pair.at("2019-02-06T09:00:00Z").await;
    assert_eq!(silent(&class).await, 0);
    pair.at("2019-02-08T09:00:00Z").await;
    assert_eq!(silent(&class).await, 1);
}

#[apply(each_database)]
async fn a_former_mentor_owes_a_form_for_sixty_days(school: School) {
    let class = Class::open(&school, &["mia", "max"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    pair.hold_project().await;
    let owed = async || {
        let list = class.path("/mentorships?form_owed=true");
        rows(&class.admin(), &list).await
    };
    assert_eq!(owed().await, 1);
    pair.reassigned("max").await;
    assert_eq!(owed().await, 1);
    pair.at("2019-04-06T09:00:00Z").await;
    assert_eq!(owed().await, 1);
    pair.give("project")
        .await
        .refused(409, "evaluation_incomplete");
    pair.at("2019-04-07T09:00:00Z").await;
    assert_eq!(owed().await, 0);
    pair.give("project").await.refused(409, "wrong_state");
}

#[apply(each_database)]
async fn ratings_are_told_from_five_students_on_and_as_numbers_only(school: School) {
    let students = ["ana", "ben", "cyd", "dan", "eve"];
    let class = Class::open(&school, &["mia", "max"], &students).await;
    for (number, student) in students.iter().enumerate() {
        let mentor = if number % 2 == 0 { "mia" } else { "max" };
        let pair = class.pair(student, mentor).await;
        let starts_at = format!("2019-02-0{}T10:00:00Z", number + 1);
        let told = dashboard(&class).await;
        assert_eq!(told.at("/ratings"), json!([]), "{number}");
        pair.at("2019-01-10T09:00:00Z").await;
        conclude(&pair, &starts_at).await;
    }
    let told = dashboard(&class).await;
    let ratings = told.at("/ratings");
    let first = &ratings[0];
    assert_eq!(first["step"], "project");
    for (rating, expected) in [
        ("not_yet", 0),
        ("developing", 0),
        ("good", 5),
        ("excellent", 0),
    ] {
        assert_eq!(first[rating], expected);
    }
    assert!(!String::from_utf8_lossy(&told.bytes).contains("Well done"));
}

#[apply(each_database)]
async fn the_steps_of_staff_name_the_list_that_they_count(school: School) {
    let class = many_states(&school).await;
    let asked = json!({ "message": "I fear interviews." });
    let ana = class.person("ana");
    ana.post(class.path("/career-interviews"), asked)
        .await
        .created();
    let theirs = class
        .person("fay")
        .get("/v1/me")
        .await
        .ok()
        .text("/mentorships/0/id");
    let concern = json!({ "kind": "concern", "text": "We don't get along." });
    let path = format!("/v1/mentorships/{theirs}/concerns");
    class.person("fay").post(path, concern).await.created();
    school.at("2019-04-20T09:00:00Z").await;
    let adviser = school.adviser();
    let me = adviser.get("/v1/me").await.ok();
    let codes = me.each("/next_steps", "code");
    for code in [
        "assign_mentors",
        "see_overdue",
        "see_silence",
        "see_disputes",
        "see_owed_forms",
        "see_recommendations",
        "see_concerns",
        "answer_career_requests",
    ] {
        assert!(codes.iter().any(|told| told == code), "{code}: {me:?}");
    }
    for step in me.at("/next_steps").as_array().unwrap() {
        let link = step["link"].as_str().unwrap();
        assert_eq!(
            rows(&adviser, link).await,
            step["count"].as_u64().unwrap(),
            "{step}"
        );
        assert!(
            step["text"]
                .as_str()
                .unwrap()
                .contains("Alumni Mentoring 2019")
        );
    }
}
