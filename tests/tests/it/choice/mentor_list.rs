//! Mentors whom staff pin or exclude for one student (R5).

use crate::harness::{Actor, Answer, Class, School, apply, each_database, mentor_row};
use crate::lists::{last_names, walk_by};
use futures_util::future::join_all;
use serde_json::{Value, json};

async fn path_of(class: &Class, student: &str) -> String {
    let id = class.person_id(student).await;
    class.path(&format!("/students/{id}/mentor-list"))
}

async fn ids(class: &Class, people: &[&str]) -> Vec<String> {
    join_all(people.iter().map(|who| class.person_id(who))).await
}

/// Staff propose mentors to a student, and keep others from them.
async fn propose(class: &Class, student: &str, pinned: &[&str], excluded: &[&str]) -> Answer {
    let body =
        json!({ "pinned": ids(class, pinned).await, "excluded": ids(class, excluded).await });
    let staff = class.school.adviser();
    staff.replace(&path_of(class, student).await, body).await
}

/// The accounts of a list of mentors, in order, page by page.
async fn seen(class: &Class, caller: &Actor, query: &str) -> Vec<String> {
    let path = class.path(&format!("/mentors?limit=1{query}"));
    let mut pages = Vec::new();
    for limit in ["limit=1", "limit=2", "limit=100"] {
        pages.push(walk_by(caller, &path.replace("limit=1", limit), "headline").await);
    }
    assert!(pages.windows(2).all(|two| two[0] == two[1]), "{pages:?}");
    pages.remove(0)
}

fn named(id: &str, last_name: &str) -> Value {
    let mut row = mentor_row(id);
    row["last_name"] = json!(last_name);
    row["headline"] = json!(id);
    row
}

/// Eight mentors, among them namesakes.
async fn fair(school: &School) -> Class {
    let class = Class::draft(school, 2019).await;
    let mut rows = Vec::new();
    for (id, last_name) in [
        ("a1", "Arnaud"),
        ("b1", "Bernard"),
        ("b2", "Bernard"),
        ("b3", "Bernard"),
        ("e1", "Étienne"),
        ("f1", "Fabre"),
        ("z1", "Zola"),
    ] {
        let mut row = named(id, last_name);
        row["first_name"] = json!("Léa");
        rows.push(row);
    }
    class.import("mentors", rows).await.ok();
    class.open_with(&[], &["sam", "ana"]).await
}

#[apply(each_database)]
async fn pinned_mentors_come_first_and_excluded_ones_are_not_there(school: School) {
    let class = fair(&school).await;
    let (sam, ana, staff) = (class.person("sam"), class.person("ana"), school.adviser());
    let all = seen(&class, &ana, "").await;
    assert_eq!(all[4..], ["e1", "f1", "z1"]);
    let kept = propose(&class, "sam", &["z1", "b2", "b3", "e1"], &["f1", "a1"])
        .await
        .ok();
    assert_eq!(kept.at("/pinned").as_array().unwrap().len(), 4);
    assert_eq!(
        kept.at("/excluded"),
        json!(ids(&class, &["a1", "f1"]).await),
        "by name"
    );
    let mut order = seen(&class, &sam, "").await;
    let mut namesakes: Vec<_> = order.drain(..2).collect();
    namesakes.sort();
    assert_eq!(namesakes, ["b2", "b3"]);
    assert_eq!(order, ["e1", "z1", "b1"]);
    let list = sam.get(class.path("/mentors")).await.ok();
    let pinned: Vec<_> = (0..5)
        .map(|row| list.at(&format!("/items/{row}/pinned")))
        .collect();
    assert_eq!(pinned, [true, true, true, true, false]);
    // the others and staff see what they saw
    for caller in [&ana, &staff, &class.person("z1")] {
        assert_eq!(seen(&class, caller, "").await, all);
        let list = caller.get(class.path("/mentors")).await.ok();
        let pinned = (0..7).map(|row| list.at(&format!("/items/{row}/pinned")));
        assert!(pinned.into_iter().all(|pinned| pinned == false), "{list:?}");
    }
    // with filters
    for (query, found) in [
        ("&q=etienne", &["e1"][..]),
        ("&q=lea%20zola", &["z1"]),
        ("&q=fabre", &[]),
        ("&available=false", &[]),
        (
            "&q=zo&available=true&sector=Logistics&language=fr&means=phone",
            &["z1"],
        ),
    ] {
        assert_eq!(seen(&class, &sam, query).await, found, "{query}");
    }
    let facets = sam.get(class.path("/mentor-facets")).await.ok();
    assert_eq!(facets.at("/available"), 5);
    assert_eq!(facets.at("/sectors/0/count"), 5);
    let facets = ana.get(class.path("/mentor-facets")).await.ok();
    assert_eq!(facets.at("/available"), 7);
}

