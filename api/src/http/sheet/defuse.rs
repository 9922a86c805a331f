//! Texts that a spreadsheet would run as a formula (CWE-1236): an apostrophe before them makes them
//! texts. Those that begin with apostrophes get one more, so that an import takes off exactly what
//! an export has put on.

use std::borrow::Cow;

/// Characters with which a formula begins, or which are skipped before one; also in full width.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// Whether a text begins as a formula, behind any apostrophes.
fn is_formula(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(FORMULA)
}

/// The text of a cell that no spreadsheet runs.
pub fn defused(text: &str) -> Cow<'_, str> {
    if is_formula(text) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// The text as it was before it was defused.
pub fn restored(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(text) if is_formula(text) => text,
        _ => cell,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_becomes_a_text_and_comes_back_as_it_was() {
        for text in [
            "=HYPERLINK(\"http://x\",\"y\")",
            "+33 6 12 34 56 78",
            "-2+3",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "'=1",
            "''+1",
            "＝1",
        ] {
            let cell = defused(text);
            assert!(cell.starts_with('\''), "{text}");
            assert_eq!(restored(&cell), text);
        }
    }

    #[test]
    fn all_other_texts_stay() {
        for text in [
            "",
            "Anne-Marie",
            "'t Hooft",
            "' ",
            "06 12 34 56 78",
            "L’été",
        ] {
            assert_eq!(defused(text), text);
            assert_eq!(restored(text), text);
        }
    }
}
