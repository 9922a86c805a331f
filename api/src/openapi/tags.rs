//! Tags: one per resource, in alphabetical order, as the linters ask.

use super::{Served, escape, verb};
use serde_json::{Value, json};

/// Every tag with its description.
const TAGS: &[(&str, &str)] = &[
    (
        "appointments",
        "Meetings: proposed, confirmed, moved, held or missed.",
    ),
    (
        "charter",
        "The programme's rules of behaviour and their acceptance.",
    ),
    (
        "evaluations",
        "The mentor's form after an interview, given to the student.",
    ),
    ("health", "For supervisors and balancers."),
    (
        "interviews",
        "One step of a mentorship: project, action plan, follow-up.",
    ),
    (
        "me",
        "The person who calls: profile, enrolments, and what to do next.",
    ),
    (
        "mentors",
        "Mentors of a programme: list, search, filters and profile.",
    ),
    (
        "mentorships",
        "One student with one mentor, and their cycle of three interviews.",
    ),
    (
        "programmes",
        "Yearly editions of the programme: calendar, policies, opening and closing.",
    ),
    (
        "roadbooks",
        "The student's preparation, sent to the mentor in editions.",
    ),
    ("students", "Students enrolled in a programme."),
    (
        "templates",
        "The questions of the road-book and the criteria of the evaluation forms.",
    ),
];

/// The tags that some operation uses.
pub(super) fn used(served: &[Served], annotated: &Value) -> Value {
    let has = |tag: &str| {
        served.iter().any(|one| {
            let at = format!("/paths/{}/{}/tags/0", escape(&one.path), verb(&one.method));
            annotated.pointer(&at).and_then(Value::as_str) == Some(tag)
        })
    };
    let used = TAGS.iter().filter(|(tag, _)| has(tag));
    used.map(|(name, description)| json!({ "name": name, "description": description }))
        .collect()
}
