//! What came back, and what a story expects of it.

use reqwest::header::HeaderMap;
use reqwest::{Method, Response};
use serde_json::Value;
use std::fmt;

/// An answer with the question it belongs to.
#[derive(Clone)]
pub struct Answer {
    pub method: Method,
    pub path: String,
    pub sent: Option<String>,
    pub status: u16,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

impl Answer {
    pub(super) async fn read(
        method: Method,
        path: String,
        sent: Option<String>,
        response: Response,
    ) -> Self {
        Self {
            method,
            path,
            sent,
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            bytes: response.bytes().await.unwrap().to_vec(),
        }
    }

    /// A header's value, empty when it isn't there.
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// The body as JSON; null when it isn't JSON.
    pub fn body(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or_default()
    }

    /// The body's field at a JSON pointer; null when it isn't there.
    pub fn at(&self, pointer: &str) -> Value {
        self.body().pointer(pointer).cloned().unwrap_or_default()
    }

    /// The body's text at a JSON pointer.
    pub fn text(&self, pointer: &str) -> String {
        match self.at(pointer) {
            Value::String(text) => text,
            other => panic!("no text at {pointer} but {other} in {self:?}"),
        }
    }

    /// A member of each row of the array at a JSON pointer, as the `code` of `/next_steps`.
    pub fn each(&self, pointer: &str, member: &str) -> Vec<String> {
        let rows = self.at(pointer);
        let rows = rows.as_array().unwrap().iter();
        rows.map(|row| row[member].as_str().unwrap().to_owned())
            .collect()
    }

    /// The ETag, which must be there.
    pub fn etag(&self) -> String {
        let etag = self.header("etag");
        assert!(!etag.is_empty(), "no ETag: {self:?}");
        etag.to_owned()
    }

    /// It must have this status.
    #[track_caller]
    pub fn status(self, status: u16) -> Self {
        assert_eq!(self.status, status, "expected {status}: {self:?}");
        self
    }

    /// 200.
    #[track_caller]
    pub fn ok(self) -> Self {
        self.status(200)
    }

    /// 201 with a `Location`.
    #[track_caller]
    pub fn created(self) -> Self {
        let answer = self.status(201);
        assert!(!answer.header("location").is_empty(), "{answer:?}");
        answer
    }

    /// A problem with this status and code.
    #[track_caller]
    pub fn refused(self, status: u16, code: &str) -> Self {
        let told = (self.status, self.at("/code"));
        assert_eq!(told, (status, Value::from(code)), "{self:?}");
        assert_eq!(
            self.header("content-type"),
            "application/problem+json",
            "{self:?}"
        );
        self
    }

    /// A 422 with this finding at this pointer.
    #[track_caller]
    pub fn invalid(self, pointer: &str, code: &str) -> Self {
        let answer = self.refused(422, "validation_failed");
        let errors = answer.at("/errors");
        let found = errors.as_array().is_some_and(|errors| {
            errors
                .iter()
                .any(|e| e["pointer"] == pointer && e["code"] == code)
        });
        assert!(found, "expected {code} at {pointer}: {answer:?}");
        answer
    }

    /// The body without what tells one refusal from another that should be alike.
    pub fn alike(&self) -> Value {
        let mut body = self.body();
        if let Some(fields) = body.as_object_mut() {
            fields.remove("instance");
            fields.remove("request_id");
        }
        body
    }

    /// The `id` of the resource.
    pub fn id(&self) -> String {
        self.text("/id")
    }
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.path)?;
        if let Some(sent) = &self.sent {
            write!(f, "\n  sent {sent}")?;
        }
        let body = String::from_utf8_lossy(&self.bytes);
        write!(f, "\n  got {} {}", self.status, body)
    }
}
