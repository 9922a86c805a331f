//! What a caller may not read, what isn't there and what is no id at all answer alike.

use super::caller::{CALLERS, Caller};
use super::cells::{operation, told};
use super::request::{parameters, path, value, with};
use super::stage::Stage;
use super::table::{Row, matrix};
use super::target::{Target, absent};
use crate::harness::{Answer, Operation, School};
use futures_util::future::join_all;
use serde_json::Value;
use std::collections::BTreeMap;

/// Asks for every operation that has an id in its path.
pub async fn check(school: School) {
    let mut stage = Stage::set(school).await;
    let mut differ = Vec::new();
    for row in &matrix() {
        let Some(operation) = operation(row) else {
            continue;
        };
        for (caller, name) in CALLERS {
            let target = stage.target(row.state, caller, false).await;
            let actor = stage.actor(caller, &target);
            let paths = paths(row, operation, caller, &target).into_iter();
            let asked = paths.map(|path| actor.ask(&operation.method, path).send());
            let answers = join_all(asked).await;
            let refusal = refusal(row, caller);
            let refused = |answer: &Answer| told(answer, caller) == refusal;
            let alike = |two: &[Answer]| shape(&two[0]) == shape(&two[1]);
            if !answers.iter().all(refused) || !answers.windows(2).all(alike) {
                let id = row.operation;
                differ.push(format!(
                    "{id}, as {name}: not {refusal}, alike: {answers:#?}"
                ));
            }
        }
    }
    assert!(differ.is_empty(), "{}", differ.join("\n"));
}

/// What a caller is told of ids that are none: only token and kind of caller are decided before.
fn refusal(row: &Row, caller: Caller) -> &'static str {
    let forbids = |caller| row.expected(caller) == "403";
    // What is open to whoever is enrolled nowhere is staff's, too, for themselves.
    let is_for_all = row.expected(Caller::Outsider).starts_with('2');
    // Who is enrolled nowhere has no part either: their 403 says that no person has the operation.
    let by_kind = match caller {
        Caller::Unknown | Caller::Inactive => true,
        Caller::Adviser | Caller::Admin => !is_for_all,
        _ => forbids(Caller::Outsider),
    };
    match row.expected(caller).as_str() {
        "401" => "401",
        "403" if by_kind => "403",
        _ => "404",
    }
}

/// The paths that this caller can't tell apart: the hidden one, and each parameter in turn absent
/// and malformed.
fn paths(row: &Row, operation: &Operation, caller: Caller, target: &Target) -> Vec<String> {
    let mut paths = Vec::new();
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
    if !paths.is_empty() && row.expected(caller) == refusal(row, caller) {
        paths.push(path(operation, target));
    }
    paths
}

/// Values that no resource has.
fn others(parameter: &str) -> Vec<String> {
    let words: &[&str] = match parameter {
        "step" => &["interview", "Project"],
        "number" | "version" => &["99", "0", "+1", "01", "4294967297"],
        _ => &["1", "zzzzzzzz-zzzz-zzzz-zzzz-zzzzzzzzzzzz"],
    };
    let words = words.iter().map(|word| (*word).to_owned());
    let absent = parameter.ends_with("_id").then(absent);
    absent.into_iter().chain(words).collect()
}

/// An answer without what must differ from one request to the next.
fn shape(answer: &Answer) -> (u16, Value, BTreeMap<&str, &str>) {
    let differs = ["date", "x-request-id", "content-length", "ratelimit"];
    let names = answer.headers.keys().map(|name| name.as_str());
    let names = names.filter(|name| !differs.contains(name));
    let headers = names.map(|name| (name, answer.header(name)));
    (answer.status, answer.alike(), headers.collect())
}
