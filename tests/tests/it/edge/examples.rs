//! The examples that the document shows fit its schemas, and nothing goes without one.

use crate::harness::{Contract, Operation, School, apply, each_database};
use serde_json::{Value, json};

#[apply(each_database)]
async fn every_example_satisfies_its_schema(_school: School) {
    let contract = Contract::get();
    let mut looked_at = 0;
    for operation in contract.operations() {
        for (pointer, content) in contents(operation) {
            if pointer.contains("spreadsheetml") {
                // a workbook is no text to be shown
                continue;
            }
            let examples = examples_of(contract, content);
            assert!(!examples.is_empty(), "no example at {pointer}");
            for (name, example) in examples {
                let faults = contract.faults(&format!("{pointer}/schema"), &example);
                assert!(
                    faults.is_empty(),
                    "{pointer} {name}:\n{}",
                    faults.join("\n")
                );
                looked_at += 1;
            }
        }
    }
    assert!(looked_at > 2 * contract.operations().len());
}

#[apply(each_database)]
async fn an_example_that_is_off_its_schema_would_be_noticed(_school: School) {
    let faults = Contract::get().faults(
        "/components/schemas/ProgrammeCreate",
        &json!({ "year": "2027", "name": "Alumni Mentoring 2027" }),
    );
    assert_eq!(faults.len(), 1, "{faults:?}");
}

/// The contents of an operation's body and answers, with where they stand.
fn contents(operation: &Operation) -> Vec<(String, &'static Value)> {
    let contract = Contract::get();
    let path = operation.path.replace('/', "~1");
    let at = format!("/paths/{path}/{}", operation.method.to_lowercase());
    let found = contract.document().pointer(&at).unwrap();
    let answers = found["responses"].as_object().unwrap().iter();
    let answers = answers.map(|(status, answer)| (format!("{at}/responses/{status}"), answer));
    let body = found
        .get("requestBody")
        .map(|body| (format!("{at}/requestBody"), body));
    let mut contents = Vec::new();
    for (pointer, part) in body.into_iter().chain(answers) {
        let (pointer, part) = contract.follow(pointer, part);
        for (kind, content) in part["content"].as_object().into_iter().flatten() {
            contents.push((
                format!("{pointer}/content/{}", kind.replace('/', "~1")),
                content,
            ));
        }
    }
    contents
}

fn examples_of(contract: &'static Contract, content: &'static Value) -> Vec<(String, Value)> {
    let one = content
        .get("example")
        .map(|example| ("example".to_owned(), example.clone()));
    let named = content["examples"].as_object().into_iter().flatten();
    let named = named.map(|(name, example)| {
        let (_, example) = contract.follow(String::new(), example);
        (name.clone(), example["value"].clone())
    });
    one.into_iter().chain(named).collect()
}
