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
async fn a_name_is_found_across_scripts_spellings_and_punctuation(school: School) {
    let class = Class::draft(&school, 2019).await;
    let people = [
        (
            "Juergen",
            "Mueller",
            "S.N.C.F.",
            &["Müller, Jürgen", "jürgen", "sncf"][..],
        ),
        (
            "Søren",
            "Kjærgård",
            "A.P. Møller–Mærsk",
            &["ap moller maersk", "kjaergaard", "soeren"],
        ),
        ("Novak", "Đoković", "AT&T", &["djokovic", "dokovic", "at&t"]),
        (
            "Gökçe",
            "Işık",
            "« L’Équipe »",
            &["ISIK", "ışık", "\"l'equipe\"", "Işık,Gökçe"],
        ),
        (
            "Gal·la",
            "Col·lell",
            "100% Bio_Lab",
            &["galla", "gal.la", "100%", "bio_lab"],
        ),
        ("Reza", "علی کریمی", "محـــمد", &["علي كريمي", "محمد"]),
        ("Dov", "צ׳רצ׳יל", "צה״ל", &["צ'רצ'יל", "צה\"ל"]),
        (
            "ジョン・スミス",
            "ﾔﾏﾀﾞ",
            "x",
            &["ジョンスミス", "ジョン スミス", "ヤマダ"],
        ),
        (
            "Олександр",
            "Лук’яненко",
            "x",
            &["ЛУК'ЯНЕНКО", "лукʼяненко"],
        ),
        (
            "Ștefan",
            "Țepeș",
            "x",
            &["stefan tepes", "\u{15f}tefan \u{163}epe\u{15f}"],
        ),
        (
            "Johnny “Rocky”",
            "Saint-Éloi",
            "x",
            &["\"Rocky\"", "saint eloi", "saint\u{2011}éloi"],
        ),
    ];
    let rows = people
        .iter()
        .enumerate()
        .map(|(index, (first, last, company, _))| {
            let mut row = mentor_row(&format!("p{index}"));
            row["first_name"] = json!(first);
            row["last_name"] = json!(last);
            row["company"] = json!(company);
            row
        });
    class.import("mentors", rows.collect()).await.ok();
    for (_, last, _, searches) in people {
        for q in searches {
            assert_eq!(found(&class, q).await, [last], "{q}");
        }
    }
    for nobody in ["Mòllerup", "Jöhnnyx", "रोमी"] {
        assert_eq!(
            found(&class, nobody).await,
            Vec::<String>::new(),
            "{nobody}"
        );
    }
}

#[apply(each_database)]
async fn a_mentorship_is_found_by_a_name_without_its_umlaut(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let mut row = student_row("sam");
    row["last_name"] = json!("Mueller");
    class.import("students", vec![row]).await.ok();
    class.pair("sam", "mia").await;
    for (list, q, count) in [
        ("students", "M%C3%BCller", 1),
        ("mentorships", "M%C3%BCller", 1),
        ("mentorships", "M%C3%B6ller", 0),
    ] {
        let path = class.path(&format!("/{list}?q={q}"));
        let answer = class.admin().get(path).await.ok();
        assert_eq!(
            answer.at("/items").as_array().unwrap().len(),
            count,
            "{list} {q}"
        );
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
