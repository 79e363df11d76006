//! The shape of codes that people are sent or choose.

use crate::text::bytes::is_digit;

/// Digits, perhaps in two groups or after one letter and a dash, or as many capitals and digits.
pub(super) fn is_code(value: &[u8]) -> bool {
    const LENGTHS: std::ops::RangeInclusive<usize> = 3..=10;
    let value = if let [b'A'..=b'Z', b'-', rest @ ..] = value { rest } else { value };
    let digits = value.iter().filter(|byte| is_digit(**byte)).count();
    let is_grouped = |mark: u8| {
        value.split(|byte| *byte == mark).count() <= 3
            && value.split(|byte| *byte == mark).all(|group| (2..=4).contains(&group.len()))
    };
    // `2024-05-01`, `01-05-2024`.
    let is_date = matches!(value, [_, _, _, _, b'-', _, _, b'-', _, _] | [_, _, b'-', _, _, b'-', _, _, _, _]);
    let is_number =
        digits == value.len() || !is_date && digits + 2 >= value.len() && (is_grouped(b'-') || is_grouped(b' '));
    let is_word = (6..=10).contains(&value.len())
        && digits > 0
        && value.iter().all(|byte| byte.is_ascii_uppercase() || is_digit(*byte));
    LENGTHS.contains(&digits) && is_number || is_word
}
