//! The body of an import: rows that are each checked by themselves, so that the report names bad
//! ones.

use super::BadRow;
use super::csv::Columns;
use crate::http::call::RequestBody;
use crate::http::json::{self, Body};
use crate::http::problem::{FieldError, Finding, Problem};
use crate::load::Turn;
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::marker::PhantomData;
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

/// Most rows of an import.
const MOST_ROWS: u64 = 10_000;

/// The rows of an import, good and bad.
pub struct Import<T> {
    /// Number and content of the good ones.
    pub good: Vec<(u32, T)>,
    /// Bad ones.
    pub bad: BadRows,
}

/// The bad rows of an import, with its turn: the report is made of them when its work is done.
#[derive(Clone, Default)]
pub struct BadRows {
    rows: Vec<BadRow>,
    turn: Option<Turn>,
}

impl std::ops::Deref for BadRows {
    type Target = [BadRow];

    fn deref(&self) -> &[BadRow] {
        &self.rows
    }
}

impl<T: Body> RequestBody for Import<T> {
    const OPTIONAL: Option<bool> = Some(false);
    const IMPORT: bool = true;

    fn schema(schemas: &mut Vec<(String, RefOr<Schema>)>) -> Option<Cow<'static, str>> {
        schemas.push((T::name().into_owned(), T::schema()));
        T::schemas(schemas);
        Some(crate::http::answer::component::<Rows<T>>(schemas))
    }

    fn read(bytes: &[u8], components: &Map<String, Value>) -> Result<Self, Problem> {
        let body = json::from_slice(bytes).map_err(|error| json::malformed(&error))?;
        let mut import = Self::default();
        for (number, row) in (1_u32..).zip(rows(body)?) {
            import.take(number, row, components, Vec::new());
        }
        Ok(import)
    }

    fn read_csv(bytes: &[u8], components: &Map<String, Value>) -> Result<Self, Problem> {
        let columns = Columns::of(&T::name(), components);
        let columns = columns.ok_or_else(|| Problem::internal("an import without columns"))?;
        let rows = columns.read(bytes)?;
        if u64::try_from(rows.len()).is_ok_and(|rows| rows > MOST_ROWS) {
            let error = FieldError::new("", Finding::TooManyRows(MOST_ROWS));
            return Err(Problem::invalid(vec![error]));
        }
        let mut import = Self::default();
        for (number, row, errors) in rows {
            import.take(number, row, components, errors);
        }
        Ok(import)
    }

    fn hold(&mut self, turn: Turn) {
        self.bad.turn = Some(turn);
    }
}

impl<T> Default for Import<T> {
    fn default() -> Self {
        Self {
            good: Vec::new(),
            bad: BadRows::default(),
        }
    }
}

impl<T: Body> Import<T> {
    /// Puts a row among the good ones, or among the bad ones with all its errors.
    fn take(
        &mut self,
        number: u32,
        row: Value,
        components: &Map<String, Value>,
        mut errors: Vec<FieldError>,
    ) {
        let external_id = row.get("external_id").and_then(Value::as_str);
        let external_id = external_id.filter(|id| !id.contains('\0'));
        let external_id = external_id.map(|id| id.chars().take(200).collect());
        match json::read(row, components) {
            Ok(row) if errors.is_empty() => return self.good.push((number, row)),
            Ok(_) => {}
            Err(more) => errors.extend(more),
        }
        self.bad.rows.push(BadRow {
            row: number,
            external_id,
            errors,
        });
    }
}

/// The rows of a body `{rows: […]}`.
fn rows(body: Value) -> Result<Vec<Value>, Problem> {
    let wrong = |pointer: &str, finding| Problem::invalid(vec![FieldError::new(pointer, finding)]);
    let not_of_type = |kind: &str| Finding::NotOfType(vec![kind.to_owned()]);
    let Value::Object(mut members) = body else {
        return Err(wrong("", not_of_type("object")));
    };
    let rows = members.remove("rows");
    if let Some((name, _)) = members.iter().next() {
        return Err(wrong(&json::join("", name), Finding::UnknownField));
    }
    match rows {
        Some(Value::Array(rows)) if count(&rows) > MOST_ROWS => {
            Err(wrong("/rows", Finding::TooManyRows(MOST_ROWS)))
        }
        Some(Value::Array(rows)) => Ok(rows),
        Some(Value::Null) => Err(wrong("/rows", Finding::Null)),
        Some(_) => Err(wrong("/rows", not_of_type("array"))),
        None => Err(wrong("/rows", Finding::Missing)),
    }
}

fn count(rows: &[Value]) -> u64 {
    u64::try_from(rows.len()).unwrap_or(u64::MAX)
}

/// Schema of the rows in the document.
struct Rows<T>(PhantomData<T>);

impl<T: ToSchema> PartialSchema for Rows<T> {
    fn schema() -> RefOr<Schema> {
        let schema = serde_json::json!({
            "type": "object",
            "description": "The rows of an import.",
            "required": ["rows"],
            "properties": { "rows": {
                "type": "array",
                "description": "The rows; found again by `external_id`.",
                "maxItems": MOST_ROWS,
                "items": { "$ref": format!("#/components/schemas/{}", T::name()) },
            } },
        });
        serde_json::from_value(schema).unwrap_or_default()
    }
}

impl<T: ToSchema> ToSchema for Rows<T> {
    fn name() -> Cow<'static, str> {
        Cow::Owned(T::name().replace("Row", ""))
    }
}
