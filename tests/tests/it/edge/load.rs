//! The service under load: imports at once, large bodies, a busy or slow database.

use super::wire::Wire;
use crate::harness::{
    Answer, Class, Kind, School, apply, each_database, mentor_row, run, student_row,
};
use diesel::connection::SimpleConnection;
use diesel::{Connection, SqliteConnection};
use futures_util::future::join_all;
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use tokio_postgres::NoTls;

/// A lock held behind the service's back.
enum Held {
    Sqlite(SqliteConnection),
    Postgres(tokio_postgres::Client),
}

impl Held {
    /// Keeps every writer waiting.
    async fn by(school: &School) -> Self {
        let url = school.database_url();
        if school.kind() == Kind::Sqlite {
            let mut connection =
                SqliteConnection::establish(url.trim_start_matches("sqlite://")).unwrap();
            let lock = "PRAGMA busy_timeout = 5000; BEGIN IMMEDIATE";
            connection.batch_execute(lock).unwrap();
            return Self::Sqlite(connection);
        }
        let (client, connection) = tokio_postgres::connect(url, NoTls).await.unwrap();
        tokio::spawn(connection);
        let lock = "BEGIN; SELECT pg_advisory_xact_lock(7241002); \
                    LOCK TABLE programmes, persons, students IN ROW EXCLUSIVE MODE; \
                    LOCK TABLE programmes IN SHARE ROW EXCLUSIVE MODE";
        client.batch_execute(lock).await.unwrap();
        Self::Postgres(client)
    }

    async fn release(self) {
        match self {
            Self::Sqlite(mut connection) => connection.batch_execute("ROLLBACK").unwrap(),
            Self::Postgres(client) => client.batch_execute("ROLLBACK").await.unwrap(),
        }
    }
}

async fn create(school: &School, name: &str) -> Answer {
    let programme = json!({ "year": 2031, "name": name });
    school.admin().post("/v1/programmes", programme).await
}

