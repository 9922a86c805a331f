//! Everything that somebody could try now, with what the answers say about it.

use crate::harness::{Actor, Pair};
use serde_json::Value;

const ON_APPOINTMENT: [&str; 9] = [
    "confirm_appointment",
    "decline_appointment",
    "withdraw_appointment",
    "cancel_appointment",
    "reschedule_appointment",
    "hold_appointment",
    "record_no_show",
    "correct_outcome",
    "dispute_outcome",
];
const ON_FORM: [&str; 7] = [
    "update_evaluation",
    "give_evaluation",
    "give_evaluation_outside",
    "correct_evaluation",
    "retract_evaluation",
    "mark_evaluation_read",
    "acknowledge_evaluation",
];

/// What an answer says about an action.
#[derive(Clone, Debug, PartialEq)]
pub enum Listed {
    Allowed,
    /// With its entry of `blocked_actions`.
    Blocked(Value),
    /// Named nowhere.
    Absent,
}

/// An action on a resource.
#[derive(Clone, Debug)]
pub struct Choice {
    pub action: String,
    /// The resource's path.
    pub path: String,
    pub listed: Listed,
    /// The interview that it is about; null for the mentorship itself.
    pub interview: Value,
}

/// What this caller could try.
pub async fn of(pair: &Pair, who: &Actor) -> Vec<Choice> {
    let whole = who.get(pair.path("")).await.ok().body();
    let mut choices = listed(&whole, &pair.path(""), &Value::Null);
    for interview in whole["interviews"].as_array().unwrap() {
        let step = interview["step"].as_str().unwrap();
        choices.extend(
            done_elsewhere(pair, listed(interview, &pair.at_step(step, ""), interview)).await,
        );
        for appointment in interview["appointments"].as_array().unwrap() {
            let path = format!("/v1/appointments/{}", appointment["id"].as_str().unwrap());
            choices.extend(named(&ON_APPOINTMENT, appointment, &path, interview));
        }
        let path = pair.at_step(step, "/evaluation");
        let form = who.get(&path).await;
        if form.status == 200 {
            choices.extend(named(&ON_FORM, &form.body(), &path, interview));
        }
    }
    choices
}

/// Sending and more time are listed on the interview, and done on the road-book and the mentorship.
async fn done_elsewhere(pair: &Pair, mut choices: Vec<Choice>) -> Vec<Choice> {
    for choice in &mut choices {
        if choice.action == "send_roadbook" {
            choice.path = pair.roadbook().await;
        }
        if choice.action == "extend_interview" {
            choice.path = pair.path("");
        }
    }
    choices
}

/// The actions that a resource lists itself, allowed or blocked.
fn listed(resource: &Value, path: &str, interview: &Value) -> Vec<Choice> {
    let choice = |action: &Value, listed: Listed| Choice {
        action: action.as_str().unwrap().to_owned(),
        path: path.to_owned(),
        listed,
        interview: interview.clone(),
    };
    let allowed = resource["allowed_actions"].as_array().unwrap().iter();
    let blocked = resource["blocked_actions"].as_array().unwrap().iter();
    let allowed = allowed.map(|action| choice(action, Listed::Allowed));
    let blocked = blocked.map(|it| choice(&it["action"], Listed::Blocked(it.clone())));
    allowed.chain(blocked).collect()
}

/// Every action of a kind of resource, listed as allowed or not at all.
fn named(actions: &[&str], resource: &Value, path: &str, interview: &Value) -> Vec<Choice> {
    let allowed = resource["allowed_actions"].as_array().unwrap();
    let choice = |action: &&str| Choice {
        action: (*action).to_owned(),
        path: path.to_owned(),
        listed: if allowed.contains(&Value::from(*action)) {
            Listed::Allowed
        } else {
            Listed::Absent
        },
        interview: interview.clone(),
    };
    actions.iter().map(choice).collect()
}