#[apply(each_database)]
async fn an_excluded_mentor_does_not_exist_for_the_student(school: School) {
    let class = fair(&school).await;
    let (sam, ana) = (class.person("sam"), class.person("ana"));
    propose(&class, "sam", &["b1"], &["a1"]).await.ok();
    let absent = uuid::Uuid::now_v7().to_string();
    let a1 = class.person_id("a1").await;
    let mut told = Vec::new();
    for id in [&absent, &a1] {
        let read = sam.get(class.path(&format!("/mentors/{id}"))).await;
        let read = read.refused(404, "not_found");
        let choice = sam
            .post(class.path("/mentorships"), json!({ "mentor_id": id }))
            .await;
        let choice = choice.refused(409, "reference_unknown");
        told.push((read.alike(), choice.alike()));
    }
    assert_eq!(told[0], told[1]);
    class.mentor(&ana, "a1").await.ok();
    let pinned = class.mentor(&sam, "b1").await.ok();
    assert_eq!(pinned.at("/pinned"), true);
    assert_eq!(
        class.mentor(&school.adviser(), "b1").await.at("/pinned"),
        false
    );
    // chosen before: it goes on, and they see each other
    let pair = class.pair("sam", "b1").await;
    propose(&class, "sam", &["a1"], &["b1"]).await.ok();
    let mine = class.mentor(&sam, "b1").await.ok();
    assert_eq!(mine.at("/contact/email"), "b1@alumni.example.org");
    let order = seen(&class, &sam, "").await;
    assert_eq!(order[0], "a1");
    assert!(order.contains(&"b1".to_owned()), "{order:?}");
    pair.propose(&pair.student, "project", "2019-02-01T10:00:00Z")
        .await
        .created();
    pair.mentor.get(pair.path("")).await.ok();
    // over: not there any more
    sam.end(&pair.id, json!({})).await.ok();
    class.mentor(&sam, "b1").await.refused(404, "not_found");
    let former = sam.get(pair.path("")).await.ok();
    assert_eq!(former.at("/state"), "ended");
}

#[apply(each_database)]
async fn to_be_pinned_is_not_to_be_listed(school: School) {
    let class = fair(&school).await;
    let (sam, admin) = (class.person("sam"), school.admin());
    propose(&class, "sam", &["b1", "e1", "f1", "z1"], &[])
        .await
        .ok();
    class
        .change_mentor(&admin, "b1", json!({ "listed": false }))
        .await
        .ok();
    class
        .change_mentor(&admin, "e1", json!({ "paused": true }))
        .await
        .ok();
    let f1 = format!("/v1/people/{}", class.person_id("f1").await);
    admin.act(format!("{f1}/deactivate")).await.ok();
    let order = seen(&class, &sam, "").await;
    assert_eq!(order[..2], ["e1", "z1"], "{order:?}");
    assert_eq!(order.len(), 5, "{order:?}");
    assert_eq!(seen(&class, &sam, "&available=true").await[0], "z1");
    // gone as if never imported: out of the list, too
    let z1 = class.person_id("z1").await;
    admin
        .delete(class.path(&format!("/mentors/{z1}")))
        .await
        .status(204);
    let list = admin.get(path_of(&class, "sam").await).await.ok();
    assert_eq!(list.at("/pinned").as_array().unwrap().len(), 3);
    assert_eq!(seen(&class, &sam, "").await[0], "e1");
    // and so does the student with the list
    let student = class.person_id("sam").await;
    admin
        .delete(class.path(&format!("/students/{student}")))
        .await
        .status(204);
}

