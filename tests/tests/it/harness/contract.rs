//! Holds every answer that the tests see against `openapi.yaml`: the status is documented for the
//! operation, the content type too, the body satisfies its schema.

use super::answer::Answer;
use jsonschema::Validator;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, LazyLock, Mutex};

/// The document, with a validator for each answer's schema.
pub struct Contract {
    document: Value,
    validators: Mutex<HashMap<String, Arc<Validator>>>,
}

/// An operation of the document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Operation {
    pub id: String,
    pub method: String,
    pub path: String,
}

static CONTRACT: LazyLock<Contract> = LazyLock::new(|| {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../openapi.yaml");
    let text = std::fs::read_to_string(path).expect("openapi.yaml is at the root");
    Contract {
        document: serde_yaml_ng::from_str(&text).unwrap(),
        validators: Mutex::default(),
    }
});

const METHODS: [&str; 7] = ["get", "put", "post", "delete", "patch", "head", "options"];

impl Contract {
    /// The document at the root of the repository.
    pub fn get() -> &'static Self {
        &CONTRACT
    }

    /// Every operation.
    pub fn operations(&self) -> Vec<Operation> {
        let paths = self.document["paths"].as_object().unwrap();
        let of_path = |(path, item): (&String, &Value)| {
            let methods = METHODS.iter().filter(|method| item.get(**method).is_some());
            let operation = |method: &&str| Operation {
                id: item[*method]["operationId"].as_str().unwrap().to_owned(),
                method: method.to_uppercase(),
                path: path.clone(),
            };
            methods.map(operation).collect::<Vec<_>>()
        };
        paths.iter().flat_map(of_path).collect()
    }

    /// The operation that a request met, if the document has one there.
    pub fn operation(&self, method: &str, path: &str) -> Option<Operation> {
        let path = path.split(['?', '#']).next().unwrap_or_default();
        let mut found: Vec<Operation> = self
            .operations()
            .into_iter()
            .filter(|operation| operation.method == method && fits(&operation.path, path))
            .collect();
        found.sort_by_key(|operation| operation.path.matches('{').count());
        found.into_iter().next()
    }

    /// Panics when the answer is not one that the document has for its operation.
    #[track_caller]
    pub fn check(&self, answer: &Answer) {
        let Some(operation) = self.operation(answer.method.as_str(), &answer.path) else {
            let known = answer.path.starts_with("/demo/") || answer.status == 404;
            let known = known || answer.status == 405 || answer.method == "HEAD";
            assert!(known, "not in the document: {answer:?}");
            return;
        };
        let media = self.media(&operation, answer);
        let Some((pointer, media)) = media else {
            assert!(
                answer.bytes.is_empty(),
                "the document has no body here: {answer:?}"
            );
            return;
        };
        if media.ends_with("json") {
            self.check_body(&pointer, answer);
        }
    }

    fn media(&self, operation: &Operation, answer: &Answer) -> Option<(String, String)> {
        let method = operation.method.to_lowercase();
        let responses = format!("/paths/{}/{method}/responses", escape(&operation.path));
        let pointer = format!("{responses}/{}", answer.status);
        let response = self.document.pointer(&pointer);
        let response = response.unwrap_or_else(|| {
            panic!(
                "{} has no {} in the document: {answer:?}",
                operation.id, answer.status
            )
        });
        let (pointer, response) = self.follow(pointer, response);
        let content = response.get("content")?.as_object()?;
        let told = answer
            .header("content-type")
            .split(';')
            .next()
            .unwrap_or_default();
        assert!(
            content.contains_key(told),
            "{} answers {} as '{told}', documented: {:?}: {answer:?}",
            operation.id,
            answer.status,
            content.keys().collect::<Vec<_>>()
        );
        let pointer = format!("{pointer}/content/{}/schema", escape(told));
        Some((pointer, told.to_owned()))
    }

    fn follow<'a>(&'a self, pointer: String, value: &'a Value) -> (String, &'a Value) {
        match value.get("$ref").and_then(Value::as_str) {
            None => (pointer, value),
            Some(to) => {
                let pointer = to.trim_start_matches('#').to_owned();
                let value = self.document.pointer(&pointer).unwrap();
                self.follow(pointer, value)
            }
        }
    }

    fn check_body(&self, pointer: &str, answer: &Answer) {
        let validator = self.validator(pointer);
        let body = answer.body();
        let errors: Vec<String> = validator
            .iter_errors(&body)
            .map(|error| format!("  at {}: {error}", error.instance_path()))
            .collect();
        assert!(
            errors.is_empty(),
            "the body is off its schema {pointer}\n{}\n{answer:?}",
            errors.join("\n")
        );
    }

    fn validator(&self, pointer: &str) -> Arc<Validator> {
        let mut validators = self.validators.lock().unwrap();
        let validator = validators.entry(pointer.to_owned()).or_insert_with(|| {
            let schema = json!({
                "$schema": "https://json-schema.org/draft/2020-12/schema",
                "$ref": format!("#{pointer}"),
                "paths": self.document["paths"],
                "components": self.document["components"],
            });
            let options = jsonschema::options().should_validate_formats(true);
            Arc::new(options.build(&schema).unwrap())
        });
        Arc::clone(validator)
    }
}

/// Whether a path is one of a template's.
fn fits(template: &str, path: &str) -> bool {
    let (mut parts, mut given) = (template.split('/'), path.split('/'));
    loop {
        match (parts.next(), given.next()) {
            (None, None) => return true,
            (Some(part), Some(value)) if part == value => {}
            (Some(part), Some(value)) if part.starts_with('{') && !value.is_empty() => {}
            _ => return false,
        }
    }
}

fn escape(segment: &str) -> String {
    segment.replace('~', "~0").replace('/', "~1")
}
