//! Lists as files for spreadsheets (R28).

use crate::harness::{
    Actor, Answer, Class, Kind, School, apply, each_database, mentor_row, student_row,
};
use calamine::{Data, DataType, Reader};
use serde_json::json;
use std::io::Cursor;

async fn export(class: &Class, list: &str) -> Answer {
    let path = class.path(&format!("/exports/{list}"));
    class.school.adviser().get(path).await.ok()
}

/// The lines of a CSV file without line breaks in its cells.
fn lines(answer: &Answer) -> Vec<String> {
    let text = String::from_utf8(answer.bytes.clone()).unwrap();
    let text = text.strip_prefix('\u{feff}').expect("a byte order mark");
    text.strip_suffix("\r\n")
        .unwrap()
        .split("\r\n")
        .map(str::to_owned)
        .collect()
}

#[apply(each_database)]
async fn students_come_by_name_with_the_columns_of_an_import(school: School) {
    let class = Class::draft(&school, 2019).await;
    let mut cell = student_row("ana");
    cell["last_name"] = json!("Àbel; \"Anna\"");
    cell["major"] = json!("=HYPERLINK(\"http://x\")");
    cell["phone"] = json!("+33 6 12 34 56 78");
    let rows = vec![student_row("zoe"), cell];
    class.import("students", rows).await.ok();
    let file = export(&class, "students").await;
    assert_eq!(file.header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(file.header("cache-control"), "no-store");
    let name = "attachment; filename=\"students-2019-2019-01-";
    assert!(
        file.header("content-disposition").starts_with(name),
        "{file:?}"
    );
    let lines = lines(&file);
    assert_eq!(
        lines[0],
        "external_id,first_name,last_name,email,language,phone,degree,major,leaves_school_on,adviser_id"
    );
    assert_eq!(
        lines[1],
        "ana,First ana,\"Àbel; \"\"Anna\"\"\",ana@school.example.org,en,'+33 6 12 34 56 78,\
         Master in Management,\"'=HYPERLINK(\"\"http://x\"\")\",2019-06-30,"
    );
    assert_eq!(lines.len(), 3);
    let french = export(&class, "students?separator=semicolon").await;
    assert!(self::lines(&french)[1].starts_with("ana;First ana;\"Àbel"));
}

#[apply(each_database)]
async fn an_export_holds_every_row_beyond_a_page_once(school: School) {
    let class = Class::draft(&school, 2019).await;
    let rows = (0..601).map(|number| student_row(&format!("s{number:03}")));
    class.import("students", rows.collect()).await.ok();
    let lines = lines(&export(&class, "students").await);
    assert_eq!(lines.len(), 602);
    let accounts: std::collections::BTreeSet<_> = lines[1..]
        .iter()
        .map(|line| line.split(',').next())
        .collect();
    assert_eq!(accounts.len(), 601);
    let file = export(&class, "students?format=xlsx").await;
    let mut book = calamine::Xlsx::new(Cursor::new(file.bytes)).unwrap();
    assert_eq!(book.worksheet_range("Export").unwrap().rows().len(), 602);
}

/// A mentorship for every student, and its interviews, with nothing done in them.
const MENTORSHIPS: &str = "INSERT INTO mentorships
    (id, programme_id, student_id, mentor_id, leaves_school_on, state, chosen_at)
    SELECT NEW_ID, s.programme_id, s.person_id, m.person_id, '2019-06-30', 'active', NOW
    FROM students s CROSS JOIN mentors m";
const INTERVIEWS: &str = "INSERT INTO interviews
    (mentorship_id, step, opens_on, closes_on, form_drafted, acknowledged)
    SELECT id, step, '2019-01-01', '2019-06-30', false, false FROM mentorships,
    (SELECT 'project' AS step UNION ALL SELECT 'action_plan' UNION ALL SELECT 'follow_up') steps";

#[apply(each_database)]
async fn pages_without_a_row_end_no_export(school: School) {
    let class = Class::draft(&school, 2019).await;
    let rows = (0..301).map(|number| student_row(&format!("s{number:03}")));
    class.import("students", rows.collect()).await.ok();
    class.import("mentors", vec![mentor_row("mia")]).await.ok();
    let (id, now) = match school.kind() {
        Kind::Sqlite => ("randomblob(16)", "1546900000000000"),
        Kind::Postgres => ("gen_random_uuid()", "timestamptz '2019-01-07'"),
    };
    let made = MENTORSHIPS.replace("NEW_ID", id).replace("NOW", now);
    school.execute(&made).await;
    school.execute(INTERVIEWS).await;
    for (list, rows) in [
        ("mentorships", 302),
        ("appointments", 1),
        ("evaluations", 1),
    ] {
        assert_eq!(lines(&export(&class, list).await).len(), rows, "{list}");
        let file = export(&class, &format!("{list}?format=xlsx")).await;
        let mut book = calamine::Xlsx::new(Cursor::new(file.bytes)).unwrap();
        let sheet = book.worksheet_range("Export").unwrap();
        assert_eq!(sheet.rows().len(), rows, "{list}");
    }
}

#[apply(each_database)]
async fn a_mentorship_is_one_row_with_its_three_interviews(school: School) {
    let class = Class::open(&school, &["mia"], &["sam", "ana"]).await;
    class.pair("ana", "mia").await;
    let pair = class.pair("sam", "mia").await;
    pair.conclude_project().await;
    let file = lines(&export(&class, "mentorships").await);
    assert_eq!(file.len(), 3);
    assert!(
        file[0].starts_with("mentorship_id,student_external_id,"),
        "{file:?}"
    );
    let row = file.iter().find(|line| line.contains(",sam,")).unwrap();
    let cells: Vec<_> = row.split(',').collect();
    assert_eq!(cells.len(), 26);
    assert_eq!(
        cells[1..8],
        [
            "sam",
            "First sam",
            "Last sam",
            "mia",
            "First mia",
            "Last mia",
            "active"
        ]
    );
    assert_eq!(
        cells[11..16],
        ["concluded", "false", "2019-02-05", "2019-02-05", ""]
    );
    assert_eq!(cells[16..18], ["open", "false"]);
    let appointments = lines(&export(&class, "appointments").await);
    assert_eq!(appointments.len(), 2);
    assert!(
        appointments[1]
            .ends_with(",project,held,student,2019-02-05,18:00,60,in_person,,2019-02-05,false"),
        "{appointments:?}"
    );
}

#[apply(each_database)]
async fn a_form_is_exported_with_the_mentorship_in_which_it_was_given(school: School) {
    let class = Class::open(&school, &["mia", "max"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    pair.conclude_project().await;
    pair.reassigned("max").await;
    let forms = lines(&export(&class, "evaluations").await);
    assert_eq!(forms.len(), 2, "{forms:?}");
    assert!(forms[1].contains("First mia"), "{forms:?}");
}

#[apply(each_database)]
async fn what_a_form_says_stands_in_no_export(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    let pair = class.pair("sam", "mia").await;
    pair.conclude_project().await;
    pair.acknowledge("project", "thanks-canary").await.ok();
    let forms = export(&class, "evaluations").await;
    let row = &lines(&forms)[1];
    assert!(
        row.ends_with(",project,2019-02-05,given,2019-02-05,2019-02-05,2019-02-05,,false"),
        "{row}"
    );
    for list in [
        "students",
        "mentors",
        "mentorships",
        "appointments",
        "evaluations",
    ] {
        let file = export(&class, list).await;
        let text = String::from_utf8(file.bytes).unwrap();
        for canary in [
            "We spoke about banks",
            "Curious",
            "thanks-canary",
            "Well done",
            "Gare",
        ] {
            assert!(!text.contains(canary), "{list} tells {canary}");
        }
    }
}

#[apply(each_database)]
async fn students_and_mentors_export_nothing(school: School) {
    let class = Class::open(&school, &["mia"], &["sam"]).await;
    for person in ["mia", "sam"] {
        let path = class.path("/exports/students");
        let person: Actor = class.person(person);
        person.get(path).await.refused(403, "role_forbidden");
    }
    let wrong = class.path("/exports/students?format=ods");
    school.adviser().get(wrong).await.invalid("/format", "enum");
}

#[apply(each_database)]
async fn a_workbook_has_typed_cells(school: School) {
    let class = Class::draft(&school, 2019).await;
    let mut row = mentor_row("mia");
    row["about"] = json!("=1+1\nand <more> & \"more\"");
    row["phone"] = json!("0612345678");
    class.import("mentors", vec![row]).await.ok();
    let file = export(&class, "mentors?format=xlsx").await;
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    assert_eq!(file.header("content-type"), kind);
    let mut book = calamine::Xlsx::new(Cursor::new(file.bytes)).unwrap();
    let sheet = book.worksheet_range("Export").unwrap();
    let rows: Vec<_> = sheet.rows().collect();
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[0][0], Data::String("external_id".to_owned()));
    for (column, cell) in [
        ("phone", Data::String("0612345678".to_owned())),
        ("graduation_year", Data::Float(1998.0)),
        ("languages", Data::String("fr|en".to_owned())),
        (
            "about",
            Data::String("=1+1\nand <more> & \"more\"".to_owned()),
        ),
        ("capacity", Data::Empty),
        ("listed", Data::Bool(true)),
    ] {
        let names = rows[0].iter();
        let place = names
            .map(ToString::to_string)
            .position(|name| name == column);
        assert_eq!(rows[1][place.unwrap()], cell, "{column}");
    }
    let students = class.import("students", vec![student_row("sam")]).await;
    students.ok();
    let file = export(&class, "students?format=xlsx").await;
    let mut book = calamine::Xlsx::new(Cursor::new(file.bytes)).unwrap();
    let sheet = book.worksheet_range("Export").unwrap();
    let leaves = sheet.get_value((1, 8)).unwrap();
    assert_eq!(leaves.as_date(), "2019-06-30".parse().ok());
}
