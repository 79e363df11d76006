//! Reading the bytes around a place. Outside the text every byte is 0, which is a boundary for all matchers.

#[inline(always)]
pub(crate) fn at(text: &[u8], place: usize) -> u8 {
    text.get(place).copied().unwrap_or(0)
}

#[inline(always)]
pub(crate) fn before(text: &[u8], place: usize) -> u8 {
    place.checked_sub(1).and_then(|place| text.get(place)).copied().unwrap_or(0)
}

/// The byte `distance` places before `place`.
#[inline(always)]
pub(crate) fn back(text: &[u8], place: usize, distance: usize) -> u8 {
    place.checked_sub(distance).and_then(|place| text.get(place)).copied().unwrap_or(0)
}

#[inline(always)]
pub(crate) fn is_digit(byte: u8) -> bool {
    byte.is_ascii_digit()
}

#[inline(always)]
pub(crate) fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
}

/// Whether nothing touches `place` from the left but one of the labels, in any case: `visa4111…`.
#[inline]
pub(crate) fn begins(text: &[u8], place: usize, labels: &[&[u8]]) -> bool {
    !touches_word(text, place) || labels.iter().any(|label| follows(text, place, label))
}

/// Whether a letter or digit touches `place` from the left that is not the end of a terminal's colour code.
#[inline]
pub(crate) fn touches_word(text: &[u8], place: usize) -> bool {
    is_word(before(text, place)) && !follows_colour_code(text, place)
}

/// Whether `ESC [ 1 ; 31 m` (ECMA-48 section 8.3.117) ends at `place`.
pub(crate) fn follows_colour_code(text: &[u8], place: usize) -> bool {
    const LONGEST: usize = 16;
    const ESCAPE: u8 = 0x1b;
    if before(text, place) != b'm' {
        return false;
    }
    let digits = (2..LONGEST).take_while(|distance| matches!(back(text, place, *distance), b'0'..=b'9' | b';')).count();
    back(text, place, digits + 2) == b'[' && back(text, place, digits + 3) == ESCAPE
}

/// Whether the label, in any case, ends at `place` and nothing touches it from the left.
pub(crate) fn follows(text: &[u8], place: usize, label: &[u8]) -> bool {
    let Some(start) = place.checked_sub(label.len()) else { return false };
    !is_word(before(text, start)) && text[start..place].eq_ignore_ascii_case(label)
}

/// The end of the digits that start at `place`.
#[inline]
pub(crate) fn digits_end(text: &[u8], place: usize) -> usize {
    let mut end = place;
    while is_digit(at(text, end)) {
        crate::text::steps::step();
        end += 1;
    }
    end
}

/// The end of the letters and digits that begin at `place`.
pub(crate) fn word_end(text: &[u8], place: usize) -> usize {
    let mut end = place;
    while is_word(at(text, end)) {
        crate::text::steps::step();
        end += 1;
    }
    end
}

/// The first digit at or after `place`, or the end of the text.
#[inline]
pub(crate) fn next_digit(text: &[u8], place: usize) -> usize {
    let rest = text.get(place..).unwrap_or_default();
    crate::text::steps::steps(rest.len().min(1));
    place
        + rest.iter().position(|byte| is_digit(*byte)).inspect(|n| crate::text::steps::steps(*n)).unwrap_or(rest.len())
}
