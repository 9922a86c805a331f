//! People as staff find, repair and deactivate them (R36).

use crate::harness::{Actor, Class, School, apply, each_database, mentor_row, student_row};
use crate::lists::walk_by;
use serde_json::{Value, json};

async fn of(class: &Class, external_id: &str) -> String {
    format!("/v1/people/{}", class.person_id(external_id).await)
}

fn names(answer: &crate::harness::Answer) -> Vec<String> {
    answer.each("/items", "last_name")
}

async fn found(staff: &Actor, q: &str) -> Vec<String> {
    let escaped: String = q.bytes().map(|byte| format!("%{byte:02X}")).collect();
    names(&staff.get(format!("/v1/people?q={escaped}")).await.ok())
}

fn named(mut row: Value, first_name: &str, last_name: &str, email: &str) -> Value {
    row["first_name"] = json!(first_name);
    row["last_name"] = json!(last_name);
    row["email"] = json!(email);
    row
}

#[apply(each_database)]
async fn staff_find_everybody_by_name_address_and_account(school: School) {
    let class = Class::draft(&school, 2019).await;
    let students = vec![
        named(student_row("sam"), "Sam", "Œuvrard", "s.oeuvrard@school.fr"),
        named(student_row("zoe"), "Zoé", "Étienne", "zoe@school.fr"),
    ];
    class.import("students", students).await.ok();
    let mentors = vec![
        named(
            mentor_row("jurgen"),
            "Jürgen",
            "Strauß",
            "juergen@strauss.de",
        ),
        named(mentor_row("one-name"), "", "Sukarno", "sukarno@alumni.fr"),
    ];
    class.import("mentors", mentors).await.ok();
    let later = Class::draft(&school, 2020).await;
    let again = named(mentor_row("zoe"), "Zoé", "Étienne", "zoe@school.fr");
    later.import("mentors", vec![again]).await.ok();
    later.admin().act(later.path("/open")).await.ok();
    let staff = school.adviser();
    let all = staff.get("/v1/people").await.ok();
    let enrolled: Vec<_> = names(&all)
        .into_iter()
        .filter(|name| !name.contains("staff"))
        .collect();
    assert_eq!(enrolled, ["Étienne", "Œuvrard", "Strauß", "Sukarno"]);
    for (q, found_last) in [
        ("oeuvrard", "Œuvrard"),
        ("OEUVRARD sam", "Œuvrard"),
        ("s.oeuvrard@school.fr", "Œuvrard"),
        ("etienne", "Étienne"),
        ("ZOE@school", "Étienne"),
        ("Straus", "Strauß"),
        ("juergen", "Strauß"),
        ("@strauss.de", "Strauß"),
        ("su", "Sukarno"),
    ] {
        assert_eq!(found(&staff, q).await, [found_last], "{q}");
    }
    for q in ["%", "_", "\\", "nobody", "zoe strauss", "sam@"] {
        assert_eq!(found(&staff, q).await, Vec::<String>::new(), "{q}");
    }
    let by_account = staff.get("/v1/people?external_id=zoe").await.ok();
    assert_eq!(names(&by_account), ["Étienne"]);
    let parts = json!([
        { "programme_id": later.id, "role": "mentor", "active": true },
        { "programme_id": class.id, "role": "student", "active": true },
    ]);
    assert_eq!(by_account.at("/items/0/enrolments"), parts);
    let one = format!("/v1/people/{}", by_account.text("/items/0/id"));
    let one = staff.get(one).await.ok();
    assert_eq!(one.body(), by_account.at("/items/0"));
    // taken out again
    let mentor = later.path(&format!("/mentors/{}", one.id()));
    later.admin().delete(mentor).await.status(204);
    let nobody = staff.get("/v1/people?external_id=Zoe").await.ok();
    assert_eq!(nobody.at("/items"), json!([]));
    let both = staff.get("/v1/people?external_id=zoe&q=strauss").await.ok();
    assert_eq!(both.at("/items"), json!([]));
    let wrong = staff.get("/v1/people?active=true").await;
    wrong.invalid("/active", "unknown_parameter");
    let me = class.person("sam").get("/v1/me/profile").await.ok();
    assert_eq!(me.at("/enrolments"), Value::Null);
}

#[apply(each_database)]
async fn namesakes_are_told_once_each_on_pages_of_one(school: School) {
    let class = Class::draft(&school, 2019).await;
    let rows = (0..5).map(|number| {
        let email = format!("d{number}@school.fr");
        named(student_row(&format!("d{number}")), "Léa", "Durand", &email)
    });
    class.import("students", rows.collect()).await.ok();
    let staff = school.adviser();
    for path in [
        "/v1/people?limit=1&q=durand",
        "/v1/people?limit=2&q=school.fr",
    ] {
        let mut ids = walk_by(&staff, path, "external_id").await;
        assert_eq!(ids.len(), 5, "{path}");
        ids.sort();
        assert_eq!(ids, ["d0", "d1", "d2", "d3", "d4"], "{path}");
    }
}

