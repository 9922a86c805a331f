//! Formats and patterns of texts. Patterns are a closed set, so that each has its own plain
//! check here and its own words in an error; a test holds that the document uses no other.

use crate::http::problem::{Finding, TextFormat};
use chrono::Datelike;
pub use domain::text::{
    ID_PATTERN as ID, LINE_PATTERN as LINE, LINK_PATTERN as LINK,
    OPTIONAL_LINE_PATTERN as OPTIONAL_LINE, TEXT_PATTERN as TEXT,
};
use domain::text::{is_unseen, unfit_for_id, unfit_for_line};
use serde_json::Value;
use validator::ValidateUrl;

/// Any text without NUL, empty too.
pub const ANY_TEXT: &str = r"^[^\u0000]*$";
/// A key as templates use it: `my_project`.
pub const KEY: &str = "^[a-z][a-z0-9_]{0,63}$";
/// An IANA time zone.
pub const ZONE: &str = "^[A-Za-z0-9_+/-]+$";
/// An ISO 639 code.
pub const LANGUAGE: &str = domain::enrolment::LanguageCode::PATTERN;
/// Visible ASCII, as header values are.
pub const VISIBLE: &str = "^[!-~]+$";

/// Date of a century that the programme supports.
pub const DAY: &str = "^(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}$";

/// A person by id, or the caller.
pub const ME_OR_ID: &str = "^(me|[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12})$";

/// A time of day.
pub const TIME_OF_DAY: &str = domain::availability::TimeOfDay::PATTERN;

/// Every pattern that a request's schema may use.
pub const PATTERNS: &[&str] = &[
    TEXT,
    ANY_TEXT,
    LINE,
    OPTIONAL_LINE,
    ID,
    KEY,
    ZONE,
    LANGUAGE,
    VISIBLE,
    DAY,
    LINK,
    ME_OR_ID,
    TIME_OF_DAY,
];

/// Finding on a text that breaks its `format` or `pattern`.
pub fn refuse(text: &str, schema: &Value) -> Option<Finding> {
    let word = |name: &str| schema.get(name).and_then(Value::as_str);
    if let Some(form) = word("format").and_then(|format| by_format(text, format)) {
        let unseen = Some(form).filter(|form| *form == TextFormat::Email);
        let unseen = unseen.and_then(|_| unseen_in_address(text));
        return Some(unseen.map_or(Finding::NotFormatted(form), Finding::Unseen));
    }
    word("pattern").and_then(|pattern| by_pattern(text, pattern))
}

fn by_format(text: &str, format: &str) -> Option<TextFormat> {
    let (fits, form) = match format {
        "uuid" => (is_uuid(text), TextFormat::Id),
        "date" => (is_date(text), TextFormat::Date),
        "date-time" => {
            let instant = chrono::DateTime::parse_from_rfc3339(text);
            (instant.is_ok(), TextFormat::Instant)
        }
        "email" => (is_email(text), TextFormat::Email),
        "uri" => (is_uri(text), TextFormat::Link),
        _ => return None,
    };
    (!fits).then_some(form)
}

fn by_pattern(text: &str, pattern: &str) -> Option<Finding> {
    let is_zone = |b: u8| b.is_ascii_alphanumeric() || b"_+/-".contains(&b);
    let (fits, form) = match pattern {
        TEXT => return text.chars().all(is_unseen).then_some(Finding::Blank),
        LINE => return unfit_line(text),
        OPTIONAL_LINE if text.is_empty() => return None,
        OPTIONAL_LINE => return by_pattern(text, LINE),
        ID => return unfit_for_id(text).map(Finding::Unseen),
        KEY => (is_key(text), TextFormat::Key),
        ZONE => (text.bytes().all(is_zone), TextFormat::TimeZone),
        LANGUAGE => (
            text.bytes().all(|b| b.is_ascii_lowercase()),
            TextFormat::Language,
        ),
        DAY => (is_date(text), TextFormat::Date),
        TIME_OF_DAY => (
            domain::availability::TimeOfDay::parse(text).is_some(),
            TextFormat::TimeOfDay,
        ),
        LINK if is_link(text) => return None,
        LINK => return Some(not_a_link(text)),
        ME_OR_ID => (text == "me" || is_uuid(text), TextFormat::Id),
        VISIBLE => (
            text.bytes().all(|b| b.is_ascii_graphic()),
            TextFormat::Visible,
        ),
        _ => return None,
    };
    (!fits).then_some(Finding::NotFormatted(form))
}

