//! Metrics, and the log line of a request. Neither holds a path, a query, a token or a body.

use super::Seen;
use super::gauges::gauges;
use super::table::Matched;
use crate::app::App;
use crate::http::context::Actor;
use actix_web::http::{Method, StatusCode, header};
use actix_web::web::Data;
use actix_web::{HttpMessage, HttpRequest, HttpResponse};
use metrics::{Counter, Histogram, counter, gauge};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{LazyLock, OnceLock, RwLock};

static PROMETHEUS: OnceLock<Option<PrometheusHandle>> = OnceLock::new();

/// Upper bounds of the duration buckets, in seconds.
const BUCKETS: &[f64] = &[
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0,
];

const COUNTERS: &[(&str, &str)] = &[
    (
        "mentoring_http_requests_total",
        "Requests answered, by method, route template and status.",
    ),
    (
        "mentoring_mails_total",
        "Attempts to send a mail, by outcome: sent, delayed (tried again later), given_up.",
    ),
    (
        "mentoring_worker_rounds_total",
        "Rounds of the worker that sends mails and records what is due, by outcome: ok, failed.",
    ),
    (
        "mentoring_database_statements_total",
        "Statements sent to the database.",
    ),
];
const GAUGES: &[(&str, &str)] = &[
    (
        "mentoring_build_info",
        "Always 1; the label says the version that runs.",
    ),
    (
        "mentoring_database_up",
        "Whether the database takes writes now: 1, else 0.",
    ),
    (
        "mentoring_database_connections",
        "Connections to PostgreSQL, or SQLite's threads, that are open.",
    ),
    (
        "mentoring_database_connections_limit",
        "The most connections or threads that may be open.",
    ),
    (
        "mentoring_database_connections_in_use",
        "Connections to PostgreSQL that work on a request now.",
    ),
    (
        "mentoring_database_waiting",
        "Units of work that wait for a connection or a thread.",
    ),
    (
        "mentoring_outbox_mails_queued",
        "Mails that wait to be sent, those being tried again included.",
    ),
    (
        "mentoring_outbox_oldest_age_seconds",
        "Age of the oldest mail that waits; 0 when none does.",
    ),
];
const HISTOGRAMS: &[(&str, &str)] = &[(
    "mentoring_http_request_duration_seconds",
    "Time from the head of a request to its answer, by method, route template and status.",
)];

/// Recorder of the process, installed on first use.
pub fn prometheus() -> Option<&'static PrometheusHandle> {
    let install = || {
        let builder = PrometheusBuilder::new().set_buckets(BUCKETS).ok()?;
        let handle = builder.install_recorder().ok()?;
        describe();
        Some(handle)
    };
    PROMETHEUS.get_or_init(install).as_ref()
}

/// Gives each metric its description, and those that count events rarely their 0: a rate needs one.
fn describe() {
    for (name, text) in COUNTERS {
        metrics::describe_counter!(*name, *text);
    }
    for (name, text) in GAUGES {
        metrics::describe_gauge!(*name, *text);
    }
    for (name, text) in HISTOGRAMS {
        metrics::describe_histogram!(*name, *text);
    }
    for outcome in ["sent", "delayed", "given_up"] {
        counter!("mentoring_mails_total", "outcome" => outcome).increment(0);
    }
    for outcome in ["ok", "failed"] {
        counter!("mentoring_worker_rounds_total", "outcome" => outcome).increment(0);
    }
    gauge!("mentoring_build_info", "version" => env!("CARGO_PKG_VERSION")).set(1);
}

/// Counts an answer and writes its log line; no route is known of a request refused by its head.
pub(super) fn count(
    seen: &Seen,
    request: Option<&HttpRequest>,
    status: StatusCode,
    code: Option<&'static str>,
) {
    let seconds = seen.began.elapsed().as_secs_f64();
    let template = request.and_then(template);
    let method = method(&seen.method, template.is_some());
    let route = template.unwrap_or(Cow::Borrowed("unmatched"));
    let actor = request.and_then(|request| request.extensions().get::<Actor>().copied());
    log(seen, actor, &route, status, code, seconds);
    let (requests, durations) = series(method, route, status);
    requests.increment(1);
    durations.record(seconds);
}

