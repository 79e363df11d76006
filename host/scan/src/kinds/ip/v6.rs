//! IPv6 addresses in the forms of RFC 4291 section 2.2: eight groups, `::` for zeros, an IPv4 address at the end.
//!
//! A match has at least one digit, at most 45 bytes, and touches no letter, digit or further colon. `::` alone, times
//! (`10:00:00`), MAC addresses and paths of code (`std::vector`) do not match. Zones (`%eth0`) and ports are not part of the match.

use super::names;
use crate::text::bytes::{at, before, follows, is_digit, is_word, touches_word};
use crate::text::steps::step;
use std::net::Ipv6Addr;

/// `ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255`.
const LONGEST: usize = 45;

pub(crate) fn find(text: &[u8], mut found: impl FnMut(usize, usize)) {
    let mut floor = 0;
    for colon in memchr::memchr_iter(b':', text) {
        step();
        if colon < floor {
            continue;
        }
        let (mut start, mut end) = (colon, colon);
        while start > floor && is_part(before(text, start)) {
            step();
            start -= 1;
        }
        while is_part(at(text, end)) {
            step();
            end += 1;
        }
        floor = end;
        if let Some((start, end)) = address(text, start, end) {
            found(start, end);
        }
    }
    names::find(text, found);
}

fn is_part(byte: u8) -> bool {
    byte.is_ascii_hexdigit() || matches!(byte, b':' | b'.')
}

/// The address in a run of hexadecimal digits, colons and dots.
fn address(text: &[u8], mut start: usize, mut end: usize) -> Option<(usize, usize)> {
    // Punctuation of the sentence around it.
    while end > start && (text[end - 1] == b'.' || (text[end - 1] == b':' && before(text, end - 1) != b':')) {
        step();
        end -= 1;
    }
    while start < end && (text[start] == b'.' || (text[start] == b':' && at(text, start + 1) != b':')) {
        step();
        start += 1;
    }
    // `peer:::1`; but `:::8080` is a port of any address.
    if text[start..end].starts_with(b":::") {
        if !is_word(before(text, start)) && text[start + 3..end].iter().all(|byte| is_digit(*byte)) {
            return None;
        }
        start += 1;
    }
    // `IPv6:2001:db8::1` (RFC 5321 section 4.1.3).
    if text[start..end].starts_with(b"6:") && follows(text, start + 2, b"ipv6:") {
        start += 2;
    }
    // `data:2001:db8::1`: letters of the name look like a part.
    if touches_word(text, start) {
        let name = text[start..end].iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        start += if start + name < end && text[start + name] == b':' { name + 1 } else { 0 };
    }
    if end - start > LONGEST || touches_word(text, start) || is_word(at(text, end)) {
        return None;
    }
    let run = std::str::from_utf8(&text[start..end]).ok()?;
    if !run.bytes().any(is_digit) || !run.contains(':') {
        return None;
    }
    if run.parse::<Ipv6Addr>().is_ok() {
        return Some((start, end));
    }
    // `2001:db8::1.443`, as `tcpdump` writes a port.
    if let Some((host, port)) = run.rsplit_once('.')
        && (2..=5).contains(&port.len())
        && port.bytes().all(is_digit)
        && !host.contains('.')
        && host.parse::<Ipv6Addr>().is_ok()
    {
        return Some((start, start + host.len()));
    }
    let (host, port) = run.rsplit_once(':')?;
    let written_out = host.split(':').any(|group| group.len() >= 3) && port.bytes().all(is_digit);
    (written_out && !host.ends_with(':') && host.parse::<Ipv6Addr>().is_ok()).then_some((start, start + host.len()))
}
