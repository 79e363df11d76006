//! Names of members, parameters, headers and options, as far as they tell what their values are.
//!
//! A name is compared without its separators and in lower case, so `access_token`, `accessToken`, `x-access-token` and
//! `user[password]` need one entry. Where words begin is kept: `pin` is no part of `spinner`.

use crate::text::bytes::before;
use crate::text::steps::step;

/// Of a longer name only the end is looked at.
const LONGEST: usize = 64;
/// Words with spaces between them that a label may have: `mot de passe`.
const MOST_SPACES: usize = 2;
/// The same of a label with words behind it: `national insurance number is`.
const MOST_SPACES_OF_PHRASE: usize = 6;

/// The end of a name.
pub(crate) struct Name {
    /// Where it begins in the text that it was read from.
    pub(crate) start: usize,
    /// Filled from the end on.
    letters: [u8; LONGEST],
    free: usize,
    /// Bit n is set if a word begins at byte n of `letters`.
    words: u64,
}

impl Name {
    /// The name that ends at `end`; it may be empty.
    pub(crate) fn before(text: &[u8], end: usize) -> Name {
        Name::read(text, end, 0)
    }

    /// The same, where single spaces may stand between its words.
    pub(crate) fn label_before(text: &[u8], end: usize) -> Name {
        Name::read(text, end, MOST_SPACES)
    }

    /// The same, where more words may stand between the label and the end.
    pub(crate) fn phrase_before(text: &[u8], end: usize) -> Name {
        Name::read_with(text, end, MOST_SPACES_OF_PHRASE, |byte| matches!(byte, b' ' | b'+'))
    }

    /// A whole name.
    pub(crate) fn of(name: &str) -> Name {
        Name::read(name.as_bytes(), name.len(), name.len())
    }

    #[inline]
    fn read(text: &[u8], end: usize, spaces: usize) -> Name {
        Name::read_with(text, end, spaces, |byte| byte == b' ')
    }

    fn read_with(text: &[u8], end: usize, mut spaces: usize, is_space: impl Fn(u8) -> bool) -> Name {
        let mut name = Name { start: end, letters: [0; LONGEST], free: LONGEST, words: 0 };
        // The byte on the right of the one that is read, as it is written; 0 at the end of a word.
        let (mut right, mut after_right) = (0, 0);
        while name.free > 0 && end - name.start < LONGEST {
            step();
            let byte = before(text, name.start);
            let is_letter = byte.is_ascii_alphanumeric() || byte >= 0x80;
            let is_separator = matches!(byte, b'_' | b'-' | b'.' | b'[' | b']' | b'$');
            if is_space(byte) && spaces > 0 && right != 0 {
                spaces -= 1;
            } else if !is_letter && !is_separator {
                break;
            }
            if is_letter {
                if right != 0 && begins_word(byte, right, after_right) {
                    name.words |= 1 << name.free;
                }
                name.free -= 1;
                name.letters[name.free] = byte.to_ascii_lowercase();
                if byte >= 0xc3 {
                    lower_case(&mut name.letters[name.free..]);
                }
                (after_right, right) = (right, byte);
            } else if right != 0 {
                name.words |= 1 << name.free;
                (right, after_right) = (0, 0);
            }
            name.start -= 1;
        }
        if name.free < LONGEST {
            name.words |= 1 << name.free;
        }
        name
    }

    /// Without separators, in lower case.
    pub(crate) fn letters(&self) -> &[u8] {
        &self.letters[self.free..]
    }

    /// Whether a word begins `count` letters into the name.
    pub(crate) fn has_word_at(&self, count: usize) -> bool {
        let is_start = self.words.checked_shr((self.free + count) as u32).unwrap_or(0) & 1 == 1;
        is_start || count > 1 && follows_mark(&self.letters()[..count])
    }
}

/// Whether a quotation mark or a dash beyond ASCII ends here.
fn follows_mark(letters: &[u8]) -> bool {
    matches!(letters, [.., 0xe2, 0x80, _] | [.., 0xc2, 0xab | 0xbb])
}

/// Whether `right` begins a word of its own after `byte`: `accessToken`, `APIKey`, `2fa`.
fn begins_word(byte: u8, right: u8, after_right: u8) -> bool {
    let camel = right.is_ascii_uppercase() && (byte.is_ascii_lowercase() || after_right.is_ascii_lowercase());
    camel || byte.is_ascii_digit() != right.is_ascii_digit()
}

/// Makes a capital letter of two bytes, with which these begin, a small one.
#[cold]
fn lower_case(letters: &mut [u8]) {
    let [first, second, ..] = letters else { return };
    // Of Latin, Greek and Cyrillic.
    let lower = match (*first, *second) {
        (0xc3 | 0xc4 | 0xc5 | 0xc8 | 0xce | 0xcf | 0xd0 | 0xd2..=0xd4, 0x80..=0xbf) => {
            let code = u32::from(*first & 0x1f) << 6 | u32::from(*second & 0x3f);
            char::from_u32(code).and_then(|one| one.to_lowercase().next()).map_or(code, u32::from)
        }
        _ => return,
    };
    if (0x80..0x800).contains(&lower) {
        (*first, *second) = (0xc0 | (lower >> 6) as u8, 0x80 | (lower & 0x3f) as u8);
    }
}
