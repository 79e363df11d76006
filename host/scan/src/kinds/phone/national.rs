//! Numbers as they are written within countries, without a word.

use super::digit_groups::{Allowed, exactly, groups, is_dotted_quad, next_group};
use crate::kinds::check_digits;
use crate::text::bytes::{at, back, before, digits_end, is_digit, is_word, touches_word};

/// After a prefix of two digits only groups of three or more, so that no date matches, or the five pairs of France.
pub(super) fn with_zero(text: &[u8], start: usize, first_end: usize) -> Option<usize> {
    let shortest_group = if first_end - start == 2 { 3 } else { 2 };
    let allowed = Allowed { least: 9, most: 13, shortest_group, spaced: false };
    let in_groups = groups(text, start, allowed).filter(|(end, _)| !is_word(at(text, *end)));
    match in_groups {
        Some((end, _)) if !is_dotted_quad(text, start, end) => Some(end),
        _ => five_pairs(text, start).or_else(|| behind_short_code(text, start)),
    }
}

fn five_pairs(text: &[u8], start: usize) -> Option<usize> {
    let mut end = exactly(text, start, 2)?;
    let separator = at(text, end);
    for _ in 0..4 {
        if at(text, end) != separator || !matches!(separator, b' ' | b'.' | b'-') {
            return None;
        }
        end = exactly(text, end + 1, 2)?;
    }
    let goes_on = at(text, end) == separator && is_digit(at(text, end + 1));
    (!is_word(at(text, end)) && !goes_on).then_some(end)
}

/// `03-824 64 06`, `01 952 77 11`, `06-30-548-6271`.
fn behind_short_code(text: &[u8], start: usize) -> Option<usize> {
    const OF_HUNGARY: &[&[usize]] = &[&[2, 2, 3, 4], &[2, 1, 3, 4], &[2, 2, 3, 3]];
    const OTHERS: &[&[usize]] = &[&[2, 3, 2, 2], &[2, 3, 3, 2]];
    let forms = if text[start..].starts_with(b"06") { OF_HUNGARY } else { OTHERS };
    forms.iter().find_map(|form| in_form(text, start, form))
}

/// `(21) 3269-6987`, `(11) 92457 0651`, `(31) 9 4091-5570`, `(22) 360 80 39`, `(495) 731-61-59`, `(4852) 12-34-56`, from the digits behind
/// the parenthesis on. Two years are no number.
pub(super) fn behind_area(text: &[u8], start: usize, digits: usize) -> Option<usize> {
    const TWO: &[&[usize]] = &[&[1, 4, 4], &[5, 4], &[4, 4], &[3, 2, 2], &[3, 4]];
    const THREE: &[&[usize]] = &[&[3, 2, 2]];
    const FOUR: &[&[usize]] = &[&[2, 2, 2]];
    let forms = match digits {
        2 => TWO,
        3 => THREE,
        4 => FOUR,
        _ => return None,
    };
    let is_year = |place: usize| matches!(check_digits::pair(text, place), 18..=21);
    let end = forms.iter().find_map(|form| in_form(text, start, form))?;
    let years = end - start == 9 && is_year(start) && is_year(end - 4);
    (!years).then_some(end)
}

/// `8 (495) 731-61-59`, `8-916-123-45-67`, `8 029 844 59 70`, as in Russia and Belarus.
pub(super) fn with_eight(text: &[u8], start: usize) -> Option<usize> {
    const FORMS: &[&[usize]] = &[&[1, 3, 3, 2, 2], &[1, 4, 3, 3], &[1, 4, 2, 2, 2]];
    if text[start] != b'8' || touches_word(text, start) || matches!(before(text, start), b'.' | b'-' | b',') {
        return None;
    }
    let area = next_group(text, start + 1)?;
    if before(text, area) != b'(' && !matches!(text[area], b'0' | b'9') {
        return None;
    }
    FORMS.iter().find_map(|form| in_form(text, start, form))
}

/// `(06 1) 906 8579`, `(8-37) 975 364`, as in Hungary and Lithuania.
pub(super) fn with_trunk_in_parentheses(text: &[u8], open: usize) -> Option<usize> {
    const FORMS: &[&[usize]] = &[&[3, 4], &[3, 3], &[5], &[3, 2, 2], &[2, 2, 2]];
    let trunk = open + 1;
    let area = digits_end(text, trunk) + 1;
    let close = digits_end(text, area);
    let is_code = matches!(&text[trunk..area - 1], b"06" | b"8" | b"0")
        && matches!(at(text, area - 1), b' ' | b'-')
        && (1..=3).contains(&(close - area))
        && at(text, close) == b')';
    let rest = next_group(text, close).filter(|_| is_code)?;
    FORMS.iter().find_map(|form| in_form(text, rest, form))
}

/// `8-612-06887` of Lithuania, `11-95777-6204` of Brazil.
pub(super) fn in_own_form(text: &[u8], start: usize) -> Option<usize> {
    let left = before(text, start);
    if touches_word(text, start)
        || matches!(left, b'.' | b'-' | b',' | b'/' | b':')
        || left == b' ' && is_digit(back(text, start, 2))
    {
        return None;
    }
    let in_dashes = |form: &[usize]| {
        in_form(text, start, form).filter(|end| text[start..*end].iter().all(|byte| is_digit(*byte) || *byte == b'-'))
    };
    match (at(text, start), at(text, start + 1), at(text, start + 2), at(text, start + 3)) {
        (b'8', b'-', b'6', _) => in_dashes(&[1, 3, 5]),
        (_, _, b'-', b'9') => in_dashes(&[2, 5, 4]),
        _ => None,
    }
}

/// The end of groups of so many digits.
fn in_form(text: &[u8], start: usize, form: &[usize]) -> Option<usize> {
    let mut end = start;
    for (index, digits) in form.iter().enumerate() {
        let place = if index == 0 { start } else { next_group(text, end)? };
        end = exactly(text, place, *digits)?;
    }
    let goes_on = is_word(at(text, end)) || matches!(at(text, end), b'-' | b'.' | b'/') && is_digit(at(text, end + 1));
    (!goes_on).then_some(end)
}
