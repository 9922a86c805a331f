//! Import of students and mentors as CSV, as people save it (R37).

use crate::harness::{Answer, Class, School, apply, each_database, mentor_row, student_row};
use serde_json::{Value, json};

async fn send(class: &Class, list: &str, file: impl Into<Vec<u8>>) -> Answer {
    let path = class.path(&format!("/{list}/import"));
    let ask = class.admin().ask("POST", path);
    ask.header("Content-Type", "text/csv")
        .bytes(file)
        .send()
        .await
}

async fn only_student(class: &Class) -> Value {
    let list = class.admin().get(class.path("/students")).await.ok();
    let items = list.at("/items");
    assert_eq!(items.as_array().unwrap().len(), 1, "{items}");
    items[0].clone()
}

#[apply(each_database)]
async fn a_file_of_a_french_excel_is_taken_as_it_is(school: School) {
    let class = Class::draft(&school, 2019).await;
    let file = "\u{feff}Identifiant;Pr\u{e9}nom\u{a0};NOM;Courriel;T\u{e9}l\u{e9}phone;Dipl\u{f4}me;\
                Fin de scolarit\u{e9};\r\n\
                ana;\u{c9}lodie;D\u{2019}Anjou;ana@school.example.org;06 12 34 56 78;\
                \"Master; Finance\";05/06/2019;\r\n;;;;;;;\r\n";
    let report = send(&class, "students", file).await.ok();
    assert_eq!(report.at("/created"), 1);
    assert_eq!(report.at("/rows/0/row"), 2);
    let ana = only_student(&class).await;
    assert_eq!(ana["person"]["first_name"], "\u{c9}lodie");
    assert_eq!(ana["contact"]["phone"], "06 12 34 56 78");
    assert_eq!(ana["degree"], "Master; Finance");
    assert_eq!(ana["leaves_school_on"], "2019-06-05");
}

#[apply(each_database)]
async fn commas_tabs_and_a_named_separator_are_recognised(school: School) {
    let class = Class::draft(&school, 2019).await;
    for (number, file) in [
        "external_id,First name,E-mail,degree\nana,\"Anna, Maria\",ana@x.org,Master\n",
        "external_id\tfirst_name\temail\tdegree\rana\tAnna, Maria\tana@x.org\tMaster\r",
        "sep=;\r\nEXTERNAL_ID;Firstname;mail;Degree\r\nana;Anna, Maria;ana@x.org;Master\r\n",
    ]
    .into_iter()
    .enumerate()
    {
        let report = send(&class, "students", file).await.ok();
        let outcome = if number == 0 { "created" } else { "unchanged" };
        assert_eq!(report.at("/rows/0/outcome"), outcome, "{file:?}");
    }
    assert_eq!(
        only_student(&class).await["person"]["first_name"],
        "Anna, Maria"
    );
}

#[apply(each_database)]
async fn bytes_that_are_no_utf8_are_refused_with_the_way_to_save_them(school: School) {
    let class = Class::draft(&school, 2019).await;
    let text = "external_id,first_name,email,degree\nana,Zo\u{eb},ana@x.org,Master\n";
    let utf16: Vec<u8> = format!("\u{feff}{text}")
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let latin: Vec<u8> = text
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap())
        .collect();
    let workbook = b"PK\x03\x04\x14\x00\x06\x00".to_vec();
    for file in [utf16, latin, workbook] {
        let refused = send(&class, "students", file).await;
        let refused = refused.refused(400, "malformed_body");
        assert!(refused.text("/detail").contains("CSV UTF-8"), "{refused:?}");
    }
    let open = "external_id,email\nana,\"ana@x.org\nben,ben@x.org\n";
    let refused = send(&class, "students", open).await;
    let refused = refused.invalid("", "format");
    assert!(refused.text("/errors/0/detail").contains("row 2"));
}

