//! JSON number tokens: a card or phone number sent as a number is as personal as one sent as text.
//!
//! The token is written out as a whole number where it is one (`4111111111111111`, `4111111111111111.0`,
//! `4.111111111111111e15`, `-…`); fractions never match. Card numbers are recognised by `is_card`, phone numbers by
//! `is_dialled`. Times since 1970 begin with 1 and have 10, 13, 16 or 19 digits: neither takes them. All other kinds
//! need more than digits.

use crate::Kind;
use crate::kinds::card::is_card;
use crate::kinds::phone::dialling::is_dialled;
use crate::policy::kind_set::Kinds;

/// More than any card or phone number has.
const LONGEST: usize = 20;
/// Zeros at the end that a card number may lose in a notation such as `5.1051051051051e15`.
const MOST_APPENDED: usize = 2;

/// No shorter token is any kind: telephone numbers have 11 digits or more, and cards that lose [`MOST_APPENDED`] zeros an
/// exponent.
pub(super) const SHORTEST: usize = 11;

/// The kinds that the number is.
#[inline]
pub(crate) fn kinds_of(token: &str) -> Kinds {
    if token.len() < SHORTEST { Kinds::NONE } else { kinds_of_long(token) }
}

fn kinds_of_long(token: &str) -> Kinds {
    let mut buffer = [0u8; LONGEST];
    let Some((digits, appended)) = whole_number(token.as_bytes(), &mut buffer) else { return Kinds::NONE };
    let mut values = [0u8; LONGEST];
    values.iter_mut().zip(digits).for_each(|(value, digit)| *value = digit - b'0');
    let card = Kinds::of(Kind::Card).when(is_card(&values[..digits.len()]));
    card.with(Kinds::of(Kind::Phone).when(appended == 0 && is_dialled(digits)))
}

/// The digits of the number, if it is a whole one of at most [`LONGEST`] digits, and how many zeros its exponent stands for.
fn whole_number<'a>(token: &[u8], buffer: &'a mut [u8; LONGEST]) -> Option<(&'a [u8], usize)> {
    let token = token.strip_prefix(b"-").unwrap_or(token);
    let exponent_at = token.iter().position(|byte| byte | 0x20 == b'e').unwrap_or(token.len());
    let (mantissa, exponent) = token.split_at(exponent_at);
    let point = mantissa.iter().position(|byte| *byte == b'.').unwrap_or(mantissa.len());
    let whole_digits = point as i64 + exponent.get(1..).map_or(Some(0), exponent_value)?;
    let mut count = 0;
    for (place, digit) in mantissa.iter().filter(|byte| **byte != b'.').enumerate() {
        if (place as i64) < whole_digits {
            *buffer.get_mut(count)? = *digit;
            count += 1;
        } else if *digit != b'0' {
            return None;
        }
    }
    let written = count;
    while (count as i64) < whole_digits && count - written < MOST_APPENDED {
        *buffer.get_mut(count)? = b'0';
        count += 1;
    }
    let digits = &buffer[..count];
    let whole = count as i64 == whole_digits && digits.iter().all(u8::is_ascii_digit) && digits.first() != Some(&b'0');
    whole.then_some((digits, count - written))
}

/// At most two digits: what is larger makes a number too long or too small.
fn exponent_value(exponent: &[u8]) -> Option<i64> {
    let (sign, digits) = match exponent {
        [b'-', digits @ ..] => (-1, digits),
        [b'+', digits @ ..] => (1, digits),
        digits => (1, digits),
    };
    let zeros = digits.iter().take_while(|digit| **digit == b'0').count();
    let value = match digits[zeros..] {
        [] => 0,
        [one] => i64::from(one) - 48,
        [ten, one] => i64::from(ten) * 10 + i64::from(one) - 528,
        _ => return None,
    };
    Some(sign * value)
}
