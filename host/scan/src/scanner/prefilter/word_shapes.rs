//! The anchors of kinds that are words of letters and digits, parts of paths, or told by a word: the part of `prefilter` for
//! [`Kinds::WORDS`].

use super::told_shapes::{behind_label, told_in, told_kinds};
use crate::Kind;
use crate::kinds::coordinates::{angle, marked, pairs};
use crate::kinds::{crypto_wallet, label, mac_address, national_id, user_path, vehicle_id};
use crate::policy::kind_set::Kinds;
use crate::text::bits::places;
use crate::text::bytes::at;
use crate::text::classify::{Masks, WordMasks};

const NATIONAL_ID: Kinds = Kinds::of(Kind::NationalId);
const BANK_ACCOUNT: Kinds = Kinds::of(Kind::BankAccount);
const COORDINATES: Kinds = Kinds::of(Kind::Coordinates);
const CRYPTO_WALLET: Kinds = Kinds::of(Kind::CryptoWallet);
const MAC_ADDRESS: Kinds = Kinds::of(Kind::MacAddress);
const VEHICLE_ID: Kinds = Kinds::of(Kind::VehicleId);
const USER_PATH: Kinds = Kinds::of(Kind::UserPath);
/// Longer words are no number of this house.
const LONGEST_WORD: usize = 90;

/// Those of `wanted` that could begin in a window.
#[inline(always)]
pub(super) fn kinds_in(masks: &Masks, words: &WordMasks, text: &[u8], window: usize, wanted: Kinds) -> Kinds {
    let (digit, letter) = (masks.digit, words.letter);
    let word = digit | letter;
    // The byte before the window is not seen here: it was in the window before.
    let start = word & !(word << 1);
    let mut kinds = Kinds::NONE;
    if wanted.has(USER_PATH) && words.slash & (words.slash >> 5 | words.slash >> 6 | words.slash >> 7) != 0 {
        kinds = kinds.with(USER_PATH.when(has_user_path(
            words.slash & (words.slash >> 5 | words.slash >> 6 | words.slash >> 7),
            text,
            window,
        )));
    }
    // `C:\Documents and Settings\`, `\\HOST\profiles$\`: the `/` of a URL is none.
    let backslash = words.slash & !masks.separator;
    if backslash != 0 && wanted.has(USER_PATH) {
        kinds = kinds.with(USER_PATH.when(has_settings(backslash, text, window)));
    }
    let pairs = |mark: u64| mark & mark >> 3 & mark >> 6 & mark >> 9;
    let groups =
        if masks.digit == 0 { 0 } else { masks.separator & masks.separator >> 5 & word >> 1 & word >> 4 & word << 1 };
    // `001122-334455`.
    let halves = masks.dash & word >> 1 & word >> 6 & word << 1 & word << 6 & !(word >> 7) & !(word << 7);
    let mac = pairs(masks.colon) | pairs(masks.dash) | pairs(masks.separator) | groups | halves;
    if mac != 0 && wanted.has(MAC_ADDRESS) {
        kinds = kinds.with(MAC_ADDRESS.when(has_mac_address(mac, text, window)));
    }
    let two = word & word >> 1;
    let four = two & two >> 2;
    let eight = four & four >> 4;
    // Words of 14 letters and digits and more.
    let long = start & eight & four >> 8 & two >> 12;
    // `bc1q…`.
    let bech32 = masks.b & masks.r_or_c >> 1 & digit >> 2 & start;
    if (long | bech32) != 0 && wanted.has(LONG) {
        kinds = kinds.with(long_words(long | bech32, text, window));
    }
    // `رمز السويفت DEUTDEFF`: in ASCII another anchor has it.
    if words.non_ascii & digit << 1 != 0 && wanted.has(COORDINATES) {
        let signs = words.non_ascii & digit << 1;
        kinds = kinds.with(COORDINATES.when(places(signs).any(|place| angle::is_sign(text, window + place))));
    }
    if digit != 0 && wanted.has(COORDINATES) {
        kinds = kinds.with(coordinates(masks, letter, text, window));
    }
    if words.non_ascii != 0 && wanted.has(BANK_ACCOUNT) {
        let named = start & behind_label(masks, words) & four & two >> 4;
        kinds = kinds.with(told_kinds(named, text, window).and(BANK_ACCOUNT));
    }
    if digit == 0 {
        return kinds.with(undigited(masks, words, text, window, wanted));
    }
    if wanted.has(NATIONAL_ID) {
        let alone = written_ids(masks, letter, start);
        if alone != 0 {
            kinds = kinds
                .with(NATIONAL_ID.when(places(alone).any(|place| national_id::alone(text, window + place).is_some())));
        }
    }
    kinds = kinds.with(told_in(masks, words, text, window, wanted));
    kinds.with(undigited(masks, words, text, window, wanted))
}

/// Coordinates that no word right before them tells: `52 31.2 N 13 24.3 E`, `+52.5200+013.4050/`, and columns of numbers.
#[inline(always)]
fn coordinates(masks: &Masks, letter: u64, text: &[u8], window: usize) -> Kinds {
    let digit = masks.digit;
    let alone = letter & !(letter << 1) & !(letter >> 1);
    let directions =
        alone & (digit << 1 | digit << 2 | digit << 3 | digit >> 1 | digit >> 2 | masks.separator >> 1 & digit >> 2);
    let two = digit & digit >> 1;
    let points = masks.separator & digit << 1 & (two & two >> 2) >> 1;
    if directions | points == 0 {
        return Kinds::NONE;
    }
    COORDINATES.when(have_coordinates(directions, points, text, window))
}

