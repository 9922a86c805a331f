//! A calendar as a file.

use super::{Answered, Shape};
use crate::calendar::MEDIA_TYPE;
use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse};
use std::borrow::Cow;
use utoipa::openapi::{RefOr, Schema};

/// 200 with a calendar; the edge gives it its ETag, and makes it a 304 where the client has it already.
pub struct CalendarFile {
    /// Name under which it is saved: ASCII without quotes.
    pub name: &'static str,
    /// The calendar.
    pub text: String,
}

impl Answered for CalendarFile {
    const SHAPE: Shape = Shape {
        status: 200,
        description: "The calendar",
        etag: true,
        location: false,
        link: false,
        files: &[MEDIA_TYPE],
    };

    fn body(_: &mut Vec<(String, RefOr<Schema>)>) -> Option<Cow<'static, str>> {
        None
    }

    fn respond(self, _: &HttpRequest) -> HttpResponse {
        let saved = format!("attachment; filename=\"{}\"", self.name);
        HttpResponse::Ok()
            .insert_header((header::CACHE_CONTROL, "private, no-cache"))
            .insert_header((header::CONTENT_DISPOSITION, saved))
            .content_type("text/calendar; charset=utf-8")
            .body(self.text)
    }
}
