//! Who else reads a document: what students share, and what admins open in an emergency (R31).

mod emergency;
mod mentor;
mod revoking;
mod sharing;

use crate::harness::{Actor, Answer, Class, Contract, Pair};
use futures_util::future::join_all;
use serde_json::{Value, json};

/// Words of the form that a pair gives.
const FORM: &str = "We spoke about banks.";
/// An action that it names.
const ACTION: &str = "Call Anna.";
/// Words of the road-book that was sent for the first interview, and for the second.
const EDITION: &str = "before project.";
const LATER_EDITION: &str = "before action_plan.";
/// What the student wrote about the form, and about the action.
const THANKS: &str = "thanks-of-sam";
const MARK: &str = "mark-of-sam";

fn form(step: &str) -> Value {
    json!({ "kind": "evaluation", "step": step })
}

fn roadbook(step: &str) -> Value {
    json!({ "kind": "roadbook", "step": step })
}

async fn share(pair: &Pair, with: &str, documents: &[Value]) -> Answer {
    let body = json!({ "documents": documents, "with": with });
    pair.student.post(pair.path("/shares"), body).await
}

async fn open(pair: &Pair, by: &Actor, document: &str) -> Answer {
    let body = json!({ "document": document, "step": "project", "reason": "We fear for Sam." });
    by.post(pair.path("/emergency-access"), body).await
}

/// A pair whose first interview is concluded, with everything that its two people write.
async fn told(class: &Class) -> Pair {
    let pair = class.pair("sam", "mia").await;
    pair.conclude_project().await;
    pair.acknowledge("project", THANKS).await.ok();
    let action = pair.first_action().await;
    let action = pair.path(&format!("/agreed-actions/{action}"));
    pair.student
        .change(&action, json!({ "note": MARK }))
        .await
        .ok();
    pair.prepare("action_plan").await;
    pair
}

/// Every answer to a GET about a pair, one text.
async fn walk(actor: &Actor, pair: &Pair) -> String {
    let roadbook = pair.roadbook().await;
    let student = pair.student.get("/v1/me").await.ok().text("/person/id");
    let paths = |step: &'static str, number: &'static str| {
        let (roadbook, student) = (roadbook.clone(), student.clone());
        let operations = Contract::get().operations().iter();
        operations
            .filter(|one| one.method == "GET")
            .map(move |one| {
                one.path
                    .replace("/v1/roadbooks/{roadbook_id}", &roadbook)
                    .replace("{programme_id}", &pair.class.id)
                    .replace("{mentorship_id}", &pair.id)
                    .replace("{person_id}", &student)
                    .replace("{step}", step)
                    .replace("{number}", number)
                    .replace("{version}", number)
            })
            .filter(|path| !path.contains('{'))
    };
    let paths = paths("project", "1").chain(paths("action_plan", "2"));
    let answers = join_all(paths.map(|path| actor.get(path))).await;
    let texts = answers
        .iter()
        .map(|one| String::from_utf8_lossy(&one.bytes).into_owned());
    texts.collect::<Vec<_>>().join("\n")
}

/// Which of these words a text has.
fn seen(text: &str) -> Vec<&'static str> {
    let all = [FORM, ACTION, EDITION, LATER_EDITION, THANKS, MARK];
    all.into_iter().filter(|word| text.contains(word)).collect()
}

/// One member of each item of a page.
fn values(page: &Answer, member: &str) -> Vec<Value> {
    let items = page.at("/items");
    let items = items.as_array().unwrap().iter();
    items.map(|item| item[member].clone()).collect()
}
