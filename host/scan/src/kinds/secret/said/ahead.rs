//! Codes before what they are: `482913 is your verification code`, `use 482913 as your OTP`.

use crate::kinds::secret::codes::is_code;
use crate::kinds::secret::name::Name;
use crate::kinds::secret::names::{SecretNames, Told};
use crate::text::bytes::{at, before, is_digit, is_word};
use crate::text::steps::steps;

/// Of a code with its marks.
const LONGEST: usize = 16;
const SHORTEST: usize = 4;
/// Words behind the link up to the end of the label.
const MOST_WORDS: usize = 4;
#[rustfmt::skip]
const LINKS: &[&[u8]] = &[
    b"is your ", b"is the ", b"as your ", b"as the ", b"as ", b"ist ihr ", b"ist dein ", b"ist der ", b"als ", b"est votre ", b"est ton ", b"es tu ", b"es su ", b"es el ", b"como ", "é o seu ".as_bytes(),
    "é seu ".as_bytes(), "è il tuo ".as_bytes(), b"is uw ", b"is je ", b"to twoj ", "to twój ".as_bytes(), "to kod ".as_bytes(), "är din ".as_bytes(), b"er din ", "— ваш ".as_bytes(), "ваш ".as_bytes(),
];

/// Whether a digit stands before the gap and a link behind it.
#[inline]
pub(super) fn may_be(text: &[u8], gap: usize) -> bool {
    is_digit(before(text, gap)) && text[gap] == b' ' && {
        let next = (at(text, gap + 1) | 0x20, at(text, gap + 2) | 0x20);
        next.0 >= 0x80 || matches!(next, (b'i', b's') | (b'a', b's' | b'l') | (b'e', b's' | b'r') | (b'c' | b't', b'o'))
    }
}

/// The code that ends at the gap.
pub(super) fn find(text: &[u8], gap: usize, names: &SecretNames) -> Option<(usize, usize)> {
    let rest = &text[gap + 1..];
    let begins = |link: &&&[u8]| rest.get(..link.len()).is_some_and(|head| head.eq_ignore_ascii_case(link));
    let link = LINKS.iter().find(begins)?;
    let is_part = |byte: &&u8| is_word(**byte) || **byte == b'-';
    let length = text[..gap].iter().rev().take(LONGEST).take_while(is_part).count();
    let start = gap - length;
    steps(length);
    let value = &text[start..gap];
    let is_one = value.len() >= SHORTEST && is_code(value) && is_label(text, gap + 1 + link.len(), names);
    is_one.then_some((start, gap))
}

/// Whether the words from `start` on name a secret.
fn is_label(text: &[u8], start: usize, names: &SecretNames) -> bool {
    let mut end = start;
    for _ in 0..MOST_WORDS {
        let is_part = |byte: &&u8| is_word(**byte) || **byte >= 0x80 || **byte == b'-';
        let length = text[end..].iter().take(2 * LONGEST).take_while(is_part).count();
        steps(length);
        end += length;
        if names.may_end(text, end) {
            let told = names.told_by(&Name::label_before(text, end));
            if told.is_some_and(|told| !matches!(told, Told::Parameter(_))) {
                return true;
            }
        }
        if length == 0 || at(text, end) != b' ' {
            return false;
        }
        end += 1;
    }
    false
}
