//! Holds every answer that the tests see against the OpenAPI document that the service serves:
//! the status is documented for the operation, its headers and content type too, and the body
//! satisfies its schema.

use super::answer::Answer;
use jsonschema::Validator;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock};

/// The served document, with a validator for each answer's schema.
pub struct Contract {
    document: Value,
    operations: Vec<Operation>,
    validators: Mutex<HashMap<String, Arc<Validator>>>,
}

/// An operation of the document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Operation {
    pub id: String,
    pub method: String,
    pub path: String,
}

static CONTRACT: OnceLock<Contract> = OnceLock::new();

const METHODS: [&str; 7] = ["get", "put", "post", "delete", "patch", "head", "options"];

impl Contract {
    /// Keeps the document that the first school served; all serve the same but for `servers`.
    pub fn learn(document: Value) {
        CONTRACT.get_or_init(|| Self {
            operations: operations(&document),
            document,
            validators: Mutex::default(),
        });
    }

    /// The document, once a school was opened.
    pub fn get() -> &'static Self {
        CONTRACT.get().expect("a school was opened before")
    }

    /// Every operation.
    pub fn operations(&self) -> &[Operation] {
        &self.operations
    }

    /// The document itself.
    pub fn document(&self) -> &Value {
        &self.document
    }

    /// The operation that a request met, if the document has one there.
    pub fn operation(&self, method: &str, path: &str) -> Option<&Operation> {
        let path = path.split(['?', '#']).next().unwrap_or_default();
        let met =
            |operation: &&Operation| operation.method == method && fits(&operation.path, path);
        let met = self.operations.iter().filter(met);
        met.min_by_key(|operation| operation.path.matches('{').count())
    }

    /// Panics when the answer is not one that the document has for its operation.
    #[track_caller]
    pub fn check(&self, answer: &Answer) {
        let Some(operation) = self.operation(answer.method.as_str(), &answer.path) else {
            let known = answer.path.starts_with("/demo/") || [404, 405].contains(&answer.status);
            let known = known || ["HEAD", "OPTIONS"].contains(&answer.method.as_str());
            assert!(known, "not in the document: {answer:?}");
            return;
        };
        let (pointer, response) = self.response(operation, answer);
        self.check_code(operation, response, answer);
        self.check_headers(operation, response, answer);
        let content = response.get("content").and_then(Value::as_object);
        let Some(content) = content else {
            let empty = answer.bytes.is_empty();
            assert!(empty, "the document has no body here: {answer:?}");
            return;
        };
        let told = answer.header("content-type");
        let told = told.split(';').next().unwrap_or_default();
        let documented: Vec<_> = content.keys().collect();
        assert!(
            content.contains_key(told),
            "{} answers as '{told}', documented: {documented:?}: {answer:?}",
            operation.id,
        );
        if told.ends_with("json") {
            self.check_body(
                &format!("{pointer}/content/{}/schema", escape(told)),
                answer,
            );
        }
    }

    /// A rule's refusal is one that the operation names.
    #[track_caller]
    fn check_code(&self, operation: &Operation, response: &Value, answer: &Answer) {
        if answer.status != 409 {
            return;
        }
        let code = format!("`{}`", answer.text("/code"));
        let named = response["description"].as_str().unwrap();
        let id = &operation.id;
        assert!(
            named.contains(&code),
            "{id} does not name {code}: {answer:?}"
        );
    }

    #[track_caller]
    fn response(&self, operation: &Operation, answer: &Answer) -> (String, &Value) {
        let method = operation.method.to_lowercase();
        let path = escape(&operation.path);
        let pointer = format!("/paths/{path}/{method}/responses/{}", answer.status);
        let Some(response) = self.document.pointer(&pointer) else {
            let id = &operation.id;
            panic!("{id} has no {} in the document: {answer:?}", answer.status)
        };
        self.follow(pointer, response)
    }

    /// Follows references from a value of the document to where it stands.
    pub fn follow<'a>(&'a self, pointer: String, value: &'a Value) -> (String, &'a Value) {
        match value.get("$ref").and_then(Value::as_str) {
            None => (pointer, value),
            Some(to) => {
                let pointer = to.trim_start_matches('#').to_owned();
                let value = self.document.pointer(&pointer).unwrap();
                self.follow(pointer, value)
            }
        }
    }

    #[track_caller]
    fn check_headers(&self, operation: &Operation, response: &Value, answer: &Answer) {
        let headers = response.get("headers").and_then(Value::as_object);
        for (name, header) in headers.into_iter().flatten() {
            let (_, header) = self.follow(String::new(), header);
            let required = header["required"].as_bool().unwrap_or_default();
            let there = answer.headers.contains_key(name.as_str());
            assert!(
                there || !required,
                "{} {} lacks the header {name}: {answer:?}",
                operation.id,
                answer.status
            );
        }
        for name in ["etag", "location"] {
            let documented =
                headers.is_some_and(|all| all.keys().any(|key| key.eq_ignore_ascii_case(name)));
            let there = answer.headers.contains_key(name);
            assert!(
                documented || !there,
                "{} {} has an undocumented {name}: {answer:?}",
                operation.id,
                answer.status
            );
        }
    }

    /// What is wrong with a value by the schema at a pointer of the document.
    pub fn faults(&self, pointer: &str, value: &Value) -> Vec<String> {
        let validator = self.validator(pointer);
        let errors = validator.iter_errors(value);
        errors
            .map(|error| format!("  at {}: {error}", error.instance_path()))
            .collect()
    }

    #[track_caller]
    fn check_body(&self, pointer: &str, answer: &Answer) {
        let errors = self.faults(pointer, &answer.body());
        assert!(
            errors.is_empty(),
            "the body is off its schema {pointer}\n{}\n{answer:?}",
            errors.join("\n")
        );
    }

    fn validator(&self, pointer: &str) -> Arc<Validator> {
        let mut validators = self
            .validators
            .lock()
            .unwrap_or_else(|broken| broken.into_inner());
        let validator = validators.entry(pointer.to_owned()).or_insert_with(|| {
            let schema = json!({
                "$schema": "https://json-schema.org/draft/2020-12/schema",
                "$ref": format!("#{}", pointer.replace('{', "%7B").replace('}', "%7D")),
                "paths": self.document["paths"],
                "components": self.document["components"],
            });
            let options = jsonschema::options().should_validate_formats(true);
            Arc::new(options.build(&schema).unwrap())
        });
        Arc::clone(validator)
    }
}

fn operations(document: &Value) -> Vec<Operation> {
    let of_path = |(path, item): (&String, &Value)| {
        let methods = METHODS.iter().filter(|method| item.get(**method).is_some());
        let operation = |method: &&str| Operation {
            id: item[*method]["operationId"].as_str().unwrap().to_owned(),
            method: method.to_uppercase(),
            path: path.clone(),
        };
        methods.map(operation).collect::<Vec<_>>()
    };
    let paths = document["paths"].as_object().unwrap();
    paths.iter().flat_map(of_path).collect()
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
