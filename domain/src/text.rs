//! Bounded texts: one maximum for the parser, the document's schema and the database's CHECK.

/// Why a text is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// Nothing but white space.
    #[error("must not be empty")]
    Empty,
    /// Longer than its maximum, counted in characters.
    #[error("is longer than {0} characters")]
    TooLong(usize),
    /// Holds U+0000, which PostgreSQL can't store.
    #[error("holds a NUL character")]
    Nul,
}

/// A text of at most `MAX` characters (Unicode scalar values), not empty, without NUL.
#[derive(
    Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[serde(try_from = "String", into = "String")]
pub struct Text<const MAX: usize>(String);

/// A name: 100 characters.
pub type Name = Text<100>;
/// A line: 200 characters.
pub type Line = Text<200>;
/// A note, reason or message: 2,000 characters.
pub type Note = Text<2_000>;
/// A text field of an evaluation form: 5,000 characters.
pub type FormText = Text<5_000>;
/// An answer in a road-book: 10,000 characters unless its question says less.
pub type Answer = Text<10_000>;

impl<const MAX: usize> Text<MAX> {
    /// The maximum, in characters.
    pub const MAX: usize = MAX;

    /// Takes a text as it is; white space around it is kept.
    ///
    /// # Errors
    /// Empty (or only white space), too long, or with a NUL.
    pub fn parse(text: impl Into<String>) -> Result<Self, TextError> {
        let text = text.into();
        if text.contains('\0') {
            return Err(TextError::Nul);
        }
        if text.trim().is_empty() {
            return Err(TextError::Empty);
        }
        // A text of no more bytes than MAX can't have more characters.
        if text.len() > MAX && text.chars().count() > MAX {
            return Err(TextError::TooLong(MAX));
        }
        Ok(Self(text))
    }

    /// A text as the database keeps it: parsed when it was written, and held by a CHECK.
    pub const fn restored(text: String) -> Self {
        Self(text)
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text, owned.
    pub fn into_string(self) -> String {
        self.0
    }
}

impl<const MAX: usize> AsRef<str> for Text<MAX> {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl<const MAX: usize> TryFrom<String> for Text<MAX> {
    type Error = TextError;

    fn try_from(text: String) -> Result<Self, TextError> {
        Self::parse(text)
    }
}

impl<const MAX: usize> From<Text<MAX>> for String {
    fn from(text: Text<MAX>) -> Self {
        text.into_string()
    }
}

#[cfg(feature = "openapi")]
impl<const MAX: usize> utoipa::PartialSchema for Text<MAX> {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::schema::Object::builder()
            .schema_type(utoipa::openapi::schema::Type::String)
            .min_length(Some(1))
            .max_length(Some(MAX))
            .into()
    }
}

/// `Inline…`: the document writes it where it is used.
#[cfg(feature = "openapi")]
impl<const MAX: usize> utoipa::ToSchema for Text<MAX> {
    fn name() -> std::borrow::Cow<'static, str> {
        std::borrow::Cow::Owned(format!("InlineText{MAX}"))
    }
}

/// The form of a text by which it is found and ordered alike on every database: NFKD without
/// marks, lower case ("Émile" → "emile").
pub fn fold(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    text.nfkd()
        .filter(|c| !unicode_normalization::char::is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .collect()
}
