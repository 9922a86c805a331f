//! Findings on one value of a request. A finding holds its code and its instruction in each
//! language, so that the two can't differ.

use domain::words::Language;
use serde::Serialize;

/// Error in a body, a parameter or a header.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldError {
    /// JSON pointer to the value (RFC 6901); for a parameter `/` and its name.
    pub pointer: String,
    /// Finding on the value.
    pub finding: Finding,
}

/// A field error as an answer tells it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ToldError {
    /// JSON pointer to the value.
    pub pointer: String,
    /// `required`, `unknown_field`, `type`, `too_long` …
    pub code: &'static str,
    /// Instruction for the client.
    pub detail: String,
}

/// Finding on a value.
#[derive(Clone, Debug, PartialEq)]
pub enum Finding {
    /// Missing value.
    Missing,
    /// Member unknown to the schema.
    UnknownField,
    /// Parameter unknown to the operation.
    UnknownParameter,
    /// Parameter sent more than once.
    RepeatedParameter,
    /// Null where a value is needed.
    Null,
    /// None of these JSON types.
    NotOfType(Vec<String>),
    /// None of these words.
    NotOneOf(Vec<String>),
    /// U+0000 in a text.
    NulCharacter,
    /// Fewer characters than this.
    TooShort(u64),
    /// More characters than this.
    TooLong(u64),
    /// Text without visible characters.
    Blank,
    /// Unseen character in a wrong place.
    Unseen(char),
    /// Fewer items than this.
    TooFewItems(u64),
    /// More items than this.
    TooManyItems(u64),
    /// More rows than an import takes.
    TooManyRows(u64),
    /// Duplicate item.
    RepeatedItem,
    /// More members than an object may have.
    TooManyMembers,
    /// A number outside its bounds.
    OutOfRange(Option<f64>, Option<f64>),
    /// A last day before the first.
    EndsBeforeStart,
    /// A number that no integer type holds.
    TooBig,
    /// A text of another form.
    NotFormatted(TextFormat),
    /// An invalid body for the demo's clock; carries the error's code.
    NoPresent(&'static str),
    /// Value that fits its schema but not its type.
    Unfit,
    /// A row whose person has the other role in this programme.
    AlreadyEnrolled,
    /// A row whose person an earlier row has.
    DuplicateRow,
}

/// The forms of texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextFormat {
    /// An id of the service.
    Id,
    /// A local date.
    Date,
    /// An instant.
    Instant,
    /// An e-mail address.
    Email,
    /// A link.
    Link,
    /// A key of a template.
    Key,
    /// An IANA time zone.
    TimeZone,
    /// An ISO 639 code.
    Language,
    /// Visible ASCII.
    Visible,
    /// A key of `Idempotency-Key`.
    IdempotencyKey,
}

impl FieldError {
    /// Finding at its place.
    pub fn new(pointer: impl Into<String>, finding: Finding) -> Self {
        Self {
            pointer: pointer.into(),
            finding,
        }
    }

    /// Renders the error for an answer.
    pub fn told(&self, language: Language) -> ToldError {
        ToldError {
            pointer: self.pointer.clone(),
            code: self.finding.code(),
            detail: self.finding.text(language),
        }
    }
}

impl Finding {
    /// The word of `errors[].code`.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Missing => "required",
            Self::UnknownField => "unknown_field",
            Self::UnknownParameter => "unknown_parameter",
            Self::Null => "null_not_allowed",
            Self::NotOfType(_) | Self::Unfit => "type",
            Self::NotOneOf(_) => "enum",
            Self::NulCharacter => "nul_character",
            Self::TooShort(_) | Self::Blank | Self::TooFewItems(_) => "too_short",
            Self::TooLong(_) => "too_long",
            Self::TooManyItems(_)
            | Self::TooManyRows(_)
            | Self::TooManyMembers
            | Self::RepeatedParameter => "too_many",
            Self::OutOfRange(..) | Self::EndsBeforeStart | Self::TooBig => "out_of_range",
            Self::NotFormatted(_) | Self::RepeatedItem | Self::Unseen(_) => "format",
            Self::NoPresent(code) => code,
            Self::AlreadyEnrolled => "already_enrolled",
            Self::DuplicateRow => "duplicate_row",
        }
    }
}
