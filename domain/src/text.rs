//! Bounded texts: one maximum for the parser, the document's schema and the database's CHECK.

mod characters;
mod fold;

pub use characters::{is_unseen, unfit_for_id, unfit_for_line};
pub use fold::{FOLD_VERSION, fold, spelled_out};

use std::borrow::Cow;

/// Controls and separators that break a line.
macro_rules! breaks {
    () => {
        r"\u0000-\u001f\u007f-\u009f\u2028\u2029"
    };
}

/// Unseen characters up to U+FFFF, as in [`is_unseen`].
macro_rules! unseen {
    () => {
        concat!(
            r"\u0000-\u0020\u007f-\u00a0\u00ad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5",
            r"\u180b-\u180f\u2000-\u200f\u2028-\u202f\u205f-\u206f\u2800\u3000\u3164",
            r"\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb",
        )
    };
}

/// The pattern of a text of one line that shows something.
pub const LINE_PATTERN: &str =
    concat!("^[^", breaks!(), "]*[^", unseen!(), "][^", breaks!(), "]*$");
/// The pattern of a text of one line that shows something or is empty.
pub const OPTIONAL_LINE_PATTERN: &str = concat!(
    "^([^",
    breaks!(),
    "]*[^",
    unseen!(),
    "][^",
    breaks!(),
    "]*)?$"
);
/// The pattern of a text that shows something.
pub const TEXT_PATTERN: &str = concat!(r"^[^\u0000]*[^", unseen!(), r"][^\u0000]*$");
/// The pattern of a link to a meeting: no scheme that runs in a page, but the names of hosts and
/// rooms in any script, and the capital that a phone begins a line with.
pub const LINK_PATTERN: &str = concat!(
    "^(([Hh]ttps?|HTTPS?)://|(skype|msteams|zoommtg|facetime):)[^",
    unseen!(),
    "]+$"
);
/// The pattern of an id of another system: nothing unseen but plain spaces within.
pub const ID_PATTERN: &str = concat!("^[^", unseen!(), "]+( +[^", unseen!(), "]+)*$");

/// Reason why a text is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// Only unseen characters.
    #[error("must not be empty")]
    Empty,
    /// Longer than its maximum, counted in characters.
    #[error("is longer than {0} characters")]
    TooLong(usize),
    /// Holds U+0000, which PostgreSQL can't store, or in a line something that breaks it.
    #[error("holds the character {0:?}")]
    Unfit(char),
}

/// A text of at most `MAX` characters (Unicode scalar values), in which something shows, without
/// NUL. Where it is `ONE_LINE`, nothing in it breaks the line.
#[derive(
    Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[serde(try_from = "String", into = "String")]
pub struct Text<const MAX: usize, const ONE_LINE: bool = false>(String);

/// A name: 100 characters in one line.
pub type Name = Text<100, true>;
/// A line: 200 characters.
pub type Line = Text<200, true>;
/// A link: 2,000 characters in one line.
pub type Link = Text<2_000, true>;
/// A note, reason or message: 2,000 characters.
pub type Note = Text<2_000>;
/// A text field of an evaluation form: 5,000 characters.
pub type FormText = Text<5_000>;
/// An answer in a road-book: 10,000 characters unless its question says less.
pub type Answer = Text<10_000>;

impl<const MAX: usize, const ONE_LINE: bool> Text<MAX, ONE_LINE> {
    /// The maximum, in characters.
    pub const MAX: usize = MAX;

