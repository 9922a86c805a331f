//! Lists: page by page, each row once, with a cursor that fits this list only.

use crate::harness::{Actor, Class, School, apply, each_database, mentor_row};
use serde_json::{Value, json};

/// Follows the pages to the end; the names in order, and how many pages it took.
async fn follow(actor: &Actor, path: &str, limit: usize, field: &str) -> (Vec<String>, usize) {
    let join = if path.contains('?') { '&' } else { '?' };
    let first = format!("{path}{join}limit={limit}");
    let (mut next, mut names, mut pages) = (first.clone(), Vec::new(), 0);
    loop {
        let page = actor.get(&next).await.ok();
        let items = page.at("/items");
        let items = items.as_array().unwrap();
        assert!(items.len() <= limit);
        let name = |item: &Value| item.pointer(field).unwrap().as_str().unwrap().to_owned();
        names.extend(items.iter().map(name));
        pages += 1;
        let Value::String(cursor) = page.at("/next_cursor") else {
            assert_eq!(page.header("link"), "");
            return (names, pages);
        };
        let link = page.header("link").to_owned();
        assert!(
            link.ends_with(r#"rel="next""#) && link.contains("cursor="),
            "{link}"
        );
        next = format!("{first}&cursor={cursor}");
        assert!(pages < 100, "the pages never end");
    }
}

async fn class_of_mentors(school: &School, number: usize) -> Class {
    let class = Class::draft(school, 2019).await;
    let row = |n: usize| {
        let mut row = mentor_row(&format!("mentor-{n:02}"));
        let names = ["Émile", "emile", "Zoë", "Anna", "Élise"];
        row["last_name"] = json!(names[n % 5]);
        row["first_name"] = json!(format!("N{n:02}"));
        row
    };
    class
        .import("mentors", (0..number).map(row).collect())
        .await
        .ok();
    class
}

#[apply(each_database)]
async fn a_list_read_in_pages_is_the_list(school: School) {
    let class = class_of_mentors(&school, 13).await;
    let (admin, path) = (school.admin(), class.path("/mentors"));
    let (whole, pages) = follow(&admin, &path, 100, "/person/first_name").await;
    assert_eq!((whole.len(), pages), (13, 1));
    for limit in [1, 4, 12, 13] {
        let (names, _) = follow(&admin, &path, limit, "/person/first_name").await;
        assert_eq!(names, whole, "limit {limit}");
    }
}

#[apply(each_database)]
async fn names_are_ordered_as_people_would_whatever_their_accents(school: School) {
    let class = class_of_mentors(&school, 10).await;
    let path = class.path("/mentors");
    let (names, _) = follow(&school.admin(), &path, 3, "/person/last_name").await;
    let plain = ["Anna", "Anna", "Élise", "Élise"];
    assert_eq!(names[..4], plain);
    assert_eq!(names[8..], ["Zoë", "Zoë"]);
}

#[apply(each_database)]
async fn a_row_that_stays_is_seen_once_while_others_come(school: School) {
    let class = class_of_mentors(&school, 6).await;
    let admin = school.admin();
    let first = admin.get(class.path("/mentors?limit=3")).await.ok();
    let mut newcomer = mentor_row("newcomer");
    newcomer["last_name"] = json!("Aaron");
    class.import("mentors", vec![newcomer]).await.ok();
    let cursor = first.text("/next_cursor");
    let second = admin
        .get(class.path(&format!("/mentors?limit=3&cursor={cursor}")))
        .await
        .ok();
    let ids = |page: Value| -> Vec<String> {
        let items = page.as_array().unwrap().iter();
        items
            .map(|item| item["person"]["id"].as_str().unwrap().to_owned())
            .collect()
    };
    let mut seen = ids(first.at("/items"));
    seen.extend(ids(second.at("/items")));
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 6);
    assert_eq!(second.at("/next_cursor"), Value::Null);
}

#[apply(each_database)]
async fn a_cursor_fits_its_own_list_filters_and_caller_only(school: School) {
    let class = class_of_mentors(&school, 6).await;
    let admin = school.admin();
    let cursor = admin
        .get(class.path("/mentors?limit=2"))
        .await
        .ok()
        .text("/next_cursor");
    let good = class.path(&format!("/mentors?limit=3&cursor={cursor}"));
    admin.get(&good).await.ok();
    let other = Class::draft(&school, 2020).await;
    let mut forged = cursor.clone();
    let last = if forged.ends_with('A') { "B" } else { "A" };
    forged.replace_range(forged.len() - 1.., last);
    for path in [
        class.path(&format!("/mentors?q=e&cursor={cursor}")),
        other.path(&format!("/mentors?cursor={cursor}")),
        class.path(&format!("/students?cursor={cursor}")),
        class.path(&format!("/mentors?cursor={forged}")),
        class.path("/mentors?cursor=AAAA"),
    ] {
        admin.get(path).await.refused(422, "cursor_invalid");
    }
    school
        .adviser()
        .get(&good)
        .await
        .refused(422, "cursor_invalid");
}

#[apply(each_database)]
async fn programmes_come_newest_year_first(school: School) {
    for year in [2017, 2021, 2019] {
        Class::draft(&school, year).await;
    }
    let (names, pages) = follow(&school.admin(), "/v1/programmes", 1, "/name").await;
    assert_eq!(pages, 3);
    assert!(
        names[0].ends_with("2021") && names[2].ends_with("2017"),
        "{names:?}"
    );
}
