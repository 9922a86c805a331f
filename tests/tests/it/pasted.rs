//! What people paste and type: one name, invisible characters, line ends, long links.

use crate::harness::{Answer, Class, School, apply, each_database, mentor_row, student_row};
use serde_json::{Value, json};

/// A Teams link as Outlook wraps it: 630 characters and more.
fn wrapped() -> String {
    let inner = "https%3A%2F%2Fteams.microsoft.com%2Fl%2Fmeetup-join%2F19%253ameeting_";
    format!(
        "https://eur03.safelinks.protection.outlook.com/ap/t-59584e83/?url={inner}{}%2540thread.v2&reserved=0",
        "QUJD".repeat(130)
    )
}

fn with(mut row: Value, name: &str, value: &str) -> Value {
    row[name] = json!(value);
    row
}

/// The code and the words of a row's one error, at its place.
#[track_caller]
fn refused_row(answer: Answer, pointer: &str) -> (String, String) {
    let refused = answer.refused(422, "import_refused").body();
    let report = refused.get("report").unwrap_or(&refused).clone();
    let error = &report["rows"][0]["errors"][0];
    assert_eq!(error["pointer"], pointer, "{report}");
    let text = |name: &str| error[name].as_str().unwrap().to_owned();
    (text("code"), text("detail"))
}

#[apply(each_database)]
async fn people_with_one_name_are_imported_and_called_by_it(school: School) {
    let class = Class::open(&school, &["mia"], &[]).await;
    for (id, first, last) in [
        ("one", json!("Sukarno"), Some(json!(""))),
        ("two", json!("Suharto"), Some(Value::Null)),
        ("three", json!("Suprijono"), None),
    ] {
        let mut row = student_row(id);
        row["first_name"] = first;
        row.as_object_mut().unwrap().remove("last_name");
        if let Some(last) = last {
            row["last_name"] = last;
        }
        class.import("students", vec![row]).await.ok();
    }
    let mut row = student_row("four");
    row["first_name"] = Value::Null;
    row["last_name"] = json!("Sutrisno");
    class.import("students", vec![row]).await.ok();
    let list = class.admin().get(class.path("/students")).await.ok();
    let names: Vec<_> = list
        .at("/items")
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["person"].clone())
        .collect();
    let names = names.iter().map(|one| {
        format!(
            "{}|{}",
            one["first_name"].as_str().unwrap(),
            one["last_name"].as_str().unwrap()
        )
    });
    let expected = ["Suharto|", "Sukarno|", "Suprijono|", "|Sutrisno"];
    assert_eq!(names.collect::<Vec<_>>(), expected);

    class.accept_charter("one").await.ok();
    let pair = class.pair("one", "mia").await;
    pair.propose(&pair.mentor, "project", "2019-02-05T10:00:00Z")
        .await
        .created();
    let mail = school.mail("one@school.example.org", "").await;
    let to = mail
        .head
        .lines()
        .find(|line| line.starts_with("To:"))
        .unwrap()
        .to_owned();
    assert!(
        to.contains("Sukarno <") || to.contains("\"Sukarno\" <"),
        "{to}"
    );
    assert!(mail.text.starts_with("Hello Sukarno,"), "{mail:?}");
    pair.propose(&pair.student, "project", "2019-02-06T10:00:00Z")
        .await
        .created();
    let mail = school.mail("mia@alumni.example.org", "").await;
    assert!(!mail.text.contains("Sukarno  "), "{mail:?}");
    let found = pair
        .mentor
        .get(class.path("/mentorships?q=sukarno"))
        .await
        .ok();
    assert_eq!(found.at("/items/0/student/last_name"), "");
}

#[apply(each_database)]
async fn a_row_without_any_name_is_refused_and_an_absent_name_is_unchanged(school: School) {
    let class = Class::draft(&school, 2019).await;
    let mut row = student_row("sam");
    row["first_name"] = json!("");
    row["last_name"] = Value::Null;
    let (code, _) = refused_row(
        class.import("students", vec![row.clone()]).await,
        "/last_name",
    );
    assert_eq!(code, "required");
    class
        .import("students", vec![student_row("sam")])
        .await
        .ok();
    row.as_object_mut().unwrap().remove("last_name");
    class.import("students", vec![row]).await.ok();
    let list = class.admin().get(class.path("/students")).await.ok();
    assert_eq!(list.at("/items/0/person/first_name"), "");
    assert_eq!(list.at("/items/0/person/last_name"), "Last sam");
}

