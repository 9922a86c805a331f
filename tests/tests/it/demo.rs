//! The demo's own addresses: everybody's accounts, the clock, the mails that have left.

use crate::harness::{Class, School, apply, each_database};
use serde_json::{Value, json};

#[apply(each_database)]
async fn the_accounts_are_those_of_everybody_imported_people_too(school: School) {
    Class::open(&school, &["mia"], &["sam"]).await;
    let accounts = school.anonymous().get("/demo/accounts").await.ok().body();
    let of = |account: &str| {
        let mut all = accounts.as_array().unwrap().iter();
        all.find(|one| one["external_id"] == account).unwrap()
    };
    assert_eq!(of("mia")["role"], "mentor");
    assert_eq!(of("sam")["role"], "student");
    assert_eq!(of("demo-admin")["role"], "admin");
    assert!(of("demo-admin")["shows"].is_string(), "{accounts}");
    assert_eq!(of("sam")["shows"], Value::Null, "nothing in particular");
    assert_eq!(of("staff-admin")["role"], Value::Null, "enrolled nowhere");
    school.at("2027-02-09T10:00:00Z").await;
    let bearer = format!("Bearer {}", of("sam")["token"].as_str().unwrap());
    let me = school.anonymous().ask("GET", "/v1/me");
    let me = me.header("Authorization", bearer).send().await.ok();
    assert_eq!(me.text("/enrolments/0/role"), "student");
}

#[apply(each_database)]
async fn a_step_back_of_the_clock_is_told(school: School) {
    let set = async |now: &str| {
        let ask = school.anonymous().ask("PUT", "/demo/clock");
        ask.json(&json!({ "now": now })).send().await.ok()
    };
    let forward = set("2019-02-11T09:00:00Z").await;
    assert_eq!(forward.body(), json!({ "now": "2019-02-11T09:00:00Z" }));
    let back = set("2019-02-01T09:00:00Z").await;
    assert_eq!(back.text("/now"), "2019-02-01T09:00:00Z");
    let note = back.text("/note");
    assert!(note.contains("went back from 2019-02-11T09:00:"), "{note}");
    assert!(note.contains("`mentoring demo --fresh`"), "{note}");
}

#[apply(each_database)]
async fn the_mails_of_the_demo_are_pages_newest_first(school: School) {
    let anyone = school.anonymous();
    let none = anyone.get("/demo/mails").await.ok();
    assert!(String::from_utf8_lossy(&none.bytes).contains("No mail has left yet"));
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    pair.meet("project", "2019-02-05T17:00:00Z").await;
    school.at("2019-01-10T10:00:00Z").await;

    let json = anyone
        .ask("GET", "/demo/mails")
        .header("Accept", "application/json");
    let mails = json.send().await.ok();
    let times = mails.each("", "at");
    assert!(
        times.is_sorted_by(|newer, older| newer >= older),
        "{times:?}"
    );
    let (id, subject) = (mails.text("/0/id"), mails.text("/0/subject"));
    let list = anyone.get("/demo/mails").await.ok();
    assert!(list.header("content-type").starts_with("text/html"));
    let list = String::from_utf8_lossy(&list.bytes).into_owned();
    assert!(list.contains(&format!("<a href=\"mails/{id}\">")), "{list}");

    let one = anyone.get(format!("/demo/mails/{id}")).await.ok();
    let policy = one.header("content-security-policy");
    assert!(policy.starts_with("default-src 'none'"), "{policy}");
    assert!(!policy.contains("script"), "{policy}");
    let page = String::from_utf8_lossy(&one.bytes).into_owned();
    assert!(page.contains("<iframe sandbox title"), "{page}");
    assert!(page.contains("srcdoc=\"&lt;!"), "{page}");
    assert!(!subject.is_empty() && !page.contains("<script"), "{page}");
    for unknown in [
        "0",
        "..%2Fmentoring.db",
        "01930d3a-7c00-7000-8000-000000000001",
    ] {
        let path = format!("/demo/mails/{unknown}");
        anyone.get(path).await.refused(404, "not_found");
    }
}
