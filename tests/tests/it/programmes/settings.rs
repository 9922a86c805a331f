//! The settings of a programme when it is made, and their changes (R1, R3).

use crate::harness::{Class, School, apply, each_database};
use serde_json::{Value, json};

#[apply(each_database)]
async fn a_year_and_a_name_make_a_draft_with_the_guides_values(school: School) {
    let admin = school.admin();
    let body = json!({ "year": 2019, "name": "Alumni Mentoring 2019" });
    let made = admin.post("/v1/programmes", body).await.created();
    assert!(
        made.header("location")
            .ends_with(&format!("/v1/programmes/{}", made.id()))
    );
    assert_eq!(made.at("/status"), "draft");
    assert_eq!(made.at("/time_zone"), "Europe/Paris");
    assert_eq!(
        made.at("/calendar/choice"),
        json!({ "from": "2019-01-01", "to": "2019-03-31" })
    );
    assert_eq!(
        made.at("/calendar/action_plan"),
        json!({ "from": "2019-04-01", "to": "2019-06-30" })
    );
    assert_eq!(
        made.at("/calendar/follow_up"),
        json!({ "from": "2019-07-01", "to": "2019-12-31" })
    );
    assert_eq!(
        made.at("/policies"),
        json!({
            "roadbook_lead_days": 7, "late_roadbook": "refuse",
            "roadbook_required_for": ["project", "action_plan"],
            "mentor_capacity": 3, "max_withdrawals": 2, "charter_required": true,
            "department_email": null, "mentor_applications": "staff",
        })
    );
    assert_eq!(made.at("/retention_months"), 24);
    assert_eq!(
        made.at("/allowed_actions"),
        json!(["update_programme", "open_programme"])
    );
    assert_eq!(made.at("/created_at"), made.at("/updated_at"));
    let read = admin
        .get(format!("/v1/programmes/{}", made.id()))
        .await
        .ok();
    assert_eq!(read.body(), made.body());
    assert_eq!(read.etag(), made.etag());
}

#[apply(each_database)]
async fn wishes_at_creation_replace_the_guides_values(school: School) {
    let body = json!({
        "year": 2020, "name": "Mentoring Québec", "time_zone": "America/Toronto",
        "calendar": { "choice": { "from": "2019-12-01", "to": "2020-04-15" } },
        "policies": { "late_roadbook": "mark", "mentor_capacity": 1, "roadbook_required_for": [] },
        "retention_months": 12,
    });
    let made = school.admin().post("/v1/programmes", body).await.created();
    assert_eq!(made.at("/time_zone"), "America/Toronto");
    assert_eq!(made.at("/calendar/choice/from"), "2019-12-01");
    assert_eq!(made.at("/calendar/project/from"), "2020-01-01");
    assert_eq!(made.at("/policies/late_roadbook"), "mark");
    assert_eq!(made.at("/policies/roadbook_required_for"), json!([]));
    assert_eq!(made.at("/policies/roadbook_lead_days"), 7);
    assert_eq!(made.at("/retention_months"), 12);
}

#[apply(each_database)]
async fn windows_that_run_backwards_are_refused(school: School) {
    let class = Class::draft(&school, 2019).await;
    let backwards = json!({ "calendar": { "choice": { "from": "2019-04-01" } } });
    let refused = class.change(backwards).await.refused(409, "window_order");
    assert_eq!(refused.at("/pointer"), "/calendar/choice");
    let not_rising = json!({ "calendar": { "action_plan": { "from": "2019-01-01" } } });
    class.change(not_rising).await.refused(409, "window_order");
    let overlapping =
        json!({ "calendar": { "action_plan": { "from": "2019-03-01", "to": "2019-07-15" } } });
    class.change(overlapping).await.ok();
    let body =
        json!({ "year": 2019, "name": "x", "calendar": { "choice": { "from": "2019-04-01" } } });
    school
        .admin()
        .post("/v1/programmes", body)
        .await
        .refused(409, "window_order");
}

#[apply(each_database)]
async fn what_the_schema_can_say_is_a_422(school: School) {
    let admin = school.admin();
    let post = |body: Value| admin.post("/v1/programmes", body);
    post(json!({ "name": "x" }))
        .await
        .invalid("/year", "required");
    post(json!({ "year": "2019", "name": "x" }))
        .await
        .invalid("/year", "type");
    post(json!({ "year": 2019, "name": "x".repeat(101) }))
        .await
        .invalid("/name", "too_long");
    post(json!({ "year": 2019, "name": null }))
        .await
        .invalid("/name", "null_not_allowed");
    let unknown = post(json!({ "year": 2019, "name": "x", "colour": "red" })).await;
    unknown.invalid("/colour", "unknown_field");
    let policies = json!({ "late_roadbook": "shrug", "mentor_capacity": 21 });
    let both = post(json!({ "year": 2019, "name": "x", "policies": policies })).await;
    both.invalid("/policies/late_roadbook", "enum")
        .invalid("/policies/mentor_capacity", "out_of_range");
    let day = json!({ "choice": { "from": "2019-02-30" } });
    post(json!({ "year": 2019, "name": "x", "calendar": day }))
        .await
        .invalid("/calendar/choice/from", "format");
    post(json!({ "year": 2019, "name": "x", "time_zone": "Europe/Atlantis" }))
        .await
        .refused(409, "reference_unknown");
}

#[apply(each_database)]
async fn a_change_keeps_what_is_absent_and_needs_the_version(school: School) {
    let class = Class::draft(&school, 2019).await;
    let (admin, path) = (school.admin(), class.path(""));
    let before = admin.get(&path).await.ok();
    let rename = json!({ "name": "Mentorat 2019" });
    admin
        .ask("PATCH", &path)
        .json(&rename)
        .send()
        .await
        .refused(428, "if_match_required");
    let changed = admin
        .patch(&path, &before.etag(), rename.clone())
        .await
        .ok();
    assert_eq!(changed.at("/name"), "Mentorat 2019");
    assert_eq!(changed.at("/calendar"), before.at("/calendar"));
    assert_ne!(changed.etag(), before.etag());
    admin
        .patch(&path, &before.etag(), rename)
        .await
        .refused(412, "stale");
    let merge = admin
        .ask("PATCH", &path)
        .json(&json!({ "retention_months": 36 }));
    let merge = merge.header("If-Match", changed.etag());
    assert_eq!(merge.send().await.ok().at("/retention_months"), 36);
}

#[apply(each_database)]
async fn the_programme_says_how_to_reach_its_team(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let sam = class.person("sam");
    let seen = sam.get(class.path("")).await.ok();
    assert_eq!(seen.at("/contact_email"), Value::Null);
    class
        .change(json!({ "contact_email": "nowhere" }))
        .await
        .invalid("/contact_email", "format");
    let team = json!({ "contact_email": "mentoring@school.example.org" });
    class.change(team).await.ok();
    class.change(json!({ "name": "Mentoring" })).await.ok();
    let seen = sam.get(class.path("")).await.ok();
    assert_eq!(seen.at("/contact_email"), "mentoring@school.example.org");
    let cleared = class.change(json!({ "contact_email": null })).await.ok();
    assert_eq!(cleared.at("/contact_email"), Value::Null);
    let body = json!({ "year": 2020, "name": "Next", "contact_email": "next@school.example.org" });
    let next = school.admin().post("/v1/programmes", body).await.created();
    assert_eq!(next.at("/contact_email"), "next@school.example.org");
}
