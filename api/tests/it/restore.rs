//! `mentoring backup` and `mentoring restore`.

use crate::program::{Place, Service, files};
use serde_json::{Value, json};

/// The token names the service by its address, which every start here changes.
const SETTINGS: &[(&str, &str)] = &[("MENTORING_PUBLIC_URL", "http://127.0.0.1:1")];

fn token(place: &Place) -> String {
    let done = place.run(&["token", "--role", "admin"], SETTINGS);
    assert_eq!(done.code, 0, "{done:?}");
    done.out.trim().to_owned()
}

fn programmes(service: &Service) -> String {
    format!("http://{}/v1/programmes", service.address)
}

fn create(service: &Service, token: &str, name: &str) {
    let client = reqwest::blocking::Client::new();
    let body = json!({ "year": 2031, "name": name });
    let ask = client.post(programmes(service)).bearer_auth(token);
    assert_eq!(ask.json(&body).send().unwrap().status(), 201);
}

fn names(service: &Service, token: &str) -> Vec<String> {
    let client = reqwest::blocking::Client::new();
    let ask = client.get(programmes(service)).bearer_auth(token);
    let page: Value = ask.send().unwrap().json().unwrap();
    let items = page["items"].as_array().unwrap().iter();
    items
        .map(|one| one["name"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn a_backup_takes_the_place_of_a_database_that_was_killed() {
    let place = Place::new();
    let service = place.start(&["serve"], SETTINGS);
    let token = token(&place);
    create(&service, &token, "Before");
    let done = place.run(&["backup", "b.db"], &[]);
    assert_eq!(done.code, 0, "{done:?}");
    create(&service, &token, "After");
    let refused = place.run(&["restore", "b.db"], &[]);
    assert_eq!(refused.code, 1, "{refused:?}");
    assert!(refused.err.contains("stop the service"), "{refused:?}");
    assert_eq!(names(&service, &token).len(), 2);
    // kill -9: the write-ahead log stays
    drop(service);
    assert!(place.folder.join("data/mentoring.db-wal").exists());
    let done = place.run(&["restore", "b.db"], &[]);
    assert_eq!(done.code, 0, "{done:?}");
    assert!(done.out.contains("mentoring.db.before-restore"), "{done:?}");
    let logs = ["data/mentoring.db-wal", "data/mentoring.db-shm"];
    assert!(logs.iter().all(|log| !place.folder.join(log).exists()));
    let service = place.start(&["serve"], SETTINGS);
    assert_eq!(names(&service, &token), ["Before"]);
    service.stop();
    // the former database is whole, and comes back the same way
    let former = "data/mentoring.db.before-restore";
    let done = place.run(&["restore", former], &[]);
    assert_eq!(done.code, 0, "{done:?}");
    let service = place.start(&["serve"], SETTINGS);
    assert_eq!(names(&service, &token), ["After", "Before"]);
    service.stop();
}

#[test]
fn a_copy_made_by_hand_brings_the_log_beside_it_along() {
    let place = Place::new();
    let service = place.start(&["serve"], SETTINGS);
    let token = token(&place);
    create(&service, &token, "Logged");
    // kill -9: the write is in the log only
    drop(service);
    for log in ["", "-wal"] {
        let file = |name: &str| place.folder.join(format!("{name}{log}"));
        std::fs::rename(file("data/mentoring.db"), file("copy.db")).unwrap();
    }
    let done = place.run(&["restore", "copy.db"], &[]);
    assert_eq!(done.code, 0, "{done:?}");
    let service = place.start(&["serve"], SETTINGS);
    assert_eq!(names(&service, &token), ["Logged"]);
    service.stop();
}

#[test]
fn a_file_that_is_no_backup_changes_nothing() {
    let place = Place::new();
    assert_eq!(place.run(&["migrate"], &[]).code, 0);
    let names = || {
        let mut names = files(&place.folder.join("data"));
        names.sort();
        names
    };
    let there = names();
    let before = std::fs::read(place.folder.join("data/mentoring.db")).unwrap();
    std::fs::write(place.folder.join("words"), "no database at all").unwrap();
    std::fs::write(place.folder.join("empty"), "").unwrap();
    std::fs::write(place.folder.join("half"), &before[..before.len() / 2]).unwrap();
    for file in ["words", "empty", "half", "absent"] {
        let refused = place.run(&["restore", file], &[]);
        assert_eq!(refused.code, 1, "{file}: {refused:?}");
        assert!(refused.err.contains(file), "{refused:?}");
    }
    let after = std::fs::read(place.folder.join("data/mentoring.db")).unwrap();
    assert!(before == after);
    assert_eq!(names(), there);
}
