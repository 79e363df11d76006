//! IMEI and IMEISV of devices (3GPP TS 23.003 section 6.2, <https://www.3gpp.org/dynareport/23003.htm>), after a word
//! that tells them: 15 digits of which the last is the check digit of Luhn, 16 digits with the version of the software,
//! or 14 without either.

use crate::kinds::check_digits::luhn;
use crate::kinds::label::{self, Labels, Told};
use crate::text::bytes::{at, is_digit, is_word};
use crate::text::steps::step;

const LONGEST: usize = 16;
const IMEI: usize = 15;
const SHORTEST: usize = 14;

pub(crate) fn find(text: &[u8], mut found: impl FnMut(usize, usize)) {
    let mut floor = 0;
    label::each_told(text, Labels::of(Told::Imei), |start, told| {
        if start < floor {
            return;
        }
        let (digits, count, end) = read(text, start);
        if is_imei(&digits[..count]) && !is_word(at(text, end)) && told.admits(end) {
            found(start, end);
            floor = end;
        }
    });
}

/// Whether the whole value of a member is one.
pub(crate) fn is_value(value: &[u8]) -> bool {
    let (digits, count, end) = read(value, 0);
    end == value.len() && is_imei(&digits[..count])
}

/// Digits with single separators between them, as in `35-209900-176148-1`.
fn read(text: &[u8], start: usize) -> ([u8; LONGEST], usize, usize) {
    let (mut digits, mut count, mut end) = ([0; LONGEST], 0, start);
    while count < LONGEST {
        step();
        let separated = usize::from(count > 0 && matches!(at(text, end), b' ' | b'-' | b'/' | b'.'));
        if !is_digit(at(text, end + separated)) {
            break;
        }
        end += separated;
        digits[count] = text[end];
        (count, end) = (count + 1, end + 1);
    }
    (digits, count, end)
}

fn is_imei(digits: &[u8]) -> bool {
    let is_one = match digits.len() {
        IMEI => luhn(digits),
        SHORTEST | LONGEST => true,
        _ => false,
    };
    is_one && digits.iter().any(|digit| *digit != b'0')
}
