//! Private keys in PEM (RFC 7468): what stands between the lines that begin and end with dashes.

use crate::text::steps::steps;

const BEGIN: &[u8] = b"-----BEGIN ";
const LABEL: &[u8] = b"PRIVATE KEY";
const DASHES: &[u8] = b"-----";
/// The longest label of a key: `ENCRYPTED PRIVATE KEY`, `OPENSSH PRIVATE KEY`.
const LONGEST_LABEL: usize = 40;

/// Whether a private key begins at `dashes`.
pub(crate) fn begins(text: &[u8], dashes: usize) -> bool {
    text[dashes..].starts_with(BEGIN)
}

pub(crate) fn find(text: &[u8], mut found: impl FnMut(usize, usize)) {
    let mut floor = 0;
    for begin in memchr::memmem::find_iter(text, BEGIN) {
        if begin < floor {
            continue;
        }
        if let Some((start, end)) = body(text, begin + BEGIN.len()) {
            if start < end {
                found(start, end);
            }
            floor = end;
        }
    }
}

/// What follows the label that begins at `label`.
fn body(text: &[u8], label: usize) -> Option<(usize, usize)> {
    let head = &text[label..text.len().min(label + LONGEST_LABEL)];
    let dashes = memchr::memmem::find(head, DASHES)?;
    if !head[..dashes].ends_with(LABEL) && !head[..dashes].ends_with(b"PRIVATE KEY BLOCK") {
        return None;
    }
    let mut start = label + dashes + DASHES.len();
    let mut end = start + memchr::memmem::find(&text[start..], DASHES).unwrap_or(text.len() - start);
    steps(end - start);
    if !has_key(&text[start..end]) {
        return None;
    }
    while start < end && text[start].is_ascii_whitespace() {
        start += 1;
    }
    while start < end && text[end - 1].is_ascii_whitespace() {
        end -= 1;
    }
    Some((start, end))
}

/// Whether so many characters of base64 stand together as no word has.
fn has_key(body: &[u8]) -> bool {
    const LEAST: usize = 20;
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=');
    body.split(|byte| !is_part(byte)).any(|run| run.len() >= LEAST)
}
