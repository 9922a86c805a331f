//! Bodies: JSON of bounded size, within a time limit, checked by its schema.

use crate::http::json::{self, Body, MEBIBYTE};
use crate::http::problem::{Code, Detail, Problem};
use crate::load::{Room, Turn};
use actix_web::HttpRequest;
use actix_web::http::Method;
use actix_web::http::header::{self, HeaderMap};
use actix_web::web::Payload;
use futures_util::StreamExt;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::time::Duration;
use utoipa::ToSchema;
use utoipa::openapi::{RefOr, Schema};

/// Most bytes of a body, and of an import's.
const MOST: usize = MEBIBYTE;
const MOST_IMPORTED: usize = 10 * MEBIBYTE;
/// Time limit for a body to arrive.
const PATIENCE: Duration = Duration::from_secs(20);

/// A body that a request can carry.
pub trait RequestBody: Sized + Send + 'static {
    /// Whether the body may be omitted; `None`: there is no body at all.
    const OPTIONAL: Option<bool>;

    /// Whether it is an import's, which is larger and worked on one at a time.
    const IMPORT: bool = false;

    /// Most bytes that are read.
    const LIMIT: usize = if Self::IMPORT { MOST_IMPORTED } else { MOST };

    /// The name of its schema.
    fn schema(schemas: &mut Vec<(String, RefOr<Schema>)>) -> Option<Cow<'static, str>>;

    /// Parses it from bytes, by the schemas of the document.
    ///
    /// # Errors
    /// 400 or 422.
    fn read(bytes: &[u8], components: &Map<String, Value>) -> Result<Self, Problem>;

    /// Parses it from CSV, which imports alone take.
    ///
    /// # Errors
    /// 400, 415 or 422.
    fn read_csv(_: &[u8], _: &Map<String, Value>) -> Result<Self, Problem> {
        Err(Problem::new(Code::UnsupportedMediaType))
    }

    /// Keeps an import's turn until its work is done.
    fn hold(&mut self, _: Turn) {}

    /// Reads the bytes off the wire, into the caller's room.
    ///
    /// # Errors
    /// 400, 408, 413, 415 or 503.
    fn bytes(
        request: &HttpRequest,
        payload: Payload,
        room: &mut Room,
    ) -> impl Future<Output = Result<Vec<u8>, Problem>> {
        async move {
            if Self::OPTIONAL.is_none() {
                return Ok(Vec::new());
            }
            let length = declared_length(request.headers());
            if length.is_some_and(|length| length > Self::LIMIT) {
                return Err(Problem::new(Code::BodyTooLarge));
            }
            room.take(length.unwrap_or(0))?;
            let read = collect(payload, length.unwrap_or(0), Self::LIMIT, room);
            let read = actix_web::rt::time::timeout(PATIENCE, read).await;
            let slow = Detail::SlowBody(PATIENCE);
            let bytes = read.map_err(|_| Problem::new(Code::RequestTimeout).detail(slow))??;
            if !bytes.is_empty() {
                check_media_type(request, Self::IMPORT)?;
            }
            Ok(bytes)
        }
    }
}

/// Absent body; one that is sent is ignored.
#[derive(Clone, Copy, Debug)]
pub struct NoBody;

/// A JSON body.
#[derive(Clone, Debug)]
pub struct Json<T>(pub T);

/// Optional JSON body of an action: omitted, it counts as `{}`.
#[derive(Clone, Debug)]
pub struct OptionalJson<T>(pub T);

/// Empty request body: `{}` or none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}

impl<T> std::ops::Deref for Json<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> std::ops::Deref for OptionalJson<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl RequestBody for NoBody {
    const OPTIONAL: Option<bool> = None;

    fn schema(_: &mut Vec<(String, RefOr<Schema>)>) -> Option<Cow<'static, str>> {
        None
    }

    fn read(_: &[u8], _: &Map<String, Value>) -> Result<Self, Problem> {
        Ok(Self)
    }
}

impl<T: Body> RequestBody for Json<T> {
    const OPTIONAL: Option<bool> = Some(false);

    fn schema(schemas: &mut Vec<(String, RefOr<Schema>)>) -> Option<Cow<'static, str>> {
        Some(crate::http::answer::component::<T>(schemas))
    }

    fn read(bytes: &[u8], components: &Map<String, Value>) -> Result<Self, Problem> {
        json::parse(bytes, components).map(Self)
    }
}

impl<T: Body> RequestBody for OptionalJson<T> {
    const OPTIONAL: Option<bool> = Some(true);

    fn schema(schemas: &mut Vec<(String, RefOr<Schema>)>) -> Option<Cow<'static, str>> {
        Some(crate::http::answer::component::<T>(schemas))
    }

    fn read(bytes: &[u8], components: &Map<String, Value>) -> Result<Self, Problem> {
        let bytes = if bytes.is_empty() {
            b"{}".as_slice()
        } else {
            bytes
        };
        json::parse(bytes, components).map(Self)
    }
}

/// The length that a request declares for its body.
pub fn declared_length(headers: &HeaderMap) -> Option<usize> {
    let length = headers.get(header::CONTENT_LENGTH)?;
    length.to_str().ok()?.parse().ok()
}

/// Most bytes of a body at a path, for a refusal before anything of it is sent.
pub fn limit_at(path: &str) -> usize {
    if path.ends_with("/import") {
        MOST_IMPORTED
    } else {
        MOST
    }
}

/// Reads up to `limit` bytes; the rest is cut off with the connection.
async fn collect(
    mut payload: Payload,
    length: usize,
    limit: usize,
    room: &mut Room,
) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::with_capacity(length);
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|_| Problem::new(Code::MalformedBody))?;
        let length = bytes.len().saturating_add(chunk.len());
        if length > limit {
            return Err(Problem::new(Code::BodyTooLarge));
        }
        room.grow(length)?;
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

/// Whether a body is declared as CSV.
pub(super) fn is_csv(headers: &HeaderMap) -> bool {
    let sent = headers.get(header::CONTENT_TYPE);
    let sent = sent.and_then(|sent| sent.to_str().ok()).unwrap_or_default();
    let essence = sent.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("text/csv")
}

/// Accepts `application/json`, in UTF-8 and not compressed; for a `PATCH` also
/// `application/merge-patch+json`, for an import `text/csv`.
fn check_media_type(request: &HttpRequest, import: bool) -> Result<(), Problem> {
    let refused = || Problem::new(Code::UnsupportedMediaType);
    if request.headers().contains_key(header::CONTENT_ENCODING) {
        return Err(refused());
    }
    let mut types = request.headers().get_all(header::CONTENT_TYPE);
    let sent = types
        .next()
        .and_then(|sent| sent.to_str().ok())
        .ok_or_else(refused)?;
    if types.next().is_some() {
        return Err(refused());
    }
    let mut parts = sent.split(';').map(str::trim);
    let essence = parts.next().unwrap_or_default().to_ascii_lowercase();
    let known = match essence.as_str() {
        "application/json" => true,
        "application/merge-patch+json" => request.method() == Method::PATCH,
        "text/csv" => import,
        _ => false,
    };
    let other_charset = parts.any(|parameter| {
        let parameter = parameter.to_ascii_lowercase();
        let charset = parameter
            .strip_prefix("charset=")
            .map(|charset| charset.trim_matches('"'));
        charset.is_some_and(|charset| charset != "utf-8")
    });
    if known && !other_charset {
        Ok(())
    } else {
        Err(refused())
    }
}
