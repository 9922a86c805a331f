//! What one of the two tells staff in private (R32, R38).

use crate::harness::{Actor, Answer, Class, Pair, School, apply, each_database};
use crate::lists::walk_by;
use futures_util::future::join_all;
use serde_json::{Value, json};

async fn tell(pair: &Pair, by: &Actor, kind: &str, text: &str) -> Answer {
    let body = json!({ "kind": kind, "text": text });
    by.post(pair.path("/concerns"), body).await
}

async fn counted(staff: &Actor) -> Value {
    staff.next_step("see_concerns").await["count"].clone()
}

#[apply(each_database)]
async fn a_concern_is_for_staff_and_its_author_only(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let (adviser, admin) = (school.adviser(), school.admin());
    school.address(&adviser, "adviser@school.example.org").await;
    let pair = class.pair("sam", "mia").await;
    let seen = async || {
        let mut seen = Vec::new();
        let list = class.path("/mentorships");
        for path in ["/v1/me", &pair.path(""), &pair.path("/appointments"), &list] {
            seen.push((
                pair.mentor.get(path).await.ok().body(),
                pair.mentor.get(path).await.etag(),
            ));
        }
        seen
    };
    let before = seen().await;
    let told = tell(&pair, &pair.student, "concern", "She never answers me.").await;
    let told = told.created();
    assert_eq!(told.at("/raised_by"), "student");
    assert_eq!(told.at("/state"), "open");
    let path = format!("/v1/concerns/{}", told.id());
    assert!(told.header("location").ends_with(&path));
    assert_eq!(pair.student.get(&path).await.ok().body(), told.body());
    // the other one learns nothing, by no route and no mail
    assert_eq!(seen().await, before);
    pair.mentor.get(&path).await.refused(404, "not_found");
    pair.mentor
        .get("/v1/concerns")
        .await
        .refused(403, "role_forbidden");
    pair.mentor
        .act(format!("{path}/resolve"))
        .await
        .refused(403, "role_forbidden");
    let mail = school
        .mail("adviser@school.example.org", "in confidence")
        .await;
    for named in ["Last", "First", "never answers", "sam", "mia"] {
        assert!(!mail.text.contains(named), "{named}: {mail:?}");
        assert!(!mail.subject().contains(named), "{mail:?}");
    }
    assert_eq!(school.mails_about("mia@alumni", "confiden"), 0);
    assert_eq!(school.mails_about("sam@school", "confiden"), 0);
    // staff see to it
    assert_eq!(counted(&adviser).await, 1);
    let list = adviser.get("/v1/concerns?state=open").await.ok();
    assert_eq!(list.at("/items/0/text"), "She never answers me.");
    assert_eq!(list.at("/items/0/student/last_name"), "Last sam");
    let note = json!({ "note": "We called her; she was ill." });
    let resolved = adviser.post(format!("{path}/resolve"), note).await.ok();
    assert_eq!(resolved.at("/state"), "resolved");
    assert_eq!(resolved.at("/note"), "We called her; she was ill.");
    assert_eq!(admin.get(&path).await.ok().body(), resolved.body());
    let again = admin.act(format!("{path}/resolve")).await;
    assert_eq!(again.refused(409, "wrong_state").at("/state"), "resolved");
    assert_eq!(counted(&adviser).await, Value::Null);
    let author = pair.student.get(&path).await.ok();
    assert_eq!(author.at("/state"), "resolved");
    assert_eq!(
        [author.at("/note"), author.at("/resolved_by")],
        [Value::Null, Value::Null]
    );
    assert_eq!(seen().await, before);
    let log = admin.get("/v1/audit-log?resource_type=concern").await.ok();
    assert_eq!(
        log.each("/items", "action"),
        ["resolve_concern", "create_concern"]
    );
}

#[apply(each_database)]
async fn staff_who_are_one_of_the_two_see_it_as_a_colleague_does_not(school: School) {
    let class = Class::open(&school, &["mia", "max"], &["sam", "ana"]).await;
    let mia = school.staff("mia", &["admin"]);
    school
        .address(&school.adviser(), "adviser@school.example.org")
        .await;
    let pair = class.pair("sam", "mia").await;
    let other = class.pair("ana", "max").await;
    let about_her = tell(
        &pair,
        &pair.student,
        "wants_to_stop",
        "I would like to stop.",
    )
    .await;
    let about_her = format!("/v1/concerns/{}", about_her.created().id());
    tell(&other, &other.mentor, "other", "A question.")
        .await
        .created();
    let list = mia.get("/v1/concerns").await.ok();
    assert_eq!(list.each("/items", "text"), ["A question."]);
    mia.get(&about_her).await.refused(404, "not_found");
    mia.act(format!("{about_her}/resolve"))
        .await
        .refused(404, "not_found");
    assert_eq!(counted(&mia).await, 1);
    assert_eq!(counted(&school.adviser()).await, 2);
    let log = mia.get("/v1/audit-log?resource_type=concern").await.ok();
    assert_eq!(log.at("/items").as_array().unwrap().len(), 1);
    let log = mia.get("/v1/audit-log?action=create_concern").await.ok();
    assert_eq!(log.at("/items").as_array().unwrap().len(), 1);
    // what she tells herself is for a colleague, too
    let hers = tell(&pair, &mia, "concern", "He is sad.").await.created();
    assert_eq!(hers.at("/raised_by"), "mentor");
    let hers = format!("/v1/concerns/{}", hers.id());
    mia.get(&hers).await.ok();
    mia.act(format!("{hers}/resolve"))
        .await
        .refused(409, "own_mentorship");
    pair.student.get(&hers).await.refused(404, "not_found");
    school.adviser().act(format!("{hers}/resolve")).await.ok();
    school
        .mail("adviser@school.example.org", "want to stop")
        .await;
    assert_eq!(school.mails_about("mia@alumni", "confiden"), 0);
}

