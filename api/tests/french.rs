//! French typography of every text in the sources: mails, next steps, problems, charter, templates.

#![expect(
    clippy::unwrap_used,
    reason = "helpers of a test may panic as the test itself may"
)]

use std::path::{Path, PathBuf};

/// French puts a no-break space before these; no English text has a space there.
const SIGNS: [&str; 4] = [" :", " ;", " !", " ?"];

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let within = |path: PathBuf| {
        if path.is_dir() {
            files(&path)
        } else {
            vec![path]
        }
    };
    paths.flat_map(within).collect()
}

/// String literals of a source before its tests, with continued lines joined.
fn literals(source: &str) -> Vec<String> {
    let source = source.split("#[cfg(test)]").next().unwrap_or_default();
    let lines = source.lines().filter(|line| !line.trim().starts_with("//"));
    let code = lines.collect::<Vec<_>>().join("\n");
    let code = code
        .replace("'\"'", "")
        .replace("\\\\", "")
        .replace("\\\"", "");
    let literals = code.split('"').skip(1).step_by(2);
    literals
        .map(|literal| {
            let mut lines = literal.split("\\\n");
            let first = lines.next().unwrap_or_default().to_owned();
            lines.fold(first, |text, line| text + line.trim_start())
        })
        .collect()
}

/// The texts of a file, where it holds any.
fn texts(path: &Path) -> Vec<String> {
    let read = || std::fs::read_to_string(path).unwrap();
    let is_test = path.file_stem().is_some_and(|stem| stem == "tests");
    match path.extension().and_then(|end| end.to_str()) {
        Some("rs") if !is_test => literals(&read()),
        Some("txt") => vec![read()],
        _ => Vec::new(),
    }
}

#[test]
fn no_line_of_french_begins_with_its_punctuation() {
    let api = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let domain = Path::new(env!("CARGO_MANIFEST_DIR")).join("../domain/src");
    let mut seen = 0;
    for path in files(&api).into_iter().chain(files(&domain)) {
        let elsewhere = |part: &str| part == "openapi" || part == "tests";
        let mut parts = path
            .components()
            .filter_map(|part| part.as_os_str().to_str());
        if parts.any(elsewhere) {
            continue;
        }
        for text in texts(&path) {
            seen += usize::from(text.contains('é'));
            let wrong = SIGNS.iter().find(|sign| text.contains(**sign));
            assert!(wrong.is_none(), "{}: {wrong:?} in {text}", path.display());
        }
    }
    assert!(seen > 100, "only {seen} French texts found");
}
