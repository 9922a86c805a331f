//! Tables as files, row by row, so that a long one is never held whole: CSV (RFC 4180) and XLSX.

mod csv;
mod defuse;
mod read;
mod xlsx;

pub use defuse::{defused, restored};
pub use read::{Rows, Unreadable, rows};

use actix_web::web::Bytes;
use chrono::NaiveDate;
use std::io;

domain::words! {
    /// Form of a file.
    FileFormat {
        /// Text in UTF-8 with a byte order mark, which spreadsheets ask for.
        Csv = "csv",
        /// Workbook of one sheet, with typed cells.
        Xlsx = "xlsx",
    }
}
domain::words! {
    /// Separator of the columns of a CSV file.
    Separator {
        /// `,`
        Comma = "comma",
        /// `;`, which spreadsheets expect where the comma stands in numbers, as in France.
        Semicolon = "semicolon",
    }
}

/// Media types of the files.
pub const MEDIA_TYPES: &[&str] = &[CSV, XLSX];
const CSV: &str = "text/csv";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Cell of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// No value.
    Empty,
    /// Text, which no spreadsheet may take for a formula or a number.
    Text(String),
    /// Local date.
    Date(NaiveDate),
    /// Whole number.
    Number(i64),
    /// Truth value.
    Truth(bool),
}

/// A table on its way into a file.
pub enum Writer {
    /// As CSV.
    Csv(csv::Writer),
    /// As XLSX.
    Xlsx(Box<xlsx::Writer>),
}

impl FileFormat {
    /// Its media type.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => XLSX,
        }
    }
}

impl Writer {
    /// A file with the names of the columns in its first row.
    ///
    /// # Errors
    /// Never in practice: the file is in memory.
    pub fn begin(format: FileFormat, separator: Separator, columns: &[&str]) -> io::Result<Self> {
        Ok(match format {
            FileFormat::Csv => Self::Csv(csv::Writer::begin(separator, columns)),
            FileFormat::Xlsx => Self::Xlsx(Box::new(xlsx::Writer::begin(columns)?)),
        })
    }

    /// Writes a row.
    ///
    /// # Errors
    /// As `begin`.
    pub fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        match self {
            Self::Csv(writer) => writer.row(cells),
            Self::Xlsx(writer) => writer.row(cells)?,
        }
        Ok(())
    }

    /// Writes the end of the file.
    ///
    /// # Errors
    /// As `begin`.
    pub fn end(&mut self) -> io::Result<()> {
        match self {
            Self::Csv(_) => Ok(()),
            Self::Xlsx(writer) => writer.end(),
        }
    }

    /// Takes what was written since the last time.
    pub fn take(&mut self) -> Bytes {
        match self {
            Self::Csv(writer) => writer.take(),
            Self::Xlsx(writer) => writer.take(),
        }
        .into()
    }
}

impl From<Option<String>> for Cell {
    fn from(text: Option<String>) -> Self {
        text.map_or(Self::Empty, Self::Text)
    }
}

impl From<Option<NaiveDate>> for Cell {
    fn from(date: Option<NaiveDate>) -> Self {
        date.map_or(Self::Empty, Self::Date)
    }
}

impl From<Option<u16>> for Cell {
    fn from(number: Option<u16>) -> Self {
        number.map_or(Self::Empty, |number| Self::Number(number.into()))
    }
}
