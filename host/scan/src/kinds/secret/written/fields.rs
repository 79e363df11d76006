//! Lines of fields whose order or letters tell what they hold: those of `.pgpass`, and what a square of dots says of a network.

use crate::kinds::secret::value::is_one_word;
use crate::text::bytes::{at, back, before, is_digit, is_word};
use crate::text::steps::steps;

const LONGEST_NAME: usize = 64;

/// `db.example.com:5432:crm:ann:…`, a line of `.pgpass`, at the colon behind the port.
pub(super) fn of_pgpass(text: &[u8], colon: usize) -> Option<(usize, usize)> {
    const LONGEST_PORT: usize = 5;
    let port = (1..=LONGEST_PORT).take_while(|distance| is_digit(back(text, colon, *distance))).count();
    let is_port = port >= 4 || port == 0 && back(text, colon, 2) == b':';
    let host = colon - port.max(1);
    let is_host = |byte: u8| is_word(byte) || matches!(byte, b'.' | b'-' | b'*');
    if !is_port || before(text, host) != b':' {
        return None;
    }
    let name = text[..host - 1].iter().rev().take(LONGEST_NAME).take_while(|byte| is_host(**byte)).count();
    steps(name);
    // Not the groups of an address.
    let begins = matches!(before(text, host - 1 - name), 0 | b' ' | b'\n' | b'"' | b'\'' | b'\t');
    if name == 0 || !begins {
        return None;
    }
    let field = |start: usize| {
        let is_part = |byte: &&u8| !matches!(byte, 0..=b' ' | b':' | b'"' | b'\'' | b'/' | b',' | b'\\' | b'(' | b')');
        let length = text[start.min(text.len())..].iter().take(LONGEST_NAME).take_while(is_part).count();
        steps(length);
        start + length
    };
    let base = field(colon + 1);
    let user = field(base + 1);
    let end = field(user + 1);
    let is_line = base > colon + 1 && at(text, base) == b':' && user > base + 1 && at(text, user) == b':';
    let ends = matches!(at(text, end), 0 | b'\n' | b'\r' | b'"' | b'\'' | b'\\' | b' ');
    (is_line && ends && is_one_word(&text[user + 1..end])).then_some((user + 1, end))
}

/// `WIFI:T:WPA;S:guest;P:…;;`, as a square of dots holds it.
pub(super) fn of_wifi(text: &[u8], colon: usize) -> Option<(usize, usize)> {
    const LONGEST: usize = 192;
    const FIELD: &[u8] = b";P:";
    let is_one = colon >= 4 && text[colon - 4..colon].eq_ignore_ascii_case(b"WIFI");
    let rest = &text[colon..text.len().min(colon + LONGEST)];
    steps(rest.len());
    let place = if is_one { memchr::memmem::find(rest, FIELD)? } else { return None };
    let start = colon + place + FIELD.len();
    let is_part =
        |place: &usize| !matches!(text[*place], b'\n' | b'"') && (text[*place] != b';' || text[*place - 1] == b'\\');
    let end = start + (start..text.len().min(start + LONGEST)).take_while(is_part).count();
    (end > start).then_some((start, end))
}
