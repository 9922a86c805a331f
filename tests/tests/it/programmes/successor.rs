//! Next year's programme, made from last year's (R34).

use crate::harness::{Answer, Class, School, apply, each_database, mentor_row};
use serde_json::{Value, json};

async fn next(class: &Class, body: Value) -> Class {
    let made = class
        .admin()
        .post(class.path("/successor"), body)
        .await
        .created();
    Class {
        school: class.school.clone(),
        id: made.id(),
    }
}

async fn same(class: &Class, next: &Class, path: &str, pointer: &str) {
    let of = async |class: &Class| class.admin().get(class.path(path)).await.ok();
    let (before, after): (Answer, Answer) = (of(class).await, of(next).await);
    assert_eq!(before.at(pointer), after.at(pointer), "{path}{pointer}");
}

/// Settings, charter and template of a School's own; of the four mentors one has left, and one is
/// deactivated.
async fn make_it_its_own(class: &Class) {
    let admin = class.admin();
    let settings = json!({
        "calendar": { "choice": { "from": "2018-12-15" } },
        "policies": { "roadbook_lead_days": 3, "late_roadbook": "mark", "mentor_capacity": 5 },
        "retention_months": 12, "contact_email": "team@school.example.org",
    });
    class.change(settings).await.ok();
    let text = json!({ "text": { "fr": "Notre charte.", "en": "Our charter." } });
    admin.replace(&class.path("/charter"), text).await.ok();
    let template = class.path("/roadbook-template");
    let mut questions = admin.get(&template).await.ok().body();
    questions["parts"][0]["title"] = json!({ "fr": "Avant", "en": "Before" });
    admin.replace(&template, questions).await.ok();
    class.pair("sam", "mia").await;
    let mia = json!({ "capacity": 7, "about": "Ask me anything." });
    class
        .change_mentor(&class.person("mia"), "mia", mia)
        .await
        .ok();
    class
        .change_mentor(&admin, "max", json!({ "listed": false }))
        .await
        .ok();
    let zoe = class.person_id("zoe").await;
    admin
        .delete(class.path(&format!("/mentors/{zoe}")))
        .await
        .status(204);
    let lea = class.person_id("lea").await;
    admin.act(format!("/v1/people/{lea}/deactivate")).await.ok();
}

#[apply(each_database)]
async fn everything_that_a_school_has_made_its_own_goes_on(school: School) {
    let class = Class::open(&school, &["mia", "max", "zoe", "lea"], &["sam"]).await;
    let admin = class.admin();
    make_it_its_own(&class).await;
    let made = admin
        .post(class.path("/successor"), json!({ "year": 2020 }))
        .await
        .created();
    let next = Class {
        school: school.clone(),
        id: made.id(),
    };
    assert!(
        made.header("location")
            .ends_with(&format!("/v1/programmes/{}", next.id))
    );
    assert_eq!(made.at("/name"), "Alumni Mentoring 2020");
    assert_eq!(
        [made.at("/status"), made.at("/opened_at")],
        [json!("draft"), Value::Null]
    );
    assert_eq!(
        made.at("/calendar/choice"),
        json!({ "from": "2019-12-15", "to": "2020-03-31" })
    );
    assert_eq!(made.at("/calendar/follow_up/to"), "2020-12-31");
    for pointer in [
        "/policies",
        "/retention_months",
        "/contact_email",
        "/time_zone",
    ] {
        same(&class, &next, "", pointer).await;
    }
    same(&class, &next, "/charter", "/text").await;
    assert_eq!(
        admin.get(next.path("/charter")).await.ok().at("/version"),
        1
    );
    same(&class, &next, "/roadbook-template", "").await;
    for step in ["project", "action_plan", "follow_up"] {
        same(&class, &next, &format!("/evaluation-templates/{step}"), "").await;
    }
    let mentors = admin.get(next.path("/mentors")).await.ok();
    let of = |name: &str| {
        let items = mentors.at("/items");
        let mut items = items.as_array().unwrap().iter();
        let one = items.find(|one| one["external_id"] == name).cloned();
        one.unwrap_or_else(|| panic!("{name} isn't there: {mentors:#?}"))
    };
    assert_eq!(mentors.at("/items").as_array().unwrap().len(), 2);
    let (mia, max) = (of("mia"), of("max"));
    assert_eq!([&mia["paused"], &max["paused"]], [true, true]);
    assert_eq!([&mia["listed"], &max["listed"]], [true, false]);
    assert_eq!([&mia["capacity"], &mia["places_left"]], [7, 7]);
    assert_eq!(
        [&mia["about"], &mia["company"]],
        ["Ask me anything.", "Transports Réunis"]
    );
    let students = admin.get(next.path("/students")).await.ok();
    assert_eq!(students.at("/items"), json!([]));
    class
        .person("mia")
        .get(next.path(""))
        .await
        .refused(404, "not_found");
}