#[apply(each_database)]
async fn an_account_with_an_invisible_character_is_refused_by_the_characters_name(school: School) {
    let class = Class::draft(&school, 2019).await;
    for (id, named) in [
        ("e4711 ", "space"),
        (" e4711", "space"),
        ("e4711\u{a0}", "U+00A0"),
        ("e4711\u{200b}", "U+200B"),
        ("\u{feff}e4711", "U+FEFF"),
        ("\u{202a}e4711\u{202c}", "U+202A"),
        ("e4711\t", "U+0009"),
        ("e4711\r\n", "U+000A"),
        ("e47\u{2060}11", "U+2060"),
    ] {
        for (who, row) in [("students", student_row("x")), ("mentors", mentor_row("x"))] {
            let answer = class.import(who, vec![with(row, "external_id", id)]).await;
            let (code, detail) = refused_row(answer, "/external_id");
            assert_eq!(code, "format", "{id:?}");
            assert!(detail.contains(named), "{id:?}: {detail}");
        }
    }
    let row = with(student_row("x"), "external_id", "uid=élise, ou=people");
    class.import("students", vec![row]).await.ok();
}

#[apply(each_database)]
async fn a_name_shows_something_in_one_line(school: School) {
    let class = Class::draft(&school, 2019).await;
    for (name, code) in [
        ("\u{200b}", "too_short"),
        ("\u{ad}", "too_short"),
        ("\u{3164}", "too_short"),
        ("\u{2800}", "too_short"),
        (" \u{feff}", "too_short"),
        ("Ada\n", "format"),
        ("Ada\r\nBcc: x@example.org", "format"),
        ("A\u{2028}da", "format"),
        ("Ada\u{85}", "format"),
    ] {
        for column in ["first_name", "last_name"] {
            let row = with(student_row("sam"), column, name);
            let answer = class.import("students", vec![row]).await;
            let (told, _) = refused_row(answer, &format!("/{column}"));
            assert_eq!(told, code, "{name:?}");
        }
    }
    let body = json!({ "year": 2031, "name": "Alumni\nMentoring" });
    school
        .admin()
        .post("/v1/programmes", body)
        .await
        .invalid("/name", "format");
}

#[apply(each_database)]
async fn a_line_is_kept_without_what_pasting_brought_along(school: School) {
    let class = Class::draft(&school, 2019).await;
    let row = with(mentor_row("mia"), "first_name", " Mi\u{ad}a\u{a0}");
    let row = with(row, "last_name", "\u{202a}Duval\u{202c}\u{200b}");
    let row = with(row, "company", "\u{feff}Acme ");
    class.import("mentors", vec![row]).await.ok();
    let mia = class.mentor(&class.admin(), "mia").await.ok();
    assert_eq!(mia.at("/person/first_name"), "Mia");
    assert_eq!(mia.at("/person/last_name"), "Duval");
    assert_eq!(mia.at("/company"), "Acme");
}

#[apply(each_database)]
async fn an_address_with_an_invisible_character_is_refused(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    for address in [
        "sam@school\u{200b}.example",
        "sam@school.example\u{a0}",
        "s\u{ad}am@school.example",
        "sam@sch\u{2060}ool.example",
        "\u{202a}sam@school.example\u{202c}",
    ] {
        let row = with(student_row("sam"), "email", address);
        let (code, detail) = refused_row(class.import("students", vec![row]).await, "/email");
        assert_eq!(code, "format", "{address:?}");
        assert!(detail.contains("U+"), "{detail}");
        let own = json!({ "private_email": address });
        class
            .person("sam")
            .change("/v1/me/profile", own)
            .await
            .invalid("/private_email", "format");
    }
}

#[apply(each_database)]
async fn an_address_has_room_for_254_characters_and_is_nothing_else(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let longest = |letters: usize| {
        let domain = format!(
            "{}.{}.{}",
            "b".repeat(60),
            "c".repeat(60),
            "d".repeat(letters)
        );
        format!("{}@{domain}.example", "a".repeat(62))
    };
    let (longest, longer) = (longest(61), longest(62));
    assert_eq!(longest.len(), 254);
    let row = with(student_row("sam"), "email", &longest);
    class.import("students", vec![row]).await.ok();
    let profile = class.person("sam").get("/v1/me/profile").await.ok();
    assert_eq!(profile.at("/email"), longest);
    let own = json!({ "private_email": longest });
    class.person("sam").change("/v1/me/profile", own).await.ok();
    for (address, code) in [
        (longer.as_str(), "too_long"),
        ("Sam <sam@school.example>", "format"),
        ("mailto:sam@school.example", "format"),
        ("sam@school.example?subject=x", "format"),
        ("sam@school.example; mia@school.example", "format"),
    ] {
        let row = with(student_row("sam"), "email", address);
        let (told, detail) = refused_row(class.import("students", vec![row]).await, "/email");
        assert_eq!(told, code, "{address}");
        assert!(!detail.contains("space"), "{address}: {detail}");
    }
}

