//! Means of a meeting: the contract's one union.

use crate::text::{Line, Link};
use crate::words::MeansKind;

/// Means of a meeting, with the one field that belongs to it (R12).
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
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

impl Means {
    /// Its kind.
    pub const fn kind(&self) -> MeansKind {
        match self {
            Self::InPerson { .. } => MeansKind::InPerson,
            Self::Phone { .. } => MeansKind::Phone,
            Self::Video { .. } => MeansKind::Video,
        }
    }

    /// Its place, number or link.
    pub fn detail(&self) -> &str {
        match self {
            Self::InPerson { place: line } | Self::Phone { number: line } => line.as_str(),
            Self::Video { link } => link.as_str(),
        }
    }

    /// The means of a kind with its detail, as the database keeps it.
    pub fn restored(kind: MeansKind, detail: impl Into<String>) -> Self {
        let detail = detail.into();
        match kind {
            MeansKind::InPerson => Self::InPerson {
                place: Line::restored(detail),
            },
            MeansKind::Phone => Self::Phone {
                number: Line::restored(detail),
            },
            MeansKind::Video => Self::Video {
                link: Link::restored(detail),
            },
        }
    }
}

#[cfg(feature = "openapi")]
mod document {
    use super::{Line, Link, Means};
    use crate::text::{LINE_PATTERN, LINK_PATTERN};
    use serde_json::json;
    use utoipa::openapi::{RefOr, Schema};
    use utoipa::{PartialSchema, ToSchema};

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
                .map(|(name, ..)| json!({ "$ref": reference(name) }))
                .collect();
            let mapping: serde_json::Map<_, _> = VARIANTS
                .iter()
                .map(|(name, kind, ..)| ((*kind).to_owned(), reference(name).into()))
                .collect();
            let schema = json!({
                "description": "How a meeting takes place, with the one field that belongs to it.",
                "oneOf": one_of,
                "discriminator": { "propertyName": "kind", "mapping": mapping },
            });
            serde_json::from_value(schema).unwrap_or_default()
        }
    }

    impl ToSchema for Means {
        fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
            for (name, kind, field, text) in VARIANTS {
                let (most, pattern) = match *field {
                    "link" => (Link::MAX, LINK_PATTERN),
                    _ => (Line::MAX, LINE_PATTERN),
                };
                let schema = json!({
                    "type": "object",
                    "description": text,
                    "required": ["kind", field],
                    "properties": {
                        "kind": { "type": "string", "description": "Which means.", "enum": [kind] },
                        *field: { "type": "string", "description": text, "minLength": 1,
                            "maxLength": most, "pattern": pattern },
                    },
                });
                schemas.push((
                    (*name).to_owned(),
                    serde_json::from_value(schema).unwrap_or_default(),
                ));
            }
        }
    }
}
