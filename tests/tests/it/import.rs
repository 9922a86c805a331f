//! Import of students and mentors as JSON (R37).

use crate::harness::{Class, School, apply, each_database, mentor_row, student_row};
use serde_json::{Value, json};

fn outcomes(report: &Value) -> Vec<&str> {
    let rows = report["rows"].as_array().unwrap().iter();
    rows.map(|row| row["outcome"].as_str().unwrap()).collect()
}

fn with(mut row: Value, name: &str, value: Value) -> Value {
    row[name] = value;
    row
}

#[apply(each_database)]
async fn an_import_that_moves_the_end_of_school_moves_the_follow_up(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    let mut row = student_row("sam");
    row["leaves_school_on"] = json!("2019-10-31");
    class.import("students", vec![row.clone()]).await.ok();
    let window = pair
        .interview(&pair.student, "follow_up")
        .await
        .at("/window");
    assert_eq!(window, json!({ "from": "2019-11-01", "to": "2019-12-31" }));
    // Fewer than 28 days are left: the late start gives them (R16, R7).
    row["leaves_school_on"] = json!("2020-01-15");
    class.import("students", vec![row]).await.ok();
    let window = pair
        .interview(&pair.student, "follow_up")
        .await
        .at("/window");
    assert_eq!(window, json!({ "from": "2020-01-16", "to": "2020-02-12" }));
}

#[apply(each_database)]
async fn a_line_break_in_a_name_that_was_taken_once_holds_up_no_mail(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let name =
        "UPDATE persons SET first_name = 'Sam\r\nBcc: x@example.org' WHERE external_id = 'sam'";
    school.execute(name).await;
    let pair = class.pair("sam", "mia").await;
    pair.propose(&pair.mentor, "project", "2019-02-05T10:00:00Z")
        .await
        .created();
    let mail = school.mail("sam@school.example.org", "").await;
    assert!(
        !mail.head.lines().any(|line| line.starts_with("Bcc")),
        "{mail:?}"
    );
    pair.propose(&pair.student, "project", "2019-02-06T10:00:00Z")
        .await
        .created();
    school.mail("mia@alumni.example.org", "").await;
}

#[apply(each_database)]
async fn the_report_tells_row_by_row_what_happened(school: School) {
    let class = Class::draft(&school, 2019).await;
    let rows = vec![student_row("ana"), student_row("ben")];
    let first = class.import("students", rows).await.ok();
    assert_eq!(first.at("/created"), 2);
    assert_eq!(first.at("/dry_run"), false);
    assert_eq!(first.at("/rows/0/external_id"), "ana");
    let changed = with(student_row("ben"), "degree", json!("Doctorate"));
    let rows = vec![student_row("ana"), changed, student_row("cyd")];
    let second = class.import("students", rows).await.ok();
    assert_eq!(
        outcomes(&second.body()),
        ["unchanged", "updated", "created"]
    );
    assert_eq!(
        [
            second.at("/created"),
            second.at("/updated"),
            second.at("/unchanged"),
            second.at("/failed")
        ],
        [1, 1, 1, 0]
    );
    let list = class.admin().get(class.path("/students")).await.ok();
    assert_eq!(list.at("/items").as_array().unwrap().len(), 3);
    assert_eq!(list.at("/items/1/degree"), "Doctorate");
}

#[apply(each_database)]
async fn a_dry_run_reports_and_writes_nothing(school: School) {
    let class = Class::draft(&school, 2019).await;
    let path = class.path("/mentors/import?dry_run=true");
    let body = json!({ "rows": [mentor_row("mia")] });
    let report = class.admin().post(path, body).await.ok();
    assert_eq!(report.at("/dry_run"), true);
    assert_eq!(report.at("/created"), 1);
    let list = class.admin().get(class.path("/mentors")).await.ok();
    assert_eq!(list.at("/items"), json!([]));
}

#[apply(each_database)]
async fn one_bad_row_refuses_the_whole_import(school: School) {
    let class = Class::draft(&school, 2019).await;
    let bad = with(student_row("ben"), "email", json!("nowhere"));
    let answer = class
        .import("students", vec![student_row("ana"), bad])
        .await;
    let refused = answer.refused(422, "import_refused");
    let report = refused.body();
    let report = report.get("report").unwrap_or(&report).clone();
    assert_eq!(report["failed"], 1, "{refused:?}");
    assert_eq!(report["rows"][1]["outcome"], "failed");
    assert_eq!(report["rows"][1]["errors"][0]["code"], "format");
    assert!(
        report["rows"][1]["errors"][0]["pointer"]
            .as_str()
            .unwrap()
            .ends_with("/email")
    );
    let list = class.admin().get(class.path("/students")).await.ok();
    assert_eq!(list.at("/items"), json!([]));
}

