//! Clients that send slowly, without end, nonsense, or never read.

use super::wire::{Told, Wire};
use crate::harness::{Kind, School, apply, each_database, run};
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_secs(40);

/// Does something that blocks, beside the others.
async fn beside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    tokio::task::spawn_blocking(work).await.unwrap()
}

#[test]
fn a_head_that_comes_too_slowly_is_answered_408_and_cut() {
    run(Kind::Sqlite, |school| async move {
        let slow = |beginning: &'static str| {
            let school = school.clone();
            beside(move || {
                let mut wire = Wire::open(&school);
                if !beginning.is_empty() {
                    wire.send(beginning);
                    wire.hear(PATIENCE);
                }
                wire.send("GET /v1/me HTTP/1.1\r\nHost: x\r\nAccept");
                let told = wire.hear(PATIENCE);
                assert!(wire.is_closed_within(Duration::from_secs(2)));
                told
            })
        };
        let before = "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n";
        let told: (Told, Told) = tokio::join!(slow(""), slow(before));
        for told in [told.0, told.1] {
            told.refused(408, "request_timeout");
            assert!(told.after < Duration::from_secs(15), "{told:?}");
        }
    });
}

#[test]
fn a_body_that_comes_too_slowly_is_answered_408_and_cut() {
    run(Kind::Sqlite, |school| async move {
        let admin = school.admin();
        admin.get("/v1/me").await.ok();
        let told = beside(move || {
            let mut wire = Wire::open(&school);
            wire.announce(&admin, "/v1/programmes", "Content-Length: 100");
            wire.send("{\"year\":");
            let told = wire.hear(PATIENCE);
            assert!(wire.is_closed_within(Duration::from_secs(8)));
            told
        });
        let body = told.await.refused(408, "request_timeout");
        let detail = "Send the whole body within 20 seconds.";
        assert_eq!(body["detail"], detail);
    });
}

#[apply(each_database)]
async fn a_body_without_end_is_cut_at_its_limit(school: School) {
    let admin = school.admin();
    admin.get("/v1/me").await.ok();
    beside(move || {
        let mut wire = Wire::open(&school);
        wire.announce(&admin, "/v1/programmes", "Transfer-Encoding: chunked");
        let chunk = format!("10000\r\n{}\r\n", " ".repeat(0x10000));
        for _ in 0..17 {
            wire.send(&chunk);
        }
        let told = wire.hear(Duration::from_secs(5));
        told.refused(413, "body_too_large");
        assert!(told.head.contains("connection: close"), "{told:?}");
        let since = Instant::now();
        while wire.send(&chunk) {
            assert!(since.elapsed() < Duration::from_secs(10), "still taken");
            std::thread::sleep(Duration::from_millis(10));
        }
    })
    .await;
}

#[apply(each_database)]
async fn a_body_that_is_too_large_is_not_asked_for(school: School) {
    let (admin, nobody) = (school.admin(), school.person("nobody"));
    beside(move || {
        let announced = |caller: &_, path: &str, bytes: u32| {
            let mut wire = Wire::open(&school);
            let more = format!("Expect: 100-continue\r\nContent-Length: {bytes}");
            wire.announce(caller, path, &more);
            wire.hear(Duration::from_secs(5))
        };
        let large = announced(&admin, "/v1/programmes", 1_048_577);
        large.refused(413, "body_too_large");
        let import = "/v1/programmes/01900000-0000-7000-8000-000000000000/students/import";
        announced(&nobody, import, 10_485_761).refused(413, "body_too_large");
        for (path, bytes) in [(import, 10_485_760), ("/v1/programmes", 1_048_576)] {
            let told = announced(&admin, path, bytes);
            assert!(told.head.starts_with("http/1.1 100 "), "{told:?}");
        }
    })
    .await;
}

#[apply(each_database)]
async fn a_head_that_is_none_is_answered_with_a_problem(school: School) {
    beside(move || {
        let long = format!("GET / HTTP/1.1\r\nX: {}", "x".repeat(200_000));
        for head in [
            "NONSENSE\r\n\r\n",
            "GET / HTTP/1.1\r\nA b: c\r\n\r\n",
            &long,
        ] {
            let mut wire = Wire::open(&school);
            wire.send(head);
            let told = wire.hear(Duration::from_secs(5));
            told.refused(400, "malformed_head");
            assert!(wire.is_closed_within(Duration::from_secs(8)));
        }
    })
    .await;
}

#[test]
fn a_client_that_never_reads_its_answers_is_cut() {
    run(Kind::Sqlite, |school| async move {
        beside(move || {
            let mut wire = Wire::open(&school);
            let since = Instant::now();
            let ask = "GET /openapi.json HTTP/1.1\r\nHost: x\r\n\r\n".repeat(10);
            for _ in 0..30 {
                wire.send(&ask);
            }
            while wire.send("GET / ") {
                assert!(since.elapsed() < Duration::from_secs(60), "still there");
                std::thread::sleep(Duration::from_millis(200));
            }
            assert!(since.elapsed() > Duration::from_secs(25));
        })
        .await;
    });
}
