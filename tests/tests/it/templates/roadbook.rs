//! The road-book's template: free until the first use, in wording only afterwards (R23).

use crate::harness::{Actor, Answer, Class, School, apply, each_database};
use futures_util::future::join;
use serde_json::{Value, json};

async fn read(class: &Class) -> Answer {
    class.admin().get(path(class)).await.ok()
}

fn path(class: &Class) -> String {
    class.path("/roadbook-template")
}

/// The template with something changed.
async fn put(class: &Class, change: impl FnOnce(&mut Value)) -> Answer {
    let before = read(class).await;
    let mut body = before.body();
    change(&mut body);
    class.admin().put(path(class), &before.etag(), body).await
}

async fn answer(student: &Actor, roadbook: &str, key: &str) -> Answer {
    let body = json!({ "answers": { key: "Something." } });
    student.change(roadbook, body).await
}

#[apply(each_database)]
async fn before_the_first_use_anything_changes_and_students_see_it(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let before = read(&class).await;
    let changed = put(&class, |it| {
        it["parts"].as_array_mut().unwrap().remove(0);
        it["parts"][0]["key"] = json!("my_wishes_2");
        it["parts"][0]["title"] = json!({ "fr": "Mes envies ✨", "en": "My wishes ✨" });
        let question = &mut it["parts"][0]["questions"][0];
        question["key"] = json!("wishes");
        question["help"] = Value::Null;
        question["steps"] = json!(["action_plan", "project", "project"]);
        question["max_length"] = json!(10_000);
    });
    let changed = changed.await.ok();
    assert_ne!(changed.etag(), before.etag());
    let steps = changed.at("/parts/0/questions/0/steps");
    assert_eq!(steps, json!(["project", "action_plan"]));
    assert_eq!(read(&class).await.body(), changed.body());
    let pair = class.pair("sam", "mia").await;
    let roadbook = pair.student.get(pair.roadbook().await).await.ok();
    assert_eq!(roadbook.at("/parts/0/title"), "My wishes ✨");
    assert_eq!(roadbook.at("/parts/0/questions/0/key"), "wishes");
    assert_eq!(roadbook.at("/parts/0/questions/0/help"), Value::Null);
    answer(&pair.student, &pair.roadbook().await, "school_path")
        .await
        .refused(409, "reference_unknown");
    let admin = class.admin();
    let log = "/v1/audit-log?resource_type=roadbook_template";
    let log = admin.get(log).await.ok();
    assert_eq!(log.each("/items", "action"), ["put_roadbook_template"]);
    assert_eq!(log.at("/items/0/resource_id"), class.id);
}

#[apply(each_database)]
async fn what_was_read_is_accepted_and_changes_nothing(school: School) {
    let class = Class::draft(&school, 2019).await;
    let before = read(&class).await;
    let same = put(&class, |_| {}).await.ok();
    assert_eq!((same.etag(), same.body()), (before.etag(), before.body()));
    let admin = class.admin();
    let asked = admin.ask("PUT", path(&class)).json(&before.body());
    asked.send().await.refused(428, "if_match_required");
    put(&class, |it| it["parts"][0]["title"]["en"] = json!("School"))
        .await
        .ok();
    admin
        .put(path(&class), &before.etag(), before.body())
        .await
        .refused(412, "stale");
    let adviser = school.adviser();
    adviser
        .put(path(&class), &read(&class).await.etag(), before.body())
        .await
        .refused(403, "role_forbidden");
}

