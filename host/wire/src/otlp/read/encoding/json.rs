//! Numbers of protobuf's JSON. <https://protobuf.dev/programming-guides/json/>

use sluice_event::Json;

/// Digits of the longest integer of 64 bits, and a sign.
const MAX_INTEGER_BYTES: usize = 20;

/// An integer, as a number or as a text.
pub(crate) fn integer<T: TryFrom<i128>>(json: Json<'_>) -> Option<T> {
    T::try_from(whole(written(json)?)?).ok()
}

/// One that is not negative and has few digits, as most are.
#[inline]
pub(crate) fn short(json: Json<'_>) -> Option<u64> {
    /// What is longer may not fit.
    const MAX_DIGITS: usize = 19;
    let digits = written(json).filter(|digits| (1..=MAX_DIGITS).contains(&digits.len()))?;
    digits.bytes().try_fold(0, |number, digit| digit.is_ascii_digit().then(|| number * 10 + u64::from(digit - b'0')))
}

pub(crate) fn float(json: Json<'_>) -> Option<f64> {
    let written = written(json)?;
    // Digits that no double holds are kept as digits.
    let parsed: f64 = written.parse().ok()?;
    Some(parsed).filter(|float| !float.is_infinite() || !written.bytes().any(|byte| byte.is_ascii_digit()))
}

/// An integer of 64 bits, or what is before the point.
pub(crate) fn time(json: Json<'_>) -> Option<u64> {
    short(json).or_else(|| integer(json)).or_else(|| {
        let (whole, fraction) = written(json)?.split_once('.')?;
        fraction.bytes().all(|byte| byte.is_ascii_digit()).then(|| whole.parse().ok())?
    })
}

fn written(json: Json<'_>) -> Option<&str> {
    json.text().or_else(|| json.digits())
}

fn whole(digits: &str) -> Option<i128> {
    if digits.len() > MAX_INTEGER_BYTES {
        return decimal(digits);
    }
    // Arithmetic of 128 bits takes several times as long.
    let short = digits.parse::<i64>().map(i128::from);
    short.or_else(|_| digits.parse()).ok().or_else(|| decimal(digits))
}

/// As in 1.5e3: the value counts, not how it is written; and all of its digits do, of which a float has fewer.
fn decimal(written: &str) -> Option<i128> {
    let (mantissa, exponent) = match written.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
        None => (written, 0),
    };
    let digits = mantissa.strip_prefix('-').unwrap_or(mantissa);
    let (before, after) = digits.split_once('.').unwrap_or((digits, ""));
    let (count, point) = (before.len() + after.len(), before.len() as i64 + i64::from(exponent));
    if count == 0 {
        return None;
    }
    let mut number: i128 = 0;
    for (place, digit) in before.bytes().chain(after.bytes()).enumerate() {
        let digit = char::from(digit).to_digit(10)?;
        if (place as i64) < point {
            number = number.checked_mul(10)?.checked_add(digit.into())?;
        } else if digit != 0 {
            return None;
        }
    }
    // Of 0, no number of zeros makes more; of anything else, too many of them end here.
    for _ in count as i64..if number == 0 { 0 } else { point } {
        number = number.checked_mul(10)?;
    }
    Some(if digits.len() == mantissa.len() { number } else { -number })
}
