//! Rights come first: who may not, is told so whatever they send; who may, is told what is wrong.

use super::caller::{CALLERS, Caller};
use super::cells::{operation, told};
use super::request;
use super::stage::Stage;
use super::table::matrix;
use super::target::Target;
use crate::harness::{Answer, Operation, School};

/// Sends garbage in place of every request of the matrix.
pub async fn check(school: School) {
    let mut stage = Stage::set(school).await;
    let mut differ = Vec::new();
    for row in &matrix() {
        let Some(operation) = operation(row) else {
            continue;
        };
        for (caller, name) in CALLERS {
            let target = stage.target(row.state, caller, false).await;
            let answer = throw(&stage, operation, caller, &target).await;
            let (expected, told) = (row.expected(caller), told(&answer, caller));
            let right = match expected.as_str() {
                "401" | "403" | "404" => told == expected,
                _ => [400, 415, 422].contains(&answer.status),
            };
            if !right {
                differ.push(format!(
                    "{}, {:?}, as {name}: {answer:?}",
                    row.operation, row.state
                ));
            }
        }
    }
    assert!(differ.is_empty(), "{}", differ.join("\n"));
}

/// A parameter that nobody knows, a version that is none, a body that is neither JSON nor said to
/// be.
async fn throw(stage: &Stage, operation: &Operation, caller: Caller, target: &Target) -> Answer {
    let path = format!("{}?nonsense=1", request::path(operation, target));
    let ask = stage.actor(caller, target).ask(&operation.method, path);
    let ask = match operation.method.as_str() {
        "GET" | "DELETE" => ask,
        _ => ask
            .header("Content-Type", "text/plain")
            .header("If-Match", "none")
            .bytes("{ not: json"),
    };
    ask.send().await
}