#[apply(each_database)]
async fn an_admin_repairs_a_wrong_name_and_address(school: School) {
    let class = Class::open(&school, &["mia", "max"], &["sam"]).await;
    let admin = school.admin();
    let mia = of(&class, "mia").await;
    let before = admin.get(&mia).await.ok();
    let repair = json!({
        "first_name": "Mia", "last_name": "Zöller", "email": "mia.zoeller@alumni.example.org",
    });
    let blind = admin.ask("PATCH", &mia).json(&repair);
    blind.send().await.refused(428, "if_match_required");
    let after = admin.patch(&mia, &before.etag(), repair.clone()).await.ok();
    assert_eq!(after.at("/email"), "mia.zoeller@alumni.example.org");
    assert_eq!(after.at("/phone"), before.at("/phone"));
    assert_eq!(after.etag(), admin.get(&mia).await.ok().etag());
    let stale = admin.patch(&mia, &before.etag(), repair).await;
    stale.refused(412, "stale");
    // Lists order and find by the new name; mails go to the new address.
    let mentors = admin.get(class.path("/mentors")).await.ok();
    assert_eq!(crate::lists::last_names(&mentors), ["Last max", "Zöller"]);
    for (path, count) in [
        ("/mentors?q=zoeller", 1),
        ("/mentors?q=last%20mia", 0),
        ("/mentors?q=transports%20zoller", 1),
    ] {
        let list = admin.get(class.path(path)).await.ok();
        assert_eq!(list.at("/items").as_array().unwrap().len(), count, "{path}");
    }
    assert_eq!(found(&admin, "mia@alumni").await, Vec::<String>::new());
    assert_eq!(found(&admin, "mia.zoeller@").await, ["Zöller"]);
    let pair = class.pair("sam", "mia").await;
    let list = admin.get(class.path("/mentorships?q=zoller")).await.ok();
    assert_eq!(list.at("/items/0/id"), pair.id.as_str());
    school
        .mail("mia.zoeller@alumni.example.org", "choice-of-sam.")
        .await;
    // The import is the School's word on names and address.
    class.import("mentors", vec![mentor_row("mia")]).await.ok();
    assert_eq!(admin.get(&mia).await.ok().at("/last_name"), "Last mia");
}

#[apply(each_database)]
async fn a_change_by_staff_is_no_import(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let (admin, mia) = (school.admin(), class.person("mia"));
    let own = json!({ "phone": "+33 1 11 11 11 11", "language": "en" });
    mia.change("/v1/me/profile", own).await.ok();
    let path = of(&class, "mia").await;
    let repair = json!({ "phone": "+33 2 22 22 22 22", "reminders": false });
    let changed = admin.change(&path, repair).await.ok();
    assert_eq!(changed.at("/phone"), "+33 2 22 22 22 22");
    assert_eq!(changed.at("/language"), "en");
    class.import("mentors", vec![mentor_row("mia")]).await.ok();
    let profile = mia.get("/v1/me/profile").await.ok();
    assert_eq!(profile.at("/phone"), "+33 2 22 22 22 22");
    assert_eq!(profile.at("/reminders"), false);
    for (body, pointer) in [
        (json!({ "first_name": null }), "/last_name"),
        (json!({ "last_name": null }), "/first_name"),
        (
            json!({ "first_name": null, "last_name": null }),
            "/last_name",
        ),
    ] {
        admin.change(&path, body).await.invalid(pointer, "required");
    }
    for (body, pointer, code) in [
        (json!({ "email": null }), "/email", "null_not_allowed"),
        (json!({ "email": "nowhere" }), "/email", "format"),
        (json!({ "active": false }), "/active", "unknown_field"),
        (json!({ "first_name": "" }), "/first_name", "too_short"),
    ] {
        admin.change(&path, body).await.invalid(pointer, code);
    }
    let one_name = json!({ "first_name": null, "last_name": "Sukarno" });
    let changed = admin.change(&path, one_name).await.ok();
    assert_eq!(
        [changed.at("/first_name"), changed.at("/last_name")],
        ["", "Sukarno"]
    );
    let adviser = school.adviser().patch(&path, "\"1-0\"", json!({})).await;
    adviser.refused(403, "role_forbidden");
}

