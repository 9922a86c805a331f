//! Four kinds of answers.

use super::{Answered, Page, Shape, etag};
use crate::http::context::Context;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpRequest, HttpResponse};
use persistence::{Render, StoredAnswer};
use serde::Serialize;
use std::borrow::Cow;
use std::marker::PhantomData;
use std::sync::Arc;
use utoipa::ToSchema;
use utoipa::openapi::{RefOr, Schema};

/// 200 with a resource and its ETag; the edge makes it a 304 where the client has it already.
pub struct Resource<T>(Rendered, PhantomData<T>);

/// 201 with the new resource and its `Location`.
pub struct Created<T>(Rendered, PhantomData<T>);

/// 200 with one page of a list.
pub struct Listed<T>(Page<T>);

/// 204.
pub struct NoContent;

struct Rendered {
    status: StatusCode,
    body: Vec<u8>,
    etag: Option<String>,
    location: Option<String>,
    replayed: bool,
}

impl<T: Serialize> Resource<T> {
    /// Renders a resource of this version; 0 for one without versions.
    pub fn of(version: impl Into<i64>, resource: &T) -> Self {
        let body = serde_json::to_vec(resource).unwrap_or_default();
        let rendered = Rendered {
            status: StatusCode::OK,
            etag: Some(etag(version.into(), &body)),
            location: None,
            replayed: false,
            body,
        };
        Self(rendered, PhantomData)
    }

    /// The same, said to be the answer of an earlier request where it is.
    pub fn replayed(mut self, is: bool) -> Self {
        self.0.replayed = is;
        self
    }
}

impl<T> From<StoredAnswer> for Resource<T> {
    fn from(answer: StoredAnswer) -> Self {
        Self(answer.into(), PhantomData)
    }
}

impl<T> From<StoredAnswer> for Created<T> {
    fn from(answer: StoredAnswer) -> Self {
        Self(answer.into(), PhantomData)
    }
}

impl<T> From<Page<T>> for Listed<T> {
    fn from(page: Page<T>) -> Self {
        Self(page)
    }
}

impl From<StoredAnswer> for Rendered {
    fn from(answer: StoredAnswer) -> Self {
        Self {
            status: StatusCode::from_u16(answer.status).unwrap_or(StatusCode::OK),
            body: answer.body,
            etag: answer.etag,
            location: answer.location,
            replayed: answer.replayed,
        }
    }
}

/// Renders the 200 of a write inside its transaction, so that a replay is the same; takes version
/// and resource from the record.
pub fn shown<R: 'static, V: Into<i64>, T: Serialize>(
    view: impl Fn(&R) -> (V, T) + Send + Sync + 'static,
) -> Render<R> {
    Arc::new(move |record| {
        let (version, resource) = view(record);
        stored(200, version.into(), None, &resource)
    })
}

/// Renders the 201 of a write inside its transaction; takes version, location and resource from the
/// record.
pub fn created<R: 'static, V: Into<i64>, T: Serialize>(
    view: impl Fn(&R) -> (V, String, T) + Send + Sync + 'static,
) -> Render<R> {
    Arc::new(move |record| {
        let (version, location, resource) = view(record);
        stored(201, version.into(), Some(location), &resource)
    })
}

fn stored<T: Serialize>(
    status: u16,
    version: i64,
    location: Option<String>,
    resource: &T,
) -> StoredAnswer {
    let body = serde_json::to_vec(resource).unwrap_or_default();
    StoredAnswer {
        status,
        etag: Some(etag(version, &body)),
        location,
        replayed: false,
        body,
    }
}

impl Rendered {
    fn respond(self, request: &HttpRequest) -> HttpResponse {
        let mut response = HttpResponse::build(self.status);
        let cache = self
            .etag
            .as_ref()
            .map_or("no-store", |_| "private, no-cache");
        response.insert_header((header::CACHE_CONTROL, cache));
        let location = self
            .location
            .map(|path| Context::public_path(request, &path));
        let headers = [(header::ETAG, self.etag), (header::LOCATION, location)];
        for (name, value) in headers {
            if let Some(value) = value.and_then(|value| HeaderValue::from_str(&value).ok()) {
                response.insert_header((name, value));
            }
        }
        if self.replayed {
            response.insert_header(("idempotency-replayed", "true"));
        }
        response.content_type("application/json").body(self.body)
    }
}

impl<T: ToSchema + 'static> Answered for Resource<T> {
    const SHAPE: Shape = Shape {
        status: 200,
        description: "The resource as this caller sees it",
        etag: true,
        location: false,
        link: false,
        files: &[],
    };

    fn body(schemas: &mut Vec<(String, RefOr<Schema>)>) -> Option<Cow<'static, str>> {
        Some(component::<T>(schemas))
    }

    fn respond(self, request: &HttpRequest) -> HttpResponse {
        self.0.respond(request)
    }
}

impl<T: ToSchema + 'static> Answered for Created<T> {
    const SHAPE: Shape = Shape {
        status: 201,
        description: "The new resource",
        etag: true,
        location: true,
        link: false,
        files: &[],
    };

    fn body(schemas: &mut Vec<(String, RefOr<Schema>)>) -> Option<Cow<'static, str>> {
        Some(component::<T>(schemas))
    }

    fn respond(self, request: &HttpRequest) -> HttpResponse {
        self.0.respond(request)
    }
}

impl<T: ToSchema + Serialize + 'static> Answered for Listed<T> {
    const SHAPE: Shape = Shape {
        status: 200,
        description: "One page of the list",
        etag: true,
        location: false,
        link: true,
        files: &[],
    };

    fn body(schemas: &mut Vec<(String, RefOr<Schema>)>) -> Option<Cow<'static, str>> {
        Some(component::<Page<T>>(schemas))
    }

    fn respond(self, request: &HttpRequest) -> HttpResponse {
        let link = self
            .0
            .next_cursor
            .as_deref()
            .map(|cursor| next_link(request, cursor));
        let mut response = Resource::of(0, &self.0).0.respond(request);
        if let Some(link) = link.and_then(|link| HeaderValue::from_str(&link).ok()) {
            response.headers_mut().insert(header::LINK, link);
        }
        response
    }
}

impl Answered for NoContent {
    const SHAPE: Shape = Shape {
        status: 204,
        description: "No content",
        etag: false,
        location: false,
        link: false,
        files: &[],
    };

    fn body(_: &mut Vec<(String, RefOr<Schema>)>) -> Option<Cow<'static, str>> {
        None
    }

    fn respond(self, _: &HttpRequest) -> HttpResponse {
        HttpResponse::NoContent().finish()
    }
}

/// The same request with the next cursor (RFC 8288).
fn next_link(request: &HttpRequest, cursor: &str) -> String {
    let query = request.query_string().split('&');
    let kept = query.filter(|pair| !pair.is_empty() && !pair.starts_with("cursor="));
    let cursor = format!("cursor={cursor}");
    let query = kept.chain([cursor.as_str()]).collect::<Vec<_>>().join("&");
    let path = Context::public_path(request, request.path());
    format!("<{path}?{query}>; rel=\"next\"")
}

/// Puts a type and all it refers to among the schemas; its name.
pub(crate) fn component<T: ToSchema>(
    schemas: &mut Vec<(String, RefOr<Schema>)>,
) -> Cow<'static, str> {
    schemas.push((T::name().into_owned(), T::schema()));
    T::schemas(schemas);
    T::name()
}