#[apply(each_database)]
async fn a_copied_mentor_goes_on_by_ending_the_pause(school: School) {
    let class = Class::open(&school, &["mia"], &[]).await;
    let next = next(
        &class,
        json!({ "year": 2020, "name": "Mentorat, deuxième année" }),
    )
    .await;
    let made = class.admin().get(next.path("")).await.ok();
    assert_eq!(made.at("/name"), "Mentorat, deuxième année");
    let next = next.open_with(&[], &["sam"]).await;
    school.at("2020-01-15T09:00:00Z").await;
    let mia = next.mentor(&next.person("sam"), "mia").await.ok();
    assert_eq!(mia.at("/available"), false);
    let choice = next.choose("sam", "mia").await;
    choice.refused(409, "mentor_not_available");
    let mia = next.person("mia");
    next.change_mentor(&mia, "mia", json!({ "paused": false }))
        .await
        .ok();
    next.choose("sam", "mia").await.created();
    // The year before goes on by itself.
    let before = class.mentor(&class.admin(), "mia").await.ok();
    assert_eq!(before.at("/paused"), false);
}

#[apply(each_database)]
async fn who_asks_twice_is_told_and_a_key_answers_the_same(school: School) {
    let class = Class::draft(&school, 2019).await;
    let admin = class.admin();
    let path = class.path("/successor");
    let ask = || {
        let ask = admin.ask("POST", &path).json(&json!({ "year": 2020 }));
        ask.header("Idempotency-Key", "next-year").send()
    };
    let first = ask().await.created();
    let again = ask().await.created();
    assert_eq!(first.body(), again.body());
    let twice = admin.post(&path, json!({ "year": 2020 })).await;
    twice.refused(409, "programme_exists");
    let other = json!({ "year": 2020, "name": "A second one" });
    admin.post(&path, other).await.created();
    admin
        .post(&path, json!({}))
        .await
        .invalid("/year", "required");
    admin
        .post(&path, json!({ "year": 1999 }))
        .await
        .invalid("/year", "out_of_range");
    let stale = admin.ask("POST", &path).json(&json!({ "year": 2022 }));
    let stale = stale.header("If-Match", "\"7-0\"").send().await;
    stale.refused(412, "stale");
    school
        .adviser()
        .post(&path, json!({ "year": 2021 }))
        .await
        .refused(403, "role_forbidden");
}

#[apply(each_database)]
async fn two_hundred_and_fifty_mentors_come_along_from_a_closed_programme(school: School) {
    let class = Class::draft(&school, 2019).await;
    let rows = (0..250).map(|number| mentor_row(&format!("m{number:03}")));
    class.import("mentors", rows.collect()).await.ok();
    class.admin().act(class.path("/open")).await.ok();
    class.admin().act(class.path("/close")).await.ok();
    let next = next(&class, json!({ "year": 2020 })).await;
    let mut path = next.path("/mentors?limit=100");
    let mut seen = Vec::new();
    loop {
        let page = class.admin().get(&path).await.ok();
        seen.extend(page.each("/items", "external_id"));
        let Some(cursor) = page.at("/next_cursor").as_str().map(str::to_owned) else {
            break;
        };
        path = next.path(&format!("/mentors?limit=100&cursor={cursor}"));
    }
    assert_eq!(seen.len(), 250);
    // A word of a search finds them in the new year, too.
    let found = class.admin().get(next.path("/mentors?q=m249")).await.ok();
    assert_eq!(found.each("/items", "external_id"), ["m249"]);
}
