//! CSV as people save it: RFC 4180, with or without a byte order mark, its columns separated by
//! comma, semicolon or tab, its lines ended in any way.

/// What can't be read of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// Bytes that aren't UTF-8: a workbook, or a text in another encoding.
    NotText,
    /// A cell's quotation mark isn't closed; the row in which it opens.
    OpenQuote(u32),
}

/// Rows of a file, each with the number that a spreadsheet shows before it.
pub type Rows = Vec<(u32, Vec<String>)>;

/// Separators that are recognised.
const SEPARATORS: [char; 3] = [',', ';', '\t'];

/// Reads a file's rows, the header among them; rows without any text are left out.
///
/// # Errors
/// What can't be read.
pub fn rows(bytes: &[u8]) -> Result<Rows, Unreadable> {
    let text = std::str::from_utf8(bytes).map_err(|_| Unreadable::NotText)?;
    if text.contains('\0') {
        return Err(Unreadable::NotText);
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (separator, text) = separated(text);
    split(text, separator)
}

/// The separator, and the text behind a first line that names it, which spreadsheets don't show.
fn separated(text: &str) -> (char, &str) {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let named = first.trim_end_matches('\r').trim_matches('"');
    let named = named.strip_prefix("sep=").or(named.strip_prefix("SEP="));
    let mut named = named.into_iter().flat_map(str::chars);
    match (named.next(), named.next()) {
        (Some(separator), None) if SEPARATORS.contains(&separator) => (separator, rest),
        _ => (most_frequent(text), text),
    }
}

/// The separator that stands most often in the header, outside of quotation marks.
fn most_frequent(text: &str) -> char {
    let mut counts = SEPARATORS.map(|separator| (0_u32, separator));
    let mut quoted = false;
    for c in text.chars() {
        match c {
            '"' => quoted = !quoted,
            '\r' | '\n' if !quoted => break,
            _ => {}
        }
        let found = counts.iter_mut().filter(|(_, it)| *it == c && !quoted);
        found.for_each(|(count, _)| *count = count.saturating_add(1));
    }
    // the first of several
    let mut best = (0, ',');
    for (count, separator) in counts {
        if count > best.0 {
            best = (count, separator);
        }
    }
    best.1
}

fn split(text: &str, separator: char) -> Result<Rows, Unreadable> {
    let mut rows = Rows::new();
    let (mut number, mut row, mut cell) = (1_u32, Vec::new(), String::new());
    let mut quoted = false;
    let mut began = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            '"' if quoted => quoted = false,
            _ if quoted => cell.push(c),
            // only at the beginning of a cell: elsewhere it is a letter like any other
            '"' if cell.trim().is_empty() && !began => {
                cell.clear();
                (quoted, began) = (true, true);
            }
            _ if c == separator => {
                row.push(std::mem::take(&mut cell));
                began = false;
            }
            '\r' if chars.peek() == Some(&'\n') => {}
            '\r' | '\n' => {
                row.push(std::mem::take(&mut cell));
                keep(&mut rows, number, std::mem::take(&mut row));
                number = number.saturating_add(1);
                began = false;
            }
            _ => cell.push(c),
        }
    }
    if quoted {
        return Err(Unreadable::OpenQuote(number));
    }
    if !cell.is_empty() || !row.is_empty() || began {
        row.push(cell);
        keep(&mut rows, number, row);
    }
    Ok(rows)
}

/// Keeps a row that has any text: a file of line breaks takes no memory.
fn keep(rows: &mut Rows, number: u32, row: Vec<String>) {
    if row.iter().any(|cell| !cell.trim().is_empty()) {
        rows.push((number, row));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(u32, Vec<String>)> {
        rows(text.as_bytes()).unwrap()
    }

    fn cells(text: &str) -> Vec<Vec<String>> {
        read(text).into_iter().map(|(_, cells)| cells).collect()
    }

    #[test]
    fn the_separator_is_the_one_of_the_header() {
        for text in [
            "a,b\r\n1;2,3\r\n",
            "a;b\n1;2,3\n",
            "\u{feff}a\tb\r1\t2,3\r",
            "sep=;\r\na;b\r\n1;2,3",
            "\"a,x\";b;c\n",
        ] {
            assert!(cells(text)[0].len() > 1, "{text:?}");
        }
        assert_eq!(cells("a;b\n1;2,3\n")[1], ["1", "2,3"]);
        assert_eq!(cells("\"a,x\";b;c\n")[0], ["a,x", "b", "c"]);
        assert_eq!(cells("email\nx@y.fr\n")[1], ["x@y.fr"]);
    }

    #[test]
    fn quotation_marks_hold_separators_lines_and_themselves() {
        let text = "a,b\r\n\"x,\r\ny\",\"said \"\"no\"\"\"\r\nO\"Neill,2\r\n";
        assert_eq!(
            read(text)[1..],
            [
                (2, vec!["x,\r\ny".to_owned(), "said \"no\"".to_owned()]),
                (3, vec!["O\"Neill".to_owned(), "2".to_owned()]),
            ]
        );
    }

    #[test]
    fn rows_are_numbered_as_a_spreadsheet_shows_them() {
        let numbers: Vec<_> = read("sep=,\na,b\n\n1,\"x\ny\"\n,,\n2,3")
            .into_iter()
            .map(|(number, _)| number)
            .collect();
        assert_eq!(numbers, [1, 3, 5]);
    }

    #[test]
    fn bytes_of_other_encodings_and_workbooks_are_no_text() {
        let utf16: Vec<u8> = "\u{feff}a,b\n"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        let without_mark = b"a\0,\0b\0";
        for bytes in [
            b"pr\xe9nom,nom\n".as_slice(),
            &utf16,
            without_mark,
            b"PK\x03\x04\xff",
        ] {
            assert_eq!(rows(bytes), Err(Unreadable::NotText));
        }
        assert_eq!(rows(b"a,b\n1,\"x\n2,3\n"), Err(Unreadable::OpenQuote(2)));
    }
}
