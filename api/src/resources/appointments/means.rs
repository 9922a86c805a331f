//! Means of a meeting: the contract's one union.

use crate::http::json::format::{LINE, LINK};
use domain::mentorship::facts;
use domain::text::{Line, Link};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

/// Means of a meeting, with the one field that belongs to it (R12).
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Means {
    /// Face to face.
    InPerson {
        /// Meeting place.
        place: Line,
    },
    /// Phone call.
    Phone {
        /// The number.
        number: Line,
    },
    /// Video call.
    Video {
        /// The link; a `skype:` name is one too.
        link: Link,
    },
}

/// Name, kind and field of each variant, and the field's meaning.
const VARIANTS: &[(&str, &str, &str, &str)] = &[
    ("MeansInPerson", "in_person", "place", "Where to meet."),
    ("MeansPhone", "phone", "number", "The number to call."),
    (
        "MeansVideo",
        "video",
        "link",
        "The link; a `skype:` name is one too.",
    ),
];

impl PartialSchema for Means {
    fn schema() -> RefOr<Schema> {
        let reference = |name: &str| format!("#/components/schemas/{name}");
        let one_of: Vec<_> = VARIANTS
            .iter()
            .map(|(name, ..)| serde_json::json!({ "$ref": reference(name) }))
            .collect();
        let mapping: serde_json::Map<_, _> = VARIANTS
            .iter()
            .map(|(name, kind, ..)| ((*kind).to_owned(), reference(name).into()))
            .collect();
        let schema = serde_json::json!({
            "description": "How a meeting takes place, with the one field that belongs to it.",
            "oneOf": one_of,
            "discriminator": { "propertyName": "kind", "mapping": mapping },
        });
        serde_json::from_value(schema).unwrap_or_default()
    }
}

impl ToSchema for Means {
    fn name() -> Cow<'static, str> {
        "Means".into()
    }

    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        for (name, kind, field, text) in VARIANTS {
            let (most, pattern) = match *field {
                "link" => (Link::MAX, LINK),
                _ => (Line::MAX, LINE),
            };
            let schema = serde_json::json!({
                "type": "object",
                "description": text,
                "required": ["kind", field],
                "properties": {
                    "kind": { "type": "string", "description": "Which means.", "enum": [kind] },
                    *field: { "type": "string", "description": text, "minLength": 1, "maxLength": most,
                        "pattern": pattern },
                },
            });
            schemas.push((
                (*name).to_owned(),
                serde_json::from_value(schema).unwrap_or_default(),
            ));
        }
    }
}

impl From<&facts::Means> for Means {
    fn from(means: &facts::Means) -> Self {
        match means {
            facts::Means::InPerson(place) => Self::InPerson {
                place: Line::restored(place.clone()),
            },
            facts::Means::Phone(number) => Self::Phone {
                number: Line::restored(number.clone()),
            },
            facts::Means::Video(link) => Self::Video {
                link: Link::restored(link.clone()),
            },
        }
    }
}

impl From<Means> for facts::Means {
    fn from(means: Means) -> Self {
        match means {
            Means::InPerson { place } => Self::InPerson(place.into_string()),
            Means::Phone { number } => Self::Phone(number.into_string()),
            Means::Video { link } => Self::Video(link.into_string()),
        }
    }
}
