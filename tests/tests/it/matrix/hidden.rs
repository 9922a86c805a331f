//! What a caller may not read, what isn't there and what is no id at all answer alike.

use super::caller::{CALLERS, Caller};
use super::cells::operation;
use super::request::{parameters, path, value, with};
use super::stage::{Stage, Target};
use super::table::{Row, matrix};
use crate::harness::{Answer, Operation, School};
use serde_json::Value;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Asks for every operation that has an id in its path.
pub async fn hold(school: School) {
    let mut stage = Stage::set(school).await;
    let mut differ = Vec::new();
    for row in &matrix() {
        let Some(operation) = operation(row) else {
            continue;
        };
        for (caller, name) in CALLERS {
            let target = stage.target(row.state, caller, false).await;
            let mut answers = Vec::new();
            for path in paths(row, operation, caller, &target) {
                let actor = stage.actor(caller, &target);
                answers.push(actor.ask(&operation.method, path).send().await);
            }
            let alike = answers
                .windows(2)
                .all(|two| shape(&two[0]) == shape(&two[1]));
            let refused = answers
                .iter()
                .all(|one| [401, 403, 404].contains(&one.status));
            if !alike || !refused {
                differ.push(format!("{}, as {name}: {answers:#?}", row.operation));
            }
        }
    }
    assert!(differ.is_empty(), "{}", differ.join("\n"));
}

/// The paths that this caller can't tell apart: the hidden one, and each parameter in turn absent
/// and malformed.
fn paths(row: &Row, operation: &Operation, caller: Caller, target: &Target) -> Vec<String> {
    let hidden = ["401", "404"].contains(&row.expected(caller).as_str());
    let mut paths: Vec<_> = hidden
        .then(|| path(operation, target))
        .into_iter()
        .collect();
    for wrong in parameters(operation) {
        for other in others(wrong) {
            paths.push(with(operation, |name| {
                if name == wrong {
                    other.clone()
                } else {
                    value(operation, target, name)
                }
            }));
        }
    }
    paths
}

/// Values that no resource has.
fn others(parameter: &str) -> Vec<String> {
    let words: &[&str] = match parameter {
        "step" => &["interview", "Project"],
        "number" | "version" => &["99", "0", "-1", "+1", "01", "1.0", "4294967297", "one"],
        _ => &[
            "1",
            "not-an-id",
            "%00",
            "zzzzzzzz-zzzz-zzzz-zzzz-zzzzzzzzzzzz",
        ],
    };
    let absent = (words[0] == "1").then(|| Uuid::now_v7().to_string());
    absent
        .into_iter()
        .chain(words.iter().map(|word| (*word).to_owned()))
        .collect()
}

/// An answer without what must differ from one request to the next.
fn shape(answer: &Answer) -> (u16, Value, BTreeMap<String, String>) {
    let differs = ["date", "x-request-id", "content-length", "ratelimit"];
    let headers = answer
        .headers
        .keys()
        .filter(|name| !differs.contains(&name.as_str()));
    let headers = headers.map(|name| (name.to_string(), answer.header(name.as_str()).to_owned()));
    (answer.status, answer.alike(), headers.collect())
}