#[apply(each_database)]
async fn a_deactivated_person_calls_nothing_and_is_listed_nowhere(school: School) {
    let class = Class::open(&school, &["mia", "max"], &["sam", "ana"]).await;
    let (admin, sam) = (school.admin(), class.person("sam"));
    let lists = ["/mentors", "/students", "/mentor-facets"].map(|list| class.path(list));
    for (who, list) in [("mia", &lists[0]), ("ana", &lists[1])] {
        let path = of(&class, who).await;
        let id = class.person_id(who).await;
        let gone = admin.act(format!("{path}/deactivate")).await.ok();
        assert_eq!(gone.at("/active"), false);
        let refused = class.person(who).get("/v1/me").await;
        refused.refused(403, "person_deactivated");
        let names = crate::lists::last_names(&admin.get(list).await.ok());
        assert_eq!(names.len(), 1, "{names:?}");
        // staff still read them, and find them to bring them back
        let enrolment = admin.get(format!("{list}/{id}")).await.ok();
        assert_eq!(enrolment.at("/person/id"), id.as_str());
        assert_eq!(found(&admin, who).await, [format!("Last {who}")]);
        // twice is once
        let again = admin.act(format!("{path}/deactivate")).await.ok();
        assert_eq!(again.etag(), gone.etag());
    }
    let facets = sam.get(&lists[2]).await.ok();
    assert_eq!(facets.at("/available"), 1);
    let mia = admin.get("/v1/people?external_id=mia").await.ok();
    let mia = mia.text("/items/0/id");
    let hidden = sam.get(class.path(&format!("/mentors/{mia}"))).await;
    hidden.refused(404, "not_found");
    let choice = json!({ "mentor_id": mia });
    let chosen = sam.post(class.path("/mentorships"), choice.clone()).await;
    let refusal = chosen.refused(409, "reference_unknown");
    assert_eq!(refusal.at("/pointer"), "/mentor_id");
    let me = admin.get("/v1/me").await.ok();
    assert_eq!(me.at("/next_steps/0/count"), 1, "{me:?}");
    // and back
    let back = admin.act(format!("/v1/people/{mia}/reactivate")).await.ok();
    assert_eq!(back.at("/active"), true);
    let again = admin.act(format!("/v1/people/{mia}/reactivate")).await.ok();
    assert_eq!(again.etag(), back.etag());
    class.person("mia").get("/v1/me").await.ok();
    sam.post(class.path("/mentorships"), choice).await.created();
}

#[apply(each_database)]
async fn nobody_with_a_live_mentorship_is_deactivated(school: School) {
    let one = Class::open(&school, &["mia"], &["sam", "bob"]).await;
    let two = Class::draft(&school, 2019).await;
    let two = two.open_with(&["mia"], &["ana"]).await;
    let admin = school.admin();
    let pairs = [
        one.pair("sam", "mia").await,
        one.pair("bob", "mia").await,
        two.pair("ana", "mia").await,
    ];
    let path = format!("{}/deactivate", of(&one, "mia").await);
    let refused = admin.act(&path).await.refused(409, "live_mentorships");
    assert_eq!(refused.at("/count"), 3);
    let live: Vec<_> = pairs.iter().map(|pair| pair.id.clone()).collect();
    assert_eq!(refused.at("/items"), json!(live));
    one.person("mia").get("/v1/me").await.ok();
    let over = json!({ "end_reason": "mentor_left", "note": "Moved abroad." });
    for pair in &pairs {
        admin.act(&path).await.refused(409, "live_mentorships");
        admin.end(&pair.id, over.clone()).await.ok();
    }
    let etag = admin.get(of(&one, "mia").await).await.ok().etag();
    let stale = admin.ask("POST", &path).header("If-Match", "\"99-0\"");
    stale.send().await.refused(412, "stale");
    let right = admin.ask("POST", &path).header("If-Match", etag);
    right.send().await.ok();
    // what they were part of is read as before
    let read = admin.get(pairs[0].path("")).await.ok();
    assert_eq!(read.at("/state"), "ended");
}

#[apply(each_database)]
async fn staff_do_not_deactivate_themselves(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let me = class.person_id("sam").await;
    let myself = school.staff("sam", &["admin"]);
    let path = format!("/v1/people/{me}");
    let refused = myself.act(format!("{path}/deactivate")).await;
    refused.refused(403, "role_forbidden");
    // their own name is repaired by themselves, and a colleague may do the rest
    myself
        .change(&path, json!({ "last_name": "Sammler" }))
        .await
        .ok();
    school.admin().act(format!("{path}/deactivate")).await.ok();
    let refused = myself.act(format!("{path}/reactivate")).await;
    refused.refused(403, "person_deactivated");
    let absent = format!("/v1/people/{}/deactivate", uuid::Uuid::now_v7());
    school.admin().act(absent).await.refused(404, "not_found");
}
