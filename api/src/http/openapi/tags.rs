//! Tags: one per resource.

use super::{Served, escape, verb};
use serde_json::{Value, json};
use std::collections::BTreeSet;

type Tag = (&'static str, &'static str);

/// Every tag with its description, grouped and in order as an admin thinks.
const GROUPS: &[(&str, &[Tag])] = &[
    (
        "Programme and people",
        &[
            (
                "programmes",
                "Yearly editions of the programme: calendar, policies, opening and closing.",
            ),
            (
                "dashboard",
                "Figures of a programme, each with the list that it counts.",
            ),
            ("students", "Students enrolled in a programme."),
            (
                "people",
                "Everybody known here, in all programmes: for staff.",
            ),
            (
                "exports",
                "Lists of a programme as files for spreadsheets: CSV and XLSX.",
            ),
            (
                "mentors",
                "Mentors of a programme: list, search, filters and profile.",
            ),
            (
                "mentor-applications",
                "People who offer themselves as mentors.",
            ),
        ],
    ),
    (
        "The three interviews",
        &[
            (
                "mentorships",
                "One student with one mentor, and their cycle of three interviews.",
            ),
            (
                "career-interviews",
                "Individual interviews of students with the Career Department.",
            ),
            ("concerns", "What one of the two tells the team in private."),
            (
                "interviews",
                "One step of a mentorship: project, action plan, follow-up.",
            ),
            (
                "appointments",
                "Meetings: proposed, confirmed, moved, held or missed.",
            ),
            (
                "calendars",
                "Appointments in people's own calendars: invitations and feeds.",
            ),
            (
                "roadbooks",
                "The student's preparation, sent to the mentor in editions.",
            ),
            (
                "shares",
                "Documents that a student lets others read, or an admin opens in an emergency.",
            ),
            (
                "evaluations",
                "The mentor's form after an interview, given to the student.",
            ),
        ],
    ),
    (
        "Rules and forms",
        &[
            (
                "charter",
                "The programme's rules of behaviour and their acceptance.",
            ),
            (
                "templates",
                "The questions of the road-book and the criteria of the evaluation forms.",
            ),
        ],
    ),
    (
        "Caller and service",
        &[
            (
                "me",
                "The person who calls: profile, enrolments, and what to do next.",
            ),
            (
                "audit-log",
                "Every change: who made it, when, and on what; ids and codes only.",
            ),
            ("health", "For supervisors and balancers."),
        ],
    ),
];

/// The names of the tags that operations use.
pub(super) fn used(served: &[Served], annotated: &Value) -> BTreeSet<String> {
    let tag = |one: &Served| {
        let at = format!("/paths/{}/{}/tags/0", escape(&one.path), verb(&one.method));
        annotated.pointer(&at)?.as_str().map(str::to_owned)
    };
    served.iter().filter_map(tag).collect()
}

/// The used tags with their descriptions, in alphabetical order, as the linters ask.
pub(super) fn described(used: &BTreeSet<String>) -> Value {
    let all = GROUPS.iter().flat_map(|(_, tags)| tags.iter());
    let mut all: Vec<_> = all.filter(|(name, _)| used.contains(*name)).collect();
    all.sort();
    let tag = |(name, description): &Tag| json!({ "name": name, "description": description });
    all.into_iter().map(tag).collect()
}

/// The used tags in groups: the order in which a page shows them (`x-tagGroups`, Redoc's
/// extension; our Swagger UI reads it too).
pub(super) fn grouped(used: &BTreeSet<String>) -> Value {
    let groups = GROUPS.iter().filter_map(|(name, tags)| {
        let names = tags.iter().map(|(name, _)| *name);
        let names: Vec<_> = names.filter(|name| used.contains(*name)).collect();
        (!names.is_empty()).then(|| json!({ "name": name, "tags": names }))
    });
    groups.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::openapi::{document, served};

    #[test]
    fn every_tag_of_an_operation_has_a_place_and_a_description() {
        let document = document();
        let described = document["tags"].as_array().unwrap();
        let described: BTreeSet<_> = described.iter().map(|tag| tag["name"].as_str()).collect();
        for one in served() {
            let operation = &document["paths"][&one.path][verb(&one.method)];
            assert!(
                described.contains(&operation["tags"][0].as_str()),
                "{operation}"
            );
        }
    }
}
