//! Where a path begins.

use super::lists::MOST_BACKSLASHES;
use crate::text::bytes::{at, back, before, follows, follows_colour_code, is_word};

/// Whether a path begins at `slash`: nothing of another path or URL stands before it.
pub(super) fn begins_path(text: &[u8], slash: usize) -> bool {
    let left = before(text, slash);
    let is_scheme = || {
        left == b'/'
            && [b"file:/".as_slice(), b"webpack:/", b"app:/"].iter().any(|scheme| follows(text, slash - 1, scheme))
    };
    matches!(
        left,
        0..=b' ' | b'"' | b'\'' | b'`' | b'(' | b'[' | b'{' | b'<' | b'>' | b'=' | b',' | b';' | b'@' | b'|' | b'*' | 0x80..
    ) || left == b':' && !is_word_url(text, slash)
        || follows_colour_code(text, slash)
        || is_scheme()
}

/// `http:` and the like have two slashes.
fn is_word_url(text: &[u8], slash: usize) -> bool {
    at(text, slash + 1) == b'/'
}

/// `C:`, `/c`, `/mnt/c`.
pub(super) fn follows_drive(text: &[u8], slash: usize, mark: u8) -> bool {
    let (colon, letter) = (before(text, slash), back(text, slash, 2));
    let is_drive = colon == b':' && letter.is_ascii_alphabetic() && !is_word(back(text, slash, 3));
    let backslashes = (1..=MOST_BACKSLASHES).take_while(|distance| back(text, slash, *distance) == b'\\').count();
    let is_doubled = mark == b'\\'
        && backslashes > 0
        && back(text, slash, backslashes + 1) == b':'
        && back(text, slash, backslashes + 2).is_ascii_alphabetic();
    let is_mounted = mark == b'/'
        && colon.is_ascii_lowercase()
        && letter == b'/'
        && (slash < 3
            || !is_word(back(text, slash, 3))
            || follows(text, slash - 2, b"mnt")
            || follows(text, slash - 2, b"cygdrive"));
    is_drive || is_doubled || is_mounted
}
