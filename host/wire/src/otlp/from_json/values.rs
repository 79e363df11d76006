//! Values of protobuf's JSON. <https://protobuf.dev/programming-guides/json/>

use crate::base64;
use sluice_event::{DecodeError, Json};

pub(super) type Read<T> = Result<T, DecodeError>;

/// Digits of the longest integer of 64 bits, and a sign.
const MAX_INTEGER_BYTES: usize = 20;

/// Takes the members of an object one by one; null counts as not there.
pub(super) fn fields<'a>(
    json: Json<'a>,
    name: &'static str,
    mut take: impl FnMut(&'a str, Json<'a>) -> Read<()>,
) -> Read<()> {
    let members = json.members().ok_or(DecodeError::Misfit { name, wanted: "an object" })?;
    for (name, value) in members {
        if !value.is_null() {
            take(name, value)?;
        }
    }
    Ok(())
}

/// Reads every element of an array.
pub(super) fn list<'a, T>(
    json: Json<'a>,
    name: &'static str,
    mut read: impl FnMut(Json<'a>) -> Read<T>,
) -> Read<Vec<T>> {
    json.elements().ok_or(DecodeError::Misfit { name, wanted: "an array" })?.map(&mut read).collect()
}

pub(super) fn text(json: Json<'_>, name: &'static str) -> Read<String> {
    json.text().map(str::to_owned).ok_or(DecodeError::Misfit { name, wanted: "a text" })
}

pub(super) fn boolean(json: Json<'_>, name: &'static str) -> Read<bool> {
    json.boolean().ok_or(DecodeError::Misfit { name, wanted: "true or false" })
}

/// An integer, as a number or as a text.
pub(super) fn integer<T: TryFrom<i128>>(json: Json<'_>, name: &'static str) -> Read<T> {
    let digits = json.text().or_else(|| json.digits());
    digits
        .and_then(whole)
        .and_then(|number| T::try_from(number).ok())
        .ok_or(DecodeError::Misfit { name, wanted: "an integer in its range" })
}

fn whole(digits: &str) -> Option<i128> {
    if digits.len() <= MAX_INTEGER_BYTES
        && let Ok(number) = digits.parse()
    {
        return Some(number);
    }
    decimal(digits)
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

/// An enum's number, or its name.
pub(super) fn one_of(json: Json<'_>, name: &'static str, named: impl Fn(&str) -> Option<i32>) -> Read<i32> {
    match json.text().and_then(named) {
        Some(number) => Ok(number),
        None => integer(json, name),
    }
}

pub(super) fn float(json: Json<'_>, name: &'static str) -> Read<f64> {
    let digits = json.text().or_else(|| json.digits());
    digits.and_then(|digits| digits.parse().ok()).ok_or(DecodeError::Misfit { name, wanted: "a number" })
}

/// The bytes of an id.
pub(super) fn hexadecimal(json: Json<'_>, name: &'static str) -> Read<Vec<u8>> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    let pair = |pair: &[u8]| match pair {
        [high, low] => Some((digit(*high)? << 4 | digit(*low)?) as u8),
        _ => None,
    };
    let bytes = json.text().and_then(|text| text.as_bytes().chunks(2).map(pair).collect());
    bytes.ok_or(DecodeError::Misfit { name, wanted: "hexadecimal" })
}

pub(super) fn bytes(json: Json<'_>, name: &'static str) -> Read<Vec<u8>> {
    json.text().and_then(base64::decode).ok_or(DecodeError::Misfit { name, wanted: "base64" })
}
