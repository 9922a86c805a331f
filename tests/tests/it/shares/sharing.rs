//! What a student shares with the advisers, and what stays withheld.

use super::{ACTION, EDITION, FORM, LATER_EDITION, open};
use super::{form, roadbook, seen, share, told, values, walk};
use crate::harness::{Actor, Class, Kind, Pair, School, apply, each_database};
use futures_util::future::join_all;
use serde_json::{Value, json};

const NOTHING: [&str; 0] = [];

#[apply(each_database)]
async fn exactly_what_is_shared_is_read_until_it_is_taken_back(school: School) {
    let class = Class::open(&school, &["mia", "max"], &["sam", "ana"]).await;
    let pair = told(&class).await;
    class.pair("ana", "max").await;
    let (adviser, admin) = (school.adviser(), school.admin());
    let strangers = [&class.person("ana"), &class.person("max")];
    let staff = [&adviser, &admin];
    for other in staff.into_iter().chain(strangers) {
        assert_eq!(seen(&walk(other, &pair).await), NOTHING);
    }
    assert_eq!(seen(&walk(&pair.mentor, &pair).await).len(), 6);
    let shared = share(&pair, "advisers", &[form("project")]).await.created();
    assert_eq!(shared.at("/documents"), json!([form("project")]));
    assert_eq!(shared.at("/with"), "advisers");
    for other in staff {
        assert_eq!(seen(&walk(other, &pair).await), [FORM, ACTION]);
    }
    for other in strangers {
        assert_eq!(seen(&walk(other, &pair).await), NOTHING);
    }
    let path = pair.at_step("project", "/evaluation");
    let read = adviser.get(&path).await.ok();
    assert_eq!(read.at("/content_withheld"), false);
    assert_eq!(read.at("/facts"), Value::Null);
    assert_eq!(read.at("/agreed_actions/0/note"), Value::Null);
    // the same again is the one that is there
    let again = share(&pair, "advisers", &[form("project"), form("project")]).await;
    assert_eq!(again.created().id(), shared.id());
    // one more document: what is shared already moves into the new share
    let both = [roadbook("project"), form("project")];
    let both = share(&pair, "advisers", &both).await.created();
    let list = pair.student.get(pair.path("/shares")).await.ok();
    assert_eq!(list.each("/items", "id"), [both.id()]);
    assert_eq!(
        list.at("/items/0/documents"),
        json!([roadbook("project"), form("project")])
    );
    assert_eq!(seen(&walk(&adviser, &pair).await), [FORM, ACTION, EDITION]);
    let editions = format!("{}/editions", pair.roadbook().await);
    let editions = adviser.get(editions).await.ok();
    assert_eq!(editions.at("/items/0/content_withheld"), false);
    assert_eq!(editions.at("/items/1/content_withheld"), true);
    let later = share(&pair, "advisers", &[roadbook("action_plan")])
        .await
        .created();
    let list = pair.student.get(pair.path("/shares?limit=1")).await.ok();
    assert_eq!(list.each("/items", "id"), [both.id()]);
    let next = list.text("/next_cursor");
    let next = pair.path(&format!("/shares?limit=1&cursor={next}"));
    let list = pair.student.get(next).await.ok();
    assert_eq!(list.each("/items", "id"), [later.id()]);
    let all = [FORM, ACTION, EDITION, LATER_EDITION];
    assert_eq!(seen(&walk(&admin, &pair).await), all);
    for id in [later.id(), both.id()] {
        let path = pair.path(&format!("/shares/{id}"));
        pair.student.delete(&path).await.status(204);
        pair.student.delete(&path).await.refused(404, "not_found");
    }
    for other in staff {
        assert_eq!(seen(&walk(other, &pair).await), NOTHING);
    }
    let list = pair.student.get(pair.path("/shares")).await.ok();
    assert_eq!(list.at("/items"), json!([]));
}

