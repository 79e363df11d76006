//! The arithmetic that check digits of several kinds share. Texts are ASCII digits where nothing else is said.

/// The value of an ASCII digit.
pub(crate) fn value(byte: u8) -> u32 {
    u32::from(byte.wrapping_sub(b'0'))
}

pub(crate) fn are_digits(text: &[u8]) -> bool {
    text.iter().all(u8::is_ascii_digit)
}

/// Digits as one number; at most 18 of them.
pub(crate) fn number(digits: &[u8]) -> u64 {
    digits.iter().fold(0, |number, digit| number * 10 + u64::from(value(*digit)))
}

/// Two digits as a number.
pub(crate) fn pair(digits: &[u8], place: usize) -> u32 {
    match digits.get(place..place + 2) {
        Some([tens, ones]) => value(*tens) * 10 + value(*ones),
        _ => 0,
    }
}

/// The sum of digits times weights, as many as there are weights.
pub(crate) fn weighted(digits: &[u8], weights: &[u32]) -> u32 {
    digits.iter().zip(weights).map(|(digit, weight)| value(*digit) * weight).sum()
}

/// Whether all digits are the same.
pub(crate) fn is_repeated(digits: &[u8]) -> bool {
    digits.windows(2).all(|pair| pair[0] == pair[1])
}

/// ISO/IEC 7812-1 annex B: every second digit from the right is doubled. Digits are ASCII, or their values.
pub(crate) fn luhn(digits: &[u8]) -> bool {
    const DOUBLED: [u8; 10] = [0, 2, 4, 6, 8, 1, 3, 5, 7, 9];
    let value = |digit: u8| digit & 0x0f;
    let counted = |(place, digit): (usize, &u8)| {
        u32::from(if place % 2 == 1 { DOUBLED[usize::from(value(*digit)) % 10] } else { value(*digit) })
    };
    digits.iter().rev().enumerate().map(counted).sum::<u32>().is_multiple_of(10)
}

/// A day that some year has.
pub(crate) fn is_day(month: u32, day: u32) -> bool {
    let last = match month {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        _ => 0,
    };
    (1..=last).contains(&day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_those_of_the_textbook() {
        assert!(luhn(b"79927398713") && !luhn(b"79927398710"));
        assert!(luhn(&[7, 9, 9, 2, 7, 3, 9, 8, 7, 1, 3]) && !luhn(&[7, 9, 9, 2, 7, 3, 9, 8, 7, 1, 0]));
        assert_eq!(weighted(b"123", &[3, 2, 1]), 10);
        assert!(is_day(2, 29) && !is_day(2, 30) && !is_day(13, 1) && !is_day(4, 31) && !is_day(1, 0));
        assert_eq!((number(b"0123"), pair(b"0123", 1), pair(b"01", 1)), (123, 12, 0));
    }
}
