//! IPv6 addresses in names of hosts: the nibbles of `ip6.arpa` (RFC 3596 section 2.5), and `2001-db8--1.ipv6-literal.net`, which
//! stands for an address where a `:` cannot.

use crate::text::bytes::{at, before, is_digit, is_word};
use crate::text::steps::step;
use std::net::Ipv6Addr;

const ARPA: &[u8] = b".ip6.arpa";
const LITERAL: &[u8] = b".ipv6-literal.net";
/// Nibbles with dots between them.
const NIBBLES: usize = 63;
/// Fewer are those of a network.
const FEWEST_NIBBLES: usize = 31;
const LONGEST_LITERAL: usize = 39;

pub(super) fn find(text: &[u8], mut found: impl FnMut(usize, usize)) {
    let mut floor = 0;
    for end in memchr::memmem::find_iter(text, ARPA) {
        if let Some(start) = nibbles_start(text, end, floor) {
            found(start, end);
        }
        floor = end;
    }
    for end in memchr::memmem::find_iter(text, LITERAL) {
        if let Some(start) = literal_start(text, end) {
            found(start, end);
        }
    }
}

fn nibbles_start(text: &[u8], end: usize, floor: usize) -> Option<usize> {
    let mut start = end;
    while start > floor && end - start < NIBBLES && is_nibble_or_dot(text, start - 1, end) {
        step();
        start -= 1;
    }
    (end - start >= FEWEST_NIBBLES && text[start] != b'.' && !is_word(before(text, start))).then_some(start)
}

/// Before `end` digits and dots take turns.
fn is_nibble_or_dot(text: &[u8], place: usize, end: usize) -> bool {
    if (end - place) % 2 == 1 { text[place].is_ascii_hexdigit() } else { text[place] == b'.' }
}

fn literal_start(text: &[u8], end: usize) -> Option<usize> {
    let is_part = |byte: u8| byte.is_ascii_hexdigit() || byte == b'-';
    let mut start = end;
    while end - start < LONGEST_LITERAL && is_part(before(text, start)) {
        step();
        start -= 1;
    }
    let mut colons = [0; LONGEST_LITERAL];
    let address = &mut colons[..end - start];
    for (colon, byte) in address.iter_mut().zip(&text[start..end]) {
        *colon = if *byte == b'-' { b':' } else { *byte };
    }
    let address = std::str::from_utf8(address).ok()?;
    let is_one = address.parse::<Ipv6Addr>().is_ok() && address.bytes().any(is_digit);
    (is_one && !is_word(before(text, start))).then_some(start)
}

/// Whether the `-` at `dash` and the one behind it stand in such an address.
pub(crate) fn may_be_literal(text: &[u8], dash: usize) -> bool {
    let rest = (0..LONGEST_LITERAL).take_while(|offset| {
        let byte = at(text, dash + offset);
        byte.is_ascii_hexdigit() || byte == b'-'
    });
    let end = dash + rest.count();
    text[end..].starts_with(LITERAL)
}
