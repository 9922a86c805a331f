//! The OpenAPI document: paths and texts from the handlers' annotations, everything else from their
//! types, put together by [`document`]. Headers, problem answers and limits are declared in one
//! place, not on each handler.

mod components;
mod csv;
mod deployment;
mod examples;
mod limits;
#[cfg(test)]
mod named;
mod operation;
mod parameters;
mod problem_page;
mod problems;
mod serve;
mod tags;
mod ui;

pub use problem_page::problem_page;
pub use serve::{Documents, openapi_json, openapi_yaml};
pub use ui::swagger_ui;

use crate::http::operation::Operation;
use crate::routes;
use actix_web::http::Method;
use serde_json::{Map, Value, json};
use std::collections::HashMap;
use std::sync::LazyLock;

/// An operation at its address.
pub struct Served {
    /// Path template, as `/v1/programmes/{programme_id}`.
    pub path: String,
    /// Method.
    pub method: Method,
    /// The operation.
    pub operation: Operation,
}

/// The operations with their addresses, found once per process.
pub fn served() -> &'static [Served] {
    static SERVED: LazyLock<Vec<Served>> = LazyLock::new(locate);
    &SERVED
}

/// The schemas that requests are checked against, those of parameters too, made at the first one.
pub fn schemas() -> &'static Map<String, Value> {
    static SCHEMAS: LazyLock<Map<String, Value>> = LazyLock::new(|| {
        let mut schemas = components::schemas(served());
        let needed = components::reached_by_requests(served(), &schemas);
        schemas.retain(|name, _| needed.contains(name));
        schemas
    });
    &SCHEMAS
}

/// The document as YAML.
pub fn yaml(document: &Value) -> Result<String, String> {
    serde_yaml_ng::to_string(document).map_err(|error| error.to_string())
}

/// The document as it is committed, put together anew.
pub fn document() -> Value {
    let annotated = serde_json::to_value(routes::annotated()).unwrap_or_default();
    let served = served();
    let schemas = components::schemas(served);
    let mut paths = Map::new();
    for one in served {
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
    let tags = tags::used(served, &annotated);
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
        "components": components::all(schemas, served),
    });
    components::drop_unused(&mut document);
    document
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

/// Finds path and method of each operation by its id. The order is that of `routes.rs`, which
/// follows the work: pages made from the document keep it.
fn locate() -> Vec<Served> {
    let mut places = places();
    let operations = routes::operations().into_iter();
    let located = operations.filter_map(|mut operation| {
        let (path, method) = places.remove(operation.id)?;
        operation.components = schemas;
        Some(Served {
            path,
            method,
            operation,
        })
    });
    located.collect()
}

/// Path and method of every annotated operation, by its id.
fn places() -> HashMap<String, (String, Method)> {
    let mut places = HashMap::new();
    for (path, item) in routes::annotated().paths.paths {
        for (method, operation) in [
            (Method::GET, item.get),
            (Method::POST, item.post),
            (Method::PUT, item.put),
            (Method::PATCH, item.patch),
            (Method::DELETE, item.delete),
        ] {
            if let Some(id) = operation.and_then(|operation| operation.operation_id) {
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
        let document = document();
        assert_eq!(served().len(), routes::operations().len());
        for one in served() {
            let at = format!("/paths/{}/{}", escape(&one.path), verb(&one.method));
            let operation = document.pointer(&at).expect("an operation");
            assert_eq!(operation["operationId"], one.operation.id);
            for member in ["summary", "description", "tags", "responses", "security"] {
                assert!(operation.get(member).is_some(), "{at} {member}");
            }
        }
    }

    #[test]
    fn the_committed_document_is_the_served_one() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../openapi.yaml");
        let committed = std::fs::read_to_string(path).unwrap();
        let served = yaml(&document()).unwrap();
        assert!(
            committed == served,
            "run `mentoring openapi > openapi.yaml` and look at the change"
        );
    }

    /// Generators name the type of a property by its schema's name and its own (orval), so two such
    /// names must differ.
    #[test]
    fn no_two_types_get_the_same_name_in_a_generated_client() {
        let pascal = |text: &str| -> String {
            let words = text.split('_').filter(|word| !word.is_empty());
            words
                .map(|word| word[..1].to_uppercase() + &word[1..])
                .collect()
        };
        let document = document();
        let schemas = document["components"]["schemas"].as_object().unwrap();
        let mut names = std::collections::HashMap::new();
        for (schema, content) in schemas {
            for property in content["properties"].as_object().into_iter().flatten() {
                let (property, place) = (pascal(property.0), format!("{schema}.{}", property.0));
                let other = names.insert(format!("{schema}{property}"), place.clone());
                assert_eq!(other, None, "{place}");
            }
        }
    }

    #[test]
    fn requests_use_only_patterns_that_the_parser_knows() {
        for schema in schemas().values() {
            let mut patterns = Vec::new();
            collect_patterns(schema, &mut patterns);
            for pattern in patterns {
                assert!(
                    crate::http::json::format::PATTERNS.contains(&pattern.as_str()),
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