#[apply(each_database)]
async fn no_row_for_staff_and_no_mail_to_them_has_a_word_of_a_document(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let staff = ["adviser@school.example.org", "admin@school.example.org"];
    school.address(&school.adviser(), staff[0]).await;
    school.address(&school.admin(), staff[1]).await;
    let pair = told(&class).await;
    let asked = json!({ "message": "Help me.", "share": [form("project")] });
    let requests = class.path("/career-interviews");
    pair.student.post(requests, asked).await.created();
    let concern = json!({ "kind": "concern", "text": "We don't get along." });
    pair.student
        .post(pair.path("/concerns"), concern)
        .await
        .created();
    open(&pair, &school.admin(), "evaluation").await.ok();
    for address in staff {
        assert!(
            school.mails_expected(address, "", 2).await >= 2,
            "{address}"
        );
    }
    for table in ["audit_log", "events"] {
        let rows = school.rows(table).await;
        assert!(
            rows.contains(&pair.id) || school.kind() == Kind::Sqlite,
            "{table}"
        );
        assert!(rows.contains("career_interview"), "{table}");
        assert_eq!(seen(&rows), NOTHING, "{table}");
    }
    for mail in school.mails() {
        if staff.iter().any(|address| mail.is_to(address)) {
            assert_eq!(seen(&mail.text), NOTHING, "{mail:#?}");
        }
    }
}

/// What an actor's timeline tells.
async fn codes(pair: &Pair, actor: &Actor) -> Vec<String> {
    let timeline = actor.get(pair.path("/timeline?limit=100")).await.ok();
    timeline.each("/items", "code")
}

#[apply(each_database)]
async fn a_share_is_the_students_alone(school: School) {
    let class = Class::open(&school, &["mia"], &["sam", "ana"]).await;
    let pair = told(&class).await;
    let shared = share(&pair, "advisers", &[form("project")]).await.created();
    let one = pair.path(&format!("/shares/{}", shared.id()));
    let (list, body) = (
        pair.path("/shares"),
        json!({ "documents": [form("project")], "with": "advisers" }),
    );
    for (actor, status, code) in [
        (&pair.mentor, 403, "role_forbidden"),
        (&school.adviser(), 403, "role_forbidden"),
        (&class.person("ana"), 404, "not_found"),
    ] {
        actor.get(&list).await.refused(status, code);
        actor.post(&list, body.clone()).await.refused(status, code);
    }
    for actor in [&pair.mentor, &class.person("ana")] {
        actor.delete(&one).await.refused(404, "not_found");
    }
    let staff = school.adviser().delete(&one).await;
    staff.refused(403, "role_forbidden");
    let made = "share.created".to_owned();
    assert!(codes(&pair, &pair.student).await.contains(&made));
    assert!(codes(&pair, &school.adviser()).await.contains(&made));
    assert!(!codes(&pair, &pair.mentor).await.contains(&made));
    let log = "/v1/audit-log?resource_type=share";
    let log_of = school.admin().get(log).await.ok();
    assert_eq!(log_of.at("/items/0/action"), "create_share");
    assert_eq!(log_of.at("/items/0/resource_id"), pair.id.as_str());
    assert_eq!(
        log_of.at("/items/0/changed"),
        json!(["advisers", "evaluation:project"])
    );
    // a mentor who is an admin, too, doesn't learn of it there either
    let mia = school.staff("mia", &["admin"]);
    assert_eq!(mia.get(log).await.ok().at("/items"), json!([]));
}

#[apply(each_database)]
async fn what_is_not_there_is_not_shared(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    pair.fill_roadbook("project").await.ok();
    let absent = async |with: &str, documents: &[Value], pointer: &str| {
        let refused = share(&pair, with, documents).await;
        let refused = refused.refused(409, "reference_unknown");
        assert_eq!(refused.at("/pointer"), pointer);
    };
    absent("advisers", &[roadbook("project")], "/documents/0").await;
    pair.hold_project().await;
    pair.draft_form("project").await.ok();
    let both = [roadbook("project"), form("project")];
    absent("advisers", &both, "/documents/1").await;
    pair.give("project").await.ok();
    absent("mentor", &[form("project")], "/with").await;
    let list = pair.student.get(pair.path("/shares")).await.ok();
    assert_eq!(list.at("/items"), json!([]));
    let post = async |body: Value| pair.student.post(pair.path("/shares"), body).await;
    let body = json!({ "documents": [], "with": "advisers" });
    post(body).await.invalid("/documents", "too_short");
    let many = vec![form("project"); 7];
    let body = json!({ "documents": many, "with": "advisers" });
    post(body).await.invalid("/documents", "too_many");
    let body = json!({ "documents": [form("project")], "with": "everybody" });
    post(body).await.invalid("/with", "enum");
    let body = json!({ "documents": [{ "kind": "draft", "step": "project" }], "with": "mentor" });
    post(body).await.invalid("/documents/0/kind", "enum");
    let id = pair.path("/shares/no-id");
    pair.student.delete(id).await.refused(404, "not_found");
}

