//! Problem answers: one schema, one shared answer per status, and each operation's own 409.

use super::parameters::{common_headers, header};
use super::{Served, examples};
use crate::http::json::format::ANY_TEXT;
use crate::http::problem::{Code, FieldErrorCode, ToldError};
use domain::words::Language;
use serde_json::{Map, Value, json};
use utoipa::PartialSchema;

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
    (408, "RequestTimeout", "The body came too slowly"),
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

/// The codes of a shared status; only imports are refused with `import_refused`, and a head that
/// can't be read belongs to no operation.
fn codes(status: u16) -> Vec<Code> {
    let own = [Code::ImportRefused, Code::MalformedHead];
    let shared = |code: &Code| code.status().as_u16() == status && !own.contains(code);
    Code::all().into_iter().filter(shared).collect()
}

/// A reference to the shared answer of a status.
pub(super) fn reference(status: u16) -> Option<Value> {
    let (_, name, _) = SHARED.iter().find(|(shared, _, _)| *shared == status)?;
    Some(json!({ "$ref": format!("#/components/responses/{name}") }))
}

/// The shared answer of a status with further codes of an operation's own.
pub(super) fn with(status: u16, own: &[Code]) -> Option<Value> {
    let (_, _, text) = SHARED.iter().find(|(shared, _, _)| *shared == status)?;
    let codes: Vec<_> = codes(status)
        .into_iter()
        .chain(own.iter().copied())
        .collect();
    Some(response(text, status, &codes))
}

/// The shared answers.
pub(super) fn responses() -> Value {
    let shared = SHARED
        .iter()
        .map(|(status, name, text)| ((*name).to_owned(), response(text, *status, &codes(*status))));
    Value::Object(shared.collect())
}

/// Builds the 409 of an operation: its own recorded refusals, and shared ones for the rest.
pub(super) fn conflict(codes: &[Code], recorded: &Map<String, Value>) -> Value {
    let mut response = response("A rule says no; nothing has changed", 409, codes);
    let words: Vec<_> = codes
        .iter()
        .map(|code| format!("`{}`", code.as_str()))
        .collect();
    if let Some(text) = response.get_mut("description") {
        *text = json!(format!(
            "A rule says no; nothing has changed. Codes: {}.",
            words.join(", ")
        ));
    }
    let examples = response.pointer_mut("/content/application~1problem+json/examples");
    for (code, example) in examples
        .and_then(Value::as_object_mut)
        .into_iter()
        .flatten()
    {
        if let Some(problem) = recorded.get(code) {
            *example = json!({ "summary": problem.get("title"), "value": problem });
        }
    }
    response
}

/// Example for each code, shared by all answers without a better one.
pub(super) fn examples(served: &[Served]) -> Value {
    let of_code = |(code, problem): (Code, Value)| {
        let example = json!({ "summary": problem.get("title"), "value": problem });
        (code.as_str().to_owned(), example)
    };
    let all = examples::of_codes(served).into_iter().map(of_code);
    Value::Object(all.collect())
}

/// Lists the codes with their meaning and instruction, for the description.
pub(super) fn explained(codes: &[Code]) -> String {
    let line = |code: &Code| {
        let (title, detail) = code.text(Language::En);
        format!("- `{}`: {title}. {detail}", code.as_str())
    };
    codes.iter().map(line).collect::<Vec<_>>().join("\n")
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
    let shared = |code: &Code| {
        let word = code.as_str();
        let reference = json!({ "$ref": format!("#/components/examples/{word}") });
        (word.to_owned(), reference)
    };
    let examples: Map<_, _> = codes.iter().map(shared).collect();
    json!({
        "description": format!("{text}:\n\n{}", explained(codes)),
        "headers": headers,
        "content": { "application/problem+json": {
            "schema": { "$ref": "#/components/schemas/Problem" },
            "examples": examples,
        } },
    })
}

