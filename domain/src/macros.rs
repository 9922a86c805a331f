//! The two small macros of this crate: plain words and typed ids.

/// A vocabulary's text for the document, with a line for each word that has one of its own.
#[cfg(feature = "openapi")]
#[doc(hidden)]
pub fn explained(text: &str, words: &[(&str, &str)]) -> String {
    let told = words.iter().filter(|(_, meaning)| !meaning.is_empty());
    let lines: Vec<_> = told
        .map(|(word, meaning)| format!("- `{word}`: {}", meaning.trim()))
        .collect();
    let text = text.trim();
    if lines.is_empty() {
        return text.to_owned();
    }
    format!("{text}\n\n{}", lines.join("\n"))
}

/// Items of the document, where the feature `openapi` asks for them.
#[cfg(feature = "openapi")]
#[doc(hidden)]
#[macro_export]
macro_rules! described {
    ($($item:item)+) => { $($item)+ };
}

/// Items of the document: none without the feature `openapi`.
#[cfg(not(feature = "openapi"))]
#[doc(hidden)]
#[macro_export]
macro_rules! described {
    ($($item:item)+) => {};
}

/// A vocabulary enum: one wire word per variant, the same in JSON, SQL and documents.
#[macro_export]
macro_rules! words {
    ($(#[doc = $doc:literal])* $name:ident { $($(#[doc = $vdoc:literal])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[doc = $doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[doc = $vdoc])* #[doc = concat!("`", $word, "`")] #[serde(rename = $word)] $variant),+ }

        impl $name {
            /// Every variant, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word used on the wire and in the database.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The variant for a word, if there is one.
            pub fn parse(word: &str) -> Option<Self> {
                Some(match word { $($word => Self::$variant,)+ _ => return None })
            }
        }

        $crate::described! {
            impl utoipa::PartialSchema for $name {
                fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                    let words = [$(($word, concat!($($vdoc),*))),+];
                    utoipa::openapi::schema::Object::builder()
                        .schema_type(utoipa::openapi::schema::Type::String)
                        .description(Some($crate::macros::explained(concat!($($doc),*), &words)))
                        .enum_values(Some([$($word),+]))
                        .into()
                }
            }

            impl utoipa::ToSchema for $name {
                fn name() -> std::borrow::Cow<'static, str> {
                    stringify!($name).into()
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

/// An identifier of one kind of thing: a UUIDv7, made at the edge and never mixed up with another kind.
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(transparent)]
        pub struct $name(pub uuid::Uuid);

        impl $name {
            /// A new id. Real time, not the programme's clock, orders ids.
            #[expect(clippy::new_without_default, reason = "every call makes another id")]
            pub fn new() -> Self {
                Self(uuid::Uuid::now_v7())
            }
        }

        impl From<uuid::Uuid> for $name {
            fn from(id: uuid::Uuid) -> Self {
                Self(id)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    )+};
}

pub(crate) use {ids, words};