#[inline(never)]
fn have_coordinates(directions: u64, points: u64, text: &[u8], window: usize) -> bool {
    let is_direction = |place: usize| matches!(at(text, place), b'N' | b'S') && pairs::may_be_at(text, place);
    let is_point = |place: usize| marked::may_be_at(text, place) || label::is_decimal_of_column(text, place);
    places(directions).any(|place| is_direction(window + place)) || places(points).any(|place| is_point(window + place))
}

const LONG: Kinds = CRYPTO_WALLET.with(VEHICLE_ID).with(NATIONAL_ID);
/// What has no digits: `BIC: DEUTDEFF`.
#[inline(always)]
fn undigited(masks: &Masks, words: &WordMasks, text: &[u8], window: usize, wanted: Kinds) -> Kinds {
    let bic = masks.b & (masks.r_or_c >> 2 | masks.r_or_c >> 4);
    if !wanted.has(BANK_ACCOUNT) || bic | words.w == 0 {
        return Kinds::NONE;
    }
    let is_named = |start: usize, name: &[u8]| {
        text.get(start..start + name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name))
    };
    let is_bic = |place: usize| is_named(window + place, b"bic") || is_named(window + place, b"b.i.c");
    // The byte before the window was in the window before.
    let is_swift = |place: usize| {
        let from = |before: usize, name: &[u8]| {
            (window + place).checked_sub(before).is_some_and(|start| is_named(start, name))
        };
        from(1, b"swift") || from(2, b"s.w.i.f.t")
    };
    BANK_ACCOUNT.when(places(bic).any(is_bic) || places(words.w).any(is_swift))
}

#[inline(never)]
fn has_user_path(slashes: u64, text: &[u8], window: usize) -> bool {
    places(slashes).any(|place| {
        matches!(at(text, window + place + 1) | 0x20, b'h' | b'u')
            && user_path::name_after(text, window + place).is_some()
    })
}

#[inline(never)]
fn has_settings(backslashes: u64, text: &[u8], window: usize) -> bool {
    places(backslashes).any(|place| user_path::name_after(text, window + place).is_some())
}

#[inline(never)]
fn has_mac_address(separators: u64, text: &[u8], window: usize) -> bool {
    places(separators).any(|place| {
        matches!(at(text, window + place), b':' | b'-' | b'.' | b' ')
            && mac_address::address_at(text, window + place).is_some()
    })
}

/// Where an id that needs no word may begin, but for long words.
#[inline(always)]
fn written_ids(masks: &Masks, letter: u64, start: u64) -> u64 {
    let (digit, separator) = (masks.digit, masks.separator);
    let two = digit & digit >> 1;
    let three = two & digit >> 2;
    let four = two & two >> 2;
    let seven = four & three >> 4;
    // `X1234567L`, `X-1234567-L`, `12345678-Z`, `12010188M010`.
    let eight = four & four >> 4;
    let lettered = letter & (seven >> 1 | masks.dash >> 1 & seven >> 2)
        | eight & (masks.dash >> 8 & letter >> 9 | letter >> 8 & three >> 9);
    // `AB 12 34 56 C`.
    let insurance = letter & letter >> 1 & separator >> 2 & two >> 3 & separator >> 5 & two >> 6 & separator >> 8;
    // `12 010188 M 010`.
    let pension = two & separator >> 2 & (four & two >> 4) >> 3 & separator >> 9 & letter >> 10 & separator >> 11;
    // `131052-308T`.
    let finnish = four & two >> 4 & !(digit >> 6) & three >> 7;
    // `AAA BBB 80A01 …`.
    let italian = letter & letter >> 1 & letter >> 2 & separator >> 3 & letter >> 4 & separator >> 7 & two >> 8;
    let six = letter & letter >> 1;
    let six = six & six >> 2 & six >> 4;
    let italian = italian | six & separator >> 6 & letter >> 9 & separator >> 12;
    // Eleven bytes of digits and single separators: `123.456.789-09`, `1 84 12 76 451 089 46`, `19811218-9876`,
    // `93.05.18-223.61`.
    let inner = separator & digit << 1 & digit >> 1;
    let joined = digit | inner;
    let run2 = joined & joined >> 1;
    let run4 = run2 & run2 >> 2;
    let run11 = run4 & run4 >> 4 & run4 >> 7;
    // `12.ABC.345/01DE-35`.
    let company = (digit | letter) & separator >> 2 & separator >> 6 & separator >> 10;
    start & (lettered | insurance | pension | finnish | italian | digit & run11 | company)
}

#[inline(never)]
fn long_words(starts: u64, text: &[u8], window: usize) -> Kinds {
    places(starts).fold(Kinds::NONE, |kinds, place| {
        let start = window + place;
        let rest = &text[start..text.len().min(start + LONGEST_WORD + 1)];
        let length = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        let word = &rest[..length];
        let is_id = matches!(length, 15..=18 | 13) && national_id::alone(text, start).is_some();
        kinds
            .with(CRYPTO_WALLET.when(crypto_wallet::may_be_one(word)))
            .with(VEHICLE_ID.when(length == vehicle_id::LENGTH && vehicle_id::is_one_at(text, start)))
            .with(NATIONAL_ID.when(is_id))
    })
}
