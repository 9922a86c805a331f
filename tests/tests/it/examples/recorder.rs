//! Keeps what the story shows and compares it with the committed files, or writes them.

use super::plain::Plain;
use crate::harness::{Answer, Contract, Kind};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Mutex;

/// Set to write the files instead of comparing them.
const RECORD: &str = "MENTORING_RECORD_EXAMPLES";

/// The file of refusals that any operation can answer.
const SHARED: &str = "problems";

/// What was shown so far: the content of each file.
#[derive(Default)]
pub struct Recorder {
    files: Mutex<BTreeMap<String, Map<String, Value>>>,
    plain: Plain,
}

impl Recorder {
    /// The answer becomes its operation's example, with the body that was sent.
    #[track_caller]
    pub fn show(&self, answer: Answer) -> Answer {
        assert!(
            (200..300).contains(&answer.status),
            "no success: {answer:?}"
        );
        let id = operation(&answer);
        let mut files = self.files.lock().unwrap();
        let file = files.entry(id.clone()).or_default();
        assert!(
            !file.contains_key("path"),
            "{id} is shown twice: {answer:?}"
        );
        let path = self.plain.text(path_of(&answer));
        let mut shown = Map::from_iter([("path".to_owned(), json!(path))]);
        if let Some(sent) = &answer.sent {
            let sent: Value = serde_json::from_str(sent).unwrap();
            shown.insert("request".to_owned(), self.plain.value(sent));
        }
        if answer.status != 204 {
            let body = self.plain.value(trimmed(told(&answer)));
            shown.insert("answer".to_owned(), body);
        }
        shown.extend(std::mem::take(file));
        *file = shown;
        answer
    }

    /// The refusal becomes an example: of its operation for a rule, else of all operations.
    #[track_caller]
    pub fn refuse(&self, status: u16, code: &str, answer: Answer) -> Answer {
        let answer = answer.refused(status, code);
        let problem = self.plain.value(trimmed(answer.body()));
        let mut files = self.files.lock().unwrap();
        let into = if status == 409 {
            let file = files.entry(operation(&answer)).or_default();
            let refusals = file.entry("refusals").or_insert_with(|| json!({}));
            refusals.as_object_mut().unwrap()
        } else {
            files.entry(SHARED.to_owned()).or_default()
        };
        let before = into.insert(code.to_owned(), problem);
        assert!(before.is_none(), "{code} is shown twice: {answer:?}");
        answer
    }

    /// Every operation was shown, and the files say what the service answers now.
    pub fn compare(&self, kind: Kind) {
        let files = self.files.lock().unwrap();
        let operations = Contract::get().operations().iter();
        let mut missing =
            operations.filter(|one| !files.get(&one.id).is_some_and(|f| f.contains_key("path")));
        let missing: Vec<_> = missing.by_ref().map(|one| one.id.as_str()).collect();
        assert!(
            missing.is_empty(),
            "the story shows no example of {missing:?}: tell it in tests/tests/it/examples"
        );
        let record = std::env::var_os(RECORD).is_some() && kind == Kind::Sqlite;
        for (name, shown) in files.iter() {
            let path = folder().join(format!("{name}.json"));
            let text = serde_json::to_string_pretty(shown).unwrap() + "\n";
            if record {
                std::fs::write(&path, text).unwrap();
            } else {
                let committed = std::fs::read_to_string(&path).unwrap_or_default();
                assert_eq!(
                    committed, text,
                    "{name}.json is not what the service answers now: run scripts/record-examples"
                );
            }
        }
        let known = |name: &str| files.contains_key(name.trim_end_matches(".json"));
        for file in std::fs::read_dir(folder()).unwrap() {
            let name = file.unwrap().file_name().into_string().unwrap();
            assert!(known(&name), "{name} belongs to no operation: remove it");
        }
    }
}

/// An answer's JSON, or the text of a file without its byte order mark.
fn told(answer: &Answer) -> Value {
    if answer.header("content-type").starts_with("text/") {
        let text = String::from_utf8(answer.bytes.clone()).unwrap();
        return json!(text.trim_start_matches('\u{feff}'));
    }
    answer.body()
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../api/src/http/openapi/examples")
}

#[track_caller]
fn operation(answer: &Answer) -> String {
    let found = Contract::get().operation(answer.method.as_str(), &answer.path);
    let Some(found) = found else {
        panic!("no operation: {answer:?}")
    };
    found.id.clone()
}

fn path_of(answer: &Answer) -> &str {
    answer.path.split('?').next().unwrap()
}

/// Lists of things with two of them; what stands for the three interviews stays.
fn trimmed(value: Value) -> Value {
    match value {
        Value::Array(items) => {
            let things = items.iter().all(Value::is_object) && !are_steps(&items);
            let most = if things { 2 } else { items.len() };
            items.into_iter().take(most).map(trimmed).collect()
        }
        Value::Object(members) => {
            let trim = |(name, value)| (name, trimmed(value));
            Value::Object(members.into_iter().map(trim).collect())
        }
        other => other,
    }
}

fn are_steps(items: &[Value]) -> bool {
    let steps = items
        .iter()
        .map(|item| item["step"].as_str().unwrap_or_default());
    steps.eq(["project", "action_plan", "follow_up"])
}
