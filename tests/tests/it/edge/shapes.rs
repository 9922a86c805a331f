//! Requests of odd shapes: where two servers might disagree about their end, none gets through.

use super::wire::Wire;
use crate::harness::{School, apply, each_database};
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(5);

/// A second request, hidden where another server would see the first one's body.
const HIDDEN: &str = "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n";

/// Header lines that leave the length of a body open to question.
const LENGTHS: [&str; 15] = [
    "Content-Length: 3\r\nTransfer-Encoding: chunked",
    "Transfer-Encoding: chunked\r\nContent-Length: 0",
    "Content-Length: 0\r\nContent-Length: 0",
    "Content-Length: 0\r\nContent-Length: 5",
    "Content-Length: 0, 0",
    "Content-Length: +0",
    "Content-Length: -1",
    "Content-Length: 0x0",
    "Content-Length: 99999999999999999999999",
    "Content-Length : 0",
    "Transfer-Encoding : chunked",
    "Transfer-Encoding: xchunked",
    "Transfer-Encoding: chunked, identity",
    "Transfer-Encoding: gzip, chunked",
    "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
];

/// Heads that are none, whatever else they hold.
const HEADS: [&str; 9] = [
    "GET /health/live HTTP/1.1\r\n\r\n",
    "GET /health/live HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
    "GET /health/live HTTP/1.1\r\nHost: x\r\nX-A: b\r\n c\r\n\r\n",
    "GET /health/live HTTP/1.1\r\nHost: x\r\nX-A: b\rc\r\n\r\n",
    "GET /health/live HTTP/1.1\r\nHost: x\r\nX-A: b\0c\r\n\r\n",
    "GET /health/live HTTP/1.1\r\n Host: x\r\n\r\n",
    "GET /health/live HTTP/1.1\r\nHost: x\r\n: y\r\n\r\n",
    "GET /v1/\0 HTTP/1.1\r\nHost: x\r\n\r\n",
    "POST /v1/programmes HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
];

/// Paths that a careless server would take for `/health/live`.
const PATHS: [&str; 7] = [
    "/v1/../health/live",
    "/v1/%2e%2e/health/live",
    "/health%2flive",
    "/health%252flive",
    "/health/live%00",
    "/health/live/",
    "/health/live;x=1",
];

#[apply(each_database)]
async fn a_request_whose_end_is_in_question_is_refused_with_what_follows(school: School) {
    let told = tokio::task::spawn_blocking(move || {
        for lines in LENGTHS {
            let mut wire = Wire::open(&school);
            wire.send(format!(
                "POST /v1/programmes HTTP/1.1\r\nHost: x\r\n{lines}\r\n\r\n0\r\n\r\n{HIDDEN}"
            ));
            let told = wire.hear(PATIENCE);
            told.refused(400, "malformed_head");
            assert!(!told.body.contains("HTTP/1.1 200"), "{lines}: {told:?}");
            assert!(wire.is_closed_within(PATIENCE), "{lines}");
        }
    });
    told.await.unwrap();
}

#[apply(each_database)]
async fn a_head_of_an_odd_shape_is_refused(school: School) {
    let told = tokio::task::spawn_blocking(move || {
        for head in HEADS {
            let mut wire = Wire::open(&school);
            wire.send(head);
            wire.hear(PATIENCE).refused(400, "malformed_head");
            assert!(wire.is_closed_within(PATIENCE), "{head}");
        }
        let many: String = (0..10_000)
            .map(|number| format!("X-{number}: y\r\n"))
            .collect();
        let mut wire = Wire::open(&school);
        wire.send(format!(
            "GET /health/live HTTP/1.1\r\nHost: x\r\n{many}\r\n"
        ));
        wire.hear(PATIENCE).refused(400, "malformed_head");
    });
    told.await.unwrap();
}

#[apply(each_database)]
async fn a_path_is_taken_as_it_is_written(school: School) {
    let told = tokio::task::spawn_blocking(move || {
        for path in PATHS {
            let mut wire = Wire::open(&school);
            wire.send(format!("GET {path} HTTP/1.1\r\nHost: x\r\n\r\n"));
            wire.hear(PATIENCE).refused(404, "not_found");
        }
    });
    told.await.unwrap();
}

#[apply(each_database)]
async fn chunks_that_are_none_are_answered(school: School) {
    let admin = school.admin();
    admin.get("/v1/me").await.ok();
    let told = tokio::task::spawn_blocking(move || {
        for chunk in [
            "zz\r\n{}\r\n",
            "0x2\r\n{}\r\n",
            "fffffffffffffffffff\r\n{}\r\n",
            "2\n{}\n",
        ] {
            let mut wire = Wire::open(&school);
            wire.announce(&admin, "/v1/programmes", "Transfer-Encoding: chunked");
            wire.send(format!("{chunk}0\r\n\r\n"));
            wire.hear(PATIENCE).refused(400, "malformed_body");
            assert!(wire.is_closed_within(PATIENCE), "{chunk}");
        }
    });
    told.await.unwrap();
}

#[apply(each_database)]
async fn nothing_is_upgraded(school: School) {
    let told = tokio::task::spawn_blocking(move || {
        for protocol in ["h2c", "websocket"] {
            let mut wire = Wire::open(&school);
            wire.send(format!(
                "GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: {protocol}\r\n\r\n"
            ));
            let told = wire.hear(PATIENCE);
            assert!(told.head.starts_with("http/1.1 200 "), "{told:?}");
            assert!(told.head.contains("connection: close"), "{told:?}");
            assert!(!told.head.contains("upgrade"), "{told:?}");
        }
    });
    told.await.unwrap();
}
