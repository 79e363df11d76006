//! JSON Web Tokens in compact form: a header in base64url, and further parts (RFC 7515 section 7.1, RFC 7516 section 7.1).
//!
//! Three parts, the last of which may be empty where the token is unsecured (RFC 7519 section 6), or five where it is
//! encrypted. Two parts match where the second holds an object too: a token that was cut still carries its claims.
//! A header begins with `{"`, which is `eyJ`, or has white space before the quote. Such headers are found by any `J` in the header
//! or right after it: nearly all JSON has a quote where base64 makes one of it.

use crate::text::base64::{decode_url, url_end};
use crate::text::bytes::{at, back, before};
use crate::text::steps::step;

/// `{"alg":"x"}` takes 15 characters.
const SHORTEST_HEADER: usize = 10;
const MOST_PARTS: usize = 5;

pub(crate) fn find(text: &[u8], mut found: impl FnMut(usize, usize)) {
    let mut floor = 0;
    for anchor in memchr::memchr_iter(b'J', text) {
        step();
        let Some((start, run_end)) = header_start(text, anchor, &mut floor) else { continue };
        let header_end = url_end(text, start);
        // All that begins in this run of characters ends where the run ends, so it is tried once.
        floor = floor.max(header_end).max(run_end);
        if header_end - start < SHORTEST_HEADER {
            continue;
        }
        if let Some(end) = parts_end(text, header_end) {
            let end = if is_unsecured(text, start, header_end, end) { end + 1 } else { end };
            found(start, end);
            floor = floor.max(end);
        }
    }
}

/// Whether a header may begin at or before the `J` at `anchor`. Nothing before `floor` is looked at, and what was looked at in vain
/// is before it afterwards.
pub(crate) fn may_begin(text: &[u8], anchor: usize, floor: &mut usize) -> bool {
    header_start(text, anchor, floor).is_some()
}

/// Where a header begins that the `J` at `anchor` belongs to, and the end of the characters around that `J`.
fn header_start(text: &[u8], anchor: usize, floor: &mut usize) -> Option<(usize, usize)> {
    if anchor < *floor {
        return None;
    }
    if anchor >= *floor + 2 && back(text, anchor, 1) == b'y' && back(text, anchor, 2) == b'e' {
        return Some((anchor - 2, anchor));
    }
    if !before(text, anchor).is_ascii_alphanumeric() && !matches!(before(text, anchor), b'-' | b'_') {
        return None;
    }
    let run = url_start(text, anchor, *floor);
    let part_before = if run > *floor && before(text, run) == b'.' { url_start(text, run - 1, *floor) } else { run };
    if let Some(start) = [part_before, run].into_iter().find(|start| is_spaced_header(text, *start)) {
        return Some((start, anchor));
    }
    // `eyJ` may still follow in this run.
    *floor = anchor.saturating_sub(1).max(*floor);
    None
}

/// The start of the base64url characters that end before `place`, not before `floor`.
fn url_start(text: &[u8], place: usize, floor: usize) -> usize {
    let mut start = place;
    while start > floor && (before(text, start).is_ascii_alphanumeric() || matches!(before(text, start), b'-' | b'_')) {
        step();
        start -= 1;
    }
    start
}

/// `{`, white space, and a quote.
fn is_spaced_header(text: &[u8], start: usize) -> bool {
    const HEAD: usize = 24;
    if !matches!((at(text, start), at(text, start + 1)), (b'e', b'w' | b'y')) {
        return false;
    }
    let head = &text[start..text.len().min(start + HEAD)];
    let mut decoded = decode_url(head);
    decoded.next() == Some(b'{') && decoded.find(|byte| !matches!(byte, b' ' | b'\t' | b'\r' | b'\n')) == Some(b'"')
}

/// Whether a token that ends at `end` has no signature, and the dot before the empty one: RFC 7519 section 6.
fn is_unsecured(text: &[u8], start: usize, header_end: usize, end: usize) -> bool {
    const NONE: &[u8] = b"\"none\"";
    let dots = memchr::memchr_iter(b'.', &text[header_end..end]).count();
    let mut header = [0; 96];
    let decoded = decode_url(&text[start..header_end]).zip(&mut header).map(|(byte, place)| *place = byte).count();
    at(text, end) == b'.' && dots == 1 && memchr::memmem::find(&header[..decoded], NONE).is_some()
}

/// The end of the parts after the header, if they make it a token.
fn parts_end(text: &[u8], header_end: usize) -> Option<usize> {
    let mut end = header_end;
    let mut parts = 1;
    let mut last_filled = header_end;
    while parts < MOST_PARTS && at(text, end) == b'.' {
        let part = end + 1;
        end = url_end(text, part);
        parts += 1;
        if end > part {
            last_filled = end;
        }
    }
    let claims = header_end + 1;
    let is_object = |rest: &[u8]| rest.starts_with(b"eyJ") || is_spaced_header(text, claims);
    let plain = parts >= 2 && text.get(claims..).is_some_and(is_object);
    // An empty second part is an encrypted token with a direct key; a sentence's full stop is no part.
    let three_filled = parts >= 3 && last_filled > claims;
    match (plain, three_filled) {
        (_, true) | (true, false) => Some(last_filled),
        _ => None,
    }
}
