//! A start that fails, and one that is told.

use crate::program::Place;
use serde_json::Value;

#[test]
fn a_misspelt_setting_stops_the_start_and_the_right_one_is_told() {
    let place = Place::new();
    let settings = [("DATABSE_URL", "postgres://u:geheim@db/m")];
    for command in ["check", "migrate"] {
        let done = place.run(&[command], &settings);
        assert_eq!(done.code, 1, "{done:?}");
        let told = "DATABSE_URL: did you mean DATABASE_URL?\n";
        assert!(done.err.ends_with(told), "{done:?}");
        assert!(!done.err.contains("geheim"), "{done:?}");
    }
}

#[test]
fn a_failed_start_is_a_line_of_the_log() {
    let place = Place::new();
    for (name, value) in [
        ("MENTORING_LOG", "inffo"),
        ("DATABASE_URL", "sqlite:///proc/m.db"),
    ] {
        let done = place.run(&["serve"], &[(name, value)]);
        assert_eq!(done.code, 1, "{done:?}");
        assert_eq!(done.err.lines().count(), 1, "{done:?}");
        let line: Value = serde_json::from_str(&done.err).unwrap();
        assert_eq!(line["level"], "ERROR");
        let words = line["message"].as_str().unwrap();
        assert!(
            words.contains(value) || words.contains("/proc/m.db"),
            "{words}"
        );
    }
}

#[test]
fn a_start_is_told_with_version_database_mail_and_address() {
    let place = Place::new();
    let settings = [
        ("MENTORING_SMTP_URL", "smtp://u:geheim@127.0.0.1:9"),
        ("MONITORING_LISTEN", "127.0.0.1:1"),
    ];
    let lines = place.start(&["serve"], &settings).stop();
    let lines: Vec<Value> = lines
        .iter()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let messages: Vec<_> = lines
        .iter()
        .map(|line| line["message"].as_str().unwrap())
        .collect();
    let told = [
        "MONITORING_LISTEN: did you mean MENTORING_LISTEN?",
        "listening",
        "stopping",
        "stopped",
    ];
    assert_eq!(messages, told);
    assert_eq!(lines[0]["level"], "WARN");
    let started = &lines[1];
    assert_eq!(started["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(started["database"], "sqlite://./data/mentoring.db");
    assert_eq!(started["mail"], "smtp://127.0.0.1:9");
    assert!(
        started["address"]
            .as_str()
            .unwrap()
            .starts_with("127.0.0.1:")
    );
    assert_eq!(lines[2]["signal"], "SIGTERM");
}
