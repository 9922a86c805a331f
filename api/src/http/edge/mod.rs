//! The edge: steps around the handler of every request. Request id, language, token, rate limit;
//! then the problem's body, the form in which the answer goes out, headers, metrics and one line of
//! log.

mod address;
mod connection;
mod cors;
mod gauges;
mod language;
mod metrics;
mod peer;
mod refuse;
mod representation;
mod request_id;
mod sliced;
mod table;

pub use address::Address;
pub use connection::Connection;
pub use metrics::{prometheus, scrape};
pub use refuse::expectation;
pub use table::{Table, served};

use crate::app::App;
use crate::auth::{BadToken, bearer};
use crate::http::call::Deadline;
use crate::http::context::Context;
use crate::http::problem::{self, Problem};
use crate::limit::Quota;
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::http::{ConnectionType, Method};
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, HttpMessage, HttpResponse};
use chrono::{DateTime, Utc};
use connection::Progress;
use domain::words::Language;
use std::time::Instant;
use tokio::sync::SemaphorePermit;

/// Policy of an answer that is no page: nothing in it runs, and no page frames it.
const NO_PAGE: HeaderValue = HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'");

/// Data the edge keeps of a request until its answer.
struct Seen {
    request_id: String,
    method: actix_web::http::Method,
    path: String,
    origin: Option<HeaderValue>,
    language: Language,
    standing: Quota,
    began: Instant,
    /// Whether the body may be left unread: after a refusal the connection is cut.
    long_body: bool,
}

/// Middleware around everything.
///
/// # Errors
/// Errors that an inner service can't turn into an answer.
pub async fn edge(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let Some(app) = request.app_data::<Data<App>>().cloned() else {
        return next
            .call(request)
            .await
            .map(ServiceResponse::map_into_boxed_body);
    };
    let progress = request.conn_data::<Progress>().cloned();
    if let Some(progress) = &progress {
        progress.begin();
    }
    let table = request.app_data::<&'static Table>();
    if let Some((matched, ids)) = table.and_then(|table| table.find(request.match_info().as_str()))
    {
        request.extensions_mut().insert(matched);
        request.extensions_mut().insert(ids);
    }
    let turn = turn(&app, &request).await;
    let (seen, context) = look(&app, &request).await;
    let context = turn.as_ref().map_err(Clone::clone).and(context);
    let response = match context {
        Ok(_) if cors::is_preflight(&request) => {
            let answer = cors::preflight(&request);
            request.into_response(answer)
        }
        Ok(context) => {
            request.extensions_mut().insert(context);
            next.call(request).await?.map_into_boxed_body()
        }
        Err(problem) => request.error_response(problem),
    };
    drop(turn);
    let response = finish(&app, &seen, response);
    if let Some(progress) = progress {
        progress.answered(is_last(&seen, response.response()));
    }
    Ok(response)
}

/// Waits for the turn of a read of the database.
async fn turn<'a>(
    app: &'a App,
    request: &ServiceRequest,
) -> Result<Option<SemaphorePermit<'a>>, Problem> {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    if !reads || !request.path().starts_with("/v1/") {
        return Ok(None);
    }
    let turn = app.load.read(app.config.request_timeout).await?;
    Ok(Some(turn))
}

/// The present for a request: what tells whether the process runs doesn't ask the database.
async fn now(app: &App, path: &str) -> Result<DateTime<Utc>, Problem> {
    if path.starts_with("/health/") {
        return Ok(app.clock.last_known());
    }
    let mut deadline = Deadline::after(app.config.request_timeout);
    deadline.within(app.clock.now()).await
}

/// Gathers the context before routing, or the problem that stops the request.
async fn look(app: &App, request: &ServiceRequest) -> (Seen, Result<Context, Problem>) {
    let request_id = request_id::of(request.headers());
    let language = language::of(request);
    let now = now(app, request.path()).await;
    let token = match (bearer(request.headers()), &now) {
        (Ok(token), Ok(now)) => app.issuers.verify(token, *now),
        (Err(bad), _) => Err(bad),
        // Without a clock a token can't be judged; operations that need one refuse it below.
        (Ok(_), Err(_)) => Err(BadToken::MISSING),
    };
    let key = match &token {
        Ok(claims) => format!("s:{}", claims.subject),
        Err(_) => format!("p:{}", peer::network(peer::address(&app.config, request))),
    };
    let (standing, limited) = app.limiter.count(&key, request.path());
    let seen = Seen {
        request_id: request_id.clone(),
        method: request.method().clone(),
        path: request.path().to_owned(),
        origin: cors::allowed(&app.config, request.headers()),
        language,
        standing,
        began: Instant::now(),
        long_body: has_long_body(request.headers()),
    };
    let needs_clock = request.path().starts_with("/v1/");
    let context = match (limited, now) {
        (Some(problem), _) => Err(problem),
        (None, Err(problem)) if needs_clock => Err(problem),
        (None, now) => Ok(Context {
            request_id,
            now: now.unwrap_or_else(|_| crate::clock::real()),
            token,
            language,
            base_path: app.base_path.clone(),
        }),
    };
    (seen, context)
}

