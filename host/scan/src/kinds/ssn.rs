//! United States social security numbers: `AAA-GG-SSSS` or `AAA GG SSSS`, the same separator twice.
//!
//! Never issued, so not matched: areas 000, 666 and 900 to 999, group 00, serial 0000
//! (<https://www.ssa.gov/employer/randomization.html>). Nine digits without separators are not matched: they are mostly
//! something else. Nor is a number that goes on with more letters, digits or dashes and digits on either side.

use crate::text::bytes::{at, back, before, begins, digits_end, is_digit, is_word, next_digit};

const LENGTH: usize = 11;

pub(crate) fn find(text: &[u8], mut found: impl FnMut(usize, usize)) {
    let mut start = next_digit(text, 0);
    while start < text.len() {
        let end = digits_end(text, start);
        let next = if end - start == 3 && is_ssn(text, start) {
            found(start, start + LENGTH);
            start + LENGTH
        } else {
            end
        };
        start = next_digit(text, next);
    }
}

fn is_ssn(text: &[u8], start: usize) -> bool {
    let Some([a1, a2, a3, dash1, g1, g2, dash2, s1, s2, s3, s4]) =
        text.get(start..).and_then(|rest| rest.first_chunk())
    else {
        return false;
    };
    let all_digits = [g1, g2, s1, s2, s3, s4].iter().all(|byte| is_digit(**byte));
    let separated = matches!(dash1, b'-' | b' ') && dash1 == dash2;
    let issued = ![b"000", b"666"].contains(&&[*a1, *a2, *a3])
        && *a1 != b'9'
        && [*g1, *g2] != *b"00"
        && [*s1, *s2, *s3, *s4] != *b"0000";
    all_digits && separated && issued && stands_alone(text, start, start + LENGTH)
}

fn stands_alone(text: &[u8], start: usize, end: usize) -> bool {
    let (left, right) = (before(text, start), at(text, end));
    let goes_on_left = !begins(text, start, &[b"ssn"]) || matches!(left, b'-' | b'.') && is_word(back(text, start, 2));
    let goes_on_right = is_word(right) || right == b'-' && is_word(at(text, end + 1));
    !goes_on_left && !goes_on_right
}
