//! Workbooks by ECMA-376 with one sheet, written as they go: texts stand in their cells, since a
//! table of shared ones would have to be held until the end.

use super::Cell;
use chrono::NaiveDate;
use std::cell::RefCell;
use std::fmt::Write as _;
use std::io::{self, Write};
use std::rc::Rc;
use zip::write::{SimpleFileOptions, StreamWriter, ZipWriter};

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/// The parts before the sheet, by name.
const PARTS: [(&str, &str); 5] = [
    (
        "[Content_Types].xml",
        r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>"#,
    ),
    (
        "_rels/.rels",
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
    ),
    (
        "xl/workbook.xml",
        r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Export" sheetId="1" r:id="rId1"/></sheets></workbook>"#,
    ),
    (
        "xl/_rels/workbook.xml.rels",
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#,
    ),
    (
        "xl/styles.xml",
        r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf xfId="0"/><xf numFmtId="14" xfId="0" applyNumberFormat="1"/><xf fontId="1" xfId="0" applyFont="1"/><xf numFmtId="49" xfId="0" applyNumberFormat="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>"#,
    ),
];

/// Styles of the parts above: a date, a name of a column, a text that stays one when it is edited.
const DATE: u8 = 1;
const NAME: u8 = 2;
const TEXT: u8 = 3;

/// The day before the first one of a workbook's calendar, which has a 29 February 1900.
const EPOCH: Option<NaiveDate> = NaiveDate::from_ymd_opt(1899, 12, 30);

/// Bytes that the archive has written and nobody has taken yet.
#[derive(Clone, Default)]
struct Written(Rc<RefCell<Vec<u8>>>);

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A workbook on its way.
pub struct Writer {
    written: Written,
    archive: Option<ZipWriter<StreamWriter<Written>>>,
    rows: u32,
}

impl Writer {
    pub(super) fn begin(columns: &[&str]) -> io::Result<Self> {
        let written = Written::default();
        let mut archive = ZipWriter::new_stream(written.clone());
        for (name, part) in PARTS {
            archive.start_file(name, SimpleFileOptions::default())?;
            archive.write_all(HEAD.as_bytes())?;
            archive.write_all(part.as_bytes())?;
        }
        archive.start_file("xl/worksheets/sheet1.xml", SimpleFileOptions::default())?;
        write!(
            archive,
            "{HEAD}<worksheet xmlns=\"{MAIN}\"><sheetViews><sheetView workbookViewId=\"0\">\
             <pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>\
             </sheetView></sheetViews><sheetData>"
        )?;
        let mut writer = Self {
            written,
            archive: Some(archive),
            rows: 0,
        };
        let names = columns.iter().map(|name| (*name).to_owned());
        let names: Vec<Cell> = names.map(Cell::Text).collect();
        writer.line(&names, NAME)?;
        Ok(writer)
    }

    pub(super) fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        self.line(cells, TEXT)
    }

    pub(super) fn end(&mut self) -> io::Result<()> {
        if let Some(mut archive) = self.archive.take() {
            archive.write_all(b"</sheetData></worksheet>")?;
            archive.finish()?;
        }
        Ok(())
    }

    pub(super) fn take(&mut self) -> Vec<u8> {
        std::mem::take(&mut *self.written.0.borrow_mut())
    }

    fn line(&mut self, cells: &[Cell], texts: u8) -> io::Result<()> {
        self.rows = self.rows.saturating_add(1);
        let row = self.rows;
        let mut line = format!("<row r=\"{row}\">");
        for (column, cell) in cells.iter().enumerate() {
            let place = format!("{}{row}", letters(column));
            let written = match cell {
                Cell::Empty => Ok(()),
                Cell::Text(text) => write!(
                    line,
                    "<c r=\"{place}\" s=\"{texts}\" t=\"inlineStr\"><is>\
                     <t xml:space=\"preserve\">{}</t></is></c>",
                    escaped(text)
                ),
                Cell::Date(date) => write!(
                    line,
                    "<c r=\"{place}\" s=\"{DATE}\"><v>{}</v></c>",
                    serial(*date)
                ),
                Cell::Number(number) => write!(line, "<c r=\"{place}\"><v>{number}</v></c>"),
                Cell::Truth(truth) => {
                    let truth = u8::from(*truth);
                    write!(line, "<c r=\"{place}\" t=\"b\"><v>{truth}</v></c>")
                }
            };
            written.map_err(io::Error::other)?;
        }
        line.push_str("</row>");
        match &mut self.archive {
            Some(archive) => archive.write_all(line.as_bytes()),
            None => Err(io::Error::other("a row behind the end of the workbook")),
        }
    }
}

/// Days of a workbook's calendar.
fn serial(date: NaiveDate) -> i64 {
    EPOCH.map_or(0, |epoch| (date - epoch).num_days())
}

/// Name of a column, from A on.
fn letters(column: usize) -> String {
    let letter = |number: usize| char::from(b'A'.saturating_add(u8::try_from(number).unwrap_or(0)));
    match column / 26 {
        0 => letter(column).to_string(),
        more => format!("{}{}", letter(more - 1), letter(column % 26)),
    }
}

/// A text of XML 1.0, which has no control characters but line breaks and tabs.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '\n' | '\t' => escaped.push(c),
            '\r' | '\u{fffe}' | '\u{ffff}' => {}
            c if c.is_control() && c < '\u{20}' => {}
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    fn sheet(bytes: Vec<u8>) -> String {
        let mut archive = zip::ZipArchive::new(io::Cursor::new(bytes)).unwrap();
        let mut text = String::new();
        let mut part = archive.by_name("xl/worksheets/sheet1.xml").unwrap();
        part.read_to_string(&mut text).unwrap();
        text
    }

    #[test]
    fn cells_are_typed_and_texts_stay_texts() {
        let mut writer = Writer::begin(&["name", "on"]).unwrap();
        let mut bytes = writer.take();
        let date = "2019-06-30".parse().unwrap();
        writer
            .row(&[Cell::Text("=1+1 <b>&\u{b}".to_owned()), Cell::Date(date)])
            .unwrap();
        bytes.extend(writer.take());
        writer.end().unwrap();
        bytes.extend(writer.take());
        let sheet = sheet(bytes);
        assert!(sheet.contains(
            "<c r=\"A2\" s=\"3\" t=\"inlineStr\"><is><t xml:space=\"preserve\">=1+1 &lt;b&gt;&amp;</t>"
        ));
        assert!(
            sheet.contains("<c r=\"B2\" s=\"1\"><v>43646</v></c>"),
            "{sheet}"
        );
        assert!(sheet.ends_with("</sheetData></worksheet>"));
    }

    #[test]
    fn columns_are_named_as_in_spreadsheets() {
        assert_eq!(
            [0, 25, 26, 51, 52].map(letters),
            ["A", "Z", "AA", "AZ", "BA"]
        );
    }
}
