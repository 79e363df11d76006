//! One angle in any notation: `52.520008`, `52°31'12.5"`, `52° 31.2′`, `52 31 12`, `52:31:12`, `52d31m12s`, `52 deg 31' 12"`, `35度40分52秒`.

use crate::kinds::check_digits;
use crate::text::bytes::{at, digits_end};
use crate::text::steps::step;

const DEGREES: [&str; 6] = ["°", "º", "˚", "deg", "d", "度"];
const MINUTES: [&str; 8] = ["'", "′", "’", "´", "‘", "m", "分", "min"];
const SECONDS: [&str; 8] = ["''", "\"", "″", "”", "′′", "s", "秒", "sec"];
/// What stands between degrees, minutes and seconds that have no signs.
const SEPARATORS: [&str; 3] = [":", " ", "-"];
pub(super) const MOST_DEGREES: u64 = 180;

/// An angle that begins at a digit.
#[derive(Clone, Copy)]
pub(super) struct Angle {
    pub(super) end: usize,
    /// Digits of the fraction of degrees.
    pub(super) decimals: usize,
    pub(super) has_minutes: bool,
    /// Whether degrees, or minutes, have a sign of their own.
    pub(super) has_sign: bool,
}

impl Angle {
    pub(super) fn read(text: &[u8], start: usize) -> Option<Angle> {
        step();
        let whole = digits_end(text, start);
        if !(1..=3).contains(&(whole - start)) || check_digits::number(&text[start..whole]) > MOST_DEGREES {
            return None;
        }
        let fraction = if at(text, whole) == b'.' { digits_end(text, whole + 1) } else { whole };
        let decimals = (fraction - whole).saturating_sub(1);
        let sign = sign_end(text, fraction, &DEGREES);
        let degrees = Angle {
            end: sign.unwrap_or(if decimals > 0 { fraction } else { whole }),
            decimals,
            has_minutes: false,
            has_sign: sign.is_some(),
        };
        let minutes = sign.or_else(|| one_of(text, whole, &SEPARATORS)).filter(|_| decimals == 0);
        let Some((end, has_mark)) = minutes.and_then(|place| sixtieths_end(text, place, &MINUTES)) else {
            return Some(degrees);
        };
        let has_sign = sign.is_some() || has_mark;
        let seconds = if has_mark { Some(end) } else { one_of(text, end, &SEPARATORS) };
        let seconds =
            seconds.and_then(|place| sixtieths_end(text, place, &SECONDS)).filter(|(_, mark)| *mark || !has_sign);
        Some(Angle { end: seconds.map_or(end, |(end, _)| end), has_minutes: true, has_sign, ..degrees })
    }

    /// Whether it has the fraction or minutes that make it a place.
    pub(super) fn is_precise(&self, decimals: usize) -> bool {
        self.has_minutes || self.decimals >= decimals
    }
}

/// The end of a number below 60 after a blank or none, and whether one of the signs stands behind it.
fn sixtieths_end(text: &[u8], place: usize, signs: &[&str]) -> Option<(usize, bool)> {
    let start = place + usize::from(at(text, place) == b' ');
    let whole = digits_end(text, start);
    let end = if at(text, whole) == b'.' { digits_end(text, whole + 1) } else { whole };
    let is_one = matches!(whole - start, 1 | 2) && check_digits::number(&text[start..whole]) < 60;
    let marked = sign_end(text, end, signs);
    is_one.then_some((marked.unwrap_or(end), marked.is_some()))
}

/// The end of a sign; a blank may stand before one that is written out.
fn sign_end(text: &[u8], place: usize, signs: &[&str]) -> Option<usize> {
    let is_letter = |sign: &str| sign.as_bytes()[0].is_ascii_alphabetic();
    let goes_on = |end: usize| at(text, end).is_ascii_alphabetic();
    let end = one_of(text, place, signs)
        .or_else(|| Some(place + 1).filter(|_| at(text, place) == b' ').and_then(|place| one_of(text, place, signs)))?;
    // `d` and `m` of other words.
    let sign = signs.iter().find(|sign| text[..end].ends_with(sign.as_bytes()))?;
    (!is_letter(sign) || !goes_on(end)).then_some(end)
}

fn one_of(text: &[u8], place: usize, signs: &[&str]) -> Option<usize> {
    let rest = text.get(place..)?;
    signs.iter().find(|sign| rest.starts_with(sign.as_bytes())).map(|sign| place + sign.len())
}

/// Whether the sign of degrees stands at `place`.
pub(crate) fn is_sign(text: &[u8], place: usize) -> bool {
    DEGREES[..2].iter().any(|sign| text[place..].starts_with(sign.as_bytes()))
}
