//! The recorded rows of an import as the CSV file that means the same.

use crate::http::sheet::{Cell, FileFormat, Separator, Writer};
use serde_json::Value;

/// The rows as a file, without its byte order mark.
pub(super) fn of_rows(body: &Value) -> String {
    let rows = body.get("rows").and_then(Value::as_array);
    let rows = rows.into_iter().flatten().filter_map(Value::as_object);
    let rows: Vec<_> = rows.collect();
    let mut names: Vec<&str> = Vec::new();
    for name in rows.iter().flat_map(|row| row.keys()) {
        if !names.contains(&name.as_str()) {
            names.push(name);
        }
    }
    let Ok(mut writer) = Writer::begin(FileFormat::Csv, Separator::Comma, &names) else {
        return String::new();
    };
    for row in rows {
        let cells: Vec<_> = names.iter().map(|name| cell(row.get(*name))).collect();
        if writer.row(&cells).is_err() {
            return String::new();
        }
    }
    let file = writer.take();
    let text = String::from_utf8_lossy(&file);
    text.trim_start_matches('\u{feff}').to_owned()
}

fn cell(value: Option<&Value>) -> Cell {
    match value {
        None | Some(Value::Null) => Cell::Empty,
        Some(Value::String(text)) => Cell::Text(text.clone()),
        Some(Value::Array(items)) => {
            let items: Vec<_> = items.iter().filter_map(Value::as_str).collect();
            Cell::Text(items.join("|"))
        }
        Some(other) => Cell::Text(other.to_string()),
    }
}