    /// Parses a text, each line end as one `\n`; of a line without the surrounding white space and
    /// the invisible characters from pasting.
    ///
    /// # Errors
    /// Empty, too long, or with a character that can't be in it.
    pub fn parse(text: impl Into<String>) -> Result<Self, TextError> {
        let text = text.into();
        let text = match one_line_end(&text) {
            Cow::Borrowed(_) => text,
            Cow::Owned(text) => text,
        };
        let unfit = |c: &char| *c == '\0' || (ONE_LINE && unfit_for_line(*c));
        if let Some(unfit) = text.chars().find(unfit) {
            return Err(TextError::Unfit(unfit));
        }
        if text.chars().all(is_unseen) {
            return Err(TextError::Empty);
        }
        // A text of no more bytes than MAX can't have more characters.
        if text.len() > MAX && text.chars().count() > MAX {
            return Err(TextError::TooLong(MAX));
        }
        Ok(Self(if ONE_LINE { tidy(text) } else { text }))
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

/// A text whose line ends (CRLF, CR) are one `\n` each.
pub fn one_line_end(text: &str) -> Cow<'_, str> {
    if !text.contains('\r') {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
}

fn tidy(text: String) -> String {
    let kept: String = match text.contains(characters::is_stowaway) {
        true => text.replace(characters::is_stowaway, ""),
        false => text,
    };
    match kept.trim() {
        trimmed if trimmed.len() == kept.len() => kept,
        trimmed => trimmed.to_owned(),
    }
}

impl<const MAX: usize, const ONE_LINE: bool> AsRef<str> for Text<MAX, ONE_LINE> {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl<const MAX: usize, const ONE_LINE: bool> TryFrom<String> for Text<MAX, ONE_LINE> {
    type Error = TextError;

    fn try_from(text: String) -> Result<Self, TextError> {
        Self::parse(text)
    }
}

impl<const MAX: usize, const ONE_LINE: bool> From<Text<MAX, ONE_LINE>> for String {
    fn from(text: Text<MAX, ONE_LINE>) -> Self {
        text.into_string()
    }
}

#[cfg(feature = "openapi")]
impl<const MAX: usize, const ONE_LINE: bool> utoipa::PartialSchema for Text<MAX, ONE_LINE> {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::schema::Object::builder()
            .schema_type(utoipa::openapi::schema::Type::String)
            .min_length(Some(1))
            .max_length(Some(MAX))
            .pattern(ONE_LINE.then_some(LINE_PATTERN))
            .into()
    }
}

/// `Inline…`: the document writes it where it is used.
#[cfg(feature = "openapi")]
impl<const MAX: usize, const ONE_LINE: bool> utoipa::ToSchema for Text<MAX, ONE_LINE> {
    fn name() -> std::borrow::Cow<'static, str> {
        let kind = if ONE_LINE { "Line" } else { "Text" };
        std::borrow::Cow::Owned(format!("Inline{kind}{MAX}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> Result<String, TextError> {
        Name::parse(text).map(Name::into_string)
    }

    #[test]
    fn a_text_that_shows_nothing_is_empty() {
        for nothing in [
            "",
            " ",
            "\u{200b}",
            "\u{ad}",
            "\u{3164}",
            "\u{2800}",
            "\u{feff}\u{a0}",
        ] {
            assert_eq!(name(nothing), Err(TextError::Empty), "{nothing:?}");
            assert_eq!(Note::parse(nothing), Err(TextError::Empty), "{nothing:?}");
        }
    }

    #[test]
    fn a_line_break_or_another_control_has_no_place_in_a_line() {
        for (text, unfit) in [
            ("Ada\n", '\n'),
            ("Ada\r\nBcc: x", '\n'),
            ("Ada\rL", '\n'),
            ("A\tB", '\t'),
            ("A\u{2028}B", '\u{2028}'),
            ("A\u{85}B", '\u{85}'),
            ("A\u{1b}[31mB", '\u{1b}'),
        ] {
            assert_eq!(name(text), Err(TextError::Unfit(unfit)), "{text:?}");
        }
        assert!(Note::parse("Dear Ada,\n\tthank you").is_ok());
    }

    #[test]
    fn a_line_is_kept_without_what_pasting_brings_along() {
        for (pasted, kept) in [
            (" Ada ", "Ada"),
            ("\u{a0}Ada\u{feff}", "Ada"),
            ("\u{202a}Ada\u{202c}", "Ada"),
            ("A\u{ad}da\u{200b}", "Ada"),
            ("Ada\u{200b} ", "Ada"),
            ("Marie  Anne", "Marie  Anne"),
            ("نی\u{200c}ما", "نی\u{200c}ما"),
        ] {
            assert_eq!(name(pasted).as_deref(), Ok(kept), "{pasted:?}");
        }
    }

    #[test]
    fn line_ends_count_as_one_and_are_kept_as_one() {
        let note = Note::parse("a\r\nb\rc\nd").unwrap();
        assert_eq!(note.as_str(), "a\nb\nc\nd");
        let full = "x\r\n".repeat(1_000);
        assert_eq!(Note::parse(full.clone()).unwrap().as_str().len(), 2_000);
        assert_eq!(Note::parse(full + "x"), Err(TextError::TooLong(2_000)));
    }

    #[test]
    fn length_is_counted_in_characters() {
        assert!(Name::parse("é".repeat(100)).is_ok());
        assert_eq!(Name::parse("é".repeat(101)), Err(TextError::TooLong(100)));
    }
}
