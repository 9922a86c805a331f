//! The OpenAPI document: paths and texts from the handlers' annotations, everything else from
//! their types, put together once by [`api`]. One place declares headers, problem answers and
//! limits; nothing is pasted on a handler.

mod components;
mod deployment;
mod examples;
mod limits;
mod operation;
mod parameters;
mod problems;
mod serve;
mod tags;
mod ui;

pub use serve::{openapi_json, openapi_yaml};
pub use ui::swagger_ui;

use crate::operation::Operation;
use crate::routes;
use actix_web::http::Method;
use serde_json::{Map, Value, json};
use std::collections::HashMap;
use std::sync::OnceLock;

/// The document with the operations that it describes.
pub struct Api {
    /// The document as it is committed.
    pub document: Value,
    /// Each operation with its address.
    pub served: Vec<Served>,
    /// Every schema by name, those of parameters too: what requests are checked against.
    pub schemas: Map<String, Value>,
}

/// An operation at its address.
pub struct Served {
    /// Path template, as `/v1/programmes/{programme_id}`.
    pub path: String,
    /// Method.
    pub method: Method,
    /// The operation.
    pub operation: Operation,
}

/// The document and its operations, made once per process.
#[must_use]
pub fn api() -> &'static Api {
    static API: OnceLock<Api> = OnceLock::new();
    API.get_or_init(build)
}

/// The document as YAML.
///
/// # Errors
/// Never in practice: every JSON value has a YAML form.
pub fn yaml(document: &Value) -> Result<String, String> {
    serde_yaml_ng::to_string(document).map_err(|error| error.to_string())
}

fn build() -> Api {
    let annotated = serde_json::to_value(routes::annotated()).unwrap_or_default();
    let served = locate(&annotated);
    let schemas = components::schemas(&served);
    let mut paths = Map::new();
    for one in &served {
        let texts = annotated.pointer(&format!(
            "/paths/{}/{}",
            escape(&one.path),
            verb(&one.method)
        ));
        let described = operation::describe(one, texts.unwrap_or(&Value::Null), &schemas);
        let item = paths.entry(one.path.clone()).or_insert_with(|| json!({}));
        if let Some(item) = item.as_object_mut() {
            item.insert(verb(&one.method), described);
        }
    }
    let tags = tags::used(&served, &annotated);
    let mut document = json!({
        "openapi": "3.1.0",
        "info": info(),
        "servers": [{
            "url": "https://mentoring.example.org",
            "description": "production: the School's own server",
            "x-internal": false,
        }],
        "security": [{ "bearer": [] }],
        "tags": tags::described(&tags),
        "x-tagGroups": tags::grouped(&tags),
        "paths": paths,
        "components": components::all(schemas.clone(), &served),
    });
    components::drop_unused(&mut document);
    Api {
        document,
        served,
        schemas,
    }
}

fn info() -> Value {
    json!({
        "title": "Alumni Mentoring API",
        "version": env!("CARGO_PKG_VERSION"),
        "summary": "The School's alumni mentoring programme",
        "description": "A student chooses a mentor, prepares three interviews with a road-book, \
            meets the mentor, and gets an evaluation form after each.\n\n\
            Errors are problem documents (RFC 9457): act on `code`, which never changes; titles and \
            details come in French or English, by `Accept-Language`. \
            Resources that people edit carry an `ETag`; send it back in `If-Match`. \
            A `GET` with `If-None-Match` costs little where nothing has changed. \
            Every `POST` may carry an `Idempotency-Key`, so that sending it again is safe. \
            Tolerate values and properties that this document doesn't know yet. \
            Instants are RFC 3339 in UTC, dates are local to the programme's time zone.\n\n\
            `allowed_actions` of an answer lists the operations that would be accepted from its \
            reader now; a refusal names its `code`, and what to do stands in its `detail`. \
            Numbers as R14 are those of the programme's rules; `docs/rules.md` of the sources lists them.",
        "contact": {
            "name": "Alumni Mentoring",
            "url": "https://mentoring.example.org",
            "email": "mentoring@example.org",
        },
        "license": { "name": "MIT or Apache-2.0", "url": "https://opensource.org/license/mit" },
    })
}

/// Finds path and method of each operation by its id. The order is that of the routes page, the
/// order of the work: pages made of the document keep it.
fn locate(annotated: &Value) -> Vec<Served> {
    let mut places = places(annotated);
    let operations = routes::operations().into_iter();
    let located = operations.filter_map(|operation| {
        let (path, method) = places.remove(operation.id)?;
        Some(Served {
            path,
            method,
            operation,
        })
    });
    located.collect()
}

/// Path and method of every annotated operation, by its id.
fn places(annotated: &Value) -> HashMap<&str, (String, Method)> {
    let mut places = HashMap::new();
    let paths = annotated.get("paths").and_then(Value::as_object);
    for (path, item) in paths.into_iter().flatten() {
        for (verb, texts) in item.as_object().into_iter().flatten() {
            let id = texts.get("operationId").and_then(Value::as_str);
            let method = Method::from_bytes(verb.to_uppercase().as_bytes());
            if let (Some(id), Ok(method)) = (id, method) {
                places.insert(id, (path.clone(), method));
            }
        }
    }
    places
}

fn verb(method: &Method) -> String {
    method.as_str().to_lowercase()
}

fn escape(path: &str) -> String {
    path.replace('~', "~0").replace('/', "~1")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operation_of_the_routes_page_is_in_the_document() {
        let api = api();
        assert_eq!(api.served.len(), routes::operations().len());
        for served in &api.served {
            let at = format!("/paths/{}/{}", escape(&served.path), verb(&served.method));
            let operation = api.document.pointer(&at).expect("an operation");
            assert_eq!(operation["operationId"], served.operation.id);
            for member in ["summary", "description", "tags", "responses", "security"] {
                assert!(operation.get(member).is_some(), "{at} {member}");
            }
        }
    }

    #[test]
    fn the_committed_document_is_the_served_one() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../openapi.yaml");
        let committed = std::fs::read_to_string(path).unwrap();
        let served = yaml(&api().document).unwrap();
        assert!(
            committed == served,
            "run `mentoring openapi > openapi.yaml` and look at the change"
        );
    }

    #[test]
    fn requests_use_only_patterns_that_the_parser_knows() {
        let api = api();
        for name in components::reached_by_requests(&api.served, &api.schemas) {
            let mut patterns = Vec::new();
            collect_patterns(&api.schemas[&name], &mut patterns);
            for pattern in patterns {
                assert!(
                    crate::json::format::PATTERNS.contains(&pattern.as_str()),
                    "{pattern}"
                );
            }
        }
    }

    fn collect_patterns(schema: &Value, found: &mut Vec<String>) {
        match schema {
            Value::Object(members) => {
                if let Some(pattern) = members.get("pattern").and_then(Value::as_str) {
                    found.push(pattern.to_owned());
                }
                members
                    .values()
                    .for_each(|member| collect_patterns(member, found));
            }
            Value::Array(items) => items.iter().for_each(|item| collect_patterns(item, found)),
            _ => {}
        }
    }
}
