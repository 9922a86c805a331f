//! What happened in a mentorship, and why.

use crate::harness::{Class, School, apply, each_database};
use serde_json::json;

#[apply(each_database)]
async fn the_timeline_tells_who_did_what_and_why(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    pair.prepare("project").await;
    let met = pair.meet("project", "2019-02-20T09:00:00Z").await;
    pair.mentor.cancel(&met, "A private matter.").await.ok();
    let body = json!({ "step": "project", "until_on": "2019-05-10", "reason": "Ill in March." });
    school
        .adviser()
        .post(pair.path("/extensions"), body)
        .await
        .ok();
    let body = json!({ "end_reason": "other", "note": "Only for us." });
    school.adviser().end(&pair.id, body).await.ok();
    let path = pair.path("/timeline");
    let seen = pair.student.get(&path).await.ok();
    let codes = seen.each("/items", "code");
    assert_eq!(
        codes,
        [
            "mentorship.created",
            "roadbook.sent",
            "appointment.proposed",
            "appointment.confirmed",
            "appointment.cancelled",
            "interview.extended",
            "mentorship.ended",
        ]
    );
    let reasons = [seen.at("/items/5/reason"), seen.at("/items/6/reason")];
    assert_eq!(reasons, [json!("Ill in March."), json!(null)]);
    let team = [
        seen.at("/items/5/actor/name"),
        seen.at("/items/5/actor/kind"),
    ];
    assert_eq!(team, ["The programme’s team", "person"]);
    assert_eq!(seen.at("/items/4/resource_id"), met.as_str());
    assert_eq!(seen.at("/items/4/step"), "project");
    let said = "cancelled the meeting for the first interview (professional project).";
    assert!(seen.text("/items/4/text").ends_with(said), "{seen:?}");
    assert!(!String::from_utf8_lossy(&seen.bytes).contains("private matter"));
    let language = json!({ "language": "fr" });
    pair.student.change("/v1/me/profile", language).await.ok();
    let french = pair.student.get(&path).await.ok();
    let said = "a annulé le rendez-vous pour le premier entretien (projet professionnel).";
    assert!(french.text("/items/4/text").ends_with(said), "{french:?}");
    let staff = school.adviser().get(&path).await.ok();
    assert_eq!(staff.at("/items/6/reason"), "Only for us.");
    // page by page
    let first = pair.student.get(format!("{path}?limit=4")).await.ok();
    let next = first.text("/next_cursor");
    let rest = pair
        .student
        .get(format!("{path}?limit=4&cursor={next}"))
        .await
        .ok();
    assert_eq!(rest.each("/items", "code"), codes[4..]);
    class
        .person("ana")
        .get(&path)
        .await
        .refused(403, "person_unknown");
}