#[apply(each_database)]
async fn a_concern_may_be_told_when_all_is_over(school: School) {
    let class = Class::open(&school, &["mia", "max"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    let over = json!({ "end_reason": "other", "note": "Over." });
    class.admin().end(&pair.id, over).await.ok();
    let stop = tell(&pair, &pair.mentor, "wants_to_stop", "Stop.").await;
    assert_eq!(stop.refused(409, "wrong_state").at("/state"), "ended");
    tell(&pair, &pair.mentor, "concern", "He worries me.")
        .await
        .created();
    class.admin().act(class.path("/close")).await.ok();
    tell(&pair, &pair.student, "concern", "I worry.")
        .await
        .created();
    let staff = school.adviser();
    tell(&pair, &staff, "concern", "Not mine.")
        .await
        .refused(403, "role_forbidden");
    tell(&pair, &class.person("max"), "concern", "Not mine.")
        .await
        .refused(404, "not_found");
    for (body, pointer, code) in [
        (json!({ "kind": "gossip", "text": "x" }), "/kind", "enum"),
        (
            json!({ "kind": "other", "text": " " }),
            "/text",
            "too_short",
        ),
        (
            json!({ "kind": "other", "text": "x".repeat(2_001) }),
            "/text",
            "too_long",
        ),
        (json!({ "kind": "other" }), "/text", "required"),
        (
            json!({ "kind": "other", "text": "x", "to": "me" }),
            "/to",
            "unknown_field",
        ),
    ] {
        let wrong = pair.student.post(pair.path("/concerns"), body).await;
        wrong.invalid(pointer, code);
    }
}

#[apply(each_database)]
async fn concerns_are_listed_newest_first_and_resolved_once(school: School) {
    let one = Class::open(&school, &["mia"], &["sam"]).await;
    let two = Class::open(&school, &["max"], &["ana"]).await;
    let pairs = [one.pair("sam", "mia").await, two.pair("ana", "max").await];
    let staff = school.adviser();
    let mut ids = Vec::new();
    for (number, kind) in ["concern", "other", "wants_to_stop", "other"]
        .iter()
        .enumerate()
    {
        let pair = &pairs[number % 2];
        let told = tell(pair, &pair.student, kind, &format!("Word {number}.")).await;
        ids.push(told.created().id());
    }
    ids.reverse();
    for limit in [1, 3, 100] {
        let path = format!("/v1/concerns?limit={limit}");
        assert_eq!(walk_by(&staff, &path, "id").await, ids, "{limit}");
    }
    let path = format!("/v1/concerns/{}/resolve", ids[0]);
    let tries = join_all((0..6).map(|_| staff.act(&path))).await;
    let mut told: Vec<_> = tries.iter().map(|answer| answer.status).collect();
    told.sort_unstable();
    assert_eq!(told, [200, 409, 409, 409, 409, 409], "{tries:?}");
    for (query, found) in [
        ("state=open", &[1, 2, 3][..]),
        ("state=resolved", &[0]),
        ("kind=other", &[0, 2]),
        ("kind=other&state=open", &[2]),
        (&format!("programme_id={}", one.id), &[1, 3]),
        (&format!("programme_id={}&kind=concern", two.id), &[]),
    ] {
        let expected: Vec<_> = found.iter().map(|at: &usize| ids[*at].clone()).collect();
        let list = staff.get(format!("/v1/concerns?{query}")).await.ok();
        assert_eq!(list.each("/items", "id"), expected, "{query}");
    }
}

#[apply(each_database)]
async fn the_teams_address_is_told_where_no_staff_person_has_one(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let team = json!({ "contact_email": "team@school.example.org" });
    class.change(team).await.ok();
    let pair = class.pair("sam", "mia").await;
    tell(&pair, &pair.mentor, "concern", "He is silent.")
        .await
        .created();
    let mail = school
        .mail("team@school.example.org", "l’équipe du programme")
        .await;
    assert!(!mail.text.contains("silent") && !mail.text.contains("Last"));
    // once one of them can be reached, they are told instead
    school.address(&school.adviser(), "adviser@school.fr").await;
    tell(&pair, &pair.mentor, "other", "Once more.")
        .await
        .created();
    school.mail("adviser@school.fr", "in confidence").await;
    assert_eq!(
        school.mails_about("team@school.example.org", "confidence"),
        1
    );
}

#[apply(each_database)]
async fn who_has_left_the_team_is_not_told(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    for (who, email) in [("old", "old@school.fr"), ("new", "new@school.fr")] {
        school
            .address(&school.staff(who, &["adviser"]), email)
            .await;
    }
    let old = school.staff("old", &["adviser"]).get("/v1/me").await.ok();
    let old = format!("/v1/people/{}/deactivate", old.text("/person/id"));
    school.admin().act(old).await.ok();
    let pair = class.pair("sam", "mia").await;
    tell(&pair, &pair.mentor, "concern", "He is silent.")
        .await
        .created();
    school.mail("new@school.fr", "in confidence").await;
    assert_eq!(school.mails_about("old@school.fr", "confiden"), 0);
}
