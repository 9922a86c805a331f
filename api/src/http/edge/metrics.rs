//! Request counts and durations by route template and status, and the log line of a request.
//! Never a query, a token or a body.

use super::Seen;
use super::gauges::gauges;
use crate::app::App;
use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{HttpResponse, http::header};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use std::sync::OnceLock;

static PROMETHEUS: OnceLock<Option<PrometheusHandle>> = OnceLock::new();

/// Upper bounds of the duration buckets, in seconds.
const BUCKETS: &[f64] = &[
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0,
];

/// Recorder of the process, installed on first use.
pub fn prometheus() -> Option<&'static PrometheusHandle> {
    let install = || {
        let builder = PrometheusBuilder::new().set_buckets(BUCKETS).ok()?;
        builder.install_recorder().ok()
    };
    PROMETHEUS.get_or_init(install).as_ref()
}

/// Counts an answer and writes its log line.
pub(super) fn count(seen: &Seen, template: Option<&str>, status: StatusCode) {
    let seconds = seen.began.elapsed().as_secs_f64();
    let route = template.unwrap_or("unmatched").to_owned();
    let method = if template.is_some() {
        seen.method.to_string()
    } else {
        "ANY".to_owned()
    };
    let labels = [
        ("method", method),
        ("route", route),
        ("status", status.as_str().to_owned()),
    ];
    metrics::counter!("http_requests_total", &labels).increment(1);
    metrics::histogram!("http_request_duration_seconds", &labels).record(seconds);
    tracing::info!(
        request_id = %seen.request_id,
        method = %seen.method,
        path = %seen.path,
        status = status.as_u16(),
        ms = seconds * 1_000.0,
        "answered"
    );
}

/// `GET /metrics`, on a port of its own.
pub async fn scrape(app: Data<App>) -> HttpResponse {
    gauges(&app).await;
    let text = prometheus().map(|handle| {
        handle.run_upkeep();
        handle.render()
    });
    HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, "text/plain; version=0.0.4"))
        .body(text.unwrap_or_default())
}
