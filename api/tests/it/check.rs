//! `mentoring check` and `mentoring health`.

use crate::program::{Place, SECRET, files};
use std::net::TcpListener;

fn free_port() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().to_string()
}

#[test]
fn a_fresh_good_configuration_is_good_and_nothing_is_made() {
    let place = Place::new();
    let done = place.run(&["check"], &[("MENTORING_METRICS_LISTEN", "127.0.0.1:0")]);
    assert_eq!(done.code, 0, "{done:?}");
    assert!(
        done.out
            .contains("ok     database: sqlite://./data/mentoring.db is not there yet")
    );
    assert!(
        done.out.lines().all(|line| line.starts_with("ok ")),
        "{done:?}"
    );
    assert_eq!(files(&place.folder), [""; 0].map(std::path::PathBuf::from));
}

#[test]
fn a_running_service_is_healthy_and_checked_beside_it() {
    let place = Place::new();
    let (listen, metrics) = (free_port(), free_port());
    let settings = [
        ("MENTORING_LISTEN", listen.as_str()),
        ("MENTORING_METRICS_LISTEN", metrics.as_str()),
    ];
    let nobody = place.run(&["health"], &settings);
    assert_eq!(nobody.code, 1, "{nobody:?}");
    let service = place.start(&["serve"], &settings);
    let health = place.run(&["health"], &settings);
    assert_eq!(
        (health.code, health.out.as_str()),
        (0, "ready\n"),
        "{health:?}"
    );
    let check = place.run(&["check"], &settings);
    assert_eq!(check.code, 0, "{check:?}");
    let taken = "is served by a mentoring that runs";
    assert_eq!(check.out.matches(taken).count(), 2, "{check:?}");
    assert!(
        check.out.contains("is up to date, and takes writes"),
        "{check:?}"
    );
    service.stop();
}

#[test]
fn each_thing_that_is_wrong_is_told_in_words_without_a_secret() {
    let place = Place::new();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let listen = taken.local_addr().unwrap().to_string();
    std::fs::write(place.folder.join("file"), "").unwrap();
    std::thread::spawn(move || {
        for stream in taken.incoming() {
            drop(stream);
        }
    });
    let smtp = format!("smtp://u:geheim-mail@{}", free_port());
    let done = place.run(
        &["check"],
        &[
            ("MENTORING_LISTEN", &listen),
            ("MENTORING_METRICS_LISTEN", &listen),
            ("MENTORING_PUBLIC_URL", "http://mentoring.school.example"),
            ("MENTORING_SMTP_URL", &smtp),
            ("MENTORING_TRUSTED_PROXIES", "0.0.0.0/0"),
            ("MONITORING_LISTEN", "127.0.0.1:1"),
            ("DATABASE_URL", "sqlite://file/below.db"),
        ],
    );
    assert_eq!(done.code, 1, "{done:?}");
    for line in [
        "look   configuration: MONITORING_LISTEN: did you mean MENTORING_LISTEN?",
        &format!("wrong  listen: {listen}"),
        "is the API's own address",
        "look   public URL: http://mentoring.school.example is not https",
        "look   proxies: everybody is trusted",
        "wrong  database: sqlite://file/below.db",
        "wrong  mail: smtp://127.0.0.1",
        "look   mail: MENTORING_MAIL_FROM is not set",
    ] {
        assert!(done.out.contains(line), "{line}: {done:?}");
    }
    assert_eq!(done.err, "mentoring: 4 of these must be put right\n");
    assert!(!done.out.contains("geheim"), "{done:?}");
    assert!(!done.out.contains(SECRET));
}

#[test]
fn keys_that_cannot_be_read_are_told_by_their_issuer() {
    let place = Place::new();
    let settings = [
        ("MENTORING_JWT_HS256_SECRET", ""),
        ("MENTORING_JWT_JWKS_FILE", "none.json"),
    ];
    let done = place.run(&["check"], &settings);
    assert_eq!(done.code, 1, "{done:?}");
    let told = "keys of the issuer https://alumni.example: none.json";
    assert!(done.out.contains(told), "{done:?}");
}
