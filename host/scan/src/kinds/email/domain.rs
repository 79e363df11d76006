//! The part of an e-mail address after the `@`.
//!
//! Labels of letters, digits and dashes up to the last one that can be a top-level domain. The suffixes of files and of
//! systemd's units in `FILES` are none, and none of them is delegated (<https://data.iana.org/TLD/tlds-alpha-by-domain.txt>):
//! `logo@2x.png` and `user@1000.service` are no addresses. Where the first label begins with a digit, nothing before such a
//! suffix at the end is one either: `react-dom@18.2.0.min.js`.

use crate::text::bytes::{at, before, is_digit};
use crate::text::script::{Script, is_letter};
use crate::text::steps::step;

/// `[IPv6:` and 45 characters of an address.
const LONGEST_LITERAL: usize = 53;
/// `1.1.1.1`.
const SHORTEST_LITERAL: usize = 7;

#[rustfmt::skip]
const FILES: [u64; 51] = packed([
    "png", "jpg", "jpeg", "gif", "webp", "avif", "svg", "ico", "bmp", "tif", "tiff", "mp3", "mp4", "webm", "woff", "woff2",
    "ttf", "otf", "eot", "css", "scss", "sass", "less", "js", "mjs", "cjs", "jsx", "ts", "tsx", "map", "json", "html", "htm",
    "xml", "yaml", "yml", "txt", "log", "tgz", "gz", "whl", "wasm", "pdf", "service", "socket", "timer", "slice",
    "scope", "mount", "swap", "device",
]);

/// The end of the last label that can be a top-level domain.
pub(crate) fn domain_end(text: &str, domain: usize) -> Option<usize> {
    if at(text.as_bytes(), domain) == b'[' {
        return literal_end(text.as_bytes(), domain);
    }
    let mut label = domain;
    let mut end = None;
    loop {
        let label_end = label_end(text, label);
        if label_end == label {
            return end;
        }
        if is_suffix_of_a_file(&text.as_bytes()[label..label_end]) {
            let has_more =
                at(text.as_bytes(), label_end) == b'.' && self::label_end(text, label_end + 1) > label_end + 1;
            if is_digit(text.as_bytes()[domain]) && !has_more {
                return None;
            }
        } else if label > domain {
            end = top_level_end(text, label, label_end).or(end);
        }
        if before(text.as_bytes(), label_end + 1) != b'.' {
            return end;
        }
        label = label_end + 1;
    }
}

fn label_end(text: &str, label: usize) -> usize {
    let mut end = label;
    let mut script = Script::Any;
    for one in text.get(label..).unwrap_or_default().chars() {
        step();
        let letter = is_letter(one);
        if !(letter || one == '-') || (letter && !script.admit(Script::of(one))) {
            break;
        }
        end += one.len_utf8();
    }
    end
}

/// The end of `[192.0.2.1]` or `[IPv6:2001:db8::1]`.
fn literal_end(text: &[u8], open: usize) -> Option<usize> {
    let address = text.get(open + 1..text.len().min(open + LONGEST_LITERAL))?;
    let length = address.iter().position(|byte| {
        step();
        !(byte.is_ascii_hexdigit() || matches!(byte, b'.' | b':' | b'I' | b'P' | b'v'))
    })?;
    let is_literal = address[length] == b']' && length >= SHORTEST_LITERAL && is_digit(address[length - 1]);
    is_literal.then_some(open + length + 2)
}

fn is_suffix_of_a_file(label: &[u8]) -> bool {
    label.len() <= 8 && FILES.contains(&pack(label))
}

const fn packed<const COUNT: usize>(suffixes: [&str; COUNT]) -> [u64; COUNT] {
    let mut all = [0; COUNT];
    let mut place = 0;
    while place < COUNT {
        all[place] = pack(suffixes[place].as_bytes());
        place += 1;
    }
    all
}

/// Up to eight bytes in lower case as one number.
const fn pack(bytes: &[u8]) -> u64 {
    let mut packed = 0;
    let mut place = 0;
    while place < bytes.len() {
        packed = packed << 8 | bytes[place].to_ascii_lowercase() as u64;
        place += 1;
    }
    packed
}

fn top_level_end(text: &str, label: usize, label_end: usize) -> Option<usize> {
    let name = &text[label..label_end];
    if name.len() > 4 && name.as_bytes()[..4].eq_ignore_ascii_case(b"xn--") {
        return Some(label_end);
    }
    let ascii = name.as_bytes()[0] < 0x80;
    let letters = name.chars().take_while(|one| one.is_alphabetic() && one.is_ascii() == ascii);
    let (count, bytes) = letters.fold((0, 0), |(count, bytes), one| (count + 1, bytes + one.len_utf8()));
    (count >= 2).then_some(label + bytes)
}
