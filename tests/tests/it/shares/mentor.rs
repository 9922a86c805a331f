//! What a student shares with the mentor with whom they go on (R35), and staff who mentor them (R38).

use super::{ACTION, EDITION, FORM, form, open, roadbook, seen, share, told, values, walk};
use crate::harness::{Class, School, apply, each_database};
use serde_json::{Value, json};

#[apply(each_database)]
async fn the_new_mentor_reads_what_is_shared_and_the_next_one_does_not(school: School) {
    let class = Class::open(&school, &["mia", "max", "joe"], &["sam"]).await;
    let pair = told(&class).await;
    let next = pair.reassigned("max").await;
    let (form_at, max) = (pair.at_step("project", "/evaluation"), &next.mentor);
    let editions = format!("{}/editions", pair.roadbook().await);
    max.get(&form_at).await.refused(404, "not_found");
    max.get(&editions).await.refused(404, "not_found");
    let documents = [form("project"), roadbook("project")];
    share(&next, "mentor", &documents[..1])
        .await
        .refused(409, "reference_unknown");
    let shared = share(&pair, "mentor", &documents).await.created();
    assert_eq!(seen(&walk(max, &pair).await), [FORM, ACTION, EDITION]);
    let carried = next.interview(max, "project").await;
    assert_eq!(carried.at("/carried_from"), pair.id.as_str());
    let read = max.get(&form_at).await.ok();
    assert_eq!(read.at("/content_withheld"), false);
    assert_eq!(read.at("/allowed_actions"), json!([]));
    assert_eq!(read.at("/acknowledgement"), Value::Null);
    let listed = max.get(&editions).await.ok();
    assert_eq!(values(&listed, "number"), [json!(1)]);
    let one = max.get(format!("{editions}/1")).await.ok();
    assert_eq!(one.at("/content_withheld"), false);
    // reading is all that they may do
    for verb in ["/give", "/mark-read", "/acknowledge"] {
        let path = format!("{form_at}{verb}");
        max.act(path).await.refused(403, "role_forbidden");
    }
    let read_mark = format!("{editions}/1/mark-read");
    max.act(read_mark).await.refused(403, "role_forbidden");
    max.get(format!("{editions}/2"))
        .await
        .refused(404, "not_found");
    for path in [
        pair.path(""),
        pair.path("/timeline"),
        pair.path("/agreed-actions"),
    ] {
        max.get(path).await.refused(404, "not_found");
    }
    // the advisers aren't meant
    let staff = school.adviser().get(&form_at).await.ok();
    assert_eq!(staff.at("/content_withheld"), true);
    // nor the mentor after this one, until it is shared again
    let last = next.reassigned("joe").await;
    for mentor in [max, &last.mentor] {
        mentor.get(&form_at).await.refused(404, "not_found");
        mentor
            .get(format!("{editions}/1"))
            .await
            .refused(404, "not_found");
    }
    let again = share(&pair, "mentor", &documents).await.created();
    assert_ne!(again.id(), shared.id());
    assert_eq!(last.mentor.get(&form_at).await.ok().at("/summary"), FORM);
    max.get(&form_at).await.refused(404, "not_found");
    let path = pair.path(&format!("/shares/{}", again.id()));
    pair.student.delete(path).await.status(204);
    last.mentor.get(&form_at).await.refused(404, "not_found");
}

#[apply(each_database)]
async fn staff_who_mentor_the_student_gain_nothing_by_it(school: School) {
    let class = Class::open(&school, &["mia", "max"], &["sam"]).await;
    let pair = told(&class).await;
    pair.reassigned("max").await;
    share(&pair, "advisers", &[form("project"), roadbook("project")])
        .await
        .created();
    let max = school.staff("max", &["admin"]);
    assert!(seen(&walk(&max, &pair).await).is_empty());
    let read = max.get(pair.at_step("project", "/evaluation")).await.ok();
    assert_eq!(read.at("/content_withheld"), true);
    let mia = school.staff("mia", &["admin"]);
    let sam = school.staff("sam", &["admin"]);
    for own in [&max, &mia, &sam] {
        for document in ["roadbook", "evaluation"] {
            open(&pair, own, document)
                .await
                .refused(409, "own_mentorship");
        }
    }
    let colleague = school
        .admin()
        .get(pair.at_step("project", "/evaluation"))
        .await;
    assert_eq!(colleague.ok().at("/summary"), FORM);
}
