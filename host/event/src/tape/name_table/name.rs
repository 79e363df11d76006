//! What is known of one name.

use super::{head::Head, id::COLON, word::Word};
use crate::member::Member;
use crate::tape::span::Span;

/// What is known of a name.
#[derive(Clone, Copy)]
pub(crate) struct Name {
    pub(super) span: Span,
    pub(super) word: Word,
    pub(super) head: Head,
    /// It can stand in a line as it stands in the body.
    pub(crate) is_clean: bool,
    /// What it means in an event.
    pub(crate) meaning: Meaning,
    /// It may tell the scanner what its member's value is.
    pub(super) may_tell: bool,
    /// The scanner finds something in the name itself.
    pub(super) has_matches: bool,
}

/// What a name means among the members of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// The token, for clients that cannot set headers.
    AccessToken,
    /// Another name of the time.
    Timestamp,
    Member(Member),
    Attribute,
}

impl Meaning {
    pub(crate) fn of(name: &str) -> Meaning {
        match name {
            "access_token" => Meaning::AccessToken,
            "timestamp" => Meaning::Timestamp,
            _ => Member::named(name).map_or(Meaning::Attribute, Meaning::Member),
        }
    }
}

impl Name {
    /// Where the name is, if it starts at `start`.
    #[inline]
    pub(crate) fn span_from(&self, start: usize) -> Span {
        Span { start: start as u32, end: (start + self.word.length()) as u32 }
    }

    /// Whether it is a name; `text_of` is asked where their words do not tell them apart.
    #[inline(always)]
    pub(crate) fn is<'t>(&self, (name, word): (&str, Word), text_of: impl Fn(Span) -> &'t str) -> bool {
        self.word == word && (name.len() <= Word::BYTES || text_of(self.span) == name)
    }

    /// Whether a long name whose head stands at `start` of the body is there as a whole.
    #[inline(never)]
    pub(super) fn goes_on(&self, body: &[u8], start: usize) -> bool {
        let end = start + self.word.length();
        let text = body.get(self.span.start as usize..self.span.end as usize);
        text.is_some() && body.get(start..end) == text && body.get(end..end + COLON.len()) == Some(COLON.as_bytes())
    }
}
