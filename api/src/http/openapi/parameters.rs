//! Parameters of paths, queries and headers, and the headers of answers.

use crate::http::answer::LONGEST_CONDITION;
use crate::http::json::format::VISIBLE;
use actix_web::http::Method;
use serde_json::{Map, Value, json};

/// The parameters that a path template names, with the values of a path that was called.
pub(super) fn of_path(template: &str, called: &str) -> Vec<Value> {
    let mut values = called.split('/');
    let named = template.split('/').filter_map(|part| {
        let value = values.next();
        let name = part.strip_prefix('{')?.strip_suffix('}')?;
        Some(of_path_name(name, value))
    });
    named.collect()
}

fn of_path_name(name: &str, value: Option<&str>) -> Value {
    let (schema, description, example) = match name {
        "step" => (
            json!({ "$ref": "#/components/schemas/Step" }),
            "Which of the three interviews: the project (1st), the action plan (2nd) or the \
             follow-up (3rd)."
                .to_owned(),
            json!(value.unwrap_or("project")),
        ),
        "number" | "version" => (
            json!({ "type": "integer", "format": "int32", "minimum": 1, "maximum": 2_147_483_647 }),
            format!("The {name}, counted from 1."),
            json!(value.and_then(|value| value.parse().ok()).unwrap_or(1_u32)),
        ),
        "feed_key" => (
            json!({ "type": "string", "minLength": 70, "maxLength": 70, "pattern": "^[0-9A-Za-z_-]*$" }),
            "The secret in the feed's address.".to_owned(),
            json!(value.unwrap_or_default()),
        ),
        _ => (
            json!({ "type": "string", "format": "uuid", "maxLength": 36 }),
            format!("Id of the {}.", spoken(name)),
            json!(value.unwrap_or(super::examples::ID)),
        ),
    };
    json!({
        "name": name, "in": "path", "required": true,
        "description": description, "schema": schema, "example": example,
    })
}

/// Noun of an id in a path.
fn spoken(name: &str) -> String {
    let noun = name.trim_end_matches("_id").replace('_', " ");
    noun.replace("roadbook", "road-book")
}

/// The parameters that a schema's properties name.
pub(super) fn of_query(schema: &Value) -> Vec<Value> {
    let required = schema.get("required").and_then(Value::as_array);
    let is_required =
        |name: &str| required.is_some_and(|names| names.iter().any(|one| one == name));
    let properties = schema.get("properties").and_then(Value::as_object);
    let parameter = |(name, schema): (&String, &Value)| {
        let mut schema = schema.clone();
        without_null(&mut schema);
        let description = schema
            .as_object_mut()
            .and_then(|schema| schema.remove("description"));
        json!({
            "name": name, "in": "query", "required": is_required(name),
            "description": description.unwrap_or_else(|| json!(name)), "schema": schema,
        })
    };
    properties.into_iter().flatten().map(parameter).collect()
}

/// A parameter is absent or has a value, never null.
fn without_null(schema: &mut Value) {
    let Some(members) = schema.as_object_mut() else {
        return;
    };
    if let Some(Value::Array(kinds)) = members.get("type").cloned() {
        let kinds: Vec<_> = kinds.into_iter().filter(|kind| kind != "null").collect();
        if let [kind] = kinds.as_slice() {
            members.insert("type".to_owned(), kind.clone());
        }
    }
    let variants = members.get("oneOf").and_then(Value::as_array).cloned();
    let rest: Vec<_> = variants
        .into_iter()
        .flatten()
        .filter(|variant| variant.get("type").and_then(Value::as_str) != Some("null"))
        .collect();
    if let [Value::Object(only)] = rest.as_slice() {
        members.remove("oneOf");
        members.extend(only.clone());
    }
}

