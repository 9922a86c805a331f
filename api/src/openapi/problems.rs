//! Problem answers: one schema, one shared answer per status, and each operation's own 409.

use super::examples;
use super::parameters::{common_headers, header};
use crate::json::format::ANY_TEXT;
use crate::problem::{Code, FieldError, Finding, english};
use domain::words::Language;
use serde_json::{Map, Value, json};

/// Statuses that every operation can answer, and those of some.
const SHARED: &[(u16, &str, &str)] = &[
    (400, "MalformedBody", "The body is not readable JSON"),
    (401, "Unauthorized", "No token that is accepted"),
    (
        403,
        "Forbidden",
        "Not this kind of caller, or not their part",
    ),
    (404, "NotFound", "Nothing there that this caller may read"),
    (412, "Stale", "The resource has changed since it was read"),
    (413, "BodyTooLarge", "The body is too large"),
    (
        415,
        "UnsupportedMediaType",
        "The body's media type isn't supported",
    ),
    (
        422,
        "Invalid",
        "Body, parameters or headers don't follow their schema",
    ),
    (428, "IfMatchRequired", "`If-Match` is missing"),
    (429, "RateLimited", "Too many requests"),
    (500, "Internal", "Something went wrong here"),
    (
        503,
        "Unavailable",
        "The database is away, or the service overloaded",
    ),
];

/// The codes of a shared status that operations of this issue can meet.
fn codes(status: u16) -> Vec<Code> {
    let later = [
        Code::ScopeMissing,
        Code::ContentNotShared,
        Code::ImportRefused,
    ];
    let codes = Code::ALL.iter().copied();
    codes
        .filter(|code| code.status().as_u16() == status && !later.contains(code))
        .collect()
}

/// A reference to the shared answer of a status.
pub(super) fn reference(status: u16) -> Option<Value> {
    let (_, name, _) = SHARED.iter().find(|(shared, _, _)| *shared == status)?;
    Some(json!({ "$ref": format!("#/components/responses/{name}") }))
}

/// The shared answers.
pub(super) fn responses() -> Value {
    let shared = SHARED
        .iter()
        .map(|(status, name, text)| ((*name).to_owned(), response(text, *status, &codes(*status))));
    Value::Object(shared.collect())
}

/// The 409 of an operation.
pub(super) fn conflict(codes: &[Code]) -> Value {
    response("A rule says no; nothing has changed", 409, codes)
}

fn response(text: &str, status: u16, codes: &[Code]) -> Value {
    let mut headers = common_headers();
    headers.insert("Content-Language".to_owned(), header("Content-Language"));
    match status {
        401 => {
            headers.insert("WWW-Authenticate".to_owned(), header("WWW-Authenticate"));
        }
        429 | 503 => {
            headers.insert("Retry-After".to_owned(), header("Retry-After"));
        }
        _ => {}
    }
    let examples: Map<String, Value> = codes
        .iter()
        .map(|code| {
            let (title, _) = english(*code);
            (
                code.as_str().to_owned(),
                json!({ "summary": title, "value": example(*code) }),
            )
        })
        .collect();
    let words: Vec<_> = codes
        .iter()
        .map(|code| format!("`{}`", code.as_str()))
        .collect();
    json!({
        "description": format!("{text}. Codes: {}.", words.join(", ")),
        "headers": headers,
        "content": { "application/problem+json": {
            "schema": { "$ref": "#/components/schemas/Problem" },
            "examples": examples,
        } },
    })
}

fn example(code: Code) -> Value {
    let (title, detail) = english(code);
    let mut problem = json!({
        "type": format!("https://mentoring.example.org/problems/{}", code.as_str()),
        "title": title,
        "status": code.status().as_u16(),
        "detail": detail,
        "instance": "/v1/programmes",
        "code": code.as_str(),
        "request_id": examples::ID,
    });
    let extra = match code {
        Code::ValidationFailed => Some((
            "errors",
            json!([FieldError::new("/name", Finding::Missing).told(Language::En)]),
        )),
        Code::TooEarly => Some(("earliest_on", json!("2027-02-15"))),
        Code::RoadbookLate => Some(("deadline_on", json!("2027-02-08"))),
        Code::OutsideWindow | Code::WindowOver => Some((
            "window",
            json!({ "from": "2027-01-01", "to": "2027-03-31" }),
        )),
        _ => None,
    };
    if let (Some((name, value)), Some(problem)) = (extra, problem.as_object_mut()) {
        problem.insert(name.to_owned(), value);
    }
    problem
}

/// The schemas of problems.
pub(super) fn schemas() -> Vec<(String, Value)> {
    let words: Vec<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
    let text = |description: &str, most: u32| json!({ "type": "string", "description": description, "maxLength": most, "pattern": ANY_TEXT });
    let day = |description: &str| json!({ "type": "string", "description": description, "format": "date", "maxLength": 10 });
    let problem = json!({
        "type": "object",
        "description": "A problem document (RFC 9457). Act on `code`; the members behind \
            `request_id` are there when the code needs them.",
        "required": ["type", "title", "status", "detail", "instance", "code", "request_id"],
        "properties": {
            "type": { "type": "string", "format": "uri", "maxLength": 2_000,
                "description": "Page that explains the code." },
            "title": text("What went wrong, in general.", 200),
            "status": { "type": "integer", "format": "int32", "minimum": 400, "maximum": 599,
                "description": "The HTTP status." },
            "detail": text("What to do.", 2_000),
            "instance": text("Path of the request.", 4_000),
            "code": { "$ref": "#/components/schemas/ProblemCode" },
            "request_id": text("Id of the request, for questions to the operators.", 128),
            "errors": { "type": "array", "description": "Everything that was found wrong.",
                "maxItems": 100, "items": { "$ref": "#/components/schemas/FieldError" } },
            "earliest_on": day("The earliest possible local date."),
            "deadline_on": day("The last day to send the road-book."),
            "window": { "type": "object", "description": "The window that the date must lie in.",
                "required": ["from", "to"],
                "properties": { "from": day("First day."), "to": day("Last day.") } },
            "state": text("The state that stands in the way.", 50),
            "pointer": text("JSON pointer to the refused value of the body.", 500),
            "items": { "type": "array", "description": "Keys or cases concerned.", "maxItems": 1_000,
                "items": text("A key or case.", 500) },
            "count": { "type": "integer", "format": "int32", "minimum": 0, "maximum": 2_147_483_647,
                "description": "How many cases stand in the way." },
        },
    });
    let error = json!({
        "type": "object",
        "description": "One thing that is wrong with a body, parameter or header.",
        "required": ["pointer", "code", "detail"],
        "properties": {
            "pointer": text("JSON pointer to the value; for a parameter `/` and its name.", 2_000),
            "code": { "type": "string", "description": "What is wrong.", "enum": [
                "required", "unknown_field", "unknown_parameter", "type", "too_short", "too_long",
                "too_many", "out_of_range", "format", "enum", "null_not_allowed", "nul_character",
            ] },
            "detail": text("What to do.", 2_000),
        },
    });
    vec![
        ("Problem".to_owned(), problem),
        (
            "ProblemCode".to_owned(),
            json!({
                "type": "string", "description": "Stable code of a problem.", "enum": words,
            }),
        ),
        ("FieldError".to_owned(), error),
    ]
}
