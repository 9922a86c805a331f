//! Content lines of iCalendar (RFC 5545 §3.1): whatever people write stays inside of its value.
//!
//! No crate does it: `icalendar` writes the line breaks and quotes of a parameter as they are, so that a
//! name could begin a property, and has no time zones to write.

/// Longest line in octets, without its end.
const LONGEST: usize = 75;

/// Lines of a calendar, in order.
#[derive(Default)]
pub(super) struct Lines(String);

impl Lines {
    /// Adds a property whose value is made here: an instant, a number, a word.
    pub(super) fn plain(&mut self, name: &str, value: impl std::fmt::Display) {
        self.fold(&format!("{name}:{value}"));
    }

    /// Adds a property whose value is a text.
    pub(super) fn text(&mut self, name: &str, value: &str) {
        self.fold(&format!("{name}:{}", escaped(value)));
    }

    /// Adds a property that is an address, with a name beside it.
    pub(super) fn address(&mut self, name: &str, called: &str, value: &str) {
        self.fold(&format!("{name};CN={}:{value}", quoted(called)));
    }

    /// All lines, each with its end.
    pub(super) fn into_text(self) -> String {
        self.0
    }

    /// Breaks a line before it grows too long, never within a character.
    fn fold(&mut self, line: &str) {
        let mut length = 0;
        for letter in line.chars() {
            if length + letter.len_utf8() > LONGEST {
                self.0.push_str("\r\n ");
                length = 1;
            }
            self.0.push(letter);
            length += letter.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

/// A text (RFC 5545 §3.3.11). What some parsers take for the end of a line is one in the text, too.
fn escaped(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' | ';' | ',' => escaped.extend(['\\', letter]),
            '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => escaped.push_str("\\n"),
            '\t' => escaped.push(' '),
            letter if letter.is_control() => {}
            letter => escaped.push(letter),
        }
    }
    escaped
}

/// A parameter's value, which has no way to write a quote that every calendar reads.
fn quoted(text: &str) -> String {
    let letter = |letter: char| match letter {
        '"' => '\'',
        '\u{2028}' | '\u{2029}' => ' ',
        letter if letter.is_control() => ' ',
        letter => letter,
    };
    let inside: String = text.chars().map(letter).collect();
    format!("\"{}\"", inside.replace('^', "^^"))
}

/// The address of a mailbox as a URI (RFC 6068).
pub(super) fn mailto(address: &str) -> String {
    let mut uri = "mailto:".to_owned();
    for byte in address.bytes() {
        let letter = char::from(byte);
        if letter.is_ascii_alphanumeric() || "@.-_+~!$*'=".contains(letter) {
            uri.push(letter);
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}

/// A link that can stand as it is: in ASCII, with a scheme.
pub(super) fn link(text: &str) -> Option<&str> {
    let is_plain = text.chars().all(|letter| letter.is_ascii_graphic());
    let is_link = url::Url::parse(text).is_ok();
    (is_plain && is_link).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl FnOnce(&mut Lines)) -> String {
        let mut lines = Lines::default();
        write(&mut lines);
        lines.into_text()
    }

    #[test]
    fn a_text_stays_in_its_property() {
        let evil = "Café; 2, rue \\ \"X\":\r\nEND:VEVENT\rATTENDEE:x\nA\u{2028}B\u{85}C\0\u{7}\tD";
        let line = written(|lines| lines.text("LOCATION", evil));
        let unfolded = line.replace("\r\n ", "");
        assert_eq!(
            unfolded,
            "LOCATION:Café\\; 2\\, rue \\\\ \"X\":\\nEND:VEVENT\\nATTENDEE:x\\nA\\nB\\nC D\r\n"
        );
    }

    #[test]
    fn a_name_stays_in_its_parameter() {
        let evil = "\"Zoé\":mailto:x@y\r\nATTENDEE;a=^n";
        let line = written(|lines| lines.address("ATTENDEE", evil, &mailto("a b,\r\n\"@x.org")));
        assert_eq!(
            line.replace("\r\n ", ""),
            "ATTENDEE;CN=\"'Zoé':mailto:x@y  ATTENDEE;a=^^n\":mailto:a%20b%2C%0D%0A%22@x.org\r\n"
        );
    }

    #[test]
    fn lines_are_folded_by_octets_between_characters() {
        for letter in ["a", "é", "虎", "😀"] {
            let line = written(|lines| lines.text("SUMMARY", &letter.repeat(200)));
            for part in line.trim_end().split("\r\n") {
                assert!(part.len() <= LONGEST, "{part}");
            }
            let whole = line.replace("\r\n ", "");
            assert_eq!(whole, format!("SUMMARY:{}\r\n", letter.repeat(200)));
        }
    }

    #[test]
    fn only_a_plain_link_stands_as_it_is() {
        for good in ["https://meet.example.org/a?b=c;d,e", "skype:zoe"] {
            assert_eq!(link(good), Some(good));
        }
        for bad in [
            "https://x.org/a b",
            "https://x.org/\r\nX:y",
            "https://é.org",
            "zoe",
            "",
        ] {
            assert_eq!(link(bad), None, "{bad}");
        }
    }
}