#[apply(each_database)]
async fn every_text_of_a_mentor_has_the_room_that_the_document_says(school: School) {
    let class = Class::draft(&school, 2019).await;
    for (name, most) in [
        ("external_id", 200),
        ("first_name", 100),
        ("last_name", 100),
        ("phone", 100),
        ("headline", 200),
        ("company", 200),
        ("job_title", 200),
        ("sector", 200),
        ("location", 200),
        ("about", 2_000),
    ] {
        let row = with(mentor_row("mia"), name, &"🙂".repeat(most));
        class.import("mentors", vec![row]).await.ok();
        let row = with(mentor_row("mia"), name, &"🙂".repeat(most + 1));
        let answer = class.import("mentors", vec![row]).await;
        let (code, _) = refused_row(answer, &format!("/{name}"));
        assert_eq!(code, "too_long", "{name}");
    }
}

#[apply(each_database)]
async fn a_text_that_shows_nothing_is_empty(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    for nothing in ["\u{200b}", "\n\u{ad}\n", "\u{2800}", "\u{feff} "] {
        let note = json!({ "note": nothing });
        pair.propose_with(&pair.student, "project", "2019-02-05T10:00:00Z", note)
            .await
            .invalid("/note", "too_short");
        let row = with(mentor_row("mia"), "about", nothing);
        let (code, _) = refused_row(class.import("mentors", vec![row]).await, "/about");
        assert_eq!(code, "too_short", "{nothing:?}");
    }
}

#[apply(each_database)]
async fn a_link_has_room_for_2000_characters(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    let teams = "https://teams.microsoft.com/l/meetup-join/19%3ameeting_QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVoxMjM0NTY3ODkw%40thread.v2/0?context=%7b%22Tid%22%3a%2200000000-1111-2222-3333-444444444444%22%2c%22Oid%22%3a%2255555555-6666-7777-8888-999999999999%22%7d";
    let longest = format!("https://x.example/{}", "a".repeat(2_000 - 18));
    let propose = async |link: &str| {
        let means = json!({ "means": { "kind": "video", "link": link } });
        pair.propose_with(&pair.student, "project", "2019-02-05T10:00:00Z", means)
            .await
    };
    for link in [teams, &wrapped(), &longest] {
        let made = propose(link).await.created();
        assert_eq!(made.at("/means/link"), *link);
    }
    propose(&format!("{longest}a"))
        .await
        .invalid("/means/link", "too_long");
    for link in [
        "Https://meet.example.org/abc-defg-hij",
        "https://visio.école.example/Réunion",
    ] {
        let made = propose(link).await.created();
        assert_eq!(made.at("/means/link"), link);
    }
    for wrong in [
        "meet.example.org/abc",
        "https://",
        "https://meet.example.org/a b",
        "https://meet.example.org/a\u{200b}",
        "JavaScript:alert(1)",
    ] {
        propose(wrong).await.invalid("/means/link", "format");
    }
    let mail = school.mail("mia@alumni.example.org", "https://teams").await;
    assert!(mail.text.contains(teams), "{mail:?}");
}

#[apply(each_database)]
async fn line_ends_are_counted_and_kept_as_one(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    let propose = async |note: &str| {
        let note = json!({ "note": note });
        pair.propose_with(&pair.student, "project", "2019-02-05T10:00:00Z", note)
            .await
    };
    assert_eq!(
        propose("one\r\ntwo\rthree\nfour")
            .await
            .created()
            .at("/note"),
        "one\ntwo\nthree\nfour"
    );
    let full = "x\r\n".repeat(1_000);
    assert_eq!(propose(&full).await.created().text("/note").len(), 2_000);
    propose(&format!("{full}x"))
        .await
        .invalid("/note", "too_long");
}

#[apply(each_database)]
async fn a_mentor_needs_no_headline(school: School) {
    let class = Class::draft(&school, 2019).await;
    let row =
        json!({ "external_id": "mia", "last_name": "Duval", "email": "mia@alumni.example.org" });
    class.import("mentors", vec![row]).await.ok();
    let mia = class.mentor(&class.admin(), "mia").await.ok();
    assert_eq!(mia.at("/headline"), Value::Null);
    let set = json!({ "headline": "Chemist" });
    assert_eq!(
        class
            .change_mentor(&class.admin(), "mia", set)
            .await
            .ok()
            .at("/headline"),
        "Chemist"
    );
    let clear = json!({ "headline": null });
    assert_eq!(
        class
            .change_mentor(&class.admin(), "mia", clear)
            .await
            .ok()
            .at("/headline"),
        Value::Null
    );
}
