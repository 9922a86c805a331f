//! Reader of a mail, the other party, and the actor.

use super::names::{message_from, own_message};
use super::{Block, Error};
use domain::words::Language;
use minijinja::{Value, context};
use serde_json::Value as Json;

/// Values about people and the interview for words and layout.
pub(super) fn of(block: Block, language: Language, data: &Json) -> Result<Value, Error> {
    let reads = |party: &str| {
        let id = data.pointer(&format!("/{party}/id"));
        id.is_some() && id == data.get("to")
    };
    let (reader, other) = match (reads("student"), reads("mentor")) {
        (true, false) => ("student", "mentor"),
        (false, true) => ("mentor", "student"),
        _ => {
            return Err(Error(
                "`to` is neither the student's id nor the mentor's".into(),
            ));
        }
    };
    let by = data.get("by").and_then(Json::as_str);
    let actor = match by {
        Some(party @ ("student" | "mentor")) => name(data, party),
        Some("staff") => staff(language).to_owned(),
        _ => return Err(Error("`by` is none of student, mentor and staff".into())),
    };
    let from_actor = match by {
        Some(party) if party == reader => own_message(language).to_owned(),
        _ => message_from(called(data, other), language),
    };
    let about = block.name();
    Ok(context! {
        reader_first_name => called(data, reader),
        other => name(data, other),
        actor,
        from_actor,
        by_staff => by == Some("staff"),
        step => data.pointer(&format!("/{about}/step")).and_then(Json::as_str),
    })
}

const fn staff(language: Language) -> &'static str {
    match language {
        Language::Fr => "l’équipe du programme",
        Language::En => "the programme’s team",
    }
}

fn part<'a>(data: &'a Json, party: &str, name: &str) -> &'a str {
    let part = data.pointer(&format!("/{party}/{name}"));
    part.and_then(Json::as_str).unwrap_or_default()
}

/// The first name, or the only one.
fn called<'a>(data: &'a Json, party: &str) -> &'a str {
    match part(data, party, "first_name") {
        "" => part(data, party, "last_name"),
        first => first,
    }
}

/// First and last name; either may be empty.
fn name(data: &Json, party: &str) -> String {
    let (first, last) = (
        part(data, party, "first_name"),
        part(data, party, "last_name"),
    );
    format!("{first} {last}").trim().to_owned()
}
