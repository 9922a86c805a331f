//! One person in and out of a programme (R36).

use crate::harness::{Actor, Class, School, apply, each_database, mentor_row, student_row};
use serde_json::{Value, json};

fn known_as(row: &Value) -> &str {
    row["external_id"].as_str().unwrap()
}

/// A path to somebody's enrolment, as `students` or `mentors`.
async fn path(class: &Class, who: &str, row: &Value) -> String {
    let id = class.person_id(known_as(row)).await;
    class.path(&format!("/{who}/{id}"))
}

fn both() -> [(&'static str, Value); 2] {
    [
        ("students", student_row("ana")),
        ("mentors", mentor_row("max")),
    ]
}

#[apply(each_database)]
async fn staff_enrol_one_person_as_a_row_of_an_import_would(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    for (who, row) in both() {
        let list = class.path(&format!("/{who}"));
        let made = school.adviser().post(&list, row.clone()).await.created();
        assert_eq!(made.at("/person/first_name"), row["first_name"]);
        let path = path(&class, who, &row).await;
        assert!(made.header("location").ends_with(&path));
        let read = school.adviser().get(&path).await.ok();
        assert_eq!(
            [read.body(), json!(read.etag())],
            [made.body(), json!(made.etag())]
        );
        // Enrolled in either part is enrolled.
        for list in [class.path("/students"), class.path("/mentors")] {
            let mut again = if list.ends_with("students") {
                student_row("x")
            } else {
                mentor_row("x")
            };
            again["external_id"] = row["external_id"].clone();
            let refused = school.admin().post(list, again).await;
            let refused = refused.refused(409, "already_enrolled");
            assert_eq!(refused.at("/pointer"), "/external_id");
        }
    }
    class.accept_charter("ana").await.ok();
    class.choose("ana", "mia").await.created();
}

#[apply(each_database)]
async fn what_an_import_would_miss_is_missed(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let admin = school.admin();
    let without = |mut row: Value, names: &[&str]| {
        for name in names {
            row.as_object_mut().unwrap().remove(*name);
        }
        row
    };
    for (who, row) in both() {
        let list = class.path(&format!("/{who}"));
        for name in ["external_id", "email"] {
            let bad = without(row.clone(), &[name]);
            let pointer = format!("/{name}");
            admin.post(&list, bad).await.invalid(&pointer, "required");
        }
        let nameless = without(row.clone(), &["first_name", "last_name"]);
        admin
            .post(&list, nameless)
            .await
            .invalid("/last_name", "required");
        let mut unknown = row.clone();
        unknown["hobby"] = json!("chess");
        admin
            .post(&list, unknown)
            .await
            .invalid("/hobby", "unknown_field");
    }
    let bad = without(student_row("ana"), &["degree"]);
    admin
        .post(class.path("/students"), bad)
        .await
        .invalid("/degree", "required");
    let close = json!({ "end_live_mentorships": false });
    admin.post(class.path("/close"), close).await.ok();
    for (who, row) in both() {
        let list = class.path(&format!("/{who}"));
        admin
            .post(list, row)
            .await
            .refused(409, "programme_not_open");
    }
}

#[apply(each_database)]
async fn a_row_imported_by_mistake_goes_and_may_come_again(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    for (who, row) in both() {
        class.import(who, vec![row.clone()]).await.ok();
        let path = path(&class, who, &row).await;
        let staff = school.adviser();
        staff.delete(&path).await.status(204);
        staff.get(&path).await.refused(404, "not_found");
        staff.delete(&path).await.refused(404, "not_found");
        // Nothing is left of who is enrolled nowhere.
        let me = class.person(known_as(&row)).get("/v1/me").await;
        me.refused(403, "person_unknown");
        let again = class.import(who, vec![row.clone()]).await.ok();
        assert_eq!(again.at("/created"), 1);
    }
    // Also when there are answers, and the charter was accepted.
    class.accept_charter("ana").await.ok();
    let ana = class.person("ana");
    let me = ana.get("/v1/me").await.ok();
    let roadbook = format!("/v1/roadbooks/{}", me.text("/enrolments/0/roadbook_id"));
    let answers = json!({ "answers": { "project_idea": "Baker." } });
    ana.change(&roadbook, answers).await.ok();
    let path = path(&class, "students", &student_row("ana")).await;
    school.adviser().delete(&path).await.status(204);
    let me = ana.get("/v1/me").await.ok();
    assert_eq!(
        [me.at("/enrolments"), me.at("/mentorships")],
        [json!([]), json!([])]
    );
    school
        .admin()
        .get(&roadbook)
        .await
        .refused(403, "role_forbidden");
    ana.get(&roadbook).await.refused(404, "not_found");
}

#[apply(each_database)]
async fn who_is_enrolled_elsewhere_stays_known(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let other = Class::draft(&school, 2020).await;
    other.import("mentors", vec![mentor_row("mia")]).await.ok();
    let path = path(&other, "mentors", &mentor_row("mia")).await;
    school.adviser().delete(&path).await.status(204);
    let me = class.person("mia").get("/v1/me").await.ok();
    assert_eq!(me.at("/enrolments/0/programme_id"), class.id.as_str());
    class.choose("sam", "mia").await.created();
}

#[apply(each_database)]
async fn who_asked_for_a_career_interview_keeps_it_and_takes_no_part(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let asked = json!({ "message": "I fear interviews." });
    let asked = class
        .person("sam")
        .post(class.path("/career-interviews"), asked)
        .await;
    let asked = asked.created();
    let sam = path(&class, "students", &student_row("sam")).await;
    let adviser = school.adviser();
    adviser.delete(&sam).await.status(204);
    assert_eq!(adviser.get(&sam).await.ok().at("/active"), false);
    let seen = adviser
        .get(format!("/v1/career-interviews/{}", asked.id()))
        .await
        .ok();
    assert_eq!(seen.at("/student/last_name"), "Last sam");
}

#[apply(each_database)]
async fn who_advises_a_student_stays_known_when_their_own_part_goes(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let as_staff = school.staff("mia", &["adviser"]);
    let mia = as_staff.get("/v1/me").await.ok().text("/person/id");
    let asked = json!({ "message": "I fear interviews." });
    let asked = class
        .person("sam")
        .post(class.path("/career-interviews"), asked)
        .await;
    let asked = format!("/v1/career-interviews/{}", asked.created().id());
    let over = json!({ "adviser_id": mia });
    school
        .adviser()
        .post(format!("{asked}/take"), over)
        .await
        .ok();
    let own = class.path(&format!("/mentors/{mia}"));
    school.adviser().delete(&own).await.status(204);
    let seen = school.adviser().get(&asked).await.ok();
    assert_eq!(seen.at("/adviser/last_name"), "Last mia");
}

#[apply(each_database)]
async fn with_a_live_mentorship_nobody_is_taken_out(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    class.pair("sam", "mia").await;
    let sam = path(&class, "students", &student_row("sam")).await;
    let mia = path(&class, "mentors", &mentor_row("mia")).await;
    for (who, path) in [
        (school.adviser(), &sam),
        (school.admin(), &mia),
        (class.person("mia"), &mia),
    ] {
        let refused = who.delete(path).await.refused(409, "live_mentorships");
        assert_eq!(refused.at("/count"), 1);
    }
}

#[apply(each_database)]
async fn who_has_a_past_here_keeps_it_and_takes_no_part(school: School) {
    let class = Class::open(&school, &["mia", "max"], &["sam", "ana"]).await;
    let pair = class.pair("sam", "mia").await;
    pair.student.end(&pair.id, json!({})).await.ok();
    let sam = path(&class, "students", &student_row("sam")).await;
    let mia = path(&class, "mentors", &mentor_row("mia")).await;
    let adviser = school.adviser();
    let seen = adviser.get(&sam).await.ok().etag();
    let delete = |path: &str, etag: &str| adviser.ask("DELETE", path).header("If-Match", etag);
    delete(&sam, "\"77-0\"").send().await.refused(412, "stale");
    delete(&sam, &seen).send().await.status(204);
    assert_eq!(adviser.get(&sam).await.ok().at("/active"), false);
    adviser.delete(&sam).await.status(204);
    class.person("mia").delete(&mia).await.status(204);
    for (who, list) in [("sam", "students"), ("mia", "mentors")] {
        let listed = adviser.get(class.path(&format!("/{list}"))).await.ok();
        assert_eq!(listed.at("/items").as_array().unwrap().len(), 1);
        let me = class.person(who).get("/v1/me").await.ok();
        assert_eq!(me.at("/enrolments"), json!([]));
        let programmes = class.person(who).get("/v1/programmes").await.ok();
        assert_eq!(programmes.at("/items"), json!([]));
    }
    class
        .choose("ana", "mia")
        .await
        .refused(409, "reference_unknown");
    adviser.get(pair.path("")).await.ok();
    // An import leaves it at that; staff bring somebody back on purpose.
    let report = class
        .import("students", vec![student_row("sam")])
        .await
        .ok();
    assert_eq!(report.at("/unchanged"), 1);
    assert_eq!(adviser.get(&sam).await.ok().at("/active"), false);
    comes_back(&adviser, &class.path("/students"), student_row("sam")).await;
    comes_back(&adviser, &class.path("/mentors"), mentor_row("mia")).await;
    class.choose("sam", "mia").await.created();
}

async fn comes_back(staff: &Actor, list: &str, row: Value) {
    staff.post(list, row.clone()).await.created();
    staff.post(list, row).await.refused(409, "already_enrolled");
}

#[apply(each_database)]
async fn a_mentor_leaves_alone_and_a_student_asks_staff(school: School) {
    let class = Class::open(&school, &["mia", "max"], &["sam"]).await;
    let mia = path(&class, "mentors", &mentor_row("mia")).await;
    let sam = path(&class, "students", &student_row("sam")).await;
    class
        .person("max")
        .delete(&mia)
        .await
        .refused(403, "role_forbidden");
    class
        .person("sam")
        .delete(&sam)
        .await
        .refused(403, "role_forbidden");
    class.person("mia").delete(&mia).await.status(204);
    school.adviser().get(&mia).await.refused(404, "not_found");
    // They did something here themselves, so they stay known, without a part.
    let me = class.person("mia").get("/v1/me").await.ok();
    assert_eq!(me.at("/enrolments"), json!([]));
}
