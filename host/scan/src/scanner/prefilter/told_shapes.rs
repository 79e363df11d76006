//! The anchors of values that are told by a word: before them, behind them, or over them in a table.

use crate::Kind;
use crate::kinds::label::Labels;
use crate::kinds::{birth_date, label, national_id, passport};
use crate::policy::kind_set::Kinds;
use crate::text::bits::places;
use crate::text::bytes::before;
use crate::text::classify::{Masks, WordMasks};

const NATIONAL_ID: Kinds = Kinds::of(Kind::NationalId);
const BIRTH_DATE: Kinds = Kinds::of(Kind::BirthDate);
const PASSPORT: Kinds = Kinds::of(Kind::Passport);
const TOLD: Kinds = NATIONAL_ID
    .with(Kinds::of(Kind::BankAccount))
    .with(Kinds::of(Kind::VehicleId))
    .with(Kinds::of(Kind::MacAddress))
    .with(PASSPORT)
    .with(Kinds::of(Kind::DeviceId))
    .with(BIRTH_DATE)
    .with(Kinds::of(Kind::Coordinates));
/// Those that are also told by a word further before them.
const FURTHER: Kinds = NATIONAL_ID.with(PASSPORT).with(BIRTH_DATE);

/// Those of `wanted` that a word may tell of a value with digits that begins or ends in a window.
#[inline(always)]
pub(super) fn told_in(masks: &Masks, words: &WordMasks, text: &[u8], window: usize, wanted: Kinds) -> Kinds {
    let (digit, letter) = (masks.digit, words.letter);
    let word = digit | letter;
    // The byte before the window is not seen here: it was in the window before.
    let start = word & !(word << 1);
    let two = word & word >> 1;
    let four = two & two >> 2;
    let mut kinds = Kinds::NONE;
    let near = behind_label(masks, words);
    let six = four & two >> 4;
    // Among the first eight bytes.
    let has_digit = {
        let two = digit | digit >> 1;
        two | two >> 2 | two >> 4 | two >> 6
    };
    // Behind nine bytes of punctuation and more the window has no room for so many.
    let gap = !(word | words.non_ascii);
    let row = gap & gap << 1 & gap << 2;
    let far = four & row << 1 & row << 4 & row << 7;
    // `AB 1234567`.
    let series = letter & masks.separator >> 1 & digit >> 2 | letter & letter >> 1 & masks.separator >> 2 & digit >> 3;
    // `WBA XG310 X0L12345`.
    let series =
        series | letter & letter >> 1 & letter >> 2 & masks.separator >> 3 & word >> 4 & (has_digit | has_digit >> 3);
    // `LINR 060416 C4A`.
    let series = series | two & two >> 2 & masks.separator >> 4 & digit >> 5;
    // `N52.5200`.
    let place = letter & digit >> 1 & (masks.separator >> 2 | masks.separator >> 3 | masks.separator >> 4);
    // `#map=15/52.52/13.40`.
    let zoom = words.slash & digit << 1;
    let zoomed = if zoom == 0 { 0 } else { digit & (zoom << 1 | zoom << 2) & (four >> 2 | four >> 3 | four >> 4) };
    let value = digit | six & has_digit | series | place | far;
    let told = start & (near & value | zoomed);
    if told != 0 && wanted.has(TOLD) {
        kinds = kinds.with(told_kinds(told, text, window));
    }
    // `17;123456782`, under the headings `id;bsn`.
    let listed = start & gap << 1 & value & !told;
    if listed != 0 && wanted.has(TOLD) {
        kinds = kinds.with(kinds_in_lists(listed, text, window));
    }
    // `born in Lisbon on 12 April 1985`.
    if wanted.has(FURTHER) {
        let separated = masks.separator | letter;
        let dates = start & digit & (separated >> 1 | separated >> 2 | masks.separator >> 4 & four);
        let joined = word | masks.separator & word << 1 & word >> 1;
        let joined = joined & joined >> 1;
        let joined = joined & joined >> 2;
        let ids = start & joined & joined >> 4 & (has_digit | series);
        let numbers = start & letter & six & (digit >> 1 | digit >> 2 | digit >> 3);
        if dates | ids | numbers != 0 {
            kinds = kinds.with(kinds_near([ids, dates, numbers], text, window, wanted));
        }
    }
    // `123456782 (BSN)`, `X2482300W is my NIE`.
    let opened = masks.opener & masks.separator << 1 & (letter | words.non_ascii) >> 1;
    let ended =
        (gap & word << 1 | words.non_ascii) & (digit << 1 | digit << 2 | digit << 3 | digit << 4) & !(digit >> 1);
    if (opened | ended) != 0 && wanted.has(TOLD) {
        kinds = kinds.with(kinds_behind(opened >> 1 | ended, text, window));
    }
    kinds
}

/// What stands behind letters with nothing but punctuation between, also behind `imei2` and `imei_2`.
#[inline(always)]
pub(super) fn behind_label(masks: &Masks, words: &WordMasks) -> u64 {
    let (digit, of_label) = (masks.digit, words.letter | words.non_ascii);
    let gap = !(digit | of_label);
    let behind = gap & (of_label << 1 | digit << 1 & (of_label << 2 | of_label << 3 | of_label << 4));
    // The sum carries each row of punctuation over to what ends it.
    behind.wrapping_add(gap) & !gap | words.non_ascii << 1
}

#[inline(never)]
fn kinds_behind(ends: u64, text: &[u8], window: usize) -> Kinds {
    places(ends).fold(Kinds::NONE, |kinds, place| kinds.with(label::behind_at(text, window + place).kinds()))
}

/// Kinds that are told by a word further before ids, dates and numbers of passports.
#[inline(never)]
fn kinds_near([ids, dates, numbers]: [u64; 3], text: &[u8], window: usize, wanted: Kinds) -> Kinds {
    let found = |kind: Kinds, starts: u64, is_near: fn(&[u8], usize) -> bool| {
        kind.when(wanted.has(kind) && places(starts).any(|place| is_near(text, window + place)))
    };
    let is_birth = |text: &[u8], place: usize| birth_date::near(text, place) != Labels::NONE;
    let is_passport = |text: &[u8], place: usize| passport::near(text, place) != Labels::NONE;
    found(NATIONAL_ID, ids, |text, place| national_id::near(text, place).is_some())
        .with(found(BIRTH_DATE, dates, is_birth))
        .with(found(PASSPORT, numbers, is_passport))
}

/// What is told of values that stand behind a number, or a name that was quoted, by the place that they have in a row.
#[inline(never)]
fn kinds_in_lists(starts: u64, text: &[u8], window: usize) -> Kinds {
    places(starts).map(|place| window + place).fold(Kinds::NONE, |kinds, start| {
        let may_be = match before(text, start) {
            b',' | b';' | b'|' | b'\t' | b'\n' | b'(' | b'[' | b'"' | b'\'' | b'>' => true,
            b' ' => matches!(before(text, start - 1), b',' | b'|'),
            _ => false,
        };
        if may_be { kinds.with(label::before_value(text, start).kinds()) } else { kinds }
    })
}

#[inline(never)]
pub(super) fn told_kinds(starts: u64, text: &[u8], window: usize) -> Kinds {
    places(starts).fold(Kinds::NONE, |kinds, place| kinds.with(label::before_value(text, window + place).kinds()))
}
