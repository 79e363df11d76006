//! Keys without a start of their own, which the places of their marks tell.

use crate::text::base64::url_end;
use crate::text::bytes::{at, before, digits_end, is_digit, is_word, touches_word};
use crate::text::steps::steps;

/// Between the dots of a bot's token.
const TIME: usize = 6;

/// The key whose mark is at `place`.
pub(super) fn at_mark(text: &[u8], place: usize) -> Option<(usize, usize)> {
    match text[place] {
        b'.' => bot_of_discord(text, place),
        b'~' => client_of_azure(text, place),
        b'-' => key_of_mailchimp(text, place),
        _ => None,
    }
}

/// Whether as many base64url characters as `lengths` says end at `end`, and nothing more of them.
fn part_before(text: &[u8], end: usize, lengths: std::ops::RangeInclusive<usize>) -> Option<usize> {
    let is_part = |byte: &&u8| is_word(**byte) || matches!(byte, b'-' | b'_');
    let count = text[..end].iter().rev().take(lengths.end() + 1).take_while(is_part).count();
    steps(count);
    lengths.contains(&count).then(|| end - count)
}

/// An id in base64, which begins with `M`, `N` or `O`, a time and a signature: <https://discord.com/developers/docs/reference>.
fn bot_of_discord(text: &[u8], dot: usize) -> Option<(usize, usize)> {
    const ID: std::ops::RangeInclusive<usize> = 23..=28;
    const SIGNATURE: std::ops::RangeInclusive<usize> = 27..=40;
    let second = dot + 1 + TIME;
    if at(text, second) != b'.' || url_end(&text[..second], dot + 1) != second {
        return None;
    }
    let start = part_before(text, dot, ID)?;
    let rest = &text[..text.len().min(second + 2 + SIGNATURE.end())];
    let end = url_end(rest, second + 1);
    let is_one = matches!(text[start], b'M' | b'N' | b'O') && SIGNATURE.contains(&(end - second - 1));
    let id = &text[start..dot];
    (is_one && before(text, start) != b'.' && id.iter().any(u8::is_ascii_digit)).then_some((start, end))
}

/// `xxx8Q~…`: three characters, a digit, `Q~`, and 31 to 34 more.
fn client_of_azure(text: &[u8], tilde: usize) -> Option<(usize, usize)> {
    const HEAD: usize = 5;
    const TAIL: std::ops::RangeInclusive<usize> = 31..=34;
    let start = tilde.checked_sub(HEAD).filter(|_| before(text, tilde) == b'Q')?;
    let is_part = |byte: &u8| is_word(*byte) || matches!(byte, b'-' | b'_' | b'.' | b'~');
    let tail = text[tilde + 1..].iter().take(TAIL.end() + 1).take_while(|byte| is_part(byte)).count();
    steps(tail);
    let dots = text[tilde + 1..tilde + 1 + tail].iter().rev().take_while(|byte| **byte == b'.').count();
    let is_one = text[start..tilde].iter().all(is_part) && is_digit(text[tilde - 2]) && TAIL.contains(&(tail - dots));
    (is_one && !touches_word(text, start)).then_some((start, tilde + 1 + tail - dots))
}

/// 32 hexadecimal digits and the data centre: `…-us12`.
fn key_of_mailchimp(text: &[u8], dash: usize) -> Option<(usize, usize)> {
    const HEX: usize = 32;
    let start = dash.checked_sub(HEX).filter(|_| text[dash + 1..].starts_with(b"us"))?;
    let end = digits_end(&text[..text.len().min(dash + 6)], dash + 3);
    let is_hex = text[start..dash].iter().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    steps(HEX);
    (is_hex && (1..=2).contains(&(end - dash - 3)) && !is_word(at(text, end)) && !touches_word(text, start))
        .then_some((start, end))
}

/// Keys of `dapi` and 32 hexadecimal digits, which nothing separates.
pub(super) fn of_databricks(text: &[u8]) -> impl Iterator<Item = (usize, usize)> {
    memchr::memmem::find_iter(text, DATABRICKS).filter_map(|start| databricks_at(text, start))
}

const DATABRICKS: &[u8] = b"dapi";

fn databricks_at(text: &[u8], start: usize) -> Option<(usize, usize)> {
    const HEX: usize = 32;
    let digits = start + DATABRICKS.len();
    let is_hex = |byte: &u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    let end = digits + HEX;
    let is_one = text.get(digits..end)?.iter().all(is_hex);
    steps(HEX);
    (is_one && !is_word(at(text, end)) && !touches_word(text, start)).then_some((start, end))
}
