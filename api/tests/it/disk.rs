//! A database file that can't grow any more, as on a full disk: reads go on, writes are refused until
//! there is room, and the log says why.
//!
//! The limit on the size of files is the system's (`ulimit -f`), so that it needs neither root nor a
//! small file system. A reader keeps the write-ahead log from being emptied until it grows to the
//! limit; when the reader goes, there is room again.

use crate::program::Place;
use diesel::connection::SimpleConnection;
use diesel::{Connection, SqliteConnection};
use reqwest::blocking::{Client, Response};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::time::{Duration, Instant};

/// The longest a file may become: 4 or 8 MB, as a shell counts in blocks of 512 or 1,024 bytes.
const BLOCKS: &str = "8192";

/// The admin of a running service.
struct Admin {
    client: Client,
    url: String,
    token: String,
}

impl Admin {
    fn get(&self, path: &str) -> Response {
        let asked = self.client.get(format!("{}{path}", self.url));
        asked.bearer_auth(&self.token).send().unwrap()
    }

    /// Creates a programme of this name; the key makes it safe to send again.
    fn create(&self, name: &str) -> Response {
        let asked = self.client.post(format!("{}/v1/programmes", self.url));
        let asked = asked
            .bearer_auth(&self.token)
            .header("Idempotency-Key", name);
        let body = json!({ "year": 2031, "name": name });
        asked.json(&body).send().unwrap()
    }

    /// The names of all programmes.
    fn names(&self) -> BTreeSet<String> {
        let mut names = BTreeSet::new();
        let mut path = "/v1/programmes?limit=100".to_owned();
        loop {
            let page: Value = self.get(&path).json().unwrap();
            let items = page["items"].as_array().unwrap().iter();
            for item in items {
                assert!(names.insert(item["name"].as_str().unwrap().to_owned()));
            }
            match page["next_cursor"].as_str() {
                Some(cursor) => path = format!("/v1/programmes?limit=100&cursor={cursor}"),
                None => return names,
            }
        }
    }

    fn ready(&self) -> u16 {
        self.get("/health/ready").status().as_u16()
    }
}

/// A refusal for the while.
fn expect_unavailable(answer: Response) {
    assert_eq!(answer.status(), 503);
    assert_eq!(answer.headers()["retry-after"], "5");
    let problem: Value = answer.json().unwrap();
    assert_eq!(problem["code"], "database_unavailable");
}

fn within_five_seconds(what: &str, mut is_so: impl FnMut() -> bool) {
    let since = Instant::now();
    while !is_so() {
        assert!(since.elapsed() < Duration::from_secs(5), "{what}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn a_full_disk_refuses_writes_and_loses_none() {
    let place = Place::new();
    let file = place.folder.join("m.db");
    let database = format!("sqlite://{}", file.display());
    let settings = [
        ("DATABASE_URL", database.as_str()),
        ("MENTORING_RATE_LIMIT", "off"),
        ("MENTORING_PUBLIC_URL", "https://mentoring.example"),
    ];
    let made = place.run(&["token", "--role", "admin"], &settings);
    let service = place.start_with_files_of(BLOCKS, &["serve"], &settings);
    let admin = Admin {
        client: Client::new(),
        url: format!("http://{}", service.address),
        token: made.out.trim().to_owned(),
    };
    let mut reader = SqliteConnection::establish(file.to_str().unwrap()).unwrap();
    let reading = "BEGIN; SELECT count(*) FROM programmes";
    reader.batch_execute(reading).unwrap();

    let mut acknowledged = BTreeSet::new();
    let mut refused = Vec::new();
    for number in 0..2_000 {
        let name = format!("programme-{number}");
        let answer = admin.create(&name);
        if answer.status() == 201 {
            acknowledged.insert(name);
            continue;
        }
        expect_unavailable(answer);
        refused.push(name);
        if refused.len() == 30 {
            break;
        }
    }
    assert_eq!(refused.len(), 30, "the disk was never full");
    assert!(!acknowledged.is_empty());
    within_five_seconds("it says that it isn't ready", || admin.ready() == 503);
    assert_eq!(admin.names(), acknowledged);
    assert_eq!(admin.get("/health/live").status(), 200);

    reader.batch_execute("COMMIT").unwrap();
    within_five_seconds("it is ready again", || admin.ready() == 200);
    for name in refused {
        assert_eq!(admin.create(&name).status(), 201);
        acknowledged.insert(name);
    }
    assert_eq!(admin.names(), acknowledged);

    let lines = service.stop();
    let lines: Vec<Value> = lines
        .iter()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let told = |message: &str| {
        let about = lines.iter().filter(|line| line["message"] == message);
        about.collect::<Vec<_>>()
    };
    let begun = told("the database is unavailable");
    // a small write may still find room between two that don't
    assert!((1..=5).contains(&begun.len()), "{begun:?}");
    let cause = begun[0]["cause"].as_str().unwrap();
    assert!(cause.contains("disk"), "{cause}");
    assert_eq!(told("the database is back again").len(), begun.len());
}
