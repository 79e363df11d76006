//! Makes text from a filter or its author safe for logs and reports.

use std::fmt::Write as _;

/// The first `chars` characters of a text. Characters that control a terminal or a viewer are written as `\u{…}`.
pub(crate) fn printable(text: &str, chars: usize) -> String {
    let mut out = String::with_capacity(text.len().min(chars));
    for (count, character) in text.chars().enumerate() {
        if count == chars {
            out.push('…');
            break;
        }
        if is_control(character) {
            let _ = write!(out, "{}", character.escape_unicode());
        } else {
            out.push(character);
        }
    }
    out
}

/// Control characters, line and paragraph separators, bidirectional and invisible formatting.
fn is_control(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{61c}' | '\u{180e}' | '\u{fff9}'..='\u{fffb}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::printable;

    #[test]
    fn what_a_terminal_obeys_is_escaped_and_the_rest_stays() {
        assert_eq!(printable("a\u{1b}[2Jb\n\u{202e}ü", 50), "a\\u{1b}[2Jb\\u{a}\\u{202e}ü");
    }

    #[test]
    fn long_text_is_cut_between_characters() {
        assert_eq!(printable("üüüü", 2), "üü…");
    }
}
