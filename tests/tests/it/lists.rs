//! Lists: search, filters, facets, paging (R5).

use crate::harness::{Actor, Answer, Class, School, apply, each_database, mentor_row, student_row};
use serde_json::{Value, json};

fn mentor(id: &str, last_name: &str, sector: &str, location: &str, languages: &[&str]) -> Value {
    let mut row = mentor_row(id);
    row["last_name"] = json!(last_name);
    row["sector"] = json!(sector);
    row["location"] = json!(location);
    row["languages"] = json!(languages);
    row
}

pub(crate) async fn bazaar(school: &School) -> Class {
    let class = Class::draft(school, 2019).await;
    let mut phone_only = mentor("m4", "Zola", "Publishing", "Paris", &["fr"]);
    phone_only["means"] = json!(["phone"]);
    phone_only["skills"] = json!(["negotiation", "copy-editing"]);
    let mentors = vec![
        mentor("m1", "Émile", "Finance", "Lyon", &["fr", "en"]),
        mentor("m2", "Eluard", "Finance", "Paris", &["fr"]),
        mentor("m3", "Fabre", "Logistics", "Lyon", &["en"]),
        phone_only,
    ];
    class.import("mentors", mentors).await.ok();
    class.open_with(&[], &["sam", "ana"]).await
}

pub(crate) fn last_names(answer: &Answer) -> Vec<String> {
    let items = answer.at("/items");
    let items = items.as_array().unwrap().iter();
    items
        .map(|item| item["person"]["last_name"].as_str().unwrap().to_owned())
        .collect()
}

/// Every row's person, page by page, as the `Link` header leads.
async fn walk(caller: &Actor, path: &str) -> Vec<String> {
    walk_of(caller, path, last_names).await
}

/// A member of every row, likewise.
pub(crate) async fn walk_by(caller: &Actor, path: &str, member: &str) -> Vec<String> {
    walk_of(caller, path, |page| page.each("/items", member)).await
}

pub(crate) async fn walk_of(
    caller: &Actor,
    path: &str,
    told: impl Fn(&Answer) -> Vec<String>,
) -> Vec<String> {
    let mut names = Vec::new();
    let mut next = Some(path.to_owned());
    while let Some(path) = next {
        let page = caller.get(path).await.ok();
        names.extend(told(&page));
        next = link(&page);
        assert_eq!(
            next.is_some(),
            page.at("/next_cursor").is_string(),
            "{page:?}"
        );
        assert!(names.len() < 1_000, "the pages don't end");
    }
    names
}

fn link(page: &Answer) -> Option<String> {
    let (address, rest) = page.header("link").strip_prefix('<')?.split_once('>')?;
    assert!(rest.contains("rel=\"next\""), "{page:?}");
    Some(address[address.find("/v1/").unwrap()..].to_owned())
}

#[apply(each_database)]
async fn mentors_come_by_name_without_regard_to_accents_or_contacts(school: School) {
    let class = bazaar(&school).await;
    let page = class.person("sam").get(class.path("/mentors")).await.ok();
    assert_eq!(last_names(&page), ["Eluard", "Émile", "Fabre", "Zola"]);
    assert_eq!(page.at("/next_cursor"), Value::Null);
    for item in page.at("/items").as_array().unwrap() {
        assert!(item["contact"].is_null(), "{item}");
        assert_eq!(item["places_left"], 3);
        assert_eq!(item["available"], true);
    }
}

#[apply(each_database)]
async fn search_finds_every_word_in_any_field(school: School) {
    let class = bazaar(&school).await;
    let found = async |query: &str| {
        let path = class.path(&format!("/mentors?{query}"));
        last_names(&class.person("sam").get(path).await.ok())
    };
    assert_eq!(found("q=emile").await, ["Émile"]);
    assert_eq!(found("q=LYON%20finance").await, ["Émile"]);
    assert_eq!(found("q=n%C3%A9goti").await, ["Zola"]);
    assert_eq!(found("q=reunis&location=Paris").await, ["Eluard", "Zola"]);
    assert_eq!(found("sector=Finance").await, ["Eluard", "Émile"]);
    for empty in ["sector", "location"] {
        let answer = school
            .admin()
            .get(class.path(&format!("/mentors?{empty}=")))
            .await;
        answer.invalid(&format!("/{empty}"), "too_short");
    }
    assert_eq!(found("language=en").await, ["Émile", "Fabre"]);
    assert_eq!(
        found("means=video&sector=Publishing").await,
        Vec::<String>::new()
    );
    assert_eq!(found("means=phone&sector=Publishing").await, ["Zola"]);
    assert_eq!(found("q=%25").await, Vec::<String>::new());
}

