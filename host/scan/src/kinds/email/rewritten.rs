//! Local parts that begin before what joins: `bounce+ann=example.com@list.example` (a variable envelope return path),
//! `SRS0=HHHH=TT=example.com=ann@forwarder.example` (the sender rewriting scheme), and `山田37@example.jp`.

use crate::text::bytes::{before, is_digit, is_word};
use crate::text::script::{Script, is_letter};
use crate::text::steps::steps;

/// So much is looked at before a `=`.
const LONGEST: usize = 96;
/// Letters of a name before its digits.
const MOST_LETTERS: usize = 6;

/// Where the local part that ends at `anchor` begins, which so far begins at `start`.
pub(super) fn start(text: &str, start: usize, anchor: usize, floor: usize) -> usize {
    let bytes = text.as_bytes();
    if start >= anchor || start <= floor {
        return start;
    }
    match before(bytes, start) {
        b'=' => return_path(bytes, start, anchor, floor).unwrap_or(start),
        0x80.. => name_before_digits(text, start, anchor, floor).unwrap_or(start),
        _ => start,
    }
}

/// The start of a path that has the address of somebody else in it.
fn return_path(text: &[u8], start: usize, anchor: usize, floor: usize) -> Option<usize> {
    let is_part = |byte: &&u8| is_word(**byte) || matches!(byte, b'.' | b'_' | b'+' | b'-' | b'=');
    let length = text[floor..start].iter().rev().take(LONGEST).take_while(is_part).count();
    steps(length);
    let run = &text[start - length..start];
    let rewritten = [b"SRS0=".as_slice(), b"SRS1=", b"srs0=", b"srs1="].into_iter();
    // `to=SRS0=…` is an assignment.
    let srs = rewritten.filter_map(|head| memchr::memmem::rfind(run, head)).max();
    if let Some(place) = srs.filter(|place| *place == 0 || run[place - 1] == b'=') {
        return Some(start - length + place);
    }
    let place = run[..length - 1].iter().rposition(|byte| *byte == b'=').map_or(0, |equals| equals + 1);
    let from = start - length + place;
    // `?name=a+b=…` is a query.
    let is_in_query = |place: usize| matches!(before(text, place), b'?' | b'&');
    let in_query = is_in_query(from) || is_in_query(start - length);
    let is_variable = run[place..].contains(&b'+') && text[start..anchor].contains(&b'.');
    (is_variable && !in_query).then_some(from)
}

/// The start of a short name in a script without spaces, if all of `start..anchor` are digits and no sentence runs into it.
fn name_before_digits(text: &str, start: usize, anchor: usize, floor: usize) -> Option<usize> {
    if !text.as_bytes()[start..anchor].iter().all(|byte| is_digit(*byte)) {
        return None;
    }
    let mut from = start;
    let letters = text.get(floor..start)?.chars().rev().take(MOST_LETTERS + 1);
    let mut count = 0;
    for letter in letters.take_while(|one| is_letter(*one) && Script::of(*one) == Script::Wide) {
        from -= letter.len_utf8();
        count += 1;
    }
    steps(count);
    (count > 0 && count <= MOST_LETTERS).then_some(from)
}
