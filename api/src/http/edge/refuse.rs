//! Refusals outside of the app's routes: of a head that can't be read or comes too slowly, and of a
//! body that is announced as too large.

use super::{Seen, dress, language, peer, render, request_id};
use crate::app::App;
use crate::auth::bearer;
use crate::http::call::{declared_length, limit_at};
use crate::http::problem::{Code, Problem};
use actix_web::body::MessageBody;
use actix_web::http::{Method, header};
use actix_web::{HttpMessage, HttpResponse};
use domain::words::Language;
use std::net::{IpAddr, Ipv4Addr};
use std::time::Instant;

/// Beginnings of the bare answers that the server makes by itself, and the problems they become.
const BARE: &[(&[u8], Code)] = &[
    (
        b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n",
        Code::MalformedHead,
    ),
    (
        b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-length: 0\r\n",
        Code::MalformedHead,
    ),
];

/// The problem that the server means by a bare answer; the app's own answers are never bare.
pub(super) fn said_by_server(bytes: &[u8]) -> Option<Code> {
    let said = BARE.iter().find(|(bare, _)| bytes.starts_with(bare));
    said.map(|(_, code)| *code)
}

/// Refuses a request that waits for `100 Continue` when nothing of its body would be read.
///
/// # Errors
/// 401, 413 or 429.
pub fn expectation(app: &App, request: &actix_http::Request) -> Result<(), HttpResponse> {
    let headers = request.headers();
    let length = declared_length(headers).unwrap_or(0);
    if length <= limit_at(request.path()) {
        return Ok(());
    }
    let token = bearer(headers);
    let token = token.and_then(|token| app.issuers.verify(token, app.clock.last_known()));
    let address = request.peer_addr().map(|peer| peer.ip());
    let address = address.unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED));
    let key = peer::behind(&app.config, address, headers);
    let key = format!("p:{}", peer::network(key));
    let (standing, limited) = app.limiter.count(&key, request.path());
    let problem = match (limited, token) {
        (Some(problem), _) => problem,
        (None, Err(bad)) => bad.into(),
        (None, Ok(_)) => Problem::new(Code::BodyTooLarge),
    };
    let seen = Seen {
        request_id: request_id::of(headers),
        method: request.method().clone(),
        path: request.path().to_owned(),
        origin: super::cors::allowed(&app.config, headers),
        language: language::of(request),
        standing,
        began: Instant::now(),
        long_body: true,
    };
    let mut response = render(app, &seen, &problem);
    dress(app, &seen, response.headers_mut());
    super::metrics::count(&seen, None, response.status(), Some(problem.code.as_str()));
    Err(response)
}

/// A problem as it goes over the wire, for a request of which nothing is known.
pub(super) fn written(app: &App, problem: &Problem) -> Vec<u8> {
    let (standing, _) = app.limiter.count(&String::new(), "/health/");
    let seen = Seen {
        request_id: uuid::Uuid::now_v7().to_string(),
        method: Method::GET,
        path: "/".to_owned(),
        origin: None,
        language: Language::En,
        standing,
        began: Instant::now(),
        long_body: true,
    };
    let mut response = render(app, &seen, problem);
    dress(app, &seen, response.headers_mut());
    let status = response.status();
    let mut head = format!("HTTP/1.1 {status}\r\nconnection: close\r\n").into_bytes();
    let date = header::HttpDate::from(std::time::SystemTime::now());
    head.extend_from_slice(format!("date: {date}\r\n").as_bytes());
    for (name, value) in response.headers() {
        for part in [name.as_str().as_bytes(), b": ", value.as_bytes(), b"\r\n"] {
            head.extend_from_slice(part);
        }
    }
    let body = response.into_body().try_into_bytes().unwrap_or_default();
    head.extend_from_slice(format!("content-length: {}\r\n\r\n", body.len()).as_bytes());
    head.extend_from_slice(&body);
    head
}