/// Asks for something every few milliseconds until the work is done; the longest wait.
async fn while_working<T>(
    school: &School,
    path: &str,
    work: impl Future<Output = T>,
) -> (T, Duration) {
    let (told, waits) = tokio::sync::watch::channel(Duration::ZERO);
    let asking = async {
        let mut longest = Duration::ZERO;
        loop {
            let since = Instant::now();
            school.anonymous().get(path).await.ok();
            longest = longest.max(since.elapsed());
            let _ = told.send(longest);
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::select! {
        done = work => (done, *waits.borrow()),
        () = asking => unreachable!(),
    }
}

fn many_rows(count: u32) -> Vec<Value> {
    let rows = (0..count).map(|number| {
        let mut row = mentor_row(&format!("mentor-{number}"));
        row["about"] = json!("I like to listen. ".repeat(40));
        row
    });
    rows.collect()
}

#[apply(each_database)]
async fn imports_at_once_hold_nobody_up(school: School) {
    let class = Class::draft(&school, 2019).await;
    let body = json!({ "rows": many_rows(1_500) }).to_string();
    assert!(body.len() > 1_500_000);
    let imports = (0..40).map(|_| {
        let ask = class
            .admin()
            .ask("POST", class.path("/mentors/import?dry_run=true"))
            .header("Content-Type", "application/json");
        ask.bytes(body.clone()).send()
    });
    let (answers, longest) = while_working(&school, "/health/live", join_all(imports)).await;
    assert!(longest < Duration::from_secs(2), "{longest:?}");
    let mut good = 0;
    for answer in answers {
        if answer.status == 200 {
            good += 1;
            assert_eq!(answer.at("/created"), 1_500);
        } else {
            let refused = answer.refused(503, "overloaded");
            assert_eq!(refused.header("retry-after"), "5");
        }
    }
    assert!((1..40).contains(&good), "{good}");
    let rows = json!({ "rows": [mentor_row("mia")] });
    let admin = class.admin();
    let again = admin.post(class.path("/mentors/import"), rows).await;
    again.ok();
}

#[apply(each_database)]
async fn a_dry_run_waits_for_no_writer_and_holds_up_none(school: School) {
    let class = Class::draft(&school, 2019).await;
    let path = class.path("/students/import?dry_run=true");
    let rows = json!({ "rows": [student_row("sam")] });
    let held = Held::by(&school).await;
    let since = Instant::now();
    let report = class.admin().post(&path, rows.clone()).await.ok();
    assert!(since.elapsed() < Duration::from_secs(3));
    assert_eq!(report.at("/created"), 1);
    held.release().await;
    let ask = || {
        let ask = class.admin().ask("POST", &path).json(&rows);
        ask.header("Idempotency-Key", "tried").send()
    };
    let (first, again) = (ask().await.ok(), ask().await.ok());
    assert_eq!(first.header("idempotency-replayed"), "");
    assert_eq!(again.header("idempotency-replayed"), "true");
    assert_eq!(first.bytes, again.bytes);
    let written = class.admin().ask("POST", class.path("/students/import"));
    let written = written.json(&rows).header("Idempotency-Key", "tried");
    written.send().await.refused(422, "idempotency_key_reused");
}

#[apply(each_database)]
async fn unfinished_bodies_of_one_caller_leave_room_for_others(school: School) {
    let admin = school.admin();
    admin.get("/v1/me").await.ok();
    let (visitor, asked) = (school.clone(), admin.clone());
    let wires = tokio::task::spawn_blocking(move || {
        let mut wires: Vec<Wire> = (0..30).map(|_| Wire::open(&visitor)).collect();
        for wire in &mut wires {
            wire.announce(&asked, "/v1/programmes", "Content-Length: 1000000");
        }
        let told = wires.iter_mut().map(|wire| {
            let told = wire.hear(Duration::from_millis(300));
            if !told.head.is_empty() {
                told.refused(503, "overloaded");
                assert!(told.head.contains("retry-after: 5"), "{told:?}");
            }
            told.head
        });
        let refused = told.filter(|head| !head.is_empty()).count();
        assert_eq!(refused, 5);
        wires
    });
    let wires = wires.await.unwrap();
    let large = json!({ "year": 2031, "name": "x".repeat(500_000) });
    let other = school.staff("another", &["admin"]);
    other
        .post("/v1/programmes", large.clone())
        .await
        .refused(422, "validation_failed");
    admin
        .post("/v1/programmes", large.clone())
        .await
        .refused(503, "overloaded");
    create(&school, "small").await.created();
    drop(wires);
    tokio::time::sleep(Duration::from_millis(300)).await;
    let answer = admin.post("/v1/programmes", large).await;
    answer.refused(422, "validation_failed");
}

#[apply(each_database)]
async fn a_request_is_answered_at_its_deadline(school: School) {
    let impatient = [("MENTORING_REQUEST_TIMEOUT", "1")];
    let school = School::open_with(school.kind(), &impatient).await;
    create(&school, "before").await.created();
    let held = Held::by(&school).await;
    let since = Instant::now();
    let answer = create(&school, "late").await.refused(503, "overloaded");
    assert!(since.elapsed() < Duration::from_secs(3));
    assert_eq!(answer.header("retry-after"), "1");
    assert!(answer.text("/detail").contains("Idempotency-Key"));
    held.release().await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    create(&school, "after").await.created();
    let list = school.admin().get("/v1/programmes").await.ok();
    let names = list.each("/items", "name");
    // on PostgreSQL it was under way; on SQLite it had not begun
    let under_way = school.kind() == Kind::Postgres;
    assert_eq!(names.contains(&"late".to_owned()), under_way, "{names:?}");
}

/// More than there are connections: each waits for its turn, and a write has one, too.
#[apply(each_database)]
async fn a_burst_is_answered_and_holds_up_no_write(school: School) {
    // patience for a slow machine: what counts is that nobody is refused before
    let patient = [("MENTORING_REQUEST_TIMEOUT", "55")];
    let school = School::open_with(school.kind(), &patient).await;
    let class = Class::draft(&school, 2019).await;
    class.import("mentors", many_rows(20)).await.ok();
    let admin = class.admin();
    let reads = (0..300).map(|_| admin.get(class.path("/mentors?limit=20")));
    let writes = (0..10).map(|number| {
        let school = school.clone();
        async move { create(&school, &format!("beside {number}")).await }
    });
    let (reads, writes) = tokio::join!(join_all(reads), join_all(writes));
    for read in reads {
        read.ok();
    }
    for write in writes {
        write.created();
    }
}

#[apply(each_database)]
async fn readiness_does_not_wait_for_busy_connections(school: School) {
    create(&school, "before").await.created();
    let held = Held::by(&school).await;
    let writes = (0..40).map(|number| {
        let school = school.clone();
        async move { create(&school, &format!("busy {number}")).await }
    });
    let asked = async {
        tokio::time::sleep(Duration::from_millis(300)).await;
        for path in ["/health/ready", "/health/live"] {
            let since = Instant::now();
            school.anonymous().get(path).await.ok();
            assert!(since.elapsed() < Duration::from_secs(1), "{path}");
        }
        held.release().await;
    };
    let (answers, ()) = tokio::join!(join_all(writes), asked);
    assert!(answers.iter().any(|answer| answer.status == 201));
}

#[test]
fn the_write_ahead_log_is_emptied_when_writes_pause() {
    let log = |school: &School| {
        let file = school.database_url().trim_start_matches("sqlite://");
        std::fs::metadata(format!("{file}-wal")).map_or(0, |log| log.len())
    };
    run(Kind::Sqlite, |school| async move {
        let file = school.database_url().trim_start_matches("sqlite://");
        let mut reader = SqliteConnection::establish(file).unwrap();
        let reading = "BEGIN; SELECT count(*) FROM persons";
        reader.batch_execute(reading).unwrap();
        let class = Class::draft(&school, 2019).await;
        class.import("mentors", many_rows(1_000)).await.ok();
        tokio::time::sleep(Duration::from_millis(700)).await;
        assert!(log(&school) > 1_000_000);
        create(&school, "meanwhile").await.created();
        reader.batch_execute("COMMIT").unwrap();
        let since = Instant::now();
        while log(&school) > 0 {
            assert!(since.elapsed() < Duration::from_secs(5));
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        create(&school, "after").await.created();
    });
}
