//! What is sent: the path of an operation about something, and a body that it takes.

use super::caller::Caller;
use super::stage::Stage;
use super::target::{Target, absent};
use crate::harness::{Actor, Ask, Operation, cafe, mentor_row, student_row};
use serde_json::{Value, json};

/// The path of an operation, about the target.
pub fn path(operation: &Operation, target: &Target) -> String {
    with(operation, |name| value(operation, target, name))
}

/// The path of an operation with each of its parameters as told.
pub fn with(operation: &Operation, value: impl Fn(&str) -> String) -> String {
    let part = |part: &str| match parameter(part) {
        Some(name) => value(name),
        None => part.to_owned(),
    };
    let parts: Vec<_> = operation.path.split('/').map(part).collect();
    parts.join("/")
}

/// The parameters of an operation's path.
pub fn parameters(operation: &Operation) -> Vec<&str> {
    operation.path.split('/').filter_map(parameter).collect()
}

fn parameter(part: &str) -> Option<&str> {
    part.strip_prefix('{')?.strip_suffix('}')
}

/// The target's value of a path's parameter.
pub fn value(operation: &Operation, target: &Target, name: &str) -> String {
    let value = match name {
        "programme_id" => &target.programme,
        "person_id" if operation.path.contains("/students/") => &target.student.id,
        // the mentor may be the caller who is staff, too
        "person_id" if operation.path.contains("/people/") => &target.student.id,
        "person_id" => &target.mentor.id,
        "mentorship_id" => &target.mentorship,
        "appointment_id" => &target.appointment,
        "action_id" => &target.action,
        "concern_id" => &target.concern,
        "career_interview_id" => &target.career,
        "application_id" => &target.application,
        "share_id" => &target.share,
        "roadbook_id" => &target.roadbook,
        // whoever has a real one reads the feed
        "feed_key" => "nobody",
        "step" => "project",
        "number" | "version" => "1",
        other => panic!("{}: nothing is there for {{{other}}}", operation.id),
    };
    value.to_owned()
}

/// A request that is right in everything but, perhaps, who asks it.
pub async fn right(stage: &Stage, operation: &Operation, caller: Caller, target: &Target) -> Ask {
    let actor = stage.actor(caller, target);
    let path = path(operation, target);
    let ask = actor.ask(&operation.method, &path);
    let ask = match operation.method.as_str() {
        "PUT" | "PATCH" => ask.header("If-Match", etag(&actor, &path).await),
        _ => ask,
    };
    match body(stage, operation, caller, target) {
        Some(body) => ask.json(&body),
        None => ask,
    }
}

/// The version that the caller read, or some version where they can't read.
async fn etag(actor: &Actor, path: &str) -> String {
    let read = actor.get(path).await;
    match read.header("etag") {
        "" => "\"1-0\"".to_owned(),
        etag => etag.to_owned(),
    }
}

/// A road-book of one question.
fn roadbook_template() -> Value {
    let words = json!({ "fr": "Mon projet", "en": "My project" });
    let question = json!({
        "key": "project", "label": words, "steps": ["project", "action_plan", "follow_up"],
        "required": true, "max_length": 3_000,
    });
    json!({ "parts": [{ "key": "all", "title": words, "questions": [question] }] })
}

