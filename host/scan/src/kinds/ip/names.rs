//! IPv6 addresses in names of hosts: the nibbles of `ip6.arpa` (RFC 3596 section 2.5), and `2001-db8--1.ipv6-literal.net`, which
//! stands for an address where a `:` cannot, also in the names of services that answer for any address.

use crate::text::bytes::{at, before, is_digit, is_word};
use crate::text::steps::{step, steps};
use std::net::Ipv6Addr;

const ARPA: &[u8] = b".ip6.arpa";
/// What stands behind addresses with dashes for colons.
const LITERALS: [&[u8]; 3] = [b".ipv6-literal.net", b".sslip.io", b".nip.io"];
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
    let mut floor = 0;
    for dash in memchr::memchr_iter(b'-', text) {
        step();
        if dash < floor {
            continue;
        }
        floor = literal_end(text, dash);
        if let Some(start) = literal_start(text, floor) {
            found(start, floor);
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
    let mut start = end;
    while end - start <= LONGEST_LITERAL && is_part(before(text, start)) {
        step();
        start -= 1;
    }
    if end - start > LONGEST_LITERAL || is_word(before(text, start)) || at(text, end) != b'.' {
        return None;
    }
    let literal = &text[start..end];
    let has_zeros = memchr::memmem::find(literal, b"--").is_some();
    let is_named = has_zeros && LITERALS.iter().any(|suffix| text[end..].starts_with(suffix));
    if !is_named && !is_written_out(literal) {
        return None;
    }
    let mut colons = [0; LONGEST_LITERAL];
    let address = &mut colons[..literal.len()];
    for (colon, byte) in address.iter_mut().zip(literal) {
        *colon = if *byte == b'-' { b':' } else { *byte };
    }
    let address = std::str::from_utf8(address).ok()?;
    (address.parse::<Ipv6Addr>().is_ok() && address.bytes().any(is_digit)).then_some(start)
}

/// Whether all eight groups are there, the inner ones with four digits each: `2a02-8108-…-df62.dsl.example.net`.
fn is_written_out(literal: &[u8]) -> bool {
    const GROUPS: usize = 8;
    const INNER: usize = GROUPS - 2;
    let groups = || literal.split(|byte| *byte == b'-');
    groups().count() == GROUPS && groups().skip(1).take(INNER).all(|group| group.len() == 4)
}

fn is_part(byte: u8) -> bool {
    byte.is_ascii_hexdigit() || byte == b'-'
}

/// The end of the digits and dashes around `dash`.
fn literal_end(text: &[u8], dash: usize) -> usize {
    let rest = (0..LONGEST_LITERAL).take_while(|offset| is_part(at(text, dash + offset)));
    let length = rest.count();
    steps(length);
    dash + length
}

/// Whether the `-` at `dash` and others behind it stand in such an address.
pub(crate) fn may_be_literal(text: &[u8], dash: usize) -> bool {
    at(text, dash) == b'-' && literal_start(text, literal_end(text, dash)).is_some()
}
