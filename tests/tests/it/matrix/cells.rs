//! The matrix itself.

use super::caller::{CALLERS, Caller};
use super::request;
use super::stage::Stage;
use super::table::{Row, matrix};
use crate::harness::{Answer, Contract, Operation, School};
use std::collections::BTreeSet;

/// Asks for every cell; tells all that differ at once.
pub async fn check(school: School) {
    let rows = matrix();
    let mut differ = uncovered(&rows);
    let mut stage = Stage::set(school).await;
    for row in &rows {
        let Some(operation) = operation(row) else {
            continue;
        };
        for (caller, name) in CALLERS {
            let (expected, answer) = (
                row.expected(caller),
                ask(&mut stage, row, operation, caller).await,
            );
            if told(&answer, caller) != expected {
                differ.push(format!(
                    "{}, {:?}, as {name}: expected {expected}, {answer:?}",
                    row.operation, row.state
                ));
            }
        }
    }
    assert!(differ.is_empty(), "{}", differ.join("\n"));
}

async fn ask(stage: &mut Stage, row: &Row, operation: &Operation, caller: Caller) -> Answer {
    let spends = row.expected(caller).starts_with('2') && operation.method != "GET";
    let target = stage.target(row.state, caller, spends).await;
    let ask = request::right(stage, operation, caller, &target).await;
    ask.send().await
}

/// The operation of a row, if the document has it.
pub fn operation(row: &Row) -> Option<&'static Operation> {
    let mut operations = Contract::get().operations().iter();
    operations.find(|operation| operation.id == row.operation)
}

/// Operations without a row, and rows without an operation.
fn uncovered(rows: &[Row]) -> Vec<String> {
    let operations = Contract::get().operations().iter();
    let served: BTreeSet<_> = operations.map(|operation| operation.id.as_str()).collect();
    let told: BTreeSet<_> = rows.iter().map(|row| row.operation).collect();
    let without_row = served.difference(&told);
    let without_row = without_row.map(|id| format!("{id} has no row in matrix.md"));
    let without_operation = told.difference(&served);
    let without_operation = without_operation.map(|id| format!("{id} is no operation any more"));
    without_row.chain(without_operation).collect()
}

/// An answer in the matrix's words; a code shows where the status doesn't say it already.
pub fn told(answer: &Answer, caller: Caller) -> String {
    let code = answer.at("/code");
    let code = code.as_str().unwrap_or_default();
    let usual = match answer.status {
        401 => code == "token_missing",
        403 => code == caller.forbidden(),
        404 => code == "not_found",
        status => status < 400,
    };
    if usual {
        answer.status.to_string()
    } else {
        format!("{} {code}", answer.status)
    }
}
