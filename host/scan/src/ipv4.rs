//! IPv4 addresses: four numbers of 0 to 255 with one to three digits, with dots between them.
//!
//! Not matched: parts of longer dotted numbers (`1.2.3.4.5`), numbers that touch a letter, a digit or `_` (but `ip_` and the like), and versions:
//! after `v` or a product and `/` (`Chrome/142.0.7444.60`, RFC 9110 section 10.1.5; not in a path, as `/clients/192.0.2.1`), after `rv:`, `version` or `ver`. Nor is
//! what ends in `.0.0`: a network, or the version that browsers give nowadays (`142.0.0.0`), and nobody's address.
//! Ports and prefix lengths (`:8080`, `/24`) are not part of the match.

use super::bytes::{at, back, before, digits_end, follows, is_digit, is_word, next_digit};

const LABELS: &[&[u8]] = &[b"ip_", b"ipv4_", b"addr_", b"host_", b"client_", b"no.", b"nr.", b"ip."];
/// How long the name of a product can be.
const LONGEST_PRODUCT: usize = 32;

pub(super) fn find(text: &[u8], mut found: impl FnMut(usize, usize)) {
    let mut start = next_digit(text, 0);
    while start < text.len() {
        start = match dotted_end(text, start) {
            Dotted::Address(end) => {
                if !is_version(text, start) && !text[start..end].ends_with(b".0.0") {
                    found(start, end);
                }
                next_digit(text, end)
            }
            Dotted::Other(end) => next_digit(text, end),
        };
    }
}

enum Dotted {
    Address(usize),
    Other(usize),
}

/// Takes the whole dotted number, so that no part of it is tried again.
fn dotted_end(text: &[u8], start: usize) -> Dotted {
    let mut end = start;
    let mut groups = 0;
    let mut octets = !is_word(before(text, start)) && before(text, start) != b'_';
    octets &= !(before(text, start) == b'.' && is_word(back(text, start, 2)));
    octets |= matches!(before(text, start), b'_' | b'.') && LABELS.iter().any(|label| follows(text, start, label));
    loop {
        let group = end;
        end = digits_end(text, group);
        groups += 1;
        octets &= is_octet(&text[group..end]);
        if at(text, end) != b'.' || !is_digit(at(text, end + 1)) {
            break;
        }
        end += 1;
    }
    octets &= groups == 4 && !is_word(at(text, end)) && at(text, end) != b'_';
    if octets { Dotted::Address(end) } else { Dotted::Other(end) }
}

fn is_octet(digits: &[u8]) -> bool {
    digits.len() <= 3 && digits.iter().fold(0, |value, digit| value * 10 + u32::from(digit - b'0')) <= 255
}

fn is_version(text: &[u8], start: usize) -> bool {
    if before(text, start) == b'/' {
        let name = &text[start.saturating_sub(LONGEST_PRODUCT + 1)..start - 1];
        let word = name.iter().rev().take_while(|byte| is_word(**byte) || matches!(byte, b'-' | b'_' | b'.')).count();
        let in_path = back(text, start, word + 2) == b'/';
        return back(text, start, 2).is_ascii_alphabetic() && !in_path;
    }
    // "version 1.2.3.4", "ver:1.2.3.4", "rv:1.2.3.4"
    let mut end = start;
    while matches!(before(text, end), b' ' | b':' | b'=') && start - end < 2 {
        end -= 1;
    }
    let word = &text[end.saturating_sub("version".len())..end];
    end < start
        && [b"version".as_slice(), b"ver", b"rv"].iter().any(|name| {
            word.len() >= name.len()
                && word[word.len() - name.len()..].eq_ignore_ascii_case(name)
                && !is_word(back(text, end, name.len() + 1))
        })
}
