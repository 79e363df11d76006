//! Shapes of digits: numbers of telephones, cards and accounts, and addresses.

use crate::Kind;
use crate::kinds::phone::digit_groups::{before_spaced, is_date};
use crate::kinds::phone::told::{Written, is_told, tells_in_parentheses};
use crate::kinds::{iban, ssn};
use crate::policy::kind_set::Kinds;
use crate::policy::options::BuiltIns;
use crate::text::bits::places;
use crate::text::bytes::at;
use crate::text::classify::Masks;

/// Of Norway.
const SHORTEST_ACCOUNT: usize = 15;

const PHONE: Kinds = Kinds::of(Kind::Phone);
const CARD: Kinds = Kinds::of(Kind::Card);
const IBAN: Kinds = Kinds::of(Kind::Iban);
const IPV6: Kinds = Kinds::of(Kind::Ipv6);
const IPV4: Kinds = Kinds::of(Kind::Ipv4);
const SSN: Kinds = Kinds::of(Kind::Ssn);

/// Kinds that have digits in a certain order.
#[inline(always)]
pub(super) fn number_kinds(masks: &Masks, text: &[u8], window: usize, built_ins: &BuiltIns) -> Kinds {
    let (digit, separator) = (masks.digit, masks.separator);
    let two = digit & digit >> 1;
    let four = two & two >> 2;
    // Digits with single separators between them.
    let inner = separator & digit << 1 & digit >> 1;
    // Check digits are in no number, and the letters of a country stand before them.
    let first = two & !(digit << 1);
    let mut check_digits = first & !((separator | masks.colon | masks.equals) << 1 | (digit | separator) << 2);
    // `DE 89 3704`, `GB 82 WEST 1234`.
    let apart = first & separator << 1 & !(digit << 2);
    if apart != 0 && text.len() >= SHORTEST_ACCOUNT {
        let grouped = separator >> 2 & (digit >> 3 | separator >> 7 & digit >> 8 | four >> 7);
        check_digits |= apart & (four | four >> 6 | grouped);
    }
    let account =
        check_digits & !1 != 0 && text.len() >= SHORTEST_ACCOUNT && may_be_account(text, window, check_digits);
    let kinds = IBAN.when(account);
    // Every other shape has one of these.
    if four | inner | masks.opener == 0 {
        return kinds;
    }
    kinds.with(long_number_kinds(masks, (two, four, inner), text, window, built_ins))
}

/// The kinds of [`number_kinds`] that have four digits together, a separator between two digits, or an opener.
#[inline(always)]
fn long_number_kinds(
    masks: &Masks,
    (two, four, inner): (u64, u64, u64),
    text: &[u8],
    window: usize,
    built_ins: &BuiltIns,
) -> Kinds {
    let (digit, separator) = (masks.digit, masks.separator);
    let three = two & digit >> 2;
    let three_and_separator = three & separator >> 3;
    // `555-0132`, `+1`, `(415`, `+(49`, `+ 49`.
    let opened = masks.opener & (digit >> 1 & (digit | separator) >> 2 | separator >> 1 & digit >> 2);
    let phone = three_and_separator & four >> 4 | opened;
    let ssn = three_and_separator & two >> 4 & separator >> 6 & four >> 7;
    // Three separators, each two to four bytes after the one before.
    let pair = inner & (inner >> 2 | inner >> 3 | inner >> 4);
    let ipv4 = inner & (pair >> 2 | pair >> 3 | pair >> 4);
    // In runs of 10, 11 and 12 bytes.
    let joined = digit | inner;
    let run2 = joined & joined >> 1;
    let run4 = run2 & run2 >> 2;
    let run8 = run4 & run4 >> 4;
    let run10 = run8 & run2 >> 8;
    let run11 = run8 & run4 >> 7;
    let run12 = run8 & run4 >> 8;

    // Two groups of four with up to three bytes between them.
    let wide_groups = four & (four >> 5 | four >> 6 | four >> 7);

    // `312+393`, `(03)+777`, `8+(912)`.
    let plus = masks.opener & (digit | masks.opener) << 1 & (digit | masks.opener) >> 1;
    // Seven digits with single separators between them, after something else.
    let run7 = run4 & run4 >> 3;
    let told = run7 & digit & !(digit << 1);

    // Nine digits in a row and no more, after something else.
    let nine = four & four >> 4 & digit >> 8 & !(digit << 1) & !(digit >> 9);
    let told_ssn = nine != 0 && places(nine).any(|place| ssn::is_told(text, window + place));

    let mut kinds = Kinds::ESCAPED.when(plus != 0).with(SSN.when(told_ssn));
    let has_plans = !built_ins.plans.is_empty();
    // Nothing tells what begins with the text.
    let told = if window > 0 || has_plans { told } else { told & !0b111 };
    if told != 0 {
        kinds = kinds.with(PHONE.when(may_be_told(text, window, told, has_plans)));
    }
    // `98765 43210 (mobile)`.
    let behind = masks.opener & separator << 1 & digit << 2;
    if behind != 0 {
        kinds = kinds.with(PHONE.when(places(behind).any(|place| tells_in_parentheses(text, window + place))));
    }
    if phone | ssn | ipv4 | run11 | wide_groups != 0 {
        // `1.0.0.2.ip6.arpa`.
        let single = separator & separator >> 2 & separator >> 4;
        let nibbles = single & single >> 6;
        kinds = PHONE
            .when(phone != 0)
            .with(kinds)
            .with(IPV6.when(nibbles != 0))
            .with(SSN.when(ssn != 0))
            .with(IPV4.when(ipv4 != 0))
            .with(CARD.when(run12 | wide_groups != 0))
            .with(Kinds::LONG_NUMBER.when(run11 != 0));
    }
    // `020 7946 0958`.
    let zero = places(run10 & digit & !(digit << 1)).any(|place| at(text, window + place) == b'0');
    kinds.with(PHONE.when(zero))
}

/// Whether a word before such a run tells a telephone number, or a plan may.
#[inline(never)]
fn may_be_told(text: &[u8], window: usize, starts: u64, has_plans: bool) -> bool {
    let is_told = |place| is_told(text, before_spaced(text, place), Written::InGroups);
    places(starts).any(|place| is_told(window + place) || has_plans && !is_date(text, window + place))
}

/// Whether one of these pairs of digits follows the country of an account number.
#[inline(never)]
fn may_be_account(text: &[u8], window: usize, pairs: u64) -> bool {
    places(pairs).any(|place| iban::may_begin_before(text, window + place))
}
