//! Groups of digits with separators between them, as phone numbers are written.

use super::country_code::is_country_code;
use crate::text::bytes::{at, back, before, digits_end, is_digit, is_word};
use crate::text::steps::step;

/// From here on it is a phone number even if letters touch it: ten digits in base64 after a `+` are one in 10^8.
pub(crate) const CERTAIN: usize = 10;

/// What a list of groups may be.
pub(crate) struct Allowed {
    /// The fewest digits in all.
    pub(crate) least: usize,
    /// The most digits in all.
    pub(crate) most: usize,
    /// The fewest digits in a group after the first.
    pub(crate) shortest_group: usize,
    /// Whether ` - ` or ` / ` may stand behind an area code.
    pub(crate) spaced: bool,
}

/// The end of the longest list of groups of digits from `start` on that is allowed, and how many digits it has.
pub(crate) fn groups(text: &[u8], start: usize, allowed: Allowed) -> Option<(usize, usize)> {
    let mut best = None;
    let mut count = 0;
    let mut place = start;
    loop {
        let end = digits_end(text, place);
        let optional_zero = end - place == 1 && text[place] == b'0' && at(text, end) == b')';
        let short = count > 0 && end - place < allowed.shortest_group && !optional_zero;
        count += end - place;
        if short || count > allowed.most {
            return best;
        }
        let cut_off = is_word(at(text, end)) && count < CERTAIN;
        let time = at(text, end) == b':' && is_digit(at(text, end + 1)) && end - place <= 2 && count > 2;
        if time {
            return best;
        }
        if count >= allowed.least && !cut_off && !optional_zero {
            best = Some((end, count));
        }
        let spaced = || (allowed.spaced && best.is_none()).then(|| spaced_group(text, end)).flatten();
        let Some(next) = next_group(text, end).or_else(spaced) else { return best };
        let another = best.is_some() && three_three_four(text, next).is_some();
        // Area codes come early: `5550132 (3)`.
        let aside = best.is_some() && before(text, next) == b'(';
        if another || aside || is_date(text, next) {
            return best;
        }
        place = next;
    }
}

/// The place of the digits after the separator at `end` of a group: ` `, `.`, `-` or `/`, a closing parenthesis of the group
/// before it, an opening one of the group after it.
pub(crate) fn next_group(text: &[u8], end: usize) -> Option<usize> {
    step();
    let is_separator = |place: usize| matches!(at(text, place), b' ' | b'.' | b'-' | b'/');
    let mut place = end;
    if at(text, place) == b')' && is_opened(text, end) {
        place += 1;
    }
    if is_separator(place) {
        place += 1;
    }
    if at(text, place) == b'(' {
        place += 1;
    }
    (place > end && is_digit(at(text, place))).then_some(place)
}

/// The place of the digits after ` - ` or ` / ` at `end`.
fn spaced_group(text: &[u8], end: usize) -> Option<usize> {
    let end = end + usize::from(at(text, end) == b')' && is_opened(text, end));
    let is_one = matches!((at(text, end), at(text, end + 1), at(text, end + 2)), (b' ', b'-' | b'/', b' '));
    (is_one && is_digit(at(text, end + 3))).then_some(end + 3)
}

/// Where the number begins whose digits behind ` - ` or ` / ` begin at `place`, or `place` where there is no such separator.
pub(crate) fn before_spaced(text: &[u8], place: usize) -> usize {
    const MOST_DIGITS: usize = 6;
    let is_one = before(text, place) == b' '
        && matches!(back(text, place, 2), b'-' | b'/')
        && back(text, place, 3) == b' '
        && is_digit(back(text, place, 4));
    if !is_one {
        return place;
    }
    let end = place - 3;
    let digits = (1..=MOST_DIGITS).take_while(|distance| is_digit(back(text, end, *distance))).count();
    end - digits
}

/// Whether at most six digits, which may have a `+` before and a dash or a space between them, have an opening parenthesis before them.
fn is_opened(text: &[u8], end: usize) -> bool {
    let other = |byte: &u8| !is_digit(*byte) && !matches!(byte, b'-' | b' ' | b'+');
    (2..=9).map(|distance| back(text, end, distance)).find(other) == Some(b'(')
}

/// The end of exactly `count` digits at `place`.
pub(crate) fn exactly(text: &[u8], place: usize, count: usize) -> Option<usize> {
    let end = place + count;
    let digits = text.get(place..end)?;
    (digits.iter().all(|byte| is_digit(*byte)) && !is_digit(at(text, end))).then_some(end)
}

/// `CC?-AAA-BBB-CCCC`, where CC may also be the trunk prefix 0 or 8.
pub(crate) fn three_three_four(text: &[u8], start: usize) -> Option<usize> {
    if is_digit(before(text, start)) {
        return None;
    }
    let first_end = digits_end(text, start);
    let prefix = &text[start..first_end];
    let with_country =
        || (is_country_code(prefix) || matches!(prefix, b"0" | b"8")).then(|| next_group(text, first_end)).flatten();
    let has_area = !matches!(prefix, [b'0' | b'1', ..]);
    let alone = || has_area.then(|| area_and_rest(text, start)).flatten();
    with_country().and_then(|area| area_and_rest(text, area)).or_else(alone)
}

fn area_and_rest(text: &[u8], area: usize) -> Option<usize> {
    let area_end = exactly(text, area, 3)?;
    // Somebody may have forgotten to open the parenthesis.
    let unopened = || (at(text, area_end) == b')').then(|| next_group(text, area_end + 1)).flatten();
    let exchange = next_group(text, area_end).or_else(unopened)?;
    let line = next_group(text, exactly(text, exchange, 3)?)?;
    exactly(text, line, 4)
}

/// Whether a group of digits and the separator that stands after the first group come before `start`: `12 345 678 9012`.
pub(crate) fn goes_on_a_list(text: &[u8], start: usize) -> bool {
    let separator = before(text, start);
    matches!(separator, b' ' | b'.' | b'-')
        && is_digit(back(text, start, 2))
        && at(text, digits_end(text, start)) == separator
}

/// `2026-11-22` and the like.
pub(crate) fn is_date(text: &[u8], place: usize) -> bool {
    let form = |bytes: &[u8; 10]| {
        bytes.iter().enumerate().all(|(place, byte)| match place {
            4 | 7 => matches!(byte, b'-' | b'/' | b'.') && *byte == bytes[4],
            _ => is_digit(*byte),
        })
    };
    text.get(place..).and_then(|rest| rest.first_chunk()).is_some_and(form) && !is_digit(at(text, place + 10))
}

/// Whether dots stand between four groups of at most three digits.
pub(crate) fn is_dotted_quad(text: &[u8], start: usize, end: usize) -> bool {
    let mut parts = text[start..end].split(|byte| *byte == b'.');
    parts.clone().count() == 4 && parts.all(|part| part.len() <= 3)
}
