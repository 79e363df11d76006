//! JSON Web Tokens in compact form: `eyJ…`, the base64url of `{"`, and further parts (RFC 7515 section 7.1, RFC 7516 section 7.1).
//!
//! Three parts, the last of which may be empty where the token is unsecured (RFC 7519 section 6), or five where it is
//! encrypted. Two parts match where the second begins with `eyJ` too: a token that was cut still carries its claims.

use crate::text::base64::url_end;
use crate::text::bytes::{at, back};
use crate::text::steps::step;

/// `{"alg":"x"}` takes 15 characters.
const SHORTEST_HEADER: usize = 10;
const MOST_PARTS: usize = 5;

pub(crate) fn find(text: &[u8], mut found: impl FnMut(usize, usize)) {
    let mut floor = 0;
    for anchor in memchr::memchr_iter(b'J', text) {
        step();
        if anchor < floor + 2 || back(text, anchor, 1) != b'y' || back(text, anchor, 2) != b'e' {
            continue;
        }
        let start = anchor - 2;
        let header_end = url_end(text, start);
        // All that begins in this run of characters ends where the run ends, so it is tried once.
        floor = header_end;
        if header_end - start < SHORTEST_HEADER {
            continue;
        }
        if let Some(end) = parts_end(text, header_end) {
            found(start, end);
            floor = end;
        }
    }
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
    let plain = parts >= 2 && text.get(claims..).is_some_and(|rest| rest.starts_with(b"eyJ"));
    // An empty second part is an encrypted token with a direct key; a sentence's full stop is no part.
    let three_filled = parts >= 3 && last_filled > claims;
    match (plain, three_filled) {
        (_, true) | (true, false) => Some(last_filled),
        _ => None,
    }
}
