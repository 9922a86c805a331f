//! Names in the texts of problems and next steps are names of the document.

use super::{document, served};
use crate::http::problem::Code;
use domain::words::{Action, Language};
use serde_json::Value;
use std::collections::HashSet;

/// What no schema names: request headers, and values of the wire.
const ELSEWHERE: [&str; 8] = [
    "Allow",
    "Authorization: Bearer <token>",
    "Authorization: Bearer <jeton>",
    "Content-Type: application/json",
    "Idempotency-Key",
    "If-Match",
    "Retry-After",
    "partial=true",
];

/// Members, parameters and operation ids of the document.
fn names() -> HashSet<String> {
    let mut names: HashSet<String> = served()
        .iter()
        .map(|one| one.operation.id.to_owned())
        .collect();
    gather(&document(), &mut names);
    names
}

fn gather(value: &Value, names: &mut HashSet<String>) {
    if let Some(properties) = value.get("properties").and_then(Value::as_object) {
        names.extend(properties.keys().cloned());
    }
    if let (Some(name), Some(_)) = (value.get("name").and_then(Value::as_str), value.get("in")) {
        names.insert(name.to_owned());
    }
    match value {
        Value::Object(members) => members.values().for_each(|one| gather(one, names)),
        Value::Array(items) => items.iter().for_each(|one| gather(one, names)),
        _ => {}
    }
}

#[test]
fn a_text_sends_nobody_to_what_does_not_exist() {
    let names = names();
    for code in Code::all() {
        for language in Language::ALL {
            let (_, detail) = code.text(*language);
            assert!(!detail.contains("/v1/"), "{detail}");
            for name in detail.split('`').skip(1).step_by(2) {
                let known = names.contains(name) || ELSEWHERE.contains(&name);
                assert!(known, "{code:?} names {name}");
            }
        }
    }
}

#[test]
fn every_action_is_an_operation() {
    let ids: HashSet<_> = served().iter().map(|one| one.operation.id).collect();
    for action in Action::ALL {
        assert!(ids.contains(action.as_str()), "{action}");
    }
}