#[apply(each_database)]
async fn facets_count_over_the_same_filters(school: School) {
    let class = bazaar(&school).await;
    let sam = class.person("sam");
    let facets = sam.get(class.path("/mentor-facets")).await.ok();
    let sectors = facets.at("/sectors");
    assert!(
        sectors
            .as_array()
            .unwrap()
            .contains(&json!({ "value": "Finance", "count": 2 })),
        "{facets:?}"
    );
    assert_eq!(facets.each("/locations", "value"), ["Lyon", "Paris"]);
    assert_eq!(facets.at("/available"), 4);
    let lyon = sam
        .get(class.path("/mentor-facets?location=Lyon"))
        .await
        .ok();
    assert!(
        lyon.at("/sectors")
            .as_array()
            .unwrap()
            .contains(&json!({ "value": "Finance", "count": 1 }))
    );
    assert_eq!(lyon.at("/available"), 2);
}

#[apply(each_database)]
async fn the_unlisted_do_not_exist_for_students(school: School) {
    let class = bazaar(&school).await;
    class
        .change_mentor(&class.admin(), "m1", json!({ "listed": false }))
        .await
        .ok();
    let sam = class.person("sam");
    assert_eq!(
        last_names(&sam.get(class.path("/mentors")).await.ok()),
        ["Eluard", "Fabre", "Zola"]
    );
    class.mentor(&sam, "m1").await.refused(404, "not_found");
    class.mentor(&class.person("m1"), "m1").await.ok();
    assert_eq!(
        last_names(&class.admin().get(class.path("/mentors?q=emile")).await.ok()),
        ["Émile"]
    );
}

#[apply(each_database)]
async fn pages_follow_one_another_without_gap_or_repetition(school: School) {
    let class = bazaar(&school).await;
    let sam = class.person("sam");
    for limit in [1, 2, 3, 4, 100] {
        let names = walk(&sam, &class.path(&format!("/mentors?limit={limit}"))).await;
        assert_eq!(names, ["Eluard", "Émile", "Fabre", "Zola"], "limit {limit}");
    }
    let many = (0..120).map(|n| student_row(&format!("s{n:03}"))).collect();
    class.import("students", many).await.ok();
    let names = walk(&class.admin(), &class.path("/students?limit=7&q=last")).await;
    assert_eq!(names.len(), 122);
    assert!(names.is_sorted(), "{names:?}");
}

#[apply(each_database)]
async fn a_row_that_stays_is_seen_once_though_others_come_and_go(school: School) {
    let class = bazaar(&school).await;
    let sam = class.person("sam");
    let first = sam.get(class.path("/mentors?limit=2")).await.ok();
    class
        .import(
            "mentors",
            vec![mentor("m0", "Aaron", "Finance", "Lyon", &["fr"])],
        )
        .await
        .ok();
    class
        .change_mentor(&class.admin(), "m2", json!({ "listed": false }))
        .await
        .ok();
    let second = sam.get(link(&first).unwrap()).await.ok();
    assert_eq!(last_names(&second), ["Fabre", "Zola"]);
}

#[apply(each_database)]
async fn a_cursor_is_bound_to_its_list_filters_and_caller(school: School) {
    let class = bazaar(&school).await;
    let sam = class.person("sam");
    let page = sam
        .get(class.path("/mentors?limit=1&sector=Finance"))
        .await
        .ok();
    let cursor = page.text("/next_cursor");
    let ask = async |caller: Actor, rest: String| caller.get(class.path(&rest)).await;
    ask(
        sam.clone(),
        format!("/mentors?limit=1&sector=Finance&cursor={cursor}"),
    )
    .await
    .ok();
    for rest in [
        format!("/mentors?limit=1&cursor={cursor}"),
        format!("/mentors?limit=1&sector=Logistics&cursor={cursor}"),
        "/mentors?cursor=nonsense".to_owned(),
        format!(
            "/mentors?limit=1&sector=Finance&cursor={}",
            cursor.chars().rev().collect::<String>()
        ),
    ] {
        ask(sam.clone(), rest).await.refused(422, "cursor_invalid");
    }
    let rest = format!("/mentors?limit=1&sector=Finance&cursor={cursor}");
    ask(class.person("ana"), rest.clone())
        .await
        .refused(422, "cursor_invalid");
    ask(school.adviser(), rest)
        .await
        .refused(422, "cursor_invalid");
}

#[apply(each_database)]
async fn parameters_are_checked_like_bodies(school: School) {
    let class = bazaar(&school).await;
    let sam = class.person("sam");
    for (query, code) in [
        ("limit=0", "out_of_range"),
        ("limit=101", "out_of_range"),
        ("limit=ten", "type"),
        ("page=2", "unknown_parameter"),
        ("means=pigeon", "enum"),
        ("available=perhaps", "type"),
    ] {
        let refused = sam.get(class.path(&format!("/mentors?{query}"))).await;
        let refused = refused.refused(422, "validation_failed");
        assert_eq!(refused.at("/errors/0/code"), code, "{query}: {refused:?}");
    }
}