#[apply(each_database)]
async fn of_shares_at_once_each_document_is_in_one(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let pair = told(&class).await;
    let sets = [
        vec![form("project")],
        vec![form("project"), roadbook("project")],
        vec![roadbook("project"), roadbook("action_plan")],
    ];
    let wanted = sets.iter().cycle().take(9);
    let made = join_all(wanted.map(|set| share(&pair, "advisers", set))).await;
    for one in made {
        one.created();
    }
    let list = pair.student.get(pair.path("/shares")).await.ok();
    let items = list.at("/items");
    let items = items.as_array().unwrap().iter();
    let mut documents: Vec<_> = items
        .flat_map(|share| share["documents"].as_array().unwrap())
        .map(Value::to_string)
        .collect();
    documents.sort();
    let count = documents.len();
    documents.dedup();
    assert_eq!((documents.len(), count), (3, 3));
}

#[apply(each_database)]
async fn a_request_to_the_department_shares_and_shows_it(school: School) {
    let class = Class::open(&school, &["mia", "max"], &["sam"]).await;
    let pair = told(&class).await;
    let adviser = school.adviser();
    let ask = async |share: Value| {
        let body = json!({ "message": "Help me.", "share": share });
        let path = class.path("/career-interviews");
        pair.student.post(path, body).await
    };
    let absent = ask(json!([form("project"), form("action_plan")])).await;
    let absent = absent.refused(409, "reference_unknown");
    assert_eq!(absent.at("/pointer"), "/share/1");
    let none = pair.student.get(pair.path("/shares")).await.ok();
    assert_eq!(none.at("/items"), json!([]));
    // of the former mentorship what is there, and of the present one
    let next = go_on_with_edition(&pair).await;
    let asked = ask(json!([form("project"), roadbook("action_plan")])).await;
    let asked = asked.created();
    let path = format!("/v1/career-interviews/{}", asked.id());
    let seen_by = adviser.get(&path).await.ok();
    assert_eq!(seen_by.at("/shared"), asked.at("/shared"));
    let shared = seen_by.at("/shared");
    let shared = shared.as_array().unwrap();
    let of: Vec<_> = shared
        .iter()
        .map(|one| (one["mentorship_id"].clone(), one["kind"].clone()))
        .collect();
    let expected = [
        (json!(pair.id), json!("evaluation")),
        (json!(next.id), json!("roadbook")),
    ];
    assert_eq!(of, expected);
    let read = adviser.get(shared[0]["link"].as_str().unwrap()).await.ok();
    assert_eq!(read.at("/summary"), FORM);
    let read = adviser.get(shared[1]["link"].as_str().unwrap()).await.ok();
    let open = values(&read, "content_withheld");
    assert_eq!(open, [json!(true), json!(true), json!(false)]);
    let list = adviser.get("/v1/career-interviews").await.ok();
    assert_eq!(list.at("/items/0/shared"), seen_by.at("/shared"));
    let mine = pair.student.get(pair.path("/shares")).await.ok();
    let path_of = pair.path(&format!("/shares/{}", mine.text("/items/0/id")));
    pair.student.delete(path_of).await.status(204);
    let left = adviser.get(&path).await.ok();
    assert_eq!(left.each("/shared", "kind"), ["roadbook"]);
    let read = adviser.get(pair.at_step("project", "/evaluation")).await;
    assert_eq!(read.ok().at("/content_withheld"), true);
}

async fn go_on_with_edition(pair: &Pair) -> Pair {
    let next = pair.reassigned("max").await;
    next.send_roadbook("action_plan").await.created();
    next
}
