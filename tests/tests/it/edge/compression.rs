//! Compressed answers: the same content, each coding with a validator of its own.

use crate::harness::{Actor, Answer, Class, School, apply, each_database, mentor_row};
use serde_json::json;
use std::io::Read;

async fn get(actor: &Actor, path: &str, accept: &str) -> Answer {
    let ask = actor.ask("GET", path).header("Accept-Encoding", accept);
    ask.send_unchecked().await
}

fn plain(answer: &Answer) -> Vec<u8> {
    let (mut plain, bytes) = (Vec::new(), answer.bytes.as_slice());
    match answer.header("content-encoding") {
        "gzip" => flate2::read::GzDecoder::new(bytes).read_to_end(&mut plain),
        "br" => brotli::Decompressor::new(bytes, 4_096).read_to_end(&mut plain),
        "zstd" => zstd::Decoder::new(bytes).unwrap().read_to_end(&mut plain),
        other => panic!("'{other}': {answer:?}"),
    }
    .unwrap();
    plain
}

fn varies(answer: &Answer) -> usize {
    let all = answer.headers.get_all("vary").iter();
    let all = all.filter(|value| {
        value
            .to_str()
            .unwrap()
            .eq_ignore_ascii_case("accept-encoding")
    });
    all.count()
}

async fn class_of_mentors(school: &School) -> Class {
    let class = Class::draft(school, 2019).await;
    let rows = (0..30).map(|n| mentor_row(&format!("mentor-{n}")));
    class.import("mentors", rows.collect()).await.ok();
    class
}

#[apply(each_database)]
async fn an_answer_of_some_length_is_compressed_as_the_caller_likes_best(school: School) {
    let class = class_of_mentors(&school).await;
    let (admin, path) = (school.admin(), class.path("/mentors"));
    let whole = get(&admin, &path, "identity").await.ok();
    assert_eq!(whole.header("content-encoding"), "");
    assert_eq!(varies(&whole), 1);
    for (accept, coding) in [
        ("gzip", "gzip"),
        ("br", "br"),
        ("zstd", "zstd"),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, zstd;q=0.5", "gzip"),
        ("br;q=0.1, gzip;q=0.8", "gzip"),
        ("GZIP;q=0.5", "gzip"),
    ] {
        let packed = get(&admin, &path, accept).await.ok();
        assert_eq!(packed.header("content-encoding"), coding, "{accept}");
        assert!(
            packed.bytes.len() * 3 < whole.bytes.len(),
            "{}",
            packed.bytes.len()
        );
        assert_eq!(plain(&packed), whole.bytes, "{accept}");
        assert_eq!(varies(&packed), 1, "{accept}");
        assert_eq!(packed.header("content-type"), "application/json");
    }
    for accept in [
        "",
        "*;q=0",
        "deflate",
        "gzip;q=0",
        "identity;q=0, compress",
        "nonsense;;",
    ] {
        let answer = get(&admin, &path, accept).await.ok();
        assert_eq!(answer.header("content-encoding"), "", "{accept}");
        assert_eq!(answer.bytes, whole.bytes);
    }
}

#[apply(each_database)]
async fn what_is_short_or_packed_already_goes_as_it_is(school: School) {
    let admin = school.admin();
    for path in [
        "/v1/me/profile",
        "/health/live",
        "/v1/nothing",
        "/swagger-ui/favicon-32x32.png",
    ] {
        let answer = get(&admin, path, "gzip, br").await;
        assert_eq!(answer.header("content-encoding"), "", "{path}");
        assert_eq!(varies(&answer), 0, "{path}");
    }
    for path in [
        "/openapi.json",
        "/openapi.yaml",
        "/swagger-ui/swagger-ui-bundle.js",
    ] {
        let (packed, whole) = (
            get(&admin, path, "br").await.ok(),
            get(&admin, path, "").await.ok(),
        );
        assert_eq!(plain(&packed), whole.bytes, "{path}");
        assert!(packed.bytes.len() * 3 < whole.bytes.len(), "{path}");
    }
}

#[apply(each_database)]
async fn each_coding_has_its_own_validator_and_none_is_stale(school: School) {
    let class = class_of_mentors(&school).await;
    let (admin, path) = (school.admin(), class.path("/mentors"));
    let codings = ["identity", "gzip", "br", "zstd"];
    let mut etags = Vec::new();
    for coding in codings {
        etags.push(get(&admin, &path, coding).await.ok().etag());
    }
    let known = |coding: &'static str, etag: String| {
        let ask = admin.ask("GET", &path).header("Accept-Encoding", coding);
        ask.header("If-None-Match", etag).send_unchecked()
    };
    for (place, coding) in codings.iter().enumerate() {
        let answer = known(coding, etags[place].clone()).await.status(304);
        assert!(answer.bytes.is_empty());
        assert_eq!(answer.etag(), etags[place]);
        assert_eq!(varies(&answer), 1);
        assert_eq!(answer.header("content-encoding"), "");
        let others: Vec<_> = etags
            .iter()
            .filter(|etag| **etag != etags[place])
            .cloned()
            .collect();
        assert_eq!(others.len(), 3);
        known(coding, others.join(", ")).await.ok();
    }
    class
        .import("mentors", vec![mentor_row("newcomer")])
        .await
        .ok();
    for (place, coding) in codings.iter().enumerate() {
        known(coding, etags[place].clone()).await.ok();
    }
}

#[apply(each_database)]
async fn a_save_from_a_compressed_answer_is_taken_and_a_stale_one_is_not(school: School) {
    let class = Class::draft(&school, 2019).await;
    let (admin, path) = (school.admin(), class.path("/charter"));
    let text = "Be kind, be there, ask why. ".repeat(100);
    let put = |etag: String, text: String| {
        let ask = admin.ask("PUT", &path).header("If-Match", etag);
        let ask = ask.header("Accept-Encoding", "gzip");
        ask.json(&json!({ "text": { "fr": text, "en": text } }))
            .send_unchecked()
    };
    for coding in ["gzip", "br", "zstd"] {
        let read = get(&admin, &path, coding).await.ok();
        assert_eq!(read.header("content-encoding"), coding);
        let saved = put(read.etag(), format!("{text}{coding}")).await.ok();
        assert_eq!(saved.header("content-encoding"), "gzip");
        put(read.etag(), text.clone()).await.refused(412, "stale");
        let ask = admin.ask("GET", &path).header("Accept-Encoding", "gzip");
        ask.header("If-None-Match", saved.etag())
            .send_unchecked()
            .await
            .status(304);
    }
}

#[apply(each_database)]
async fn a_replay_may_come_in_another_coding_than_the_first_answer(school: School) {
    let class = Class::draft(&school, 2019).await;
    let rows: Vec<_> = (0..20)
        .map(|n| mentor_row(&format!("mentor-{n}")))
        .collect();
    let import = |coding: &'static str| {
        let ask = school.admin().ask("POST", class.path("/mentors/import"));
        let ask = ask
            .header("Idempotency-Key", "import-1")
            .header("Accept-Encoding", coding);
        ask.json(&json!({ "rows": rows })).send_unchecked()
    };
    let first = import("gzip").await.ok();
    assert_eq!(first.header("idempotency-replayed"), "");
    for coding in ["br", "gzip"] {
        let again = import(coding).await.ok();
        assert_eq!(again.header("idempotency-replayed"), "true");
        assert_eq!(again.header("content-encoding"), coding);
        assert_eq!(plain(&again), plain(&first));
    }
    let again = import("identity").await.ok();
    assert_eq!(again.bytes, plain(&first));
}
