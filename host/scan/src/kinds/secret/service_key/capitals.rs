//! Keys whose start has an `A` or an `S` in it, and ends in a letter.

use super::key_end::{is_free, key_end};
use super::shapes::{Alphabet, CAPITALS, INNER_CAPITALS};
use crate::text::bytes::{before, follows, is_digit};
use crate::text::steps::steps;

/// The key that has its first `A` or `S` at `place`.
pub(super) fn around(text: &[u8], place: usize) -> Option<(usize, usize)> {
    if let Some(key) = bot_token(text, place) {
        return Some(key);
    }
    let firsts = CAPITALS.iter().map(|shape| (0, shape));
    let inner = INNER_CAPITALS.iter().map(|(offset, shape)| (*offset, shape));
    firsts.chain(inner).find_map(|(offset, (start, alphabet, least))| {
        let from = place.checked_sub(offset).filter(|from| text[*from..].starts_with(start) && is_free(text, *from))?;
        Some((from, key_end(text, from + start.len(), *alphabet, *least)?))
    })
}

/// `123456789:AA…`, with the `A` at `place`: <https://core.telegram.org/bots/features#generating-an-authentication-token>
fn bot_token(text: &[u8], place: usize) -> Option<(usize, usize)> {
    const LETTERS: usize = 33;
    const DIGITS: std::ops::RangeInclusive<usize> = 8..=10;
    if before(text, place) != b':' || !text[place..].starts_with(b"AA") {
        return None;
    }
    let number = text[..place - 1].iter().rev().take(DIGITS.end() + 1).take_while(|byte| is_digit(**byte)).count();
    steps(number);
    let from = place - 1 - number;
    let end = key_end(text, place, Alphabet::Url, LETTERS)?;
    // `https://api.telegram.org/bot123456789:AA…/getMe`.
    let is_apart = is_free(text, from) || follows(text, from, b"bot");
    (DIGITS.contains(&number) && is_apart).then_some((from, end))
}
