//! Phone numbers.
//!
//! Five forms, 7 to 15 digits (ITU-T E.164), tried at each place in this order; the longest reading wins:
//! - international: `+1-415-555-0132`, `+44 (0)20 7946 0958`, `+14155550132`, `%2B1415…` as in a URL;
//! - three, three and four digits, with a country code or without: `415.555.0132`, `1 (415) 555-0132`. Letters may
//!   touch it, as where the texts of a page run together;
//! - an area code in parentheses: `(415) 555-0132`, `(020) 7946 0958`;
//! - with `00`, or a national 0: `00 49 30 123456`, `020 7946 0958`, `06 12 34 56 78`. Not after a letter, a letter and one
//!   of `.-`, or a digit and one of `.:,-/`;
//! - any digits, in groups or not, after a word that tells them (`tel 98765 43210`, `"phone":"4155550132"`, `Tel. 030 / 123 45`),
//!   or before it in parentheses (`98765 43210 (mobile)`). In
//!   `sip:5001@example.com` three digits are enough.
//!
//! Where a setting names regions, groups of digits that fit a numbering plan of theirs (`numbering`) match without a word.
//! An extension (`x4587`, `;ext=5`) is part of the match.
//!
//! Separators are single spaces, dots, dashes, slashes, and parentheses with a space. Plain digits need a `+`: without
//! one they are mostly identifiers or times. Dates, times, versions, UUIDs and decimals have none of the forms;
//! the fourth form does not match after the name of an article's number (`SKU 0775-53628`), the second not within a list of
//! numbers (`12 345 678 9012`, where 12 is no country code);
//! a date or another number after a number (`+44 20 7946 0958 2026-11-22`) is not drawn into it.

mod country_code;
pub(crate) mod dialling;
pub(crate) mod digit_groups;
mod extension;
mod national;
pub(crate) mod numbering;
mod plans;
pub(crate) mod told;

use super::phone::country_code::is_country_code;
use super::phone::digit_groups::{
    Allowed, CERTAIN, exactly, goes_on_a_list, groups, is_date, is_dotted_quad, next_group, three_three_four,
};
use super::phone::extension::extension_end;
use super::phone::numbering::NumberingPlans;
use super::phone::told::{Written, is_told, is_told_behind};
use crate::kinds::{check_digits, ssn};
use crate::text::bytes::{at, back, before, digits_end, follows, is_digit, is_word, touches_word};
use crate::text::steps::step;

const SHORTEST: usize = 7;
const LONGEST: usize = 15;
/// Numbers within an office, as in `sip:5001@example.com`.
const SHORTEST_IN_SIP: usize = 3;
/// Words whose numbers are no telephone numbers.
const ARTICLES: &[&[u8]] = &[
    b"sku", b"part", b"item", b"art", b"article", b"artikel", b"model", b"serial", b"lot", b"ean", b"upc", b"gtin",
    b"isbn",
];
/// Between such a word and its number.
const MOST_BETWEEN: usize = 3;

pub(crate) fn find(text: &[u8], plans: &NumberingPlans, mut found: impl FnMut(usize, usize)) {
    let (mut place, mut last_end) = (0, 0);
    while place < text.len() {
        step();
        let end = match text[place] {
            b'+' => international(text, place, place + 1),
            b'%' if text[place..].starts_with(b"%2B") || text[place..].starts_with(b"%2b") => {
                international(text, place, place + 3)
            }
            b'(' if at(text, place + 1) == b'+' => closed(text, place, international(text, place + 1, place + 2)),
            b'(' => parenthesised(text, place)
                .or_else(|| national::with_trunk_in_parentheses(text, place))
                .or_else(|| closed(text, place, told(text, place, plans))),
            b'0'..=b'9' => three_three_four(text, place)
                .filter(|_| place == last_end + 1 || !goes_on_a_list(text, place))
                .or_else(|| national::with_eight(text, place))
                .or_else(|| national::in_own_form(text, place))
                .or_else(|| longer(text, with_zeros(text, place), || told(text, place, plans))),
            _ => None,
        };
        place = match end {
            Some(end) => {
                let end = extension_end(text, end);
                found(place, end);
                last_end = end;
                end
            }
            None if is_digit(text[place]) => digits_end(text, place),
            None => place + 1,
        };
    }
}

/// What was found, or what else is found where a group of digits follows it.
fn longer(text: &[u8], end: Option<usize>, other: impl FnOnce() -> Option<usize>) -> Option<usize> {
    match end {
        Some(end) if next_group(text, end).is_none() => Some(end),
        end => end.max(other()),
    }
}

/// What begins with the parenthesis at `open`, if it is closed in it.
fn closed(text: &[u8], open: usize, end: Option<usize>) -> Option<usize> {
    end.filter(|end| text[open..*end].contains(&b')'))
}

