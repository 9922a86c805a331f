//! Unseen characters, in words.

/// Instruction about a character, in English.
pub(super) fn english(c: char) -> String {
    match c {
        ' ' => "Remove the space before or after it.".to_owned(),
        _ if breaks_line(c) => format!("Remove the line break ({}).", code(c)),
        _ => match name(c) {
            Some((name, _)) => format!("Remove the invisible character {} ({name}).", code(c)),
            None => format!("Remove the invisible character {}.", code(c)),
        },
    }
}

/// Instruction about a character, in French.
pub(super) fn french(c: char) -> String {
    match c {
        ' ' => "Retirez l’espace qui précède ou qui suit.".to_owned(),
        _ if breaks_line(c) => format!("Retirez le saut de ligne ({}).", code(c)),
        _ => match name(c) {
            Some((_, name)) => format!("Retirez le caractère invisible {} ({name}).", code(c)),
            None => format!("Retirez le caractère invisible {}.", code(c)),
        },
    }
}

fn code(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}

const fn breaks_line(c: char) -> bool {
    matches!(c, '\n'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

const fn name(c: char) -> Option<(&'static str, &'static str)> {
    Some(match c {
        '\t' => ("tab", "tabulation"),
        '\u{a0}' | '\u{202f}' => ("no-break space", "espace insécable"),
        '\u{ad}' => ("soft hyphen", "trait d’union conditionnel"),
        '\u{200b}' => ("zero width space", "espace sans chasse"),
        '\u{200c}' | '\u{200d}' => ("joiner", "liant"),
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            ("direction of writing", "sens d’écriture")
        }
        '\u{2060}' => ("word joiner", "gluon de mots"),
        '\u{feff}' => ("byte order mark", "indicateur d’ordre des octets"),
        '\u{3164}' | '\u{115f}' | '\u{1160}' | '\u{ffa0}' => ("Hangul filler", "bourre hangûl"),
        '\u{2800}' => ("blank Braille pattern", "motif braille vide"),
        _ if c.is_whitespace() => ("space", "espace"),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unseen_character_is_named() {
        for (c, said) in [
            (' ', "Remove the space before or after it."),
            ('\n', "Remove the line break (U+000A)."),
            (
                '\u{200b}',
                "Remove the invisible character U+200B (zero width space).",
            ),
            (
                '\u{202a}',
                "Remove the invisible character U+202A (direction of writing).",
            ),
            ('\u{e0041}', "Remove the invisible character U+E0041."),
        ] {
            assert_eq!(english(c), said);
        }
        let said = "Retirez le caractère invisible U+00A0 (espace insécable).";
        assert_eq!(french('\u{a0}'), said);
    }
}