/// References to the header parameters of an operation.
pub(super) fn of_headers(method: &Method, path: &str) -> Vec<Value> {
    let names: &[&str] = match *method {
        Method::GET => &["IfNoneMatch"],
        Method::PATCH | Method::PUT => &["IfMatchRequired"],
        Method::POST if path.contains('{') => &["IfMatch", "IdempotencyKey"],
        Method::POST => &["IdempotencyKey"],
        _ => &["IfMatch"],
    };
    let reference = |name: &&str| json!({ "$ref": format!("#/components/parameters/{name}") });
    names.iter().map(reference).collect()
}

/// The header parameters that operations share.
pub(super) fn shared() -> Value {
    let tag = "\"3-9a3b2c1d4e5f6071\"";
    let header = |name: &str, required: bool, schema: Value, example: &str, text: &str| {
        json!({
            "name": name, "in": "header", "required": required, "description": text,
            "schema": schema, "example": example,
        })
    };
    // no pattern: HTTP treats an unreadable tag as one that doesn't match
    let tags = json!({ "type": "string", "format": "etag", "maxLength": LONGEST_CONDITION });
    let key = json!({ "type": "string", "minLength": 1, "maxLength": 255, "pattern": VISIBLE });
    json!({
        "IfMatch": header("If-Match", false, tags.clone(), tag,
            "The ETag that was read: refused with 412 when the resource has changed since."),
        "IfMatchRequired": header("If-Match", true, tags.clone(), tag,
            "The ETag that was read: without it 428, and 412 when the resource has changed since."),
        "IfNoneMatch": header("If-None-Match", false, tags, tag,
            "The ETag that is there already: answered with 304 when nothing has changed."),
        "IdempotencyKey": header("Idempotency-Key", false, key, "7d1f6c1e-choose-1",
            "A key of your own: the same request sent again within 24 hours has no second effect."),
    })
}

/// The headers that every answer carries.
pub(super) fn common_headers() -> Map<String, Value> {
    [
        "RateLimit",
        "RateLimit-Policy",
        "X-Request-Id",
        "Access-Control-Allow-Origin",
    ]
    .into_iter()
    .map(|name| (name.to_owned(), header(name)))
    .collect()
}

/// A reference to a shared header.
pub(super) fn header(name: &str) -> Value {
    json!({ "$ref": format!("#/components/headers/{name}") })
}

/// The headers of answers.
pub(super) fn headers() -> Value {
    let text = |description: &str, example: &str| {
        json!({
            "description": description,
            "schema": { "type": "string", "maxLength": 2_000, "pattern": "^[ -~]*$" },
            "example": example,
        })
    };
    json!({
        "ETag": text("Version and digest of the answer; opaque.", "\"3-9a3b2c1d4e5f6071\""),
        "Content-Disposition": text("The name under which the file is saved.",
            "attachment; filename=\"students-2027.csv\""),
        "Location": text("Where the new resource is.",
            &format!("/v1/programmes/{}", super::examples::ID)),
        "Link": text("The next page, with `rel=\"next\"`; absent on the last one.",
            "</v1/programmes?cursor=abc>; rel=\"next\""),
        "Content-Language": text("The language of title and details, by `Accept-Language`.", "en"),
        "Deprecation": text("Since when the operation should no longer be used (RFC 9745).",
            "@1830297600"),
        "Sunset": text("When the operation goes (RFC 8594).", "Wed, 01 Mar 2028 00:00:00 GMT"),
        "RateLimit": text("What is left of the caller's quota.", "\"default\";r=599;t=60"),
        "RateLimit-Policy": text("The caller's quota.", "\"default\";q=600;w=60"),
        "X-Request-Id": text("Id of the request, as sent or made.", super::examples::ID),
        "Access-Control-Allow-Origin": text("The calling origin, if it is configured.",
            "https://alumni.example.org"),
        "Idempotency-Replayed": text("`true` when this is the kept answer of an earlier request.",
            "true"),
        "WWW-Authenticate": text("The scheme to authenticate with.", "Bearer realm=\"mentoring\""),
        "Retry-After": {
            "description": "Seconds until a repetition makes sense.",
            "schema": { "type": "integer", "format": "int32", "minimum": 0, "maximum": 86_400 },
            "example": 5,
        },
    })
}
