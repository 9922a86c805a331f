//! Operation of the document: its texts from the handler, the rest from the handler's types.

use super::examples::{self, Recorded};
use super::{Served, csv, parameters, problems};
use crate::http::problem::Code;
use actix_web::http::Method;
use serde_json::{Map, Value, json};

/// The operation object.
pub(super) fn describe(one: &Served, texts: &Value, schemas: &Map<String, Value>) -> Value {
    let types = one.operation.types();
    let recorded = examples::of(&one.operation);
    let mut operation = json!({
        "operationId": one.operation.id,
        "tags": texts.get("tags").cloned().unwrap_or_default(),
        "summary": texts.get("summary").cloned().unwrap_or_default(),
        "description": description(one, texts),
        "security": if types.who.is_some() { json!([{ "bearer": [] }]) } else { json!([{}]) },
    });
    let mut put = |name: &str, value: Value| {
        if let Some(operation) = operation.as_object_mut() {
            operation.insert(name.to_owned(), value);
        }
    };
    let mut all = parameters::of_path(&one.path, &recorded.path);
    if let Some(query) = types.query.as_deref().and_then(|name| schemas.get(name)) {
        all.extend(parameters::of_query(query));
    }
    let is_file = !types.shape.files.is_empty();
    if (types.who.is_some() && !is_file) || (is_file && types.shape.etag) {
        all.extend(parameters::of_headers(&one.method, &one.path));
    }
    if !all.is_empty() {
        put("parameters", all.into());
    }
    if let Some((name, optional)) = &types.body {
        let example = recorded.request.as_ref();
        let mut forms = json!({ "application/json": content(name, example) });
        if let Some(forms) = forms.as_object_mut().filter(|_| types.csv) {
            let csv = json!({
                "schema": { "type": "string", "format": "binary", "maxLength": 10_485_760,
                    "description": "The same columns with their names in the first row." },
                "example": example.map(csv::of_rows).unwrap_or_default(),
            });
            forms.insert("text/csv".to_owned(), csv);
        }
        put(
            "requestBody",
            json!({
                "description": body_text(name, *optional, schemas),
                "required": !optional,
                "content": forms,
            }),
        );
    }
    put("responses", responses(one, texts, &recorded));
    if one.operation.deprecation.is_some() {
        put("deprecated", true.into());
    }
    operation
}

/// Joins the handler's text, the callers allowed, and the refusals.
fn description(one: &Served, texts: &Value) -> String {
    let text = texts
        .get("description")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let text = text.split("# Errors").next().unwrap_or_default().trim();
    let mut parts = vec![text.to_owned()];
    parts.extend(one.operation.types().who.map(|who| who.words.to_owned()));
    let refusals = one.operation.refusals();
    if !refusals.is_empty() {
        let codes = problems::explained(&refusals);
        parts.push(format!("Refused, with nothing changed:\n\n{codes}"));
    }
    parts.extend(
        one.operation
            .deprecation
            .map(|deprecation| deprecation.words()),
    );
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n")
}

/// Description of the body, taken from its schema.
fn body_text(name: &str, optional: bool, schemas: &Map<String, Value>) -> String {
    let schema = schemas
        .get(name)
        .and_then(|schema| schema.get("description"));
    let text = schema.and_then(Value::as_str).unwrap_or_default();
    let may = if optional { " May be left out." } else { "" };
    format!("{text}{may}")
}

fn content(name: &str, example: Option<&Value>) -> Value {
    let mut content = json!({ "schema": { "$ref": format!("#/components/schemas/{name}") } });
    if let (Some(content), Some(example)) = (content.as_object_mut(), example) {
        content.insert("example".to_owned(), example.clone());
    }
    content
}

fn responses(one: &Served, texts: &Value, recorded: &Recorded) -> Value {
    let types = one.operation.types();
    let mut responses = Map::new();
    let mut success = json!({
        "description": success_text(one, texts),
        "headers": headers(one),
    });
    if let (Some(name), Some(success)) = (&types.answer, success.as_object_mut()) {
        success.insert(
            "content".to_owned(),
            json!({ "application/json": content(name, recorded.answer.as_ref()) }),
        );
    }
    let is_file = !types.shape.files.is_empty();
    if let Some(success) = success.as_object_mut().filter(|_| is_file) {
        let content = file(types.shape.files, recorded.answer.as_ref());
        success.insert("content".to_owned(), content);
    }
    responses.insert(types.shape.status.to_string(), success);
    if one.method == Method::GET && (!is_file || types.shape.etag) {
        responses.insert(
            "304".to_owned(),
            json!({
                "description": "Nothing has changed since the ETag in `If-None-Match`",
                "headers": headers(one),
            }),
        );
    }
    for status in statuses(one) {
        let response = match status {
            409 => Some(problems::conflict(&own(one, 409), &recorded.refusals)),
            _ if own(one, status).is_empty() => problems::reference(status),
            _ => problems::with(status, &own(one, status)),
        };
        if let Some(response) = response {
            responses.insert(status.to_string(), response);
        }
    }
    Value::Object(responses)
}