fn unfit_line(text: &str) -> Option<Finding> {
    let unfit = text.chars().find(|c| unfit_for_line(*c));
    let nothing = || text.chars().all(is_unseen).then_some(Finding::Blank);
    unfit.map(Finding::Unseen).or_else(nothing)
}

/// The hyphenated form only, as the service writes it.
fn is_uuid(text: &str) -> bool {
    text.len() == 36 && uuid::Uuid::try_parse(text).is_ok()
}

fn is_date(text: &str) -> bool {
    let day = chrono::NaiveDate::parse_from_str(text, "%Y-%m-%d");
    text.len() == 10 && day.is_ok_and(|day| (1900..2200).contains(&day.year()))
}

/// Whether the mailer can send to the address. It accepts domains with characters that IDNA drops
/// or that no host has, as of a link's `?subject=`, which are never meant.
pub fn is_email(text: &str) -> bool {
    let odd = |c: char| c.is_ascii_punctuation() && !matches!(c, '-' | '.' | '_');
    let is_host = |domain: &str| domain.starts_with('[') || !domain.contains(odd);
    let address = text.parse::<lettre::Address>();
    address.is_ok_and(|address| is_host(address.domain())) && !text.contains(is_unseen)
}

/// The unseen character that has no place in an address. A space within it means that it is more
/// than an address.
fn unseen_in_address(text: &str) -> Option<char> {
    let hidden = text.chars().find(|c| *c != ' ' && is_unseen(*c));
    let around = is_email(text.trim_matches(' ')).then_some(' ');
    hidden.or(around)
}

fn is_link(text: &str) -> bool {
    let web = [
        "https://", "http://", "Https://", "Http://", "HTTPS://", "HTTP://",
    ];
    let others = ["skype:", "msteams:", "zoommtg:", "facetime:"];
    let mut schemes = web.iter().chain(&others);
    let rest = schemes.find_map(|scheme| text.strip_prefix(scheme));
    rest.is_some_and(|rest| !rest.is_empty() && !rest.contains(is_unseen))
}

/// Error of a link: the unseen character that pasting has brought along, or its form.
fn not_a_link(text: &str) -> Finding {
    let unseen = text.chars().find(|c| is_unseen(*c));
    let pasted = unseen.filter(|_| is_link(text.trim_matches(is_unseen)));
    pasted.map_or(Finding::NotFormatted(TextFormat::Link), Finding::Unseen)
}

/// Absolute URI (RFC 3986); a URL parser would silently repair white space in it.
fn is_uri(text: &str) -> bool {
    let wrong = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"');
    !text.contains(wrong) && text.validate_url()
}

