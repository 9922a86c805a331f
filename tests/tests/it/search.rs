//! Search as keyboards write, and what it must not tell (R5).

use crate::harness::{Class, School, apply, each_database, mentor_row, student_row};
use crate::lists::last_names;
use serde_json::json;

const PEOPLE: [(&str, &str, &str, &str); 9] = [
    ("c1", "Mathilde", "Œuvrard", "L’Oréal"),
    ("c2", "Anne", "Lebœuf", "Acme"),
    ("c3", "Sinéad", "O’Connor", "Acme"),
    ("c4", "Sean", "O'Brien", "Acme"),
    ("c5", "Łukasz", "Żółć", "Acme"),
    ("c6", "Øystein", "Bø", "Acme"),
    ("c7", "Đặng", "Văn Đỗ", "Acme"),
    ("c8", "Jürgen", "Strauß", "Acme"),
    ("c9", "Νίκος", "Παπαδόπουλος", "Acme"),
];

async fn gathered(school: &School) -> Class {
    let class = Class::draft(school, 2019).await;
    let rows = PEOPLE.map(|(id, first, last, company)| {
        let mut row = mentor_row(id);
        row["first_name"] = json!(first);
        row["last_name"] = json!(last);
        row["company"] = json!(company);
        row
    });
    class.import("mentors", rows.into()).await.ok();
    class
}

async fn found(class: &Class, q: &str) -> Vec<String> {
    let escaped: String = q.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let path = class.path(&format!("/mentors?q={escaped}"));
    last_names(&class.admin().get(path).await.ok())
}

#[apply(each_database)]
async fn a_name_is_found_as_any_keyboard_writes_it(school: School) {
    let class = gathered(&school).await;
    for (q, name) in [
        ("L'Oréal", "Œuvrard"),
        ("l’oreal", "Œuvrard"),
        ("lʼoreal", "Œuvrard"),
        ("oeuvrard", "Œuvrard"),
        ("leboeuf", "Lebœuf"),
        ("O'Connor", "O’Connor"),
        ("O’Brien", "O'Brien"),
        ("lukasz", "Żółć"),
        ("zolc", "Żółć"),
        ("oystein", "Bø"),
        ("dang", "Văn Đỗ"),
        ("strauss", "Strauß"),
        ("STRAUSS", "Strauß"),
        ("juergen", "Strauß"),
        ("ΠΑΠΑΔΟΠΟΥΛΟΣ", "Παπαδόπουλος"),
        ("ΝΙΚΟΣ", "Παπαδόπουλος"),
    ] {
        assert_eq!(found(&class, q).await, [name], "{q}");
    }
    for q in ["%", "_", "\\"] {
        assert_eq!(found(&class, q).await, Vec::<String>::new(), "{q}");
    }
}

#[apply(each_database)]
async fn people_stand_where_french_readers_look_for_them(school: School) {
    let class = gathered(&school).await;
    let names = found(&class, "").await;
    let expected = [
        "Bø",
        "Lebœuf",
        "O'Brien",
        "O’Connor",
        "Œuvrard",
        "Strauß",
        "Văn Đỗ",
        "Żółć",
        "Παπαδόπουλος",
    ];
    assert_eq!(names, expected);
}

#[apply(each_database)]
async fn nobody_finds_an_address_by_searching_mentorships(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    class.pair("sam", "mia").await;
    let mut row = student_row("sam");
    row["email"] = json!("hidden@elsewhere.example.org");
    class.import("students", vec![row]).await.ok();
    for caller in [class.person("mia"), class.person("sam"), school.adviser()] {
        for (q, count) in [
            ("last%20sam", 1),
            ("hidden", 0),
            ("elsewhere", 0),
            ("alumni.example", 0),
        ] {
            let list = caller
                .get(class.path(&format!("/mentorships?q={q}")))
                .await
                .ok();
            assert_eq!(list.at("/items").as_array().unwrap().len(), count, "{q}");
        }
    }
    for (list, q) in [
        ("students", "hidden"),
        ("mentors", "alumni.example"),
        ("mentors", "listen"),
    ] {
        let list = class
            .admin()
            .get(class.path(&format!("/{list}?q={q}")))
            .await
            .ok();
        assert_eq!(list.at("/items"), json!([]), "{q}");
    }
}