/// After a `+`, whose place is `plus`.
fn international(text: &[u8], plus: usize, start: usize) -> Option<usize> {
    let spaced = at(text, start) == b' ' && is_country_after_blank(text, plus);
    let first = start + usize::from(at(text, start) == b'(' || spaced);
    if !matches!(at(text, first), b'1'..=b'9') || is_digit(before(text, plus)) || before(text, plus) == b'+' {
        return None;
    }
    // Numbers of the North American plan have exactly eleven digits.
    let (least, most) = if at(text, first) == b'1' { (11, 11) } else { (SHORTEST, LONGEST) };
    let (end, count) = groups(text, first, Allowed { least, most, shortest_group: 1, spaced: false })?;
    let is_form = matches!(before(text, plus), b'A' | b'a' | b':' | b'=') && ssn::is_told(text, start);
    let is_certain = count >= CERTAIN || !spaced && !touches_word(text, plus);
    (is_certain && !is_form).then_some(end)
}

/// Whether `+ 44 ` is the beginning of a number, and no sum.
fn is_country_after_blank(text: &[u8], plus: usize) -> bool {
    let end = digits_end(text, plus + 2);
    let left = if before(text, plus) == b' ' { back(text, plus, 2) } else { before(text, plus) };
    is_country_code(&text[(plus + 2).min(end)..end])
        && matches!(at(text, end), b' ' | b'-' | b'.')
        && !is_digit(left)
        && !matches!(left, b')' | b'%')
}

/// `(AAA) BBB-CCCC`, `(AAA) BBBCCCC`, `(0AA) …`.
fn parenthesised(text: &[u8], open: usize) -> Option<usize> {
    let area = open + 1;
    let close = (2..=6).map(|count| area + count).find(|place| !is_digit(at(text, *place)))?;
    if at(text, close) != b')' || !text[area..close].iter().all(|byte| is_digit(*byte)) {
        return None;
    }
    let rest = next_group(text, close)?;
    if text[area..].starts_with(b"00") && is_country_code(&text[area + 2..close]) {
        return international_groups(text, area);
    }
    if text[area] == b'0' {
        return groups(text, area, Allowed { least: 9, most: 12, shortest_group: 2, spaced: false })
            .map(|(end, _)| end);
    }
    let in_two = || exactly(text, exactly(text, rest, 3).and_then(|end| next_group(text, end))?, 4);
    match close - area {
        3 => in_two().or_else(|| exactly(text, rest, 7)).or_else(|| national::behind_area(text, rest, 3)),
        digits => national::behind_area(text, rest, digits),
    }
}

/// `00 CC …`, or a national number that begins with 0.
fn with_zeros(text: &[u8], start: usize) -> Option<usize> {
    let left = before(text, start);
    let further = back(text, start, 2);
    // `17,0046 8 69 05 13,open`: no decimal has zeros there and goes on after a space.
    let in_list = left == b',' && text[start..].starts_with(b"00") && is_spaced_country_code(text, start + 2);
    let goes_on = matches!(left, b'.' | b'-') && is_word(further)
        || matches!(left, b':' | b',' | b'/') && is_digit(further) && !in_list
        || left == b' ' && is_digit(further) && follows_fours(text, start - 1);
    if text[start] != b'0' || touches_word(text, start) || goes_on {
        return None;
    }
    let first_end = digits_end(text, start);
    let second = next_group(text, first_end)?;
    let first = &text[start..first_end];
    match first {
        [b'0', b'0'] if matches!(text[second], b'1'..=b'9') => international_groups(text, start),
        [b'0', b'0', b'1'..=b'9', ..] => international_groups(text, start),
        [b'0', b'1', b'1'] if is_country_code(&text[second..digits_end(text, second)]) => {
            international_groups(text, start)
        }
        [b'0', b'1'..=b'9', ..] if first.len() <= 6 && !is_article(text, start) => {
            national::with_zero(text, start, first_end)
        }
        _ => None,
    }
}

/// Whether two groups of four digits end at `end`, as those of a card do.
fn follows_fours(text: &[u8], end: usize) -> bool {
    const GROUPS: usize = 9;
    let is_like = |(place, byte): (usize, &u8)| if place == 4 { *byte == b' ' } else { is_digit(*byte) };
    end.checked_sub(GROUPS).is_some_and(|start| text[start..end].iter().enumerate().all(is_like))
}

/// A country code with a space after it.
fn is_spaced_country_code(text: &[u8], start: usize) -> bool {
    let end = digits_end(text, start);
    at(text, end) == b' ' && is_country_code(&text[start..end])
}