/// Template of the request's address.
fn template(request: &HttpRequest) -> Option<Cow<'static, str>> {
    let matched = request.extensions().get::<Matched>().copied();
    match matched {
        Some(Matched(known)) => Some(Cow::Borrowed(known.template)),
        None => request.match_pattern().map(Cow::Owned),
    }
}

/// The series of an answer, which the recorder finds once.
fn series(
    method: &'static str,
    route: Cow<'static, str>,
    status: StatusCode,
) -> (Counter, Histogram) {
    type Key = (&'static str, Cow<'static, str>, StatusCode);
    static KNOWN: LazyLock<RwLock<HashMap<Key, (Counter, Histogram)>>> =
        LazyLock::new(RwLock::default);

    let key = (method, route, status);
    let known = KNOWN.read().ok();
    if let Some(series) = known.and_then(|known| known.get(&key).cloned()) {
        return series;
    }
    let labels = [
        ("method", method.to_owned()),
        ("route", key.1.to_string()),
        ("status", status.as_str().to_owned()),
    ];
    let series = (
        counter!("mentoring_http_requests_total", &labels),
        metrics::histogram!("mentoring_http_request_duration_seconds", &labels),
    );
    if let Ok(mut known) = KNOWN.write() {
        known.insert(key, series.clone());
    }
    series
}

/// Label of a method: callers may invent methods, but no series.
fn method(method: &Method, matched: bool) -> &'static str {
    let known = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
    let known = known.into_iter().find(|known| *known == method.as_str());
    known.filter(|_| matched).unwrap_or("ANY")
}

/// Refusals name code and actor. Probes that succeed are for debugging only.
fn log(
    seen: &Seen,
    actor: Option<Actor>,
    route: &str,
    status: StatusCode,
    code: Option<&'static str>,
    seconds: f64,
) {
    let refused = status.is_client_error() || status.is_server_error();
    let actor = actor.filter(|_| refused).map(|actor| actor.0.to_string());
    let ms = (seconds * 1e6).round() / 1e3;
    macro_rules! line {
        ($level:ident) => {
            tracing::$level!(
                request_id = seen.request_id,
                method = seen.method.as_str(),
                route,
                status = status.as_u16(),
                code,
                actor,
                ms,
                "answered"
            )
        };
    }
    match status.as_u16() {
        503 => line!(warn),
        500.. => line!(error),
        _ if !refused && route.starts_with("/health/") => line!(debug),
        _ => line!(info),
    }
}

/// `GET /metrics`, on a port of its own.
pub async fn scrape(app: Data<App>) -> HttpResponse {
    gauges(&app).await;
    let text = prometheus().map(|handle| {
        handle.run_upkeep();
        handle.render()
    });
    let kind = "text/plain; version=0.0.4; charset=utf-8";
    HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, kind))
        .body(text.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_alert_rules_name_metrics_that_there_are() {
        let rules = include_str!("../../../../docs/alerts.yml");
        let known = [COUNTERS, GAUGES, HISTOGRAMS].concat();
        let is_part = |c: char| c.is_ascii_lowercase() || c == '_';
        let named = rules.split(|c| !is_part(c));
        let named: Vec<_> = named
            .filter(|word| word.starts_with("mentoring_"))
            .collect();
        assert!(named.len() > 5, "{named:?}");
        for name in named {
            let family = name.trim_end_matches("_bucket").trim_end_matches("_count");
            assert!(known.iter().any(|(known, _)| *known == family), "{name}");
        }
    }

    #[test]
    fn a_method_that_a_caller_invents_makes_no_series() {
        let invented = Method::from_bytes(b"MAKE").unwrap();
        assert_eq!(method(&invented, true), "ANY");
        assert_eq!(method(&Method::GET, false), "ANY");
        assert_eq!(method(&Method::GET, true), "GET");
    }
}