fn is_key(text: &str) -> bool {
    let mut bytes = text.bytes();
    bytes.next().is_some_and(|b| b.is_ascii_lowercase())
        && bytes.all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
        && text.len() <= 64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_take_what_they_name_and_nothing_else() {
        for (format, good, bad) in [
            (
                "uuid",
                "0192f0c1-7b1e-7cc0-8f2e-1a2b3c4d5e6f",
                "0192f0c17b1e7cc08f2e1a2b3c4d5e6f",
            ),
            ("date", "2027-02-28", "2027-02-30"),
            ("date-time", "2027-02-28T10:00:00+01:00", "2027-02-28 10:00"),
            ("email", "camille@example.org", "camille"),
            ("date", "2199-12-31", "9999-12-31"),
            ("email", "élise@example.org", "a..b@example.org"),
            ("uri", "skype:camille", "example.org"),
        ] {
            assert_eq!(by_format(good, format), None, "{good}");
            assert!(by_format(bad, format).is_some(), "{bad}");
        }
    }

    #[test]
    fn a_link_to_a_meeting_runs_nothing() {
        for good in [
            "https://meet.example.org/a?b=c",
            "skype:camille.durand",
            "http://visio.school.example/b/ada-x7y-k2p",
            "https://school.webex.example/meet/ada#x",
            "https://us02web.zoom.example/j/123?pwd=a.1",
            "https://meet.jit.example/Réunion",
            "https://visio.école.example/ada",
            "Https://meet.example.org/abc-defg-hij",
            "HTTPS://MEET.EXAMPLE.ORG/ABC",
            "https://[2001:db8::1]:8443/x",
            "msteams:/l/meetup-join/x",
        ] {
            assert_eq!(by_pattern(good, LINK), None, "{good}");
        }
        for bad in [
            "javascript:alert(1)",
            "JavaScript:alert(1)",
            "data:text/html,x",
            "file:///etc/passwd",
            "not a link",
            "https:",
            "https://",
            "https:meet.example.org",
            "meet.example.org/abc",
            "//meet.example.org/abc",
            "https://meet.example.org/a b",
            "Join: https://meet.example.org/a",
        ] {
            let refused = Some(Finding::NotFormatted(TextFormat::Link));
            assert_eq!(by_pattern(bad, LINK), refused, "{bad}");
        }
        for (pasted, unseen) in [
            (" https://meet.example.org/a", ' '),
            ("https://meet.example.org/a\n", '\n'),
            ("https://meet.example.org/a\u{a0}", '\u{a0}'),
            ("\u{200b}https://meet.example.org/a", '\u{200b}'),
        ] {
            let refused = Some(Finding::Unseen(unseen));
            assert_eq!(by_pattern(pasted, LINK), refused, "{pasted:?}");
        }
    }

    #[test]
    fn what_shows_nothing_is_no_line() {
        for nothing in [" ", "\u{200b}", "\u{ad}\u{3164}", "\u{2800}"] {
            assert_eq!(
                by_pattern(nothing, LINE),
                Some(Finding::Blank),
                "{nothing:?}"
            );
        }
        assert_eq!(by_pattern(" \n", TEXT), Some(Finding::Blank));
        assert_eq!(
            by_pattern("\u{200b}\r\n\u{2800}", TEXT),
            Some(Finding::Blank)
        );
        assert_eq!(by_pattern(" é ", TEXT), None);
        assert_eq!(by_pattern("\u{200b}", OPTIONAL_LINE), Some(Finding::Blank));
        assert_eq!(by_pattern("", OPTIONAL_LINE), None);
    }

    #[test]
    fn a_line_with_a_break_and_an_id_with_an_unseen_character_name_it() {
        let unseen = |c| Some(Finding::Unseen(c));
        assert_eq!(by_pattern("Ada\n", LINE), unseen('\n'));
        assert_eq!(by_pattern("Ada\t", OPTIONAL_LINE), unseen('\t'));
        assert_eq!(by_pattern("Marie Anne", LINE), None);
        assert_eq!(by_pattern("e4711\u{200b}", ID), unseen('\u{200b}'));
        assert_eq!(by_pattern("e4711 ", ID), unseen(' '));
        assert_eq!(by_pattern("uid=ada, ou=people", ID), None);
    }

    #[test]
    fn the_patterns_of_texts_say_what_is_checked() {
        for (pattern, before) in [
            (LINE, ""),
            (OPTIONAL_LINE, ""),
            (ID, ""),
            (TEXT, ""),
            (LINK, "https://"),
        ] {
            let regex = jsonschema::validator_for(&serde_json::json!({ "pattern": pattern }));
            let regex = regex.unwrap();
            for c in ('\0'..='\u{3200}').chain('\u{fe00}'..='\u{ffff}') {
                for text in [c.to_string(), format!("a{c}a"), format!("{c}a")] {
                    let text = format!("{before}{text}");
                    let fits = by_pattern(&text, pattern).is_none() && c != '\0';
                    let said = regex.is_valid(&serde_json::json!(text));
                    assert_eq!(said, fits, "{text:?} by {pattern}");
                }
            }
        }
    }

    #[test]
    fn an_address_is_one_and_nothing_else() {
        let told = |address: &str| refuse(address, &serde_json::json!({ "format": "email" }));
        for good in [
            "ada+mentor@school.example",
            "o'brien@school.example",
            "ADA@SCHOOL.EXAMPLE",
            "ada@xn--cole-9oa.example",
            "ada@школа.example",
            "ada@[192.0.2.1]",
        ] {
            assert_eq!(told(good), None, "{good}");
        }
        for bad in [
            "Ada <ada@school.example>",
            "\"Ada\" <ada@school.example>",
            "<ada@school.example>",
            "mailto:ada@school.example",
            "ada@school.example?subject=x",
            "ada@school.example, bob@school.example",
            "ada@school.example; bob@school.example",
            "ada@school.example;",
            "ada lovelace@school.example",
            "ada@school example",
            "ada@school..example",
            "ada@school.example/x",
        ] {
            let refused = Some(Finding::NotFormatted(TextFormat::Email));
            assert_eq!(told(bad), refused, "{bad}");
        }
        for around in [" ada@school.example", "ada@school.example  "] {
            assert_eq!(told(around), Some(Finding::Unseen(' ')), "{around:?}");
        }
    }

    #[test]
    fn an_address_holds_nothing_unseen() {
        for address in [
            "a@school\u{200b}.example",
            "a\u{ad}@school.example",
            "a@school.example\u{a0}",
        ] {
            let schema = serde_json::json!({ "format": "email" });
            assert!(
                matches!(refuse(address, &schema), Some(Finding::Unseen(_))),
                "{address:?}"
            );
        }
    }
}
