//! United States social security numbers: `AAA-GG-SSSS`, `AAA GG SSSS`, `AAA.GG.SSSS` or `AAA/GG/SSSS`.
//!
//! Never issued, so not matched: areas 000, 666 and 900 to 999, group 00, serial 0000
//! (<https://www.ssa.gov/employer/randomization.html>). Nine digits without separators are matched after a word that tells
//! them, such as `SSN`: without one they are mostly something else. Nor is a number that goes on with more letters, digits or dashes and digits on either side.

use crate::kinds::label::{self, Labels, Told};
use crate::text::bytes::{at, back, before, begins, digits_end, is_digit, is_word, next_digit};

const LENGTH: usize = 11;
const DIGITS: usize = 9;
pub(crate) fn find(text: &[u8], mut found: impl FnMut(usize, usize)) {
    let mut start = next_digit(text, 0);
    while start < text.len() {
        let end = digits_end(text, start);
        let next = if end - start == 3 && is_ssn(text, start) {
            found(start, start + LENGTH);
            start + LENGTH
        } else {
            if end - start == DIGITS && is_told(text, start) && is_plain_ssn(text, start) {
                found(start, end);
            }
            end
        };
        start = next_digit(text, next);
    }
}

/// Whether a word at the digits at `start` tells that they are one: `SSN`, `social_security_number`, `SSN is`, `(SSN)` behind them.
pub(crate) fn is_told(text: &[u8], start: usize) -> bool {
    let told = label::of_value(text, start);
    told.labels.has(Labels::of(Told::Ssn)) && told.admits(digits_end(text, start))
}

/// Whether a word ends at `end`, by itself or as the last one of a name: `customerSsn`, `user_ssn`.
fn follows_in_name(text: &[u8], end: usize, word: &[u8]) -> bool {
    let Some(start) = end.checked_sub(word.len()) else { return false };
    let stands_alone =
        !is_word(before(text, start)) || before(text, start).is_ascii_lowercase() && text[start].is_ascii_uppercase();
    stands_alone && text[start..end].eq_ignore_ascii_case(word)
}

fn is_plain_ssn(text: &[u8], start: usize) -> bool {
    let Some([a1, a2, a3, g1, g2, serial @ ..]) = text.get(start..).and_then(|rest| rest.first_chunk::<DIGITS>())
    else {
        return false;
    };
    is_issued([*a1, *a2, *a3], [*g1, *g2], *serial) && stands_alone(text, start, start + DIGITS)
}

fn is_issued(area: [u8; 3], group: [u8; 2], serial: [u8; 4]) -> bool {
    ![*b"000", *b"666"].contains(&area) && area[0] != b'9' && group != *b"00" && serial != *b"0000"
}

fn is_ssn(text: &[u8], start: usize) -> bool {
    let Some([a1, a2, a3, dash1, g1, g2, dash2, s1, s2, s3, s4]) =
        text.get(start..).and_then(|rest| rest.first_chunk())
    else {
        return false;
    };
    let all_digits = [g1, g2, s1, s2, s3, s4].iter().all(|byte| is_digit(**byte));
    // Dots and slashes are also those of dates and versions, which no two of have three, two and four digits.
    let separated = matches!((dash1, dash2), (b'-' | b' ', b'-' | b' ') | (b'.', b'.') | (b'/', b'/'));
    let issued = is_issued([*a1, *a2, *a3], [*g1, *g2], [*s1, *s2, *s3, *s4]);
    all_digits && separated && issued && stands_alone(text, start, start + LENGTH)
}

fn stands_alone(text: &[u8], start: usize, end: usize) -> bool {
    let (left, right) = (before(text, start), at(text, end));
    let is_joined = |byte| matches!(byte, b'-' | b'.' | b'/');
    let goes_on_left = !begins(text, start, &[b"ssn"])
        || is_joined(left) && is_digit(back(text, start, 2))
        || left == b'-' && is_word(back(text, start, 2)) && !follows_in_name(text, start - 1, b"ssn");
    let goes_on_right = is_word(right)
        || right == b'-' && is_word(at(text, end + 1))
        || is_joined(right) && is_digit(at(text, end + 1));
    !goes_on_left && !goes_on_right
}
