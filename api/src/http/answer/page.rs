//! Lists: `{items, next_cursor}`, nothing counted, each row seen once.

use super::CursorKey;
use crate::http::problem::Problem;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

/// Default number of rows of a page.
pub const DEFAULT_LIMIT: u16 = 50;

/// Page of a list.
#[derive(Debug, Serialize)]
pub struct Page<T> {
    /// The rows of this page.
    pub items: Vec<T>,
    /// `cursor` of the next page; null on the last one.
    pub next_cursor: Option<String>,
}

/// Limit and start of the part of a list to read.
#[derive(Clone, Debug)]
pub struct PageRequest<K> {
    /// Most rows of this page, 1–100.
    pub limit: u16,
    /// The row after which it begins; `None`: the first.
    pub after: Option<K>,
}

/// Source of a page, to which a cursor is bound.
pub struct List<'a> {
    /// The key that signs cursors.
    pub key: &'a CursorKey,
    /// Path, filters, order and caller, as one text.
    pub name: String,
}

impl List<'_> {
    /// Part of the list that a request asks for.
    ///
    /// # Errors
    /// 422 `cursor_invalid`.
    pub fn part<K: DeserializeOwned>(
        &self,
        limit: Option<u16>,
        cursor: Option<&str>,
    ) -> Result<PageRequest<K>, Problem> {
        let after = cursor
            .map(|cursor| self.key.read(&self.name, cursor))
            .transpose()?;
        let limit = limit.unwrap_or(DEFAULT_LIMIT);
        Ok(PageRequest { limit, after })
    }

    /// Makes the page of the rows read, one more than it shows: `key` finds a row, `shape` makes
    /// its view.
    pub fn page<R, K: Serialize, T>(
        &self,
        part: &PageRequest<K>,
        rows: Vec<R>,
        key: impl Fn(&R) -> K,
        shape: impl Fn(R) -> T,
    ) -> Page<T> {
        let shown = usize::from(part.limit);
        let more = rows.len() > shown;
        let last = rows.get(shown.saturating_sub(1)).filter(|_| more);
        let next_cursor = last.map(|row| self.key.write(&self.name, &key(row)));
        let items = rows.into_iter().take(shown).map(shape).collect();
        Page { items, next_cursor }
    }
}

impl<K> PageRequest<K> {
    /// Rows to read: one more than the page shows, so that it knows whether more follow.
    pub fn rows(&self) -> i64 {
        i64::from(self.limit).saturating_add(1)
    }
}

impl<T: ToSchema> PartialSchema for Page<T> {
    fn schema() -> RefOr<Schema> {
        let of = T::name();
        let schema = serde_json::json!({
            "type": "object",
            "description": "One page of a list.",
            "required": ["items", "next_cursor"],
            "properties": {
                "items": {
                    "type": "array",
                    "description": "The rows.",
                    "maxItems": 100,
                    "items": { "$ref": format!("#/components/schemas/{of}") },
                },
                "next_cursor": {
                    "type": ["string", "null"],
                    "description": "Cursor of the next page; null on the last one.",
                    "maxLength": 2000,
                    "pattern": "^[A-Za-z0-9_-]+$",
                },
            },
        });
        serde_json::from_value(schema).unwrap_or_default()
    }
}

impl<T: ToSchema> ToSchema for Page<T> {
    fn name() -> Cow<'static, str> {
        Cow::Owned(format!("{}Page", T::name()))
    }

    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        schemas.push((T::name().into_owned(), T::schema()));
        T::schemas(schemas);
    }
}

/// The query parameters of a list: its filters, and which page of it.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Paged<F = NoFilter> {
    /// The filters.
    #[serde(flatten)]
    pub filter: F,
    /// Most rows of the page.
    pub limit: Option<u16>,
    /// Start of the page.
    pub cursor: Option<String>,
}

/// A list without filters.
#[derive(Clone, Copy, Debug, Default, Deserialize, ToSchema)]
pub struct NoFilter {}

/// The parameters that every list has.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only its schema is used")]
struct PageParameters {
    /// Maximum of rows on the page.
    #[schema(minimum = 1, maximum = 100, default = 50)]
    limit: Option<u16>,
    /// Start of the page: `next_cursor` of the page before it, with the same filters. Omit it for
    /// the first page.
    #[schema(max_length = 2000, min_length = 1, pattern = "^[!-~]+$")]
    cursor: Option<String>,
}

impl<F> std::ops::Deref for Paged<F> {
    type Target = F;

    fn deref(&self) -> &F {
        &self.filter
    }
}

impl<F: ToSchema> PartialSchema for Paged<F> {
    fn schema() -> RefOr<Schema> {
        let (mut filters, page) = (F::schema(), PageParameters::schema());
        if let (RefOr::T(Schema::Object(filters)), RefOr::T(Schema::Object(page))) =
            (&mut filters, page)
        {
            filters.properties.extend(page.properties);
        }
        filters
    }
}

impl<F: ToSchema> ToSchema for Paged<F> {
    fn name() -> Cow<'static, str> {
        Cow::Owned(format!("{}Paged", F::name()))
    }

    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        F::schemas(schemas);
    }
}