/// A plausible number that a word before it tells (`told`), a number in groups by the numbering plans of a setting,
/// or the user of a SIP URI.
fn told(text: &[u8], start: usize, plans: &NumberingPlans) -> Option<usize> {
    let first = start + usize::from(text[start] == b'(');
    let left = before(text, start);
    if !is_digit(at(text, first))
        || touches_word(text, start)
        || matches!(left, b'.' | b'-') && is_digit(back(text, start, 2))
        || left == b',' && is_digit(back(text, start, 2)) && !told::is_in_column(text, start)
    {
        return None;
    }
    if [b"sip:".as_slice(), b"sips:"].iter().any(|scheme| follows(text, start, scheme)) {
        let end = digits_end(text, start);
        return (end - start >= SHORTEST_IN_SIP && at(text, end) == b'@').then_some(end);
    }
    if is_date(text, first) {
        return None;
    }
    let (end, _) = groups(text, first, Allowed { least: SHORTEST, most: LONGEST, shortest_group: 1, spaced: true })?;
    let goes_on =
        is_word(at(text, end)) || matches!(at(text, end), b'.' | b',' | b'-' | b':') && is_digit(at(text, end + 1));
    let in_groups = text[start..end].iter().any(|byte| !is_digit(*byte));
    let written = if in_groups { Written::InGroups } else { Written::Plain };
    let is_quad = is_dotted_quad(text, start, end);
    // `V-20-4322-2024`: what goes on a word is no telephone number unless the word says so.
    let is_another = is_postal_code(text, start, end)
        || text[start..end].contains(&b'.') && told::is_any_text(text, start)
        || left == b'-' && is_word(back(text, start, 2)) && !told::is_noun_before(text, start - 1);
    let is_told = || {
        let is_octet = |part: &[u8]| check_digits::number(part) <= 255 && !matches!(part, [b'0', _, ..]);
        let may_be_address = is_quad && text[start..end].split(|byte| *byte == b'.').all(is_octet);
        !may_be_address
            && !is_another
            && !is_version(&text[start..end])
            && (is_told(text, start, written) || is_told_behind(text, end))
    };
    (!goes_on && (is_told() || in_groups && !is_quad && is_national(text, start, end, plans))).then_some(end)
}

/// Whether dots stand between groups of which one has a single digit, all have thousands, or the first are those of a private network.
fn is_version(number: &[u8]) -> bool {
    let mut groups = number.split(|byte| *byte == b'.');
    if !number.contains(&b'.') || !groups.clone().all(check_digits::are_digits) {
        return false;
    }
    let first = groups.next().unwrap_or_default();
    let is_thousands = first.len() == 1 && groups.clone().all(|group| group.len() == 3);
    number.starts_with(b"192.168.") || is_thousands || groups.any(|group| group.len() == 1)
}

/// Whether `07798-076` stands behind the name of a postal code in Brazil.
fn is_postal_code(text: &[u8], start: usize, end: usize) -> bool {
    let name = start.saturating_sub(usize::from(!is_word(before(text, start))));
    end - start == 9 && at(text, start + 5) == b'-' && follows(text, name, b"cep")
}

/// Whether groups of two digits and more are a number of one of the plans, and not a part of a list.
fn is_national(text: &[u8], start: usize, end: usize, plans: &NumberingPlans) -> bool {
    let in_list =
        next_group(text, end).is_some() || matches!(before(text, start), b' ' | b'/') && is_digit(back(text, start, 2));
    // `8 (912) 345-67-89`.
    let trunk = if matches!(&text[start..end], [b'0' | b'8', b' ', b'(', ..]) { 1 } else { 0 };
    let mut groups = text[start + trunk..end].split(|byte| !is_digit(*byte)).filter(|group| !group.is_empty());
    if plans.is_empty() || in_list || groups.any(|group| group.len() < 2) {
        return false;
    }
    let mut digits = [0; LONGEST + 1];
    let mut count = 0;
    for digit in text[start..end].iter().filter(|byte| is_digit(**byte)).take(digits.len()) {
        digits[count] = *digit;
        count += 1;
    }
    plans.has(&digits[..count])
}

fn international_groups(text: &[u8], start: usize) -> Option<usize> {
    let allowed = Allowed { least: SHORTEST + 2, most: LONGEST + 2, shortest_group: 1, spaced: false };
    groups(text, start, allowed).map(|(end, _)| end).filter(|end| !is_word(at(text, *end)))
}

/// Whether what stands before the number names it as that of an article: `SKU 0775-53628`.
fn is_article(text: &[u8], start: usize) -> bool {
    let mut end = start;
    while matches!(before(text, end), b' ' | b':' | b'#' | b'=' | b'.') && start - end < MOST_BETWEEN {
        end -= 1;
    }
    ARTICLES.iter().any(|label| follows(text, end, label))
}
