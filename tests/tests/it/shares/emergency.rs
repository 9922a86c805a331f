//! A document that an admin opens in an emergency.

use super::{ACTION, EDITION, FORM, LATER_EDITION, open, seen, told, values, walk};
use crate::harness::{Class, School, apply, each_database};
use serde_json::{Value, json};

const OPENED: &str = "opened in an emergency";
const OUVERT: &str = "en urgence";

#[apply(each_database)]
async fn a_document_is_open_to_one_admin_for_an_hour_and_both_are_told(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let pair = told(&class).await;
    let (admin, other) = (school.admin(), school.staff("other-admin", &["admin"]));
    other.get("/v1/me").await.ok();
    let opened = open(&pair, &admin, "evaluation").await.ok();
    assert_eq!(opened.at("/reason"), "We fear for Sam.");
    assert_eq!(opened.at("/mentorship_id"), pair.id.as_str());
    let again = open(&pair, &admin, "evaluation").await.ok();
    assert_eq!(again.body(), opened.body());
    assert_eq!(seen(&walk(&admin, &pair).await), [FORM, ACTION]);
    let link = opened.text("/link");
    assert_eq!(admin.get(&link).await.ok().at("/summary"), FORM);
    for withheld in [
        &other,
        &school.adviser(),
        &school.staff("admin", &["adviser"]),
    ] {
        assert!(seen(&walk(withheld, &pair).await).is_empty());
    }
    let student = school
        .mail("sam@school.example.org", "We fear for Sam.")
        .await;
    assert!(student.subject().contains(OPENED), "{student:?}");
    let author = school
        .mail("mia@alumni.example.org", "We fear for Sam.")
        .await;
    assert!(author.subject().contains(OUVERT), "{author:?}");
    assert!(!student.text.contains(FORM) && !author.text.contains(FORM));
    let count = school
        .mails_expected("sam@school.example.org", OPENED, 1)
        .await;
    assert_eq!(count, 1);
    let log = "/v1/audit-log?resource_type=emergency_access";
    let log = other.get(log).await.ok();
    assert_eq!(log.each("/items", "action"), ["open_in_emergency"]);
    assert_eq!(log.at("/items/0/resource_id"), pair.id.as_str());
    assert_eq!(log.at("/items/0/changed"), json!(["evaluation:project"]));
    for reader in [&pair.student, &pair.mentor] {
        let timeline = reader.get(pair.path("/timeline?limit=100")).await.ok();
        let items = timeline.at("/items");
        let last = items.as_array().unwrap().last().unwrap().clone();
        assert_eq!(last["code"], "evaluation.opened_in_emergency");
        assert_eq!(last["reason"], "We fear for Sam.");
        assert_ne!(last["actor"]["name"], "");
    }
    school.at("2019-02-05T18:59:00Z").await;
    assert_eq!(admin.get(&link).await.ok().at("/content_withheld"), false);
    school.at("2019-02-05T19:05:00Z").await;
    assert_eq!(admin.get(&link).await.ok().at("/content_withheld"), true);
    assert!(seen(&walk(&admin, &pair).await).is_empty());
    // opened anew, it is told anew
    let anew = open(&pair, &admin, "evaluation").await.ok();
    assert_ne!(anew.at("/id"), opened.at("/id"));
    let count = school
        .mails_expected("sam@school.example.org", OPENED, 2)
        .await;
    assert_eq!(count, 2);
    // before it was opened, it wasn't
    school.at("2019-02-05T17:30:00Z").await;
    assert_eq!(admin.get(&link).await.ok().at("/content_withheld"), true);
}

#[apply(each_database)]
async fn a_roadbook_is_told_to_the_student_alone(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let pair = told(&class).await;
    let admin = school.admin();
    let opened = open(&pair, &admin, "roadbook").await.ok();
    let list = admin.get(opened.text("/link")).await.ok();
    let withheld = values(&list, "content_withheld");
    assert_eq!(withheld, [json!(false), json!(true)]);
    let walked = seen(&walk(&admin, &pair).await);
    assert_eq!(walked, [EDITION]);
    assert!(!walked.contains(&LATER_EDITION));
    school
        .mail("sam@school.example.org", "We fear for Sam.")
        .await;
    let code = "roadbook.opened_in_emergency";
    for (reader, told) in [(&pair.student, true), (&pair.mentor, false)] {
        let timeline = reader.get(pair.path("/timeline?limit=100")).await.ok();
        let codes = timeline.each("/items", "code");
        assert_eq!(codes.iter().any(|one| one == code), told);
    }
    let mails = school.mails();
    let mut mails = mails
        .iter()
        .filter(|mail| mail.is_to("mia@alumni.example.org"));
    assert!(!mails.any(|mail| mail.text.contains("We fear")));
}

#[apply(each_database)]
async fn an_emergency_needs_an_admin_a_reason_and_a_document(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let pair = told(&class).await;
    let admin = school.admin();
    for by in [&school.adviser(), &pair.student, &pair.mentor] {
        open(&pair, by, "evaluation")
            .await
            .refused(403, "role_forbidden");
    }
    let post = async |body: Value| admin.post(pair.path("/emergency-access"), body).await;
    let none = json!({ "document": "evaluation", "step": "project" });
    post(none).await.invalid("/reason", "required");
    for (reason, code) in [
        (json!(" \n"), "too_short"),
        (json!("x".repeat(2_001)), "too_long"),
    ] {
        let body = json!({ "document": "evaluation", "step": "project", "reason": reason });
        post(body).await.invalid("/reason", code);
    }
    for (document, step) in [("evaluation", "action_plan"), ("roadbook", "follow_up")] {
        let body = json!({ "document": document, "step": step, "reason": "Why not." });
        let absent = post(body).await.refused(409, "reference_unknown");
        assert_eq!(absent.at("/pointer"), "/document");
    }
    let nowhere = "/v1/mentorships/0190b7c2-0000-7000-8000-000000000001/emergency-access";
    let body = json!({ "document": "evaluation", "step": "project", "reason": "Why not." });
    admin.post(nowhere, body).await.refused(404, "not_found");
}