/// A body that the operation takes from this caller.
fn body(stage: &Stage, operation: &Operation, caller: Caller, target: &Target) -> Option<Value> {
    let meeting = |hours: i64| json!({ "starts_at": stage.in_hours(hours), "duration_minutes": 30, "means": cafe() });
    let body = match operation.id.as_str() {
        "update_profile" => json!({ "reminders": true }),
        "update_person" => json!({ "phone": "+33 1 23 45 67 90" }),
        "create_programme" => json!({ "year": 2031, "name": format!("One more, {}", absent()) }),
        "create_successor" => json!({ "year": 2032, "name": format!("The next, {}", absent()) }),
        "update_programme" => json!({ "name": format!("Renamed, {}", absent()) }),
        "put_charter" => json!({ "text": { "fr": "Bienveillance.", "en": "Kindness." } }),
        "accept_charter" => json!({ "version": 1 }),
        "put_roadbook_template" => roadbook_template(),
        "put_evaluation_template" => json!({ "criteria": [], "fields": [
            { "key": "advice", "label": { "fr": "Conseils", "en": "Advice" }, "required": true },
        ] }),
        "import_students" => json!({ "rows": [student_row("imported-student")] }),
        "import_mentors" => json!({ "rows": [mentor_row("imported-mentor")] }),
        "create_student" => student_row(&absent()),
        "create_mentor" => mentor_row(&absent()),
        "update_student" => json!({ "major": "Law" }),
        "update_mentor" => json!({ "headline": "Still in logistics" }),
        "put_availability" => json!({
            "time_zone": "Europe/Paris", "weekly": [], "single": [], "except_on": [],
        }),
        "put_mentor_list" => json!({ "pinned": [target.mentor.id], "excluded": [] }),
        "create_concern" => json!({ "kind": "concern", "text": "They don't answer." }),
        "resolve_concern" => json!({ "note": "We called them." }),
        "create_share" => json!({
            "documents": [{ "kind": "evaluation", "step": "project" }],
            "with": "advisers",
        }),
        "open_in_emergency" => json!({
            "document": "evaluation",
            "step": "project",
            "reason": "The student told us on the phone that they can't go on.",
        }),
        "request_career_interview" => json!({ "message": "I look for my first job." }),
        "schedule_career_interview" => meeting(20 * 24),
        "decline_career_interview" | "cancel_career_interview" => {
            json!({ "reason": "We have no time in May." })
        }
        "create_mentor_application" => {
            json!({ "profile": { "headline": "Twenty years of trains" } })
        }
        "choose_mentor" => json!({ "mentor_id": target.mentor.id }),
        "end_mentorship" if caller.acts_as_staff() => {
            json!({ "end_reason": "other", "note": "Both agreed." })
        }
        "assign_mentor" => json!({ "mentor_id": target.mentor.id }),
        "assign_mentors" => {
            json!({ "rows": [{ "student_id": absent(), "mentor_id": absent() }] })
        }
        "reassign_mentorship" => json!({ "mentor_id": target.other.id, "reason": "Moves." }),
        "extend_interview" => json!({
            "step": "project",
            "until_on": stage.clock.date_naive() + chrono::Days::new(200),
            "reason": "They were ill.",
        }),
        "excuse_interview" => json!({ "reason": "They were ill." }),
        "extend_interviews" => json!({
            "mentorship_ids": [absent()],
            "step": "project",
            "until_on": stage.clock.date_naive() + chrono::Days::new(200),
            "reason": "They were ill.",
        }),
        "excuse_interviews" => json!({
            "mentorship_ids": [absent()],
            "step": "project",
            "reason": "They were ill.",
        }),
        "nudge_mentorships" => {
            json!({ "mentorship_ids": [absent()], "code": "propose_appointment" })
        }
        "leave_student" | "leave_mentor" => json!({ "reason": "Moves abroad." }),
        "waive_roadbook" => json!({ "reason": "They told us." }),
        "propose_appointment" => meeting(20 * 24),
        "record_appointment" => {
            let mut body = meeting(-1);
            body["reason"] = json!("They told us.");
            body
        }
        "reschedule_appointment" => json!({ "starts_at": stage.in_hours(21 * 24) }),
        "cancel_appointment" | "dispute_outcome" => json!({ "reason": "Something came up." }),
        "hold_appointment" => json!({ "reason": "They told us." }),
        "record_no_show" => json!({ "missed_by": "both", "reason": "They told us." }),
        "correct_outcome" => json!({ "outcome": "missed_by_both", "reason": "A mistake." }),
        "update_roadbook" => json!({ "answers": { "school_path": "Two good years." } }),
        "copy_roadbook" => json!({ "programme_id": target.programme }),
        "send_roadbook" => json!({ "step": "project", "message": "Here it is." }),
        "update_evaluation" => json!({ "advice": "Call three people." }),
        "give_evaluation_outside" => {
            json!({ "given_on": stage.clock.date_naive(), "note": "On paper." })
        }
        "retract_evaluation" => json!({ "reason": "Meant for somebody else." }),
        "update_agreed_action" => json!({ "state": "done" }),
        "correct_evaluation" => json!({
            "reason": "A word was missing.",
            "ratings": [{ "criterion_key": "clarity", "rating": "good" }],
            "strengths": "Curious.",
            "advice": "Call four people.",
        }),
        _ => return None,
    };
    Some(body)
}
