//! Compares a value with its schema in the OpenAPI document and collects all errors. The document
//! is the rule: exactly its schema is enforced.

use super::format;
use crate::http::problem::{FieldError, Finding};
use domain::text::one_line_end;
use serde_json::{Map, Number, Value};
use std::borrow::Cow;

/// Maximum of findings in one answer.
const MOST_ERRORS: usize = 100;

/// A walk through one value.
pub struct Check<'a> {
    components: &'a Map<String, Value>,
    /// Errors found.
    pub errors: Vec<FieldError>,
}

impl<'a> Check<'a> {
    /// Starts a walk with the schemas that references lead to.
    pub const fn new(components: &'a Map<String, Value>) -> Self {
        Self {
            components,
            errors: Vec::new(),
        }
    }

    /// Follows a reference to its schema.
    pub fn resolve<'s>(&self, schema: &'s Value) -> &'s Value
    where
        'a: 's,
    {
        let mut schema = schema;
        while let Some(name) = schema.get("$ref").and_then(Value::as_str) {
            let name = name.trim_start_matches("#/components/schemas/");
            match self.components.get(name) {
                Some(next) => schema = next,
                None => return &Value::Null,
            }
        }
        schema
    }

    /// Checks one value. Integers written as `1.0` become integers, line ends one `\n`.
    pub fn value(&mut self, value: &mut Value, schema: &Value, at: &str) {
        if self.errors.len() >= MOST_ERRORS {
            return;
        }
        let schema = self.resolve(schema);
        if let Some(variants) = schema.get("oneOf").or_else(|| schema.get("anyOf")) {
            return self.one_of(value, variants, schema, at);
        }
        if !allows(schema, value) {
            return self.wrong_type(value, schema, at);
        }
        match value {
            Value::String(text) => self.text(text, schema, at),
            Value::Number(number) => self.number(number, schema, at),
            Value::Array(items) => self.items(items, schema, at),
            Value::Object(members) => self.members(members, schema, at),
            Value::Null | Value::Bool(_) => {}
        }
    }

    fn refuse(&mut self, at: &str, finding: Finding) {
        if self.errors.len() < MOST_ERRORS {
            self.errors.push(FieldError::new(at, finding));
        }
    }

    fn wrong_type(&mut self, value: &Value, schema: &Value, at: &str) {
        if value.is_null() {
            return self.refuse(at, Finding::Null);
        }
        let wanted = types(schema).map(str::to_owned).collect();
        self.refuse(at, Finding::NotOfType(wanted));
    }

    fn one_of(&mut self, value: &mut Value, variants: &Value, schema: &Value, at: &str) {
        let variants = variants.as_array().map(Vec::as_slice).unwrap_or_default();
        let is_null =
            |variant: &&Value| variant.get("type").and_then(Value::as_str) == Some("null");
        if value.is_null() && variants.iter().any(|variant| is_null(&variant)) {
            return;
        }
        let rest: Vec<_> = variants
            .iter()
            .filter(|variant| !is_null(variant))
            .collect();
        if let [only] = rest.as_slice() {
            return self.value(value, only, at);
        }
        let discriminator = schema.get("discriminator").unwrap_or(&Value::Null);
        self.discriminated(value, discriminator, at);
    }

    fn discriminated(&mut self, value: &mut Value, discriminator: &Value, at: &str) {
        let name = discriminator.get("propertyName").and_then(Value::as_str);
        let name = name.unwrap_or("kind");
        let Some(members) = value.as_object() else {
            return self.refuse(at, not_of_type("object"));
        };
        let mapping = discriminator.get("mapping").and_then(Value::as_object);
        let kinds = || {
            mapping
                .into_iter()
                .flat_map(Map::keys)
                .cloned()
                .collect::<Vec<_>>()
        };
        let at_name = join(at, name);
        match members.get(name) {
            None => self.refuse(&at_name, Finding::Missing),
            Some(Value::String(kind)) => {
                match mapping.and_then(|mapping| mapping.get(kind)).cloned() {
                    Some(target) => {
                        let target = serde_json::json!({ "$ref": target });
                        self.value(value, &target, at);
                    }
                    None => self.refuse(&at_name, Finding::NotOneOf(kinds())),
                }
            }
            Some(_) => self.refuse(&at_name, not_of_type("string")),
        }
    }

    fn text(&mut self, text: &mut String, schema: &Value, at: &str) {
        if let Cow::Owned(told) = one_line_end(text) {
            *text = told;
        }
        if text.contains('\0') {
            return self.refuse(at, Finding::NulCharacter);
        }
        if let Some(words) = schema.get("enum").and_then(Value::as_array) {
            if !words
                .iter()
                .any(|word| word.as_str() == Some(text.as_str()))
            {
                let words = words.iter().filter_map(Value::as_str);
                self.refuse(at, Finding::NotOneOf(words.map(str::to_owned).collect()));
            }
            return;
        }
        let length = u64::try_from(text.chars().count()).unwrap_or(u64::MAX);
        let limit = |name: &str| schema.get(name).and_then(Value::as_u64);
        if let Some(least) = limit("minLength").filter(|least| length < *least) {
            return self.refuse(at, Finding::TooShort(least));
        }
        if let Some(most) = limit("maxLength").filter(|most| length > *most) {
            return self.refuse(at, Finding::TooLong(most));
        }
        if let Some(finding) = format::refuse(text, schema) {
            self.refuse(at, finding);
        }
    }

    fn number(&mut self, number: &mut Number, schema: &Value, at: &str) {
        if types(schema).any(|kind| kind == "integer") {
            match whole(number) {
                Some(integer) => *number = integer.into(),
                None => return self.refuse(at, Finding::TooBig),
            }
        }
        let value = number.as_f64().unwrap_or(f64::NAN);
        let limit = |name: &str| schema.get(name).and_then(Value::as_f64);
        let (least, most) = (limit("minimum"), limit("maximum"));
        if least.is_some_and(|least| value < least) || most.is_some_and(|most| value > most) {
            self.refuse(at, Finding::OutOfRange(least, most));
        }
    }

    fn items(&mut self, items: &mut [Value], schema: &Value, at: &str) {
        let count = u64::try_from(items.len()).unwrap_or(u64::MAX);
        let limit = |name: &str| schema.get(name).and_then(Value::as_u64);
        if let Some(most) = limit("maxItems").filter(|most| count > *most) {
            return self.refuse(at, Finding::TooManyItems(most));
        }
        if let Some(least) = limit("minItems").filter(|least| count < *least) {
            return self.refuse(at, Finding::TooFewItems(least));
        }
        let twice = |(index, item): (usize, &Value)| items.iter().take(index).any(|i| i == item);
        if schema.get("uniqueItems") == Some(&Value::Bool(true))
            && items.iter().enumerate().any(twice)
        {
            return self.refuse(at, Finding::RepeatedItem);
        }
        let Some(of) = schema.get("items") else {
            return;
        };
        for (index, item) in items.iter_mut().enumerate() {
            self.value(item, of, &format!("{at}/{index}"));
        }
    }

    fn members(&mut self, members: &mut Map<String, Value>, schema: &Value, at: &str) {
        let required = schema.get("required").and_then(Value::as_array);
        for name in required.into_iter().flatten().filter_map(Value::as_str) {
            if !members.contains_key(name) {
                self.refuse(&join(at, name), Finding::Missing);
            }
        }
        let most = schema.get("maxProperties").and_then(Value::as_u64);
        if most.is_some_and(|most| u64::try_from(members.len()).unwrap_or(u64::MAX) > most) {
            self.refuse(at, Finding::TooManyMembers);
        }
        let known = schema.get("properties").and_then(Value::as_object);
        let others = schema.get("additionalProperties");
        for (name, value) in members.iter_mut() {
            let at = join(at, name);
            match (known.and_then(|known| known.get(name)), others) {
                (Some(of), _) => self.value(value, of, &at),
                (None, Some(Value::Bool(true)) | None) => {}
                (None, Some(Value::Bool(false))) => self.refuse(&at, Finding::UnknownField),
                (None, Some(_)) if name.contains('\0') => {
                    self.refuse(&at, Finding::NulCharacter);
                }
                (None, Some(of)) => self.value(value, of, &at),
            }
        }
    }
}

