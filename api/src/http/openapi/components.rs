//! The document's components: schemas from the types, and the shared headers, parameters and
//! problem answers.

use super::{Served, limits, parameters, problems};
use crate::http::json::INLINE;
use crate::http::operation::Types;
use serde_json::{Map, Value, json};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// Every schema that an operation needs, with limits on everything.
pub(super) fn schemas(served: &[Served]) -> Map<String, Value> {
    let mut found = BTreeMap::new();
    for one in served {
        for (name, schema) in one.operation.types().schemas {
            let schema = || serde_json::to_value(schema).unwrap_or_default();
            found.entry(name).or_insert_with(schema);
        }
    }
    for (name, schema) in problems::schemas() {
        found.insert(name, schema);
    }
    let inline: BTreeMap<_, _> = found
        .iter()
        .filter(|(name, schema)| is_inline(name, schema))
        .map(|(name, schema)| (name.clone(), schema.clone()))
        .collect();
    let mut schemas = Map::new();
    for (name, mut schema) in found {
        if inline.contains_key(&name) || name.starts_with(INLINE) {
            continue;
        }
        put_in_place(&mut schema, &inline);
        limits::add(&mut schema);
        schemas.insert(name, schema);
    }
    let in_requests = reached_by_requests(served, &schemas);
    let in_answers = reached_by_answers(served, &schemas);
    for (name, schema) in &mut schemas {
        if in_requests.contains(name) {
            limits::close(schema);
        } else if in_answers.contains(name) {
            limits::require_all(schema);
        }
    }
    schemas
}

/// All of the document's components.
pub(super) fn all(schemas: Map<String, Value>, served: &[Served]) -> Value {
    json!({
        "schemas": schemas,
        "responses": problems::responses(),
        "examples": problems::examples(served),
        "parameters": parameters::shared(),
        "headers": parameters::headers(),
        "securitySchemes": {
            "bearer": {
                "type": "http",
                "scheme": "bearer",
                "bearerFormat": "JWT",
                "description": "A token of the Alumni website, or one that `mentoring token` \
                    prints: paste it as it is. For who signs tokens: a JSON Web Token, used as \
                    RFC8725 asks. The claims `iss`, `aud`, `sub` (the account's id there), `iat` \
                    and `exp` are required and checked, `nbf` where it is sent; times are seconds, \
                    fractions allowed; `roles` \
                    (`admin`, `adviser`), `given_name`, `family_name`, `email` and `locale` may \
                    come with staff. Its algorithm is the one configured: HS256, RS256, PS256, \
                    ES256 or EdDSA. From `iat` to `exp` lie 60 minutes at most, unless configured \
                    otherwise; the demo's ready tokens hold for years. What is wrong with a token \
                    stands in `WWW-Authenticate`.",
            },
        },
    })
}

/// Removes unused shared components, until all that remain are used.
pub(super) fn drop_unused(document: &mut Value) {
    loop {
        let mut used = BTreeSet::new();
        all_references(document, &mut used);
        let mut dropped = false;
        for kind in ["schemas", "responses", "examples", "parameters", "headers"] {
            let components = document.pointer_mut(&format!("/components/{kind}"));
            let Some(components) = components.and_then(Value::as_object_mut) else {
                continue;
            };
            let before = components.len();
            components.retain(|name, _| used.contains(&format!("#/components/{kind}/{name}")));
            dropped |= components.len() < before;
        }
        if !dropped {
            return;
        }
    }
}

fn all_references(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => {
            let reference = members.get("$ref").and_then(Value::as_str);
            found.extend(reference.map(str::to_owned));
            members
                .values()
                .for_each(|member| all_references(member, found));
        }
        Value::Array(items) => items.iter().for_each(|item| all_references(item, found)),
        _ => {}
    }
}

/// The schemas that bodies and parameters lead to.
pub(super) fn reached_by_requests(
    served: &[Served],
    schemas: &Map<String, Value>,
) -> BTreeSet<String> {
    let roots = served.iter().flat_map(|one| {
        let Types { body, query, .. } = one.operation.types();
        let body = body.map(|(name, _)| name);
        body.into_iter().chain(query).map(Cow::into_owned)
    });
    reached(roots, schemas)
}

/// The schemas that answers lead to.
fn reached_by_answers(served: &[Served], schemas: &Map<String, Value>) -> BTreeSet<String> {
    let answers = served.iter().filter_map(|one| one.operation.types().answer);
    reached(answers.map(Cow::into_owned), schemas)
}

fn reached(roots: impl Iterator<Item = String>, schemas: &Map<String, Value>) -> BTreeSet<String> {
    let (mut found, mut next) = (BTreeSet::new(), roots.collect::<Vec<_>>());
    while let Some(name) = next.pop() {
        if let Some(schema) = schemas.get(&name).filter(|_| !found.contains(&name)) {
            references(schema, &mut next);
            found.insert(name);
        }
    }
    found
}

fn references(schema: &Value, found: &mut Vec<String>) {
    match schema {
        Value::Object(members) => {
            let reference = members.get("$ref").and_then(Value::as_str);
            found.extend(reference.and_then(name_of).map(str::to_owned));
            members
                .values()
                .for_each(|member| references(member, found));
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        _ => {}
    }
}

fn name_of(reference: &str) -> Option<&str> {
    reference.strip_prefix("#/components/schemas/")
}

/// Ids, bounded texts and the fields of updates are written where they are used.
fn is_inline(name: &str, schema: &Value) -> bool {
    name.starts_with(INLINE) || schema.get("format").and_then(Value::as_str) == Some("uuid")
}

/// Replaces references to inline schemas; members beside the reference win.
fn put_in_place(schema: &mut Value, inline: &BTreeMap<String, Value>) {
    loop {
        let reference = schema.get("$ref").and_then(Value::as_str).and_then(name_of);
        let Some(target) = reference.and_then(|name| inline.get(name)).cloned() else {
            break;
        };
        let (Some(target), Some(members)) = (target.as_object(), schema.as_object_mut()) else {
            break;
        };
        members.remove("$ref");
        for (name, value) in target {
            members.entry(name.clone()).or_insert_with(|| value.clone());
        }
    }
    match schema {
        Value::Object(members) => {
            members
                .values_mut()
                .for_each(|member| put_in_place(member, inline));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| put_in_place(item, inline)),
        _ => {}
    }
}
