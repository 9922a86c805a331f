//! A file that is made while it is sent.

use super::{Answered, Shape};
use crate::http::sheet::{FileFormat, MEDIA_TYPES};
use actix_web::http::header::{self, HeaderValue};
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse};
use futures_util::stream::LocalBoxStream;
use std::borrow::Cow;
use std::io;
use utoipa::openapi::{RefOr, Schema};

/// 200 with a file, piece by piece, which nobody may keep.
pub struct Download {
    /// Name under which it is saved: ASCII without quotes.
    pub name: String,
    /// Its form.
    pub format: FileFormat,
    /// Its pieces; a failure cuts the connection off, so that nobody takes a part for the whole.
    pub pieces: LocalBoxStream<'static, io::Result<Bytes>>,
}

impl Answered for Download {
    const SHAPE: Shape = Shape {
        status: 200,
        description: "The file",
        etag: false,
        location: false,
        link: false,
        files: MEDIA_TYPES,
    };

    fn body(_: &mut Vec<(String, RefOr<Schema>)>) -> Option<Cow<'static, str>> {
        None
    }

    fn respond(self, _: &HttpRequest) -> HttpResponse {
        let mut response = HttpResponse::Ok();
        response.insert_header((header::CACHE_CONTROL, "no-store"));
        let saved = format!("attachment; filename=\"{}\"", self.name);
        if let Ok(saved) = HeaderValue::from_str(&saved) {
            response.insert_header((header::CONTENT_DISPOSITION, saved));
        }
        response
            .content_type(self.format.media_type())
            .streaming(self.pieces)
    }
}