/// Gives a problem its body, and every answer its form and headers.
fn finish(app: &App, seen: &Seen, response: ServiceResponse<BoxBody>) -> ServiceResponse<BoxBody> {
    let (request, response) = response.into_parts();
    let problem = problem_of(&response);
    let code = problem.as_ref().map(|problem| problem.code.as_str());
    let response = match problem {
        Some(problem) => keeping(response.headers(), render(app, seen, &problem)),
        None => response,
    };
    let mut response = sliced::sliced(representation::represent(&request, response));
    // nothing is upgraded here, which the server's own words would leave open
    if is_last(seen, &response) || request.head().upgrade() {
        response
            .head_mut()
            .set_connection_type(ConnectionType::Close);
    }
    dress(app, seen, response.headers_mut());
    metrics::count(seen, Some(&request), response.status(), code);
    ServiceResponse::new(request, response)
}

/// Whether an answer is the last one on its connection, as the rest of a body is left unread.
fn is_last(seen: &Seen, response: &HttpResponse) -> bool {
    let status = response.status();
    seen.long_body && (status.is_client_error() || status.is_server_error())
}

/// Adds the headers of every answer.
fn dress(app: &App, seen: &Seen, headers: &mut HeaderMap) {
    let mut put = |name: &'static str, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(HeaderName::from_static(name), value);
        }
    };
    put("x-request-id", &seen.request_id);
    put("x-content-type-options", "nosniff");
    put("referrer-policy", "no-referrer");
    put("cross-origin-resource-policy", "same-origin");
    put("ratelimit", &seen.standing.state);
    put("ratelimit-policy", &seen.standing.policy);
    if !headers.contains_key(header::CONTENT_SECURITY_POLICY) {
        headers.insert(header::CONTENT_SECURITY_POLICY, NO_PAGE);
    }
    cors::add(&app.config, headers, seen.origin.as_ref());
}

/// Whether a body has no known length, or one that is not worth reading for a refusal.
fn has_long_body(headers: &HeaderMap) -> bool {
    let length = headers.get(header::CONTENT_LENGTH);
    let length = length.and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    headers.contains_key(header::TRANSFER_ENCODING) || length.is_some_and(|length| length > 65_536)
}

/// The problem of an answer, also of one that actix made by itself.
fn problem_of(response: &HttpResponse) -> Option<Problem> {
    if let Some(problem) = response.extensions().get::<Problem>() {
        return Some(problem.clone());
    }
    if let Some(error) = response.error() {
        return Some(problem::of_error(error));
    }
    let status = response.status();
    let bare = response.headers().get(header::CONTENT_TYPE).is_none();
    let failed = status.is_client_error() || status.is_server_error();
    (failed && bare).then(|| problem::of_status(status))
}

fn render(app: &App, seen: &Seen, problem: &Problem) -> HttpResponse {
    let place = problem::Place {
        base: &app.public_url,
        instance: &seen.path,
        request_id: &seen.request_id,
        language: seen.language,
    };
    problem::finish(problem, &place)
}

/// Copies the operation's headers (`Deprecation`, `Sunset`, `Link`) onto its problem response.
fn keeping(announced: &HeaderMap, mut problem: HttpResponse) -> HttpResponse {
    for name in announced.keys() {
        if !problem.headers().contains_key(name) {
            for value in announced.get_all(name) {
                problem.headers_mut().append(name.clone(), value.clone());
            }
        }
    }
    problem
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_keeps_what_its_operation_announces_and_its_own_type() {
        let mut announced = HeaderMap::new();
        for (name, value) in [("sunset", "Wed, 01 Mar 2028 00:00:00 GMT"), ("link", "<a>")] {
            announced.insert(
                HeaderName::from_static(name),
                HeaderValue::from_static(value),
            );
        }
        let plain = HeaderValue::from_static("text/plain");
        announced.insert(header::CONTENT_TYPE, plain);
        let place = problem::Place {
            base: "",
            instance: "/",
            request_id: "r",
            language: Language::En,
        };
        let problem = problem::finish(&Problem::not_found(), &place);
        let kept = keeping(&announced, problem);
        assert_eq!(
            kept.headers().get("sunset"),
            announced.get("sunset"),
            "{kept:?}"
        );
        assert_eq!(kept.headers().get("link"), announced.get("link"));
        let kind = kept.headers().get(header::CONTENT_TYPE).unwrap();
        assert_eq!(kind, "application/problem+json");
    }
}
