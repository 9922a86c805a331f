//! Years that don't run straight: people who come late, windows that move, and people with two parts.

use crate::harness::{Class, School, apply, each_database, mentor_row, student_row};
use serde_json::json;

#[apply(each_database)]
async fn a_student_imported_on_2_april_chooses_once_staff_give_time(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    school.at("2019-04-02T09:00:00Z").await;
    class
        .import("students", vec![student_row("lou")])
        .await
        .ok();
    class.accept_charter("lou").await.ok();
    class
        .choose("lou", "mia")
        .await
        .refused(409, "choice_closed");
    let until = json!({ "choice_until": "2019-04-12" });
    class.change_student("lou", until).await.ok();
    let pair = class.pair("lou", "mia").await;
    // R7: who starts late has four weeks for the first interview
    let project = pair.interview(&pair.student, "project").await.ok();
    assert_eq!(project.at("/window/to"), "2019-04-29");
    pair.prepare("project").await;
    let met = pair.meet("project", "2019-04-15T09:00:00Z").await;
    pair.at("2019-04-15T10:00:00Z").await;
    pair.mentor.hold(&met).await.ok();
    pair.draft_form("project").await.ok();
    pair.give("project").await.ok();
    let next = pair.interview(&pair.student, "action_plan").await.ok();
    assert_eq!(next.at("/state"), "open");
}

#[apply(each_database)]
async fn a_window_that_moves_keeps_what_is_booked_and_never_leaves_out_what_was_held(
    school: School,
) {
    let class = Class::open(&school, &["mia", "max"], &["sam", "ana"]).await;
    let (held, booked) = (
        class.pair("sam", "mia").await,
        class.pair("ana", "max").await,
    );
    let conflict = held.hold_project().await;
    booked.prepare("project").await;
    let ahead = booked.meet("project", "2019-03-20T09:00:00Z").await;
    let mut calendar = class.admin().get(class.path("")).await.ok().at("/calendar");
    calendar["project"] = json!({ "from": "2019-01-01", "to": "2019-03-15" });
    class.change(json!({ "calendar": calendar })).await.ok();
    let kept = booked.student.appointment(&ahead).await;
    assert_eq!(kept.at("/state"), "confirmed");
    booked
        .propose(&booked.mentor, "project", "2019-03-19T09:00:00Z")
        .await
        .refused(409, "outside_window");
    calendar["project"] = json!({ "from": "2019-01-01", "to": "2019-01-12" });
    let refused = class.change(json!({ "calendar": calendar })).await;
    let refused = refused.refused(409, "calendar_conflict");
    assert_eq!(refused.at("/items"), json!([conflict]));
    booked.at("2019-03-20T10:00:00Z").await;
    booked.mentor.hold(&ahead).await.ok();
}

#[apply(each_database)]
async fn one_person_is_a_student_here_and_a_mentor_there(school: School) {
    let before = Class::open(&school, &["mia"], &["sam"]).await;
    let after = Class::draft(&school, 2020).await;
    let after = after.open_with(&["sam"], &["ana"]).await;
    let taught = before.pair("sam", "mia").await;
    let me = school.person("sam").get("/v1/me").await.ok();
    assert_eq!(me.at("/roles"), json!(["student", "mentor"]));
    school.at("2020-01-10T09:00:00Z").await;
    let teaches = after.pair("ana", "sam").await;
    let seen = teaches.mentor.get(teaches.path("")).await.ok();
    assert!(seen.allows("end_mentorship"), "{seen:?}");
    // each part has its own rights: a student of one programme reads no form draft as a mentor does
    let form = taught.at_step("project", "/evaluation");
    taught.student.get(&form).await.status(404);
    // in one programme a person has one part
    let row = vec![mentor_row("ana")];
    let refused = after.import("mentors", row).await;
    let refused = refused.refused(422, "import_refused");
    assert!(String::from_utf8_lossy(&refused.bytes).contains("already_enrolled"));
}
