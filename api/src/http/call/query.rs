//! Query parameters: one schema for the parser and the document; unknown and repeated ones are
//! refused.

use crate::http::answer::Paged;
use crate::http::json::{self, Body, Check};
use crate::http::problem::{FieldError, Finding, Problem};
use actix_web::HttpRequest;
use serde_json::{Map, Value};
use std::borrow::Cow;
use utoipa::openapi::{RefOr, Schema};

/// Query parameters that a request can carry.
pub trait RequestQuery: Sized + 'static {
    /// The schema whose properties are the parameters; `None`: no parameters.
    fn schema(schemas: &mut Vec<(String, RefOr<Schema>)>) -> Option<Cow<'static, str>>;

    /// Reads a query string by the schemas of the document.
    ///
    /// # Errors
    /// 422 with every parameter that is wrong.
    fn read(text: &str, components: &Map<String, Value>) -> Result<Self, Problem>;
}

/// The operation takes no parameters.
#[derive(Clone, Copy, Debug)]
pub struct NoQuery;

/// The parameters of a type with an object schema.
#[derive(Clone, Debug)]
pub struct Query<T>(pub T);

/// Parameters that say which page of a list is read.
pub trait PageQuery: RequestQuery {
    /// Most rows of the page.
    fn limit(&self) -> Option<u16>;

    /// Start of the page.
    fn cursor(&self) -> Option<&str>;
}

impl<F> PageQuery for Query<Paged<F>>
where
    Self: RequestQuery,
{
    fn limit(&self) -> Option<u16> {
        self.0.limit
    }

    fn cursor(&self) -> Option<&str> {
        self.0.cursor.as_deref()
    }
}

impl<T> std::ops::Deref for Query<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl RequestQuery for NoQuery {
    fn schema(_: &mut Vec<(String, RefOr<Schema>)>) -> Option<Cow<'static, str>> {
        None
    }

    fn read(text: &str, _: &Map<String, Value>) -> Result<Self, Problem> {
        let errors: Vec<_> = pairs(text).map(|(name, _)| unknown(&name)).collect();
        if errors.is_empty() {
            Ok(Self)
        } else {
            Err(Problem::invalid(errors))
        }
    }
}

impl<T: Body> RequestQuery for Query<T> {
    fn schema(schemas: &mut Vec<(String, RefOr<Schema>)>) -> Option<Cow<'static, str>> {
        Some(crate::http::answer::component::<T>(schemas))
    }

    fn read(text: &str, components: &Map<String, Value>) -> Result<Self, Problem> {
        let schema = components.get(T::name().as_ref()).unwrap_or(&Value::Null);
        let (object, mut errors) = object(text, schema, components);
        match json::read(Value::Object(object), components) {
            Ok(typed) if errors.is_empty() => return Ok(Self(typed)),
            Ok(_) => {}
            Err(found) => errors.extend(found),
        }
        errors.iter_mut().for_each(without_null);
        Err(Problem::invalid(errors))
    }
}

/// Parameters are omitted, never null.
fn without_null(error: &mut FieldError) {
    if let Finding::NotOfType(types) = &mut error.finding {
        types.retain(|kind| kind != "null");
    }
}

/// The parameters as a JSON object, each in the type that its schema asks for.
fn object(
    text: &str,
    schema: &Value,
    components: &Map<String, Value>,
) -> (Map<String, Value>, Vec<FieldError>) {
    let (mut object, mut errors) = (Map::new(), Vec::new());
    let known = schema.get("properties").and_then(Value::as_object);
    for (name, value) in pairs(text) {
        let Some(of) = known.and_then(|known| known.get(&name)) else {
            errors.push(unknown(&name));
            continue;
        };
        let of = Check::new(components).resolve(of);
        if object.insert(name.clone(), typed(value, of)).is_some() {
            let at = json::join("", &name);
            errors.push(FieldError::new(at, Finding::RepeatedParameter));
        }
    }
    (object, errors)
}

fn unknown(name: &str) -> FieldError {
    FieldError::new(json::join("", name), Finding::UnknownParameter)
}

/// A number or truth value where the schema asks for one and the text is one.
fn typed(text: String, schema: &Value) -> Value {
    let is = |kind: &str| match schema.get("type") {
        Some(Value::Array(kinds)) => kinds.iter().any(|one| one == kind),
        Some(one) => one == kind,
        None => false,
    };
    if is("integer")
        && let Ok(number) = text.parse::<i64>()
    {
        return number.into();
    }
    match text.as_str() {
        "true" if is("boolean") => true.into(),
        "false" if is("boolean") => false.into(),
        _ => text.into(),
    }
}

fn pairs(text: &str) -> impl Iterator<Item = (String, String)> {
    let pairs = actix_web::web::Query::<Vec<(String, String)>>::from_query(text);
    pairs
        .map(actix_web::web::Query::into_inner)
        .unwrap_or_default()
        .into_iter()
}

/// The parameters that a cursor is bound to, in a fixed order.
pub(super) fn filters(request: &HttpRequest) -> String {
    let mut pairs: Vec<_> = pairs(request.query_string())
        .filter(|(name, _)| name != "cursor" && name != "limit")
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    pairs.sort_unstable();
    pairs.join("&")
}
