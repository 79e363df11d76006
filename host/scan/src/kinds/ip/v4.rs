//! IPv4 addresses: four numbers of 0 to 255 with one to three digits, with dots between them.
//!
//! Not matched: parts of longer dotted numbers (`1.2.3.4.5`), numbers that touch a letter, a digit or `_` (but labels such
//! as `ip_`, and `name_203.0.113.7` where the first number is 10 or more), and versions (`dotted_version`).
//! Ports and prefix lengths (`:8080`, `/24`) are not part of the match.
//! With dashes in the place of dots they match after the labels of host names: `ip-10-1-2-3`, `ec2-203-0-113-7`.

use super::dotted_version::is_version;
use crate::text::bytes::{at, back, before, digits_end, follows, is_digit, is_word, next_digit, touches_word};

const LABELS: &[&[u8]] = &[b"ip_", b"ipv4_", b"addr_", b"host_", b"client_", b"no.", b"nr.", b"ip."];
/// Of host names, which have dashes for dots.
const HOSTS: &[&[u8]] = &[b"ip-", b"ec2-", b"host-", b"static-", b"dynamic-", b"client-", b"pool-"];
/// What is smaller after a `_` is the first number of a version.
const LEAST_AFTER_NAME: usize = 2;

pub(crate) fn find(text: &[u8], mut found: impl FnMut(usize, usize)) {
    let mut start = next_digit(text, 0);
    while start < text.len() {
        start = match dotted_end(text, start) {
            Dotted::Address(end) => {
                if !is_version(text, start, end) {
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
    let left = before(text, start);
    let dot = if left == b'-' && HOSTS.iter().any(|label| follows(text, start, label)) { b'-' } else { b'.' };
    let mut end = start;
    let mut groups = 0;
    let mut octets = begins(text, start);
    loop {
        let group = end;
        end = digits_end(text, group);
        groups += 1;
        octets &= is_octet(&text[group..end]);
        if at(text, end) != dot || !is_digit(at(text, end + 1)) {
            break;
        }
        end += 1;
    }
    octets &= groups == 4 && !is_word(at(text, end)) && at(text, end) != b'_';
    if octets { Dotted::Address(end) } else { Dotted::Other(end) }
}

/// Whether an address can begin at `start`.
fn begins(text: &[u8], start: usize) -> bool {
    match before(text, start) {
        b'_' => follows_label(text, start) || digits_end(text, start) - start >= LEAST_AFTER_NAME,
        b'.' => !is_word(back(text, start, 2)) || follows_label(text, start),
        _ => !touches_word(text, start),
    }
}

fn follows_label(text: &[u8], start: usize) -> bool {
    LABELS.iter().any(|label| follows(text, start, label))
}

/// `07` is none: where zeros are written in front, all three digits are.
fn is_octet(digits: &[u8]) -> bool {
    digits.len() <= 3
        && !matches!(digits, [b'0', _])
        && digits.iter().fold(0, |value, digit| value * 10 + u32::from(digit - b'0')) <= 255
}
