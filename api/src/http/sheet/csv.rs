//! CSV by RFC 4180, in UTF-8 with the byte order mark without which Excel takes it for the machine's
//! own encoding.

use super::{Cell, Separator, defused};

const MARK: &[u8] = "\u{feff}".as_bytes();

/// A CSV file on its way.
pub struct Writer {
    separator: char,
    written: Vec<u8>,
}

impl Writer {
    pub(super) fn begin(separator: Separator, columns: &[&str]) -> Self {
        let mut writer = Self {
            separator: match separator {
                Separator::Comma => ',',
                Separator::Semicolon => ';',
            },
            written: MARK.to_vec(),
        };
        writer.line(columns.iter().map(|name| (*name).to_owned()));
        writer
    }

    pub(super) fn row(&mut self, cells: &[Cell]) {
        self.line(cells.iter().map(text));
    }

    pub(super) fn take(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.written)
    }

    fn line(&mut self, cells: impl Iterator<Item = String>) {
        let separator = self.separator;
        let quoted = cells.map(|cell| quoted(cell, separator));
        let cells: Vec<String> = quoted.collect();
        let line = cells.join(separator.encode_utf8(&mut [0; 4]));
        self.written.extend_from_slice(line.as_bytes());
        self.written.extend_from_slice(b"\r\n");
    }
}

fn text(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => defused(text).into_owned(),
        Cell::Date(date) => date.to_string(),
        Cell::Number(number) => number.to_string(),
        Cell::Truth(truth) => truth.to_string(),
    }
}

/// A cell in quotes where it holds what ends cells or lines; either separator counts, so that a
/// guess at it can't go wrong.
fn quoted(cell: String, separator: char) -> String {
    let ends = [separator, ',', ';', '"', '\r', '\n'];
    if cell.contains(ends) || cell.starts_with(' ') || cell.ends_with(' ') {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_that_hold_separators_quotes_or_lines_are_quoted() {
        let mut writer = Writer::begin(Separator::Semicolon, &["name", "about"]);
        let text = |text: &str| Cell::Text(text.to_owned());
        writer.row(&[text("Durand; Camille"), text("Said \"yes\"\nand left")]);
        writer.row(&[Cell::Empty, text("=1+1")]);
        writer.row(&[Cell::Number(-3), Cell::Truth(true)]);
        let written = String::from_utf8(writer.take()).unwrap();
        assert_eq!(
            written,
            "\u{feff}name;about\r\n\"Durand; Camille\";\"Said \"\"yes\"\"\nand left\"\r\n;'=1+1\r\n-3;true\r\n"
        );
        assert!(writer.take().is_empty());
    }
}
