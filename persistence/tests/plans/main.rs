//! No list, search or home page reads a table from end to end. A process of its own, since the
//! statements that are recorded are the process's.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "helpers of a test may panic as the test itself may"
)]

mod ask;
mod database;
#[path = "../it/school.rs"]
#[expect(
    dead_code,
    reason = "the school of all tests can more than this one needs"
)]
mod school;

use ask::ask;
use database::Database;
use persistence::{DatabaseConfig, Store};
use school::{Kind, School, address};
use tokio::sync::Mutex;

const STUDENTS: u32 = 4_000;
const MENTORS: u32 = 1_500;

/// One test records at a time.
static RECORDING: Mutex<()> = Mutex::const_new(());

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_page_reads_a_whole_table_on_sqlite() {
    no_page_reads_a_whole_table(Kind::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_page_reads_a_whole_table_on_postgres() {
    no_page_reads_a_whole_table(Kind::Postgres).await;
}

async fn no_page_reads_a_whole_table(kind: Kind) {
    let _recording = RECORDING.lock().await;
    let url = address(kind).await;
    let config = DatabaseConfig {
        url: url.clone(),
        connections: 2,
    };
    let store = Store::open(&config).await.unwrap();
    let school = School::open_in(store, STUDENTS, MENTORS, 20).await;
    let mut database = Database::open(kind, &url).await;
    database.fill().await;
    let asked = ask(&school).await;
    assert!(asked.len() > 30, "{}", asked.len());
    let mut wrong = Vec::new();
    for (page, text) in asked {
        let plan = database.plan(&text, seeks_few(&page)).await;
        if plan.iter().any(|step| is_scan(step)) || !searches_as_it_should(&page, &text, &plan) {
            wrong.push(format!("{page}\n{text}\n{}", plan.join("\n")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// Whether a plan goes by the index of words where few rows have one.
fn searches_as_it_should(page: &str, text: &str, plan: &[String]) -> bool {
    let counts = text.starts_with("SELECT count(*)");
    // a student's few entries, not those of all students
    let of_all = |step: &String| step.contains("mentor_list_entries_mentor");
    if page.starts_with("mentors") && plan.iter().any(of_all) {
        return false;
    }
    counts || !seeks_few(page) || plan.iter().any(|step| step.contains("_search"))
}

fn seeks_few(page: &str) -> bool {
    let few = ["s03999", "m01499", "m1499", "nobody", "rare"];
    few.iter().any(|word| page.contains(word))
}

/// Whether a step of a plan reads all of a table that grows.
fn is_scan(step: &str) -> bool {
    let step = step.trim_start_matches(|c: char| !c.is_alphabetic());
    match step.split_once("Seq Scan on ") {
        Some((_, table)) => !table.starts_with("programmes") && !table.contains("templates"),
        // SQLite's own, and what the statement itself has gathered
        None => step.strip_prefix("SCAN ").is_some_and(|table| {
            let all = [
                "programmes",
                "roadbook_templates",
                "named",
                "(",
                "json_each",
            ];
            // a list of all there is goes by its index until the page is full
            let in_order = table.contains("USING INDEX") && table.contains("_list");
            let whole = !table.contains("VIRTUAL TABLE") && !in_order;
            whole && !all.iter().any(|one| table.starts_with(one))
        }),
    }
}