fn not_of_type(kind: &str) -> Finding {
    Finding::NotOfType(vec![kind.to_owned()])
}

/// Joins a name to a JSON pointer (RFC 6901).
pub fn join(at: &str, name: &str) -> String {
    format!("{at}/{}", name.replace('~', "~0").replace('/', "~1"))
}

/// Integer value of a number: JSON Schema counts `1.0` among the integers.
fn whole(number: &Number) -> Option<i64> {
    if let Some(integer) = number.as_i64() {
        return Some(integer);
    }
    let float = number.as_f64().filter(|float| float.fract() == 0.0)?;
    format!("{float:.0}").parse().ok()
}

fn types(schema: &Value) -> impl Iterator<Item = &str> {
    let types = match schema.get("type") {
        Some(Value::Array(types)) => types.as_slice(),
        Some(one) => std::slice::from_ref(one),
        None => &[],
    };
    types.iter().filter_map(Value::as_str)
}

fn allows(schema: &Value, value: &Value) -> bool {
    let mut types = types(schema).peekable();
    if types.peek().is_none() {
        return true;
    }
    types.any(|kind| match (kind, value) {
        ("null", Value::Null)
        | ("boolean", Value::Bool(_))
        | ("string", Value::String(_))
        | ("number", Value::Number(_))
        | ("array", Value::Array(_))
        | ("object", Value::Object(_)) => true,
        ("integer", Value::Number(number)) => {
            number.is_i64()
                || number.is_u64()
                || number.as_f64().is_some_and(|float| float.fract() == 0.0)
        }
        _ => false,
    })
}