#[apply(each_database)]
async fn after_the_first_answer_wording_changes_but_no_key(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    let roadbook = pair.roadbook().await;
    answer(&pair.student, &roadbook, "school_path").await.ok();
    let mut refused = Vec::new();
    let changes: [fn(&mut Value); 7] = [
        |it| it["parts"][0]["questions"][0]["key"] = json!("path"),
        |it| drop(it["parts"].as_array_mut().unwrap().remove(3)),
        |it| {
            let moved = it["parts"][0]["questions"]
                .as_array_mut()
                .unwrap()
                .remove(0);
            it["parts"][1]["questions"]
                .as_array_mut()
                .unwrap()
                .push(moved);
        },
        |it| {
            let mut more = it["parts"][0]["questions"][0].clone();
            more["key"] = json!("one_more");
            it["parts"][0]["questions"]
                .as_array_mut()
                .unwrap()
                .push(more);
        },
        |it| it["parts"][0]["questions"][0]["steps"] = json!(["project", "follow_up"]),
        |it| it["parts"][0]["questions"][1]["required"] = json!(true),
        |it| it["parts"][0]["questions"][0]["max_length"] = json!(2_999),
    ];
    for change in changes {
        // The follow-up keeps a question, so that nothing else is wrong with the template.
        let all = |it: &mut Value| {
            change(it);
            let steps = json!(["project", "action_plan", "follow_up"]);
            if it["parts"].as_array().unwrap().len() < 4 {
                it["parts"][1]["questions"][0]["steps"] = steps;
            }
        };
        let told = put(&class, all).await.refused(409, "template_in_use");
        refused.push((told.text("/pointer"), told.at("/items")));
    }
    let expected = [
        ("/parts/0/questions", json!(["school_path"])),
        ("/parts", json!(["my_first_months"])),
        ("/parts/0/questions", json!(["school_path"])),
        ("/parts/0/questions/3/key", json!(["one_more"])),
        ("/parts/0/questions/0/steps", json!(["school_path"])),
        ("/parts/0/questions/1/required", json!(["school_proud"])),
        ("/parts/0/questions/0/max_length", json!(["school_path"])),
    ];
    let expected = expected.map(|(pointer, items)| (pointer.to_owned(), items));
    assert_eq!(refused, expected);
    let worded = put(&class, |it| {
        it["parts"].as_array_mut().unwrap().reverse();
        it["parts"][3]["title"] = json!({ "fr": "Avant", "en": "Before" });
        let question = &mut it["parts"][3]["questions"][0];
        question["label"] =
            json!({ "fr": "D’où venez-vous\u{a0}?", "en": "Where do you come from?" });
        question["help"] = Value::Null;
        question["required"] = json!(false);
        question["max_length"] = json!(9_000);
    });
    worded.await.ok();
    let seen = pair.student.get(&roadbook).await.ok();
    assert_eq!(
        seen.at("/parts/3/questions/0/label"),
        "Where do you come from?"
    );
    assert_eq!(seen.at("/answers/0/text"), "Something.");
}

#[apply(each_database)]
async fn an_edition_keeps_the_wording_it_was_sent_under(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    pair.fill_roadbook("project").await.ok();
    let sent = pair.send_roadbook("project").await.created();
    let roadbook = pair.roadbook().await;
    let (one, two) = (
        format!("{roadbook}/editions/1"),
        format!("{roadbook}/editions/2"),
    );
    let first = pair.mentor.get(&one).await.ok();
    assert_eq!(first.at("/parts"), sent.at("/parts"));
    let label = "What path did you take through the School, and why did you choose it?";
    assert_eq!(first.at("/parts/0/questions/0/label"), label);
    put(&class, |it| {
        it["parts"][0]["title"]["en"] = json!("School, otherwise");
        it["parts"][0]["questions"][0]["label"]["en"] = json!("Which path was yours?");
    })
    .await
    .ok();
    for reader in [&pair.mentor, &pair.student] {
        assert_eq!(reader.get(&one).await.ok().at("/parts"), first.at("/parts"));
    }
    let draft = pair.student.get(&roadbook).await.ok();
    assert_eq!(draft.at("/parts/0/title"), "School, otherwise");
    pair.send_roadbook("project").await.created();
    let second = pair.mentor.get(&two).await.ok();
    assert_eq!(second.at("/parts/0/title"), "School, otherwise");
    assert_eq!(
        second.at("/parts/0/questions/0/label"),
        "Which path was yours?"
    );
    let mail = school.mail("mia@alumni.example.org", label).await;
    assert!(!mail.text.contains("Which path was yours?"), "{mail:#?}");
    school
        .mail("mia@alumni.example.org", "Which path was yours?")
        .await;
}