#[apply(each_database)]
async fn a_mentor_list_is_read_before_it_is_first_saved(school: School) {
    let class = fair(&school).await;
    let (path, staff) = (path_of(&class, "sam").await, school.adviser());
    let empty = staff.get(&path).await.ok();
    assert_eq!(empty.body(), json!({ "pinned": [], "excluded": [] }));
    let body = json!({ "pinned": ids(&class, &["z1", "z1"]).await, "excluded": [] });
    let blind = staff.ask("PUT", &path).json(&body).send().await;
    blind.refused(428, "if_match_required");
    let first = staff.put(&path, &empty.etag(), body.clone()).await.ok();
    assert_eq!(
        first.at("/pinned"),
        json!(ids(&class, &["z1"]).await),
        "each once"
    );
    assert_eq!(first.etag(), staff.get(&path).await.ok().etag());
    staff
        .put(&path, &empty.etag(), body.clone())
        .await
        .refused(412, "stale");
    // of devices that save at once one is stale
    for round in 0..4 {
        let etag = staff.get(&path).await.ok().etag();
        let saves = (0..3).map(|_| staff.put(&path, &etag, body.clone()));
        let answers = join_all(saves).await;
        let mut told: Vec<_> = answers.iter().map(|answer| answer.status).collect();
        told.sort_unstable();
        assert_eq!(told, [200, 412, 412], "round {round}: {answers:?}");
    }
    // two programmes, two lists
    let other = Class::draft(&school, 2020).await;
    other
        .import("mentors", vec![mentor_row("z1"), mentor_row("a1")])
        .await
        .ok();
    other
        .import("students", vec![crate::harness::student_row("sam")])
        .await
        .ok();
    other.admin().act(other.path("/open")).await.ok();
    let there = class.person("sam").get(other.path("/mentors")).await.ok();
    assert_eq!(last_names(&there), ["Last a1", "Last z1"]);
    assert_eq!(there.at("/items/1/pinned"), false);
}

#[apply(each_database)]
async fn only_mentors_of_the_programme_stand_in_one_of_the_lists(school: School) {
    let class = fair(&school).await;
    let other = Class::open(&school, &["elsewhere"], &[]).await;
    let (path, staff) = (path_of(&class, "sam").await, school.adviser());
    let [a1, b1, ana] = ids(&class, &["a1", "b1", "ana"]).await.try_into().unwrap();
    let elsewhere = other.person_id("elsewhere").await;
    for (pinned, excluded, pointer) in [
        (vec![&a1, &elsewhere], vec![], "/pinned/1"),
        (vec![], vec![&ana], "/excluded/0"),
        (vec![&a1], vec![&b1, &a1], "/excluded/1"),
    ] {
        let body = json!({ "pinned": pinned, "excluded": excluded });
        let refused = staff
            .replace(&path, body)
            .await
            .refused(409, "reference_unknown");
        assert_eq!(refused.at("/pointer"), pointer);
    }
    assert_eq!(staff.get(&path).await.ok().at("/pinned"), json!([]));
    let many = json!({ "pinned": vec![&a1; 101], "excluded": [] });
    staff
        .replace(&path, many)
        .await
        .invalid("/pinned", "too_many");
    staff
        .replace(&path, json!({ "pinned": [] }))
        .await
        .invalid("/excluded", "required");
    class
        .person("sam")
        .get(&path)
        .await
        .refused(403, "role_forbidden");
    let nobody = class.path(&format!("/students/{a1}/mentor-list"));
    staff.get(nobody).await.refused(404, "not_found");
    class.admin().act(class.path("/close")).await.ok();
    let late = staff
        .replace(&path, json!({ "pinned": [a1], "excluded": [] }))
        .await;
    late.refused(409, "programme_not_open");
}
