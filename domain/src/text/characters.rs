//! Unseen characters: white space, controls, and those that Unicode lets a renderer ignore.

/// Whether a character shows nothing by itself.
pub fn is_unseen(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Whether a character breaks a line, or controls a device.
pub fn unfit_for_line(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}

/// The first character that has no place in an id: unseen ones, and spaces at its ends.
pub fn unfit_for_id(id: &str) -> Option<char> {
    let within = id.chars().find(|c| *c != ' ' && is_unseen(*c));
    within.or_else(|| (id.starts_with(' ') || id.ends_with(' ')).then_some(' '))
}

/// Whether a character has no meaning in a line and only comes from pasting. Joiners, direction
/// marks and variation selectors, which names and emoji need, are exempt.
pub(super) const fn is_stowaway(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{200b}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_holds_nothing_unseen_but_spaces_within() {
        for (id, unfit) in [
            ("e4711 ", ' '),
            (" e4711", ' '),
            ("e4711\u{a0}", '\u{a0}'),
            ("\u{feff}e4711", '\u{feff}'),
            ("\u{202a}e4711\u{202c}", '\u{202a}'),
            ("e47\u{200b}11", '\u{200b}'),
            ("e\u{34f}4", '\u{34f}'),
        ] {
            assert_eq!(unfit_for_id(id), Some(unfit), "{id:?}");
        }
        for id in ["e4711", "uid=élise, ou=people", "auth0|5f7c", "Å.N"] {
            assert_eq!(unfit_for_id(id), None, "{id:?}");
        }
    }

    #[test]
    fn what_a_line_loses_shows_nothing() {
        for c in ('\0'..='\u{2fff}').chain('\u{fe00}'..='\u{ffff}') {
            assert!(!is_stowaway(c) || is_unseen(c), "{c:?}");
            assert!(!unfit_for_line(c) || is_unseen(c), "{c:?}");
        }
    }
}