#[apply(each_database)]
async fn partial_writes_the_good_rows(school: School) {
    let class = Class::draft(&school, 2019).await;
    let rows = json!([
        student_row("ana"),
        with(student_row("ben"), "degree", json!(null)),
        with(student_row("cyd"), "shoe_size", json!(42)),
        student_row("ana"),
        with(student_row("eve"), "leaves_school_on", json!("2019-13-01")),
        student_row("dan"),
    ]);
    let path = class.path("/students/import?partial=true");
    let report = class.admin().post(path, json!({ "rows": rows })).await.ok();
    let expected = ["created", "failed", "failed", "failed", "failed", "created"];
    assert_eq!(outcomes(&report.body()), expected, "{report:?}");
    let codes = [1, 2, 3, 4].map(|row| report.at(&format!("/rows/{row}/errors/0/code")));
    assert_eq!(
        codes,
        ["required", "unknown_field", "duplicate_row", "format"]
    );
}

#[apply(each_database)]
async fn nobody_is_student_and_mentor_of_one_programme(school: School) {
    let class = Class::draft(&school, 2019).await;
    class
        .import("students", vec![student_row("ana")])
        .await
        .ok();
    let path = class.path("/mentors/import?partial=true");
    let body = json!({ "rows": [mentor_row("ana"), mentor_row("mia")] });
    let report = class.admin().post(path, body).await.ok();
    assert_eq!(report.at("/rows/0/errors/0/code"), "already_enrolled");
    assert_eq!(report.at("/created"), 1);
    let next = Class::draft(&school, 2020).await;
    next.import("mentors", vec![mentor_row("ana")]).await.ok();
}

#[apply(each_database)]
async fn absent_is_unchanged_and_null_is_cleared(school: School) {
    let class = Class::draft(&school, 2019).await;
    class.import("mentors", vec![mentor_row("mia")]).await.ok();
    let mut row = mentor_row("mia");
    row.as_object_mut().unwrap().remove("company");
    row["sector"] = Value::Null;
    class.import("mentors", vec![row]).await.ok();
    let mia = class.mentor(&class.admin(), "mia").await.ok();
    assert_eq!(mia.at("/company"), "Transports Réunis");
    assert_eq!(mia.at("/sector"), Value::Null);
}

#[apply(each_database)]
async fn what_a_person_set_themselves_stays(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let mia = class.person("mia");
    mia.change("/v1/me/profile", json!({ "phone": "+41 44 668 18 00" }))
        .await
        .ok();
    let row = with(mentor_row("mia"), "email", json!("mia@new.example.org"));
    class.import("mentors", vec![row]).await.ok();
    let person = mia.get("/v1/me/profile").await.ok();
    assert_eq!(person.at("/phone"), "+41 44 668 18 00");
    assert_eq!(person.at("/email"), "mia@new.example.org");
}

#[apply(each_database)]
async fn who_is_not_in_it_is_not_touched(school: School) {
    let class = Class::open(&school, &["mia"], &["sam", "ana"]).await;
    let before = class.person("sam").get("/v1/me").await.ok();
    let ana = with(student_row("ana"), "major", json!("Marketing"));
    class.import("students", vec![ana]).await.ok();
    let after = class.person("sam").get("/v1/me").await.ok();
    assert_eq!(before.body(), after.body());
}

#[apply(each_database)]
async fn the_schema_speaks_before_the_rows(school: School) {
    let class = Class::draft(&school, 2019).await;
    let admin = class.admin();
    let path = class.path("/students/import");
    admin
        .post(&path, json!({}))
        .await
        .invalid("/rows", "required");
    admin
        .post(&path, json!({ "rows": [], "mode": 1 }))
        .await
        .invalid("/mode", "unknown_field");
    let unknown = class.path("/students/import?dryrun=true");
    let answer = admin
        .post(unknown, json!({ "rows": [] }))
        .await
        .refused(422, "validation_failed");
    assert_eq!(answer.at("/errors/0/code"), "unknown_parameter");
    let empty = admin.post(&path, json!({ "rows": [] })).await.ok();
    assert_eq!(empty.at("/created"), 0);
    let many = vec![json!({ "external_id": "x" }); 10_001];
    admin
        .post(&path, json!({ "rows": many }))
        .await
        .invalid("/rows", "too_many");
}

#[apply(each_database)]
async fn fields_that_a_mentor_set_are_no_imports_to_change(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let mia = class.person("mia");
    let own = json!({ "headline": "Ask me about hydrogen", "capacity": 1, "paused": true });
    class.change_mentor(&mia, "mia", own.clone()).await.ok();
    let mut row = mentor_row("mia");
    row["headline"] = json!("As the alumni office has it");
    row["capacity"] = json!(5);
    row["company"] = json!("Another one");
    class.import("mentors", vec![row]).await.ok();
    let mentor = class.mentor(&mia, "mia").await.ok();
    for (field, value) in own.as_object().unwrap() {
        assert_eq!(&mentor.at(&format!("/{field}")), value, "{field}");
    }
    assert_eq!(mentor.at("/company"), "Another one");
}
