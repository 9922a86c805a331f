//! Examples, made from the schemas, so that they always fit them. Names of properties say which
//! words read well.

use serde_json::{Map, Value, json};

/// An id as it stands in examples.
pub(super) const ID: &str = "0192f0c1-7b1e-7cc0-8f2e-1a2b3c4d5e6f";

/// Words for properties, by name.
const WORDS: &[(&str, &str)] = &[
    (
        "about",
        "Twelve years in public transport; I like hard questions.",
    ),
    (
        "advice",
        "Call the two people we talked about before the end of the month.",
    ),
    ("company", "Réseau Nord"),
    ("cursor", "WyJhIiwiYiJd"),
    ("degree", "Master in Engineering"),
    ("detail", "It is missing."),
    ("email", "camille.durand@example.org"),
    (
        "end_note",
        "We both think that another mentor knows this field better.",
    ),
    ("external_id", "alumni-1042"),
    ("first_name", "Camille"),
    ("headline", "Head of operations, mobility"),
    ("help", "Three sentences are enough."),
    ("job_title", "Head of operations"),
    ("key", "my_project"),
    ("label", "What makes your project yours?"),
    ("language", "fr"),
    ("last_name", "Durand"),
    ("link", "https://meet.example.org/camille"),
    ("location", "Lyon"),
    ("major", "Energy"),
    ("message", "Here is my road-book for our first meeting."),
    ("name", "Alumni Mentoring 2027"),
    ("next_cursor", "WyJhIiwiYiJd"),
    ("note", "I am free after five."),
    ("number", "+33 6 12 34 56 78"),
    ("opportunities", "A project in the team next door."),
    ("phone", "+33 6 12 34 56 78"),
    ("place", "Café de la Gare, Lyon"),
    ("private_email", "camille@example.net"),
    ("problems", "Little time for reading."),
    ("programme_name", "Alumni Mentoring 2027"),
    ("q", "energy"),
    ("reason", "I am travelling that week."),
    ("sector", "Transport"),
    ("strengths", "Clear about what matters."),
    ("text", "I want to build what people use every day."),
    ("time_zone", "Europe/Paris"),
    ("title", "My professional project"),
    ("video_handle", "skype:camille.durand"),
];

/// The example of a component.
pub(super) fn of(name: &str, schemas: &Map<String, Value>) -> Value {
    let schema = schemas.get(name).unwrap_or(&Value::Null);
    example("", schema, schemas, 0)
}

fn example(name: &str, schema: &Value, schemas: &Map<String, Value>, depth: u8) -> Value {
    if let Some(given) = given(schema) {
        return given;
    }
    if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
        let target = reference.trim_start_matches("#/components/schemas/");
        let target = schemas.get(target).unwrap_or(&Value::Null);
        return if depth > 12 {
            Value::Null
        } else {
            example(name, target, schemas, depth + 1)
        };
    }
    if let Some(variants) = schema.get("oneOf").or_else(|| schema.get("anyOf")) {
        let mut variants = variants.as_array().into_iter().flatten();
        let real = variants.find(|variant| variant.get("type") != Some(&json!("null")));
        return real.map_or(Value::Null, |real| example(name, real, schemas, depth + 1));
    }
    if let Some(parts) = schema.get("allOf").and_then(Value::as_array) {
        let mut merged = Map::new();
        for part in parts {
            if let Value::Object(members) = example(name, part, schemas, depth + 1) {
                merged.extend(members);
            }
        }
        return merged.into();
    }
    match kind(schema) {
        "object" => object(schema, schemas, depth),
        "array" => {
            let items = schema.get("items").unwrap_or(&Value::Null);
            json!([example(name, items, schemas, depth + 1)])
        }
        "integer" => integer(name, schema),
        "number" => json!(1),
        "boolean" => json!(matches!(
            name,
            "active" | "available" | "reminders" | "required" | "listed"
        )),
        "string" => text(name, schema),
        _ => Value::Null,
    }
}

fn given(schema: &Value) -> Option<Value> {
    schema.get("examples")?.as_array()?.first().cloned()
}

fn kind(schema: &Value) -> &str {
    match schema.get("type") {
        Some(Value::String(kind)) => kind,
        Some(Value::Array(kinds)) => {
            let mut kinds = kinds.iter().filter_map(Value::as_str);
            kinds.find(|kind| *kind != "null").unwrap_or_default()
        }
        _ => "",
    }
}

fn object(schema: &Value, schemas: &Map<String, Value>, depth: u8) -> Value {
    let properties = schema.get("properties").and_then(Value::as_object);
    let mut members = Map::new();
    for (name, property) in properties.into_iter().flatten() {
        members.insert(name.clone(), example(name, property, schemas, depth + 1));
    }
    let others = schema
        .get("additionalProperties")
        .filter(|of| of.is_object());
    if let (Some(of), None) = (others, properties) {
        members.insert(
            "my_project".to_owned(),
            example("text", of, schemas, depth + 1),
        );
    }
    members.into()
}

fn integer(name: &str, schema: &Value) -> Value {
    let wanted = match name {
        "year" => 2_027,
        "graduation_year" => 2_009,
        "duration_minutes" => 45,
        "max_length" => 2_000,
        "retention_months" => 24,
        "roadbook_lead_days" => 7,
        _ => 2,
    };
    let limit = |name: &str| schema.get(name).and_then(Value::as_i64);
    let least = limit("minimum").unwrap_or(i64::MIN);
    json!(wanted.max(least).min(limit("maximum").unwrap_or(i64::MAX)))
}

fn text(name: &str, schema: &Value) -> Value {
    let words = schema.get("enum").and_then(Value::as_array);
    let only = schema.get("const");
    if let Some(word) = only.or_else(|| words.and_then(|words| words.first())) {
        return word.clone();
    }
    match schema.get("format").and_then(Value::as_str) {
        Some("uuid") => return json!(ID),
        Some("date") => return json!(date(name)),
        Some("date-time") => return json!("2027-02-15T17:00:00Z"),
        Some("uri") => return json!("https://alumni.example.org/mentoring"),
        _ => {}
    }
    let word = WORDS
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, word)| *word);
    json!(word.unwrap_or("A line of text"))
}

/// Ends of windows come after their beginnings.
fn date(name: &str) -> &'static str {
    match name {
        "to" | "until_on" | "choice_until" => "2027-03-31",
        "leaves_school_on" => "2027-06-30",
        _ => "2027-01-01",
    }
}
