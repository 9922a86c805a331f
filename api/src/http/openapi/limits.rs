//! Limits on every string, number and array of a schema: a maximum, and a pattern, format or enum.
//! A type's own limits stay.

use crate::http::json::format::{ANY_TEXT, DAY, TEXT};
use serde_json::{Map, Value, json};

/// Adds the limits that a schema leaves open, at any depth.
pub(super) fn add(schema: &mut Value) {
    if let Some(members) = schema.as_object_mut() {
        if is(members, "string") {
            text(members);
        }
        if is(members, "integer") {
            members.entry("minimum").or_insert(json!(0));
            members.entry("maximum").or_insert(json!(2_147_483_647));
            members.entry("format").or_insert(json!("int32"));
        }
        if is(members, "array") {
            members.entry("maxItems").or_insert(json!(100));
        }
        if let Some(example) = members.remove("example") {
            members.entry("examples").or_insert(json!([example]));
        }
        merge_null(members);
        lift_text(members);
        only_words(members);
    }
    for_each_part(schema, &mut add);
}

/// Refuses members that the schema doesn't know, at any depth: for request bodies.
pub(super) fn close(schema: &mut Value) {
    if let Some(members) = schema.as_object_mut()
        && is(members, "object")
    {
        members
            .entry("additionalProperties")
            .or_insert(json!(false));
    }
    for_each_part(schema, &mut close);
}

/// Requires every property, at any depth: answers have them all, nullable ones as null.
pub(super) fn require_all(schema: &mut Value) {
    if let Some(members) = schema.as_object_mut() {
        let properties = members.get("properties").and_then(Value::as_object);
        let names = properties.map(|all| all.keys().cloned().collect::<Vec<_>>());
        if let Some(names) = names {
            members.insert("required".to_owned(), json!(names));
        }
    }
    for_each_part(schema, &mut require_all);
}

fn is(members: &Map<String, Value>, kind: &str) -> bool {
    match members.get("type") {
        Some(Value::Array(kinds)) => kinds.iter().any(|one| one == kind),
        Some(one) => one == kind,
        None => false,
    }
}

fn text(members: &mut Map<String, Value>) {
    if members.contains_key("enum") || members.contains_key("const") {
        return;
    }
    let format = members.get("format").and_then(Value::as_str);
    let most = match format {
        Some("uuid") => 36,
        Some("date") => 10,
        Some("date-time") => 40,
        Some("email") => 254,
        _ => 2_000,
    };
    let (bare, day) = (format.is_none(), format == Some("date"));
    if day {
        members.entry("pattern").or_insert(json!(DAY));
    }
    members.entry("maxLength").or_insert(json!(most));
    if bare && !members.contains_key("pattern") {
        let least = members.get("minLength").and_then(Value::as_u64);
        let pattern = if least.unwrap_or(0) > 0 {
            TEXT
        } else {
            ANY_TEXT
        };
        members.insert("pattern".to_owned(), json!(pattern));
    }
}

/// `oneOf: [null, {type: string, …}]` reads better, and generates better, as one type list.
fn merge_null(members: &mut Map<String, Value>) {
    let Some(variants) = members.get("oneOf").and_then(Value::as_array) else {
        return;
    };
    let null = json!({ "type": "null" });
    let other = match variants.as_slice() {
        [one, other] if *one == null => other,
        [other, one] if *one == null => other,
        _ => return,
    };
    let Some(kind) = other.get("type").and_then(Value::as_str).map(str::to_owned) else {
        return;
    };
    if other.get("enum").is_some() {
        return;
    }
    let other = other.as_object().cloned().unwrap_or_default();
    members.remove("oneOf");
    for (name, value) in other {
        members.entry(name).or_insert(value);
    }
    members.insert("type".to_owned(), json!([kind, "null"]));
    if kind == "string" {
        text(members);
    }
}

/// The text of an optional reference belongs to the property, not to one of its variants.
fn lift_text(members: &mut Map<String, Value>) {
    let variants = members.get_mut("oneOf").and_then(Value::as_array_mut);
    let mut variants = variants
        .into_iter()
        .flatten()
        .filter_map(Value::as_object_mut);
    let text = variants.find_map(|variant| variant.remove("description"));
    if let Some(text) = text {
        members.entry("description").or_insert(text);
    }
}

/// A property with one possible word is a constant: no generator makes an enum of it.
fn only_words(members: &mut Map<String, Value>) {
    let properties = members.get_mut("properties").and_then(Value::as_object_mut);
    for property in properties.into_iter().flat_map(Map::values_mut) {
        let words = property.get("enum").and_then(Value::as_array);
        let Some([word]) = words.map(Vec::as_slice) else {
            continue;
        };
        let word = word.clone();
        if let Some(property) = property.as_object_mut() {
            property.remove("enum");
            property.insert("const".to_owned(), word);
        }
    }
}

fn for_each_part(schema: &mut Value, run: &mut impl FnMut(&mut Value)) {
    let Some(members) = schema.as_object_mut() else {
        return;
    };
    for (name, part) in members.iter_mut() {
        match name.as_str() {
            "properties" => {
                part.as_object_mut()
                    .into_iter()
                    .for_each(|all| all.values_mut().for_each(&mut *run));
            }
            "items" | "additionalProperties" => run(part),
            "oneOf" | "anyOf" | "allOf" => {
                part.as_array_mut()
                    .into_iter()
                    .for_each(|all| all.iter_mut().for_each(&mut *run));
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_gets_a_limit() {
        let mut schema = json!({"type": "object", "properties": {
            "id": {"type": "string", "format": "uuid"},
            "name": {"type": "string", "minLength": 1},
            "phone": {"oneOf": [{"type": "null"}, {"type": "string", "maxLength": 50}]},
            "list": {"type": "array", "items": {"type": "integer"}},
            "kind": {"type": "string", "enum": ["phone"]},
        }});
        add(&mut schema);
        let at = |pointer: &str| schema.pointer(pointer).cloned();
        assert_eq!(at("/properties/id/maxLength"), Some(json!(36)));
        assert_eq!(at("/properties/name/pattern"), Some(json!(TEXT)));
        assert_eq!(
            at("/properties/phone/type"),
            Some(json!(["string", "null"]))
        );
        assert_eq!(at("/properties/phone/pattern"), Some(json!(ANY_TEXT)));
        assert_eq!(at("/properties/list/maxItems"), Some(json!(100)));
        assert_eq!(at("/properties/kind/const"), Some(json!("phone")));
        assert_eq!(at("/properties/kind/maxLength"), None);
        assert_eq!(
            at("/properties/list/items/maximum"),
            Some(json!(2_147_483_647))
        );
    }
}
