//! Examples recorded by a story: requests, answers and refusals, one file per operation.
//! `tests/tests/it/examples` plays the story and holds the files against it.

use super::Served;
use crate::http::operation::Operation;
use crate::http::problem::{Code, Place, Problem, rendered};
use domain::words::Language;
use serde::Deserialize;
use serde_json::{Map, Value, json};

/// An id as it stands in examples.
pub(super) const ID: &str = "01930d3a-7c00-7000-8000-000000000001";

/// Problems that any operation can answer, by code.
const SHARED: &str = include_str!("examples/problems.json");

/// Recording of one operation.
#[derive(Default, Deserialize)]
pub(super) struct Recorded {
    /// The path that was called.
    #[serde(default)]
    pub path: String,
    /// The body that was sent.
    pub request: Option<Value>,
    /// The body of the success.
    pub answer: Option<Value>,
    /// Problems of its own 409, by code.
    #[serde(default)]
    pub refusals: Map<String, Value>,
}

/// Reads the recording of an operation.
pub(super) fn of(operation: &Operation) -> Recorded {
    serde_json::from_str(operation.recorded).unwrap_or_default()
}

/// A problem for each code: a recorded one, or as the service would render it.
pub(super) fn of_codes(served: &[Served]) -> Vec<(Code, Value)> {
    let shared: Map<String, Value> = serde_json::from_str(SHARED).unwrap_or_default();
    let own: Vec<_> = served.iter().map(|one| of(&one.operation)).collect();
    let recorded = |code: &Code| {
        let mut all = std::iter::once(&shared).chain(own.iter().map(|one| &one.refusals));
        all.find_map(|some| some.get(code.as_str())).cloned()
    };
    let codes = Code::all().into_iter();
    codes
        .map(|code| (code, recorded(&code).unwrap_or_else(|| as_rendered(code))))
        .collect()
}

fn as_rendered(code: Code) -> Value {
    let place = Place {
        base: "https://mentoring.example.org",
        instance: "/v1/programmes",
        request_id: ID,
        language: Language::En,
    };
    json!(rendered(&Problem::new(code), &place))
}