#[apply(each_database)]
async fn columns_that_are_unknown_missing_or_twice_are_refused_by_name(school: School) {
    let class = Class::draft(&school, 2019).await;
    let refused = send(&class, "students", "external_id,email,Prenon,Shoe size\n").await;
    let refused = refused.invalid("/Prenon", "unknown_field");
    assert!(
        refused.text("/errors/0/detail").contains("first_name"),
        "{refused:?}"
    );
    assert_eq!(refused.at("/errors/1/pointer"), "/Shoe size");
    // like no column: all of them are named
    assert!(
        refused
            .text("/errors/1/detail")
            .contains("last_name, email")
    );
    // a mentor's column is none of a student's
    let other = send(&class, "students", "external_id,email,company\n").await;
    other.invalid("/company", "unknown_field");
    let twice = send(&class, "students", "external_id,email,Nom,last_name\n").await;
    twice.invalid("/last_name", "too_many");
    let without = send(&class, "students", "first_name;degree\nAna;Master\n").await;
    without.invalid("/external_id", "required");
    send(&class, "students", "")
        .await
        .invalid("/email", "required");
    let rows: String = (0..10_001).map(|n| format!("s{n},s{n}@x.org\n")).collect();
    let many = send(&class, "students", format!("external_id,email\n{rows}")).await;
    many.invalid("", "too_many");
}

#[apply(each_database)]
async fn an_absent_column_leaves_values_and_an_empty_cell_clears_them(school: School) {
    let class = Class::draft(&school, 2019).await;
    let mut row = student_row("ana");
    row["phone"] = json!("+33 6 12 34 56 78");
    class.import("students", vec![row]).await.ok();
    let file = "external_id,email,major,degree,language\nana,ana@school.example.org,,,\n";
    let report = send(&class, "students", file).await.ok();
    assert_eq!(report.at("/updated"), 1, "{report:?}");
    let ana = only_student(&class).await;
    assert_eq!(ana["major"], Value::Null);
    // a degree can't be cleared
    assert_eq!(ana["degree"], "Master in Management");
    assert_eq!(ana["contact"]["phone"], "+33 6 12 34 56 78");
    // spreadsheets leave out empty cells at the end of a row
    let short = "external_id,email,phone\nana,ana@school.example.org\n";
    send(&class, "students", short).await.ok();
    assert_eq!(only_student(&class).await["contact"]["phone"], Value::Null);
}

#[apply(each_database)]
async fn bad_rows_are_told_by_the_number_that_the_spreadsheet_shows(school: School) {
    let class = Class::draft(&school, 2019).await;
    let file = "external_id;first_name;email;degree;phone\n\
                ana;\"Anna\nMaria\";ana@x.org;Master;\n\
                \n\
                ben;Ben;nowhere;Master;3,36123E+10\n\
                cyd;Cyd;cyd@x.org;Master;06;one more\n\
                dan;Dan;DAN@x.org;Master;\n\
                eve;Eve;dan@x.org;Master;\n";
    let refused = send(&class, "students", file).await;
    let refused = refused.refused(422, "import_refused");
    let bad = |refused: &Answer, row: u64| {
        let rows = refused.at("/rows");
        let rows = rows.as_array().unwrap().iter();
        let mut rows = rows.filter(|told| told["row"] == row);
        rows.next().unwrap()["errors"].clone()
    };
    assert_eq!(bad(&refused, 2)[0]["pointer"], "/first_name");
    let ben = bad(&refused, 4);
    assert_eq!(
        [&ben[0]["pointer"], &ben[1]["pointer"]],
        ["/phone", "/email"]
    );
    assert_eq!(bad(&refused, 5)[0]["code"], "too_many");
    assert_eq!(refused.at("/warnings/0/row"), 7);
    assert_eq!(refused.at("/warnings/0/code"), "same_mailbox");
    assert!(refused.text("/warnings/0/detail").contains("row 6"));
    let path = class.path("/students/import?partial=true");
    let ask = class.admin().ask("POST", path);
    let ask = ask.header("Content-Type", "text/csv; charset=UTF-8");
    let report = ask.bytes(file).send().await.ok();
    assert_eq!([report.at("/created"), report.at("/failed")], [2, 3]);
}

