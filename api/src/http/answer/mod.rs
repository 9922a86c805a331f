//! Answers of handlers, with their description in the document. One type per kind, so that status,
//! headers and schema follow from a handler's signature.

mod calendar;
mod cursor;
mod download;
mod etag;
mod kinds;
mod page;

pub use calendar::CalendarFile;
pub use cursor::CursorKey;
pub use download::Download;
pub use etag::{IfMatch, LONGEST_CONDITION, etag, none_match_names};
pub(crate) use kinds::component;
pub use kinds::{Created, Listed, NoContent, Resource, created, shown};
pub use page::{DEFAULT_LIMIT, List, NoFilter, Page, PageRequest, Paged};

use actix_web::{HttpRequest, HttpResponse};
use std::borrow::Cow;
use utoipa::openapi::{RefOr, Schema};

/// Answer of a handler, with its description in the document.
pub trait Answered: 'static {
    /// The success that the document shows.
    const SHAPE: Shape;

    /// The name of the body's schema, and the schemas it needs; `None`: no body.
    fn body(schemas: &mut Vec<(String, RefOr<Schema>)>) -> Option<Cow<'static, str>>;

    /// The answer to this request.
    fn respond(self, request: &HttpRequest) -> HttpResponse;
}

/// Status and headers of a success.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// 200, 201 or 204.
    pub status: u16,
    /// Meaning of the status here.
    pub description: &'static str,
    /// Whether it has an `ETag`.
    pub etag: bool,
    /// Whether it has a `Location`.
    pub location: bool,
    /// Whether it has a `Link` to the next page.
    pub link: bool,
    /// Media types of a file; empty where the body is JSON.
    pub files: &'static [&'static str],
}