/// The schemas of problems.
pub(super) fn schemas() -> Vec<(String, Value)> {
    let words: Vec<_> = Code::all().into_iter().map(Code::as_str).collect();
    let text = |description: &str, most: u32| json!({ "type": "string", "description": description, "maxLength": most, "pattern": ANY_TEXT });
    let day = |description: &str| json!({ "type": "string", "description": description, "format": "date", "maxLength": 10 });
    let number = |description: &str| {
        json!({ "type": "integer", "description": description, "format": "int32",
            "minimum": 0, "maximum": 2_147_483_647 })
    };
    let problem = json!({
        "type": "object",
        "description": "A problem document (RFC 9457). Act on `code`; the members behind \
            `request_id` are there when the code needs them.",
        "required": ["type", "title", "status", "detail", "instance", "code", "request_id"],
        "properties": {
            "type": { "type": "string", "format": "uri", "maxLength": 2_000,
                "description": "Address of a page that explains the code." },
            "title": text("What went wrong, in a line. In the language of `Accept-Language`.", 200),
            "status": { "type": "integer", "format": "int32", "minimum": 400, "maximum": 599,
                "description": "The HTTP status." },
            "detail": text("What to do about it. In the language of `Accept-Language`.", 2_000),
            "instance": text("The path that was called.", 4_000),
            "code": { "$ref": "#/components/schemas/ProblemCode" },
            "request_id": text("Id of the request, for questions to the operators.", 128),
            "errors": { "type": "array", "description": "Everything in body, parameters and headers that doesn't follow the schema (`validation_failed`).",
                "maxItems": 100, "items": { "$ref": "#/components/schemas/FieldError" } },
            "earliest_on": day("The first local day on which it would be accepted, as the road-book's lead time counts (`too_early`, `roadbook_late`, `outside_window`, `before_leaving_school`, `in_the_past`)."),
            "deadline_on": day("The last local day on which the road-book could be sent (`roadbook_late`)."),
            "window": { "$ref": "#/components/schemas/Window",
                "description": "The days between which the appointment must start (`outside_window`, `before_leaving_school`, `window_over`, sometimes `too_early`), or the choice is made (`choice_closed`)." },
            "state": text("The state that the resource is in, and that doesn't allow this (`wrong_state`, `programme_not_open`, `interview_not_open`, `interview_not_held`, `interview_settled`, `window_over`).", 50),
            "pointer": text("JSON pointer to the value of the body that was refused or is missing, as `/mentor_id` (`reference_unknown`, `staff_only`, `reason_required`, `not_your_turn`, `window_order`, `mentor_full`, `mentor_not_available`, `answer_too_long`, `evaluation_incomplete`, `template_in_use`, `template_invalid`, `programme_exists`).", 500),
            "items": { "type": "array", "description": "What is concerned: keys of questions without their answer (`roadbook_incomplete`), of answers that are too long (`answer_too_long`), of fields to fill in (`evaluation_incomplete`), ids of held appointments that would fall outside (`calendar_conflict`), or keys and interviews of a template (`template_in_use`, `template_invalid`).", "maxItems": 1_000,
                "items": text("Key of a question or field, or id of an appointment.", 500) },
            "created": number("How many people the import would enrol (`import_refused`)."),
            "updated": number("How many it would change (`import_refused`)."),
            "unchanged": number("How many are so already (`import_refused`)."),
            "failed": number("How many rows have a fault (`import_refused`)."),
            "dry_run": { "type": "boolean", "description": "Whether it was only a trial (`import_refused`)." },
            "rows": { "type": "array", "maxItems": 10_000,
                "description": "The report row by row, with what to mend in `errors` (`import_refused`).",
                "items": { "$ref": "#/components/schemas/ImportReportRow" } },
            "warnings": { "type": "array", "maxItems": 10_000,
                "description": "What wants a look in the rows (`import_refused`).",
                "items": { "$ref": "#/components/schemas/ImportWarning" } },
            "contact_email": { "type": "string", "format": "email", "maxLength": 200,
                "description": "Address of the programme's team where they can help (`programme_not_open`, `choice_closed`, `too_many_choices`, `window_over`, `staff_only`), if the programme has one." },
            "count": number("How many stand in the way: live mentorships (`live_mentorships`), held appointments (`calendar_conflict`), people in a draft (`wrong_state`), or withdrawals made (`too_many_choices`)."),
        },
    });
    let code = json!({
        "type": "string", "description": "What happened, for programs to act on; a code never changes its meaning. Each has a page that explains it: the problem's `type`.", "enum": words,
    });
    vec![
        ("Problem".to_owned(), problem),
        ("ProblemCode".to_owned(), code),
        ("FieldError".to_owned(), json!(ToldError::schema())),
        ("FieldErrorCode".to_owned(), json!(FieldErrorCode::schema())),
    ]
}