/// The forms of a file; the recorded answer is the first one.
fn file(media_types: &[&str], example: Option<&Value>) -> Value {
    let mut forms = Map::new();
    for media_type in media_types {
        // the clients of some generators read the bytes of either form by this
        let binary = json!({ "schema": {
            "type": "string", "format": "binary", "maxLength": 1_073_741_824,
        } });
        let form = forms.entry((*media_type).to_owned()).or_insert(binary);
        let text = media_type.starts_with("text/");
        let example = example.filter(|_| text).cloned();
        if let (Some(form), Some(example)) = (form.as_object_mut(), example) {
            form.insert("example".to_owned(), example);
        }
    }
    forms.into()
}

/// Description of the success: the handler's own, or one derived from method and shape.
fn success_text(one: &Served, texts: &Value) -> String {
    let shape = one.operation.types().shape;
    let own = texts.pointer(&format!("/responses/{}/description", shape.status));
    if let Some(own) = own.and_then(Value::as_str).filter(|own| !own.is_empty()) {
        return own.to_owned();
    }
    let noun = one.operation.types().answer.as_deref().map(spoken);
    let noun = noun.unwrap_or_default();
    match one.method {
        _ if shape.link => "One page of the list; `next_cursor` and `Link` lead on".to_owned(),
        _ if shape.location => format!("The new {noun}; `Location` says where it is"),
        Method::GET => format!("The {noun} as this caller sees it now"),
        Method::DELETE => shape.description.to_owned(),
        _ => format!("The {noun} as it is after the change, for this caller"),
    }
}

/// A schema's name in words: `RoadbookEdition` → `roadbook edition`.
fn spoken(name: &str) -> String {
    let mut words = String::new();
    for letter in name.trim_end_matches("Page").chars() {
        if letter.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.extend(letter.to_lowercase());
    }
    words.replace("roadbook", "road-book")
}

/// The headers of an operation's success; the edge gives each whole answer to a `GET` an ETag.
fn headers(one: &Served) -> Value {
    let mut headers = parameters::common_headers();
    let shape = one.operation.types().shape;
    let goes = one.operation.deprecation.is_some();
    let is_file = !shape.files.is_empty();
    let wanted = [
        (
            shape.etag || (one.method == Method::GET && !is_file),
            "ETag",
        ),
        (is_file, "Content-Disposition"),
        (shape.location, "Location"),
        (shape.link || goes, "Link"),
        (goes, "Deprecation"),
        (goes, "Sunset"),
        (one.method == Method::POST, "Idempotency-Replayed"),
    ];
    for (_, name) in wanted.into_iter().filter(|(is, _)| *is) {
        headers.insert(name.to_owned(), parameters::header(name));
    }
    headers.into()
}

/// The problem statuses that an operation can answer, in order.
fn statuses(one: &Served) -> Vec<u16> {
    let types = one.operation.types();
    let (in_path, body) = (one.path.contains('{'), types.body.is_some());
    let edits = one.method == Method::PATCH || one.method == Method::PUT;
    let writes = one.method != Method::GET;
    let can = [
        (400, body),
        (401, true),
        (403, types.who.is_some()),
        (404, in_path),
        (408, body),
        (409, !own(one, 409).is_empty()),
        (412, edits || (writes && in_path)),
        (413, body),
        (415, body),
        (422, true),
        (428, edits),
        (429, true),
        (500, true),
        (503, true),
    ];
    can.into_iter()
        .filter_map(|(status, can)| can.then_some(status))
        .collect()
}

/// An operation's own codes of a status; of a 409 also the code of a key still in use.
fn own(one: &Served, status: u16) -> Vec<Code> {
    let codes = one.operation.refusals().into_iter();
    let mut codes: Vec<_> = codes.filter(|code| code.status() == status).collect();
    if status == 409 && one.method == Method::POST {
        codes.push(Code::IdempotencyInProgress);
    }
    codes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::deprecation::Deprecation;
    use crate::http::operation::Operation;
    use crate::resources::health::handlers::check_liveness;

    fn described(operation: Operation) -> Value {
        let one = Served {
            path: "/health/live".to_owned(),
            method: Method::GET,
            operation,
        };
        let texts = json!({ "description": "Answers." });
        describe(&one, &texts, &Map::new())
    }

    #[test]
    fn the_document_says_which_operation_is_to_go_and_when() {
        let operation = || Operation::new("check_liveness", check_liveness, &[], "{}");
        let goes = Deprecation::new((2027, 9, 1), (2028, 3, 1), "https://example.org/");
        let goes = described(operation().deprecated(goes));
        assert_eq!(goes["deprecated"], true);
        let text = goes["description"].as_str().unwrap();
        assert!(
            text.contains("2027-09-01") && text.contains("2028-03-01"),
            "{text}"
        );
        for header in ["Deprecation", "Sunset", "Link"] {
            assert!(goes["responses"]["200"]["headers"].get(header).is_some());
        }
        let stays = described(operation());
        assert!(stays.get("deprecated").is_none());
        assert!(stays["responses"]["200"]["headers"].get("Sunset").is_none());
    }
}