#[apply(each_database)]
async fn lists_numbers_and_truth_values_are_read_as_their_columns_have_them(school: School) {
    let class = Class::draft(&school, 2019).await;
    let file = "external_id;nom;email;langues;means;comp\u{e9}tences;promotion;capacity;en pause;\
                listed;about\n\
                mia;Roy;mia@x.org;fr|en;In person|video;supply chain | tax;1998;2;non;VRAI;\
                \"Line one\r\n\r\nline \"\"two\"\"\"\n";
    send(&class, "mentors", file).await.ok();
    let list = class.admin().get(class.path("/mentors")).await.ok();
    let mia = list.at("/items/0");
    assert_eq!(mia["languages"], json!(["fr", "en"]));
    assert_eq!(mia["means"], json!(["in_person", "video"]));
    assert_eq!(mia["skills"], json!(["supply chain", "tax"]));
    assert_eq!(mia["graduation_year"], 1998);
    assert_eq!(mia["capacity"], 2);
    assert_eq!([&mia["paused"], &mia["listed"]], [false, true]);
    assert_eq!(mia["about"], "Line one\n\nline \"two\"");
    let wrong = "external_id,email,capacity\nmia,mia@x.org,many\n";
    let refused = send(&class, "mentors", wrong).await;
    let refused = refused.refused(422, "import_refused");
    assert_eq!(refused.at("/rows/0/errors/0/code"), "type");
}

#[apply(each_database)]
async fn what_was_exported_can_be_imported_again_and_changes_nothing(school: School) {
    let class = Class::draft(&school, 2019).await;
    let texts = [
        "=1+1",
        "+33 6 12 34 56 78",
        "-5",
        "@home",
        "'t Hooft",
        "'=1",
        "a; b, c",
        "say \"no\"",
        "L\u{2019}\u{e9}t\u{e9}",
    ];
    let mut students = Vec::new();
    let mut mentors = Vec::new();
    for (number, text) in texts.iter().enumerate() {
        let mut student = student_row(&format!("s{number}"));
        student["last_name"] = json!(text);
        student["phone"] = json!(text);
        student["major"] = json!(text);
        students.push(student);
        let mut mentor = mentor_row(&format!("m{number}"));
        mentor["company"] = json!(text);
        mentor["about"] = json!(format!("{text}\n{text}"));
        mentor["skills"] = json!([text, "tax"]);
        mentors.push(mentor);
    }
    class.import("students", students).await.ok();
    class.import("mentors", mentors).await.ok();
    for list in ["students", "mentors"] {
        for separator in ["comma", "semicolon"] {
            let path = class.path(&format!("/exports/{list}?separator={separator}"));
            let file = school.adviser().get(path).await.ok();
            let report = send(&class, list, file.bytes).await.ok();
            assert_eq!(report.at("/unchanged"), texts.len(), "{list}: {report:?}");
        }
    }
}

#[apply(each_database)]
async fn a_million_blank_lines_are_no_rows(school: School) {
    let class = Class::draft(&school, 2019).await;
    let row = "external_id,first_name,email,degree\nana,Anna,ana@x.org,Master\n";
    let report = send(
        &class,
        "students",
        format!("{row}{}", "\n".repeat(1_000_000)),
    )
    .await;
    assert_eq!(report.ok().at("/created"), 1);
}

#[apply(each_database)]
async fn only_imports_take_csv(school: School) {
    let ask = school.admin().ask("POST", "/v1/programmes");
    let ask = ask.header("Content-Type", "text/csv").bytes("year,name\n");
    ask.send().await.refused(415, "unsupported_media_type");
    let class = Class::draft(&school, 2019).await;
    let ask = class.admin().ask("POST", class.path("/students/import"));
    let latin = ask.header("Content-Type", "text/csv; charset=windows-1252");
    let latin = latin.bytes("external_id,email\n").send().await;
    latin.refused(415, "unsupported_media_type");
}
