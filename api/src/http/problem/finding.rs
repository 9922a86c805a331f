//! Findings on one value of a request. A finding holds its code and its instruction in each
//! language, so that the two can't differ.

use domain::words::Language;
use serde::Serialize;
use utoipa::ToSchema;

/// Characters of a pointer at most.
const LONGEST_POINTER: usize = 2_000;

/// Error in a body, a parameter or a header.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldError {
    /// JSON pointer to the value (RFC 6901); for a parameter `/` and its name.
    pub pointer: String,
    /// Finding on the value.
    pub finding: Finding,
}

/// One thing that is wrong with a body, parameter or header.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = FieldError)]
pub struct ToldError {
    /// JSON pointer (RFC 6901) to the value in the body, as `/means/place`; for a parameter or header `/` and its name.
    #[schema(max_length = 2_000)]
    pub pointer: String,
    #[schema(value_type = FieldErrorCode)]
    pub(crate) code: &'static str,
    /// What to do about it.
    #[schema(max_length = 2_000)]
    pub detail: String,
}

domain::words! {
    /// What is wrong: a value is missing (`required`), no such field or parameter exists
    /// (`unknown_field`, `unknown_parameter`), another JSON type is wanted (`type`), a text or list
    /// is too short or too long (`too_short`, `too_long`, `too_many`), a number lies outside its
    /// limits (`out_of_range`), a text isn't of its format (`format`) or none of the listed words
    /// (`enum`), null is not taken here (`null_not_allowed`), or a text holds the character U+0000
    /// (`nul_character`).
    FieldErrorCode {
        Required = "required",
        UnknownField = "unknown_field",
        UnknownParameter = "unknown_parameter",
        Type = "type",
        TooShort = "too_short",
        TooLong = "too_long",
        TooMany = "too_many",
        OutOfRange = "out_of_range",
        Format = "format",
        Enum = "enum",
        NullNotAllowed = "null_not_allowed",
        NulCharacter = "nul_character",
    }
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
    /// More days than a list has.
    TooManyDays(u16),
    /// A number that no integer type holds.
    TooBig,
    /// A text of another form.
    NotFormatted(TextFormat),
    /// An invalid body for the demo's clock; carries the error's code.
    NoPresent(FieldErrorCode),
    /// Value that fits its schema but not its type.
    Unfit,
    /// A row whose person has the other role in this programme.
    AlreadyEnrolled,
    /// A row whose person an earlier row has.
    DuplicateRow,
    /// A row whose adviser isn't staff, or is the student.
    NoAdviser,
    /// A row whose mailbox an earlier row has, by its number.
    SameMailbox(u32),
    /// Column of a file that the import doesn't know; with the one whose name is most like it.
    LikeColumn(String),
    /// Column of a file that is like none; with all that the import knows.
    UnknownColumn(Vec<String>),
    /// Second column of a file for the same thing.
    RepeatedColumn(String),
    /// Cell of a file without a column.
    CellWithoutColumn,
    /// Quotation mark of a file that is never closed, by the row in which it opens.
    OpenQuote(u32),
    /// Number that a spreadsheet has shortened, as `3.36E+10`.
    ShortenedNumber,
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
    /// A time of day.
    TimeOfDay,
    /// Visible ASCII.
    Visible,
    /// A key of `Idempotency-Key`.
    IdempotencyKey,
}

impl FieldError {
    /// Finding at its place.
    pub fn new(pointer: impl Into<String>, finding: Finding) -> Self {
        Self {
            pointer: shown(pointer.into()),
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

/// A pointer within what the document says of it: its names may be the client's.
fn shown(pointer: String) -> String {
    if pointer.len() <= LONGEST_POINTER && !pointer.contains('\0') {
        return pointer;
    }
    let seen = pointer.chars().take(LONGEST_POINTER);
    seen.map(|c| {
        if c == '\0' {
            char::REPLACEMENT_CHARACTER
        } else {
            c
        }
    })
    .collect()
}

impl Finding {
    /// The word of `errors[].code`, or of an import's row.
    pub const fn code(&self) -> &'static str {
        let code = match self {
            Self::Missing => FieldErrorCode::Required,
            Self::UnknownField | Self::LikeColumn(_) | Self::UnknownColumn(_) => {
                FieldErrorCode::UnknownField
            }
            Self::UnknownParameter => FieldErrorCode::UnknownParameter,
            Self::Null => FieldErrorCode::NullNotAllowed,
            Self::NotOfType(_) | Self::Unfit => FieldErrorCode::Type,
            Self::NotOneOf(_) => FieldErrorCode::Enum,
            Self::NulCharacter => FieldErrorCode::NulCharacter,
            Self::TooShort(_) | Self::Blank | Self::TooFewItems(_) => FieldErrorCode::TooShort,
            Self::TooLong(_) => FieldErrorCode::TooLong,
            Self::TooManyItems(_)
            | Self::TooManyRows(_)
            | Self::TooManyMembers
            | Self::RepeatedColumn(_)
            | Self::CellWithoutColumn
            | Self::RepeatedParameter => FieldErrorCode::TooMany,
            Self::OutOfRange(..) | Self::EndsBeforeStart | Self::TooManyDays(_) | Self::TooBig => {
                FieldErrorCode::OutOfRange
            }
            Self::NotFormatted(_)
            | Self::RepeatedItem
            | Self::Unseen(_)
            | Self::OpenQuote(_)
            | Self::ShortenedNumber => FieldErrorCode::Format,
            Self::NoPresent(code) => *code,
            Self::AlreadyEnrolled => return "already_enrolled",
            Self::DuplicateRow => return "duplicate_row",
            Self::NoAdviser => return "reference_unknown",
            Self::SameMailbox(_) => return "same_mailbox",
        };
        code.as_str()
    }
}
