//! The metrics, read as Prometheus reads them.

use crate::harness::{Kind, School, run};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// A scrape: kind and description of each family, and every sample.
#[derive(Default)]
struct Scrape {
    kinds: BTreeMap<String, String>,
    described: BTreeSet<String>,
    samples: Vec<(String, f64)>,
}

impl Scrape {
    fn read(text: &str) -> Self {
        let mut scrape = Self::default();
        for line in text.lines().filter(|line| !line.is_empty()) {
            let words: Vec<_> = line.splitn(4, ' ').collect();
            match words.as_slice() {
                ["#", "HELP", name, words] => {
                    assert!(words.ends_with('.'), "{line}");
                    assert!(scrape.described.insert((*name).to_owned()), "{line}");
                }
                ["#", "TYPE", name, kind] => {
                    let before = scrape.kinds.insert((*name).to_owned(), (*kind).to_owned());
                    assert_eq!(before, None, "{line}");
                }
                _ => {
                    let (series, value) = line.rsplit_once(' ').unwrap();
                    scrape
                        .samples
                        .push((series.to_owned(), value.parse().unwrap()));
                }
            }
        }
        scrape
    }

    /// The family of a series; a histogram's has three kinds of samples.
    fn family(&self, series: &str) -> String {
        let name = series.split('{').next().unwrap();
        let ends = ["_bucket", "_sum", "_count"];
        let of_histogram = ends.iter().find_map(|end| name.strip_suffix(end));
        let of_histogram = of_histogram.filter(|name| {
            self.kinds
                .get(*name)
                .is_some_and(|kind| kind == "histogram")
        });
        of_histogram.unwrap_or(name).to_owned()
    }

    fn value(&self, series: &str) -> f64 {
        let found = self.samples.iter().find(|(name, _)| name == series);
        found.unwrap_or_else(|| panic!("no {series}")).1
    }

    fn has(&self, name: &str) -> bool {
        self.samples
            .iter()
            .any(|(series, _)| series.starts_with(name))
    }
}

async fn metrics_of(kind: Kind) {
    let school = School::open_with(kind, &[("MENTORING_METRICS_LISTEN", "127.0.0.1:0")]).await;
    let programme = json!({ "year": 2031, "name": "measured" });
    school
        .admin()
        .post("/v1/programmes", programme)
        .await
        .status(201);
    school
        .anonymous()
        .get("/v1/me")
        .await
        .refused(401, "token_missing");
    school
        .anonymous()
        .ask("MAKE", "/v1/me")
        .send_unchecked()
        .await;
    school
        .anonymous()
        .get("/nowhere")
        .await
        .refused(404, "not_found");
    let scrape = Scrape::read(&school.scrape().await);
    for (series, value) in &scrape.samples {
        let family = scrape.family(series);
        assert!(family.starts_with("mentoring_"), "{series}");
        assert!(scrape.described.contains(&family), "{series}");
        assert!(scrape.kinds.contains_key(&family), "{series}");
        assert!(*value >= 0.0, "{series} {value}");
    }
    let version = format!(
        "mentoring_build_info{{version=\"{}\"}}",
        env!("CARGO_PKG_VERSION")
    );
    assert_eq!(scrape.value(&version), 1.0);
    assert_eq!(scrape.value("mentoring_database_up"), 1.0);
    for (method, route, status) in [
        ("POST", "/v1/programmes", 201),
        ("GET", "/v1/me", 401),
        ("ANY", "/v1/me", 405),
        ("ANY", "unmatched", 404),
    ] {
        let labels = format!("{{method=\"{method}\",route=\"{route}\",status=\"{status}\"}}");
        let requests = format!("mentoring_http_requests_total{labels}");
        let durations = format!("mentoring_http_request_duration_seconds_count{labels}");
        assert!(scrape.value(&requests) >= 1.0, "{labels}");
        assert!(scrape.value(&durations) >= 1.0, "{labels}");
    }
    for name in [
        "mentoring_database_connections",
        "mentoring_database_connections_limit",
        "mentoring_database_waiting",
        "mentoring_database_statements_total",
        "mentoring_outbox_mails_queued",
        "mentoring_outbox_oldest_age_seconds",
        "mentoring_mails_total{outcome=\"sent\"}",
        "mentoring_mails_total{outcome=\"delayed\"}",
        "mentoring_mails_total{outcome=\"given_up\"}",
        "mentoring_worker_rounds_total{outcome=\"ok\"}",
    ] {
        assert!(scrape.has(name), "{name}");
    }
    if kind == Kind::Postgres {
        assert!(scrape.value("mentoring_database_connections_in_use") >= 0.0);
    }
}

#[test]
fn metrics_on_sqlite_are_described_and_of_one_prefix() {
    run(Kind::Sqlite, |_| metrics_of(Kind::Sqlite));
}

#[test]
fn metrics_on_postgres_are_described_and_of_one_prefix() {
    run(Kind::Postgres, |_| metrics_of(Kind::Postgres));
}
