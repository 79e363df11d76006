//! Letters of all scripts, and how scripts that are written without spaces join with others.

/// Scripts that people write without spaces around them must not pull their neighbours into an address.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Script {
    Any,
    Ascii,
    /// Written without spaces: Han, kana, Hangul and what lies beyond them.
    Wide,
}

impl Script {
    pub(crate) fn of(one: char) -> Script {
        match one {
            '\0'..='\x7f' => Script::Ascii,
            '\u{80}'..='\u{2e7f}' => Script::Any,
            _ => Script::Wide,
        }
    }

    pub(crate) fn admit(&mut self, next: Script) -> bool {
        if *self == Script::Any {
            *self = next;
        }
        next == Script::Any || *self == next
    }
}

/// Letters, digits, and the marks that are written as characters of their own and belong to the letter before them
/// (Unicode general category M in the scripts that use it within words).
pub(crate) fn is_letter(one: char) -> bool {
    one.is_alphanumeric() || one > '\u{2ff}' && is_mark(one)
}

fn is_mark(one: char) -> bool {
    matches!(
        one,
        '\u{300}'..='\u{36f}'
            | '\u{483}'..='\u{489}'
            | '\u{591}'..='\u{5c7}'
            | '\u{610}'..='\u{61a}'
            | '\u{64b}'..='\u{65f}'
            | '\u{6d6}'..='\u{6ed}'
            | '\u{900}'..='\u{963}'
            | '\u{981}'..='\u{dff}'
            | '\u{e31}'..='\u{e4e}'
            | '\u{eb1}'..='\u{ecd}'
            | '\u{102b}'..='\u{103e}'
            | '\u{17b4}'..='\u{17d3}'
            | '\u{1ab0}'..='\u{1aff}'
            | '\u{1dc0}'..='\u{1dff}'
            | '\u{20d0}'..='\u{20ff}'
            | '\u{3099}'..='\u{309a}'
            | '\u{fe20}'..='\u{fe2f}'
    )
}