#[apply(each_database)]
async fn a_template_that_contradicts_itself_is_refused(school: School) {
    let class = Class::draft(&school, 2019).await;
    let twice = put(&class, |it| {
        it["parts"][2]["questions"][1]["key"] = json!("school_path");
    });
    let twice = twice.await.refused(409, "template_invalid");
    assert_eq!(twice.at("/pointer"), "/parts/2/questions/1/key");
    assert_eq!(twice.at("/items"), json!(["school_path"]));
    let parts = put(&class, |it| {
        it["parts"][1]["key"] = it["parts"][0]["key"].clone()
    });
    let parts = parts.await.refused(409, "template_invalid");
    assert_eq!(parts.at("/pointer"), "/parts/1/key");
    let silent = put(&class, |it| drop(it["parts"].as_array_mut().unwrap().pop()));
    let silent = silent.await.refused(409, "template_invalid");
    assert_eq!(silent.at("/items"), json!(["follow_up"]));
    let full = |count: usize| {
        put(&class, move |it| {
            let questions = it["parts"][3]["questions"].as_array_mut().unwrap();
            let mut one = questions[0].clone();
            one["max_length"] = json!(10_000);
            for number in 20..=count {
                one["key"] = json!(format!("question_{number}"));
                questions.push(one.clone());
            }
        })
    };
    full(101).await.refused(409, "template_invalid");
    let most = full(100).await.ok();
    let last = most.at("/parts/3/questions/84/key");
    assert_eq!(last, "question_100");
}

#[apply(each_database)]
async fn what_the_schema_can_say_is_a_422(school: School) {
    let class = Class::draft(&school, 2019).await;
    let question = "/parts/0/questions/0";
    let cases: [(&str, Value, &str, &str); 14] = [
        (
            "/label",
            json!({ "fr": "Un", "en": "   " }),
            "/label/en",
            "too_short",
        ),
        (
            "/label",
            json!({ "fr": "\u{200b}", "en": "One" }),
            "/label/fr",
            "too_short",
        ),
        ("/label", json!({ "en": "One" }), "/label/fr", "required"),
        (
            "/label",
            json!({ "fr": "Un\nDeux", "en": "One" }),
            "/label/fr",
            "format",
        ),
        (
            "/label",
            json!({ "fr": "é".repeat(201), "en": "One" }),
            "/label/fr",
            "too_long",
        ),
        ("/help", json!({}), "/help/fr", "required"),
        (
            "/help",
            json!({ "fr": "é", "en": "e".repeat(2_001) }),
            "/help/en",
            "too_long",
        ),
        ("/key", json!("École"), "/key", "format"),
        ("/key", json!(""), "/key", "format"),
        ("/steps", json!([]), "/steps", "too_short"),
        ("/steps", json!(["project", "lunch"]), "/steps/1", "enum"),
        ("/max_length", json!(10_001), "/max_length", "out_of_range"),
        ("/max_length", json!(0), "/max_length", "out_of_range"),
        ("/colour", json!("red"), "/colour", "unknown_field"),
    ];
    for (field, value, pointer, code) in cases {
        let told = put(&class, |it| {
            it["parts"][0]["questions"][0][&field[1..]] = value;
        });
        told.await.invalid(&format!("{question}{pointer}"), code);
    }
    let none = put(&class, |it| it["parts"] = json!([])).await;
    none.invalid("/parts", "too_short");
    let empty = put(&class, |it| it["parts"][0]["questions"] = json!([])).await;
    empty.invalid("/parts/0/questions", "too_short");
}

#[apply(each_database)]
async fn a_closed_programme_keeps_its_template(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    class.admin().act(class.path("/close")).await.ok();
    let told = put(&class, |it| it["parts"][0]["title"]["en"] = json!("Other")).await;
    told.refused(409, "programme_not_open");
}

#[apply(each_database)]
async fn no_answer_is_saved_under_a_key_that_goes_at_the_same_instant(school: School) {
    for round in 0..6 {
        let class = Class::open(&school, &["mia"], &["sam"]).await;
        let sam = class.person("sam");
        let pair = class.pair("sam", "mia").await;
        let roadbook = pair.roadbook().await;
        let etag = sam.get(&roadbook).await.ok().etag();
        let before = read(&class).await;
        let mut body = before.body();
        body["parts"][0]["questions"][0]["key"] = json!("path");
        let answers = json!({ "answers": { "school_path": "Something." } });
        let (saved, changed) = join(
            sam.patch(&roadbook, &etag, answers),
            class.admin().put(path(&class), &before.etag(), body),
        )
        .await;
        if saved.status == 200 {
            changed.refused(409, "template_in_use");
        } else {
            saved.refused(409, "reference_unknown");
            changed.ok();
        }
        let end = json!({ "end_reason": "other", "note": format!("Round {round}.") });
        class.admin().end(&pair.id, end).await.ok();
    }
}
