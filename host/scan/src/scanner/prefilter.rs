//! Which kinds could occur in a text: one pass over its bytes that misses nothing and says no nearly always.
//!
//! Each kind has an *anchor*, a short shape of byte classes that all of its forms contain; see the functions below.
//! Shapes are tested on bit masks of windows of 64 bytes. Windows overlap by more than the longest shape, so each lies in one.

use crate::Kind;
use crate::kinds::bearer::is_scheme;
use crate::kinds::iban;
use crate::kinds::jwt;
use crate::kinds::phone::digit_groups::is_date;
use crate::kinds::phone::told::{Written, is_told};
use crate::kinds::secret::{self, private_key, service_key};
use crate::kinds::ssn;
use crate::kinds::url_credentials::secret_name;
use crate::policy::kind_set::Kinds;
use crate::policy::options::BuiltIns;
use crate::scanner::word_shapes;
use crate::text::bytes::{at, before};
use crate::text::classify::{CHUNK, Masks, Seen, WINDOW, WordMasks, chunk_at};
use crate::text::escapes::is_reference;

/// Windows overlap by this much; the longest shape, thirteen digits and separators, is shorter.
const OVERLAP: usize = 16;
const STRIDE: usize = WINDOW - OVERLAP;
/// Of Norway.
const SHORTEST_ACCOUNT: usize = 15;

/// The kinds of `wanted` that could occur in `text`, the facts of [`Kinds`] included.
pub(crate) fn possible(text: &[u8], wanted: Kinds, built_ins: &BuiltIns) -> Kinds {
    if wanted.has(Kinds::WORDS) {
        possible_with_words(text, wanted, built_ins)
    } else {
        possible_without_words(text, wanted, built_ins)
    }
}

/// [`possible`] for any kinds.
#[inline(never)]
pub(crate) fn possible_with_words(text: &[u8], wanted: Kinds, built_ins: &BuiltIns) -> Kinds {
    look::<true>(text, wanted, built_ins)
}

/// [`possible`] for kinds that are not in [`Kinds::WORDS`].
#[inline]
pub(crate) fn possible_without_words(text: &[u8], wanted: Kinds, built_ins: &BuiltIns) -> Kinds {
    look::<false>(text, wanted, built_ins)
}

#[inline(always)]
fn look<const WITH_WORDS: bool>(text: &[u8], wanted: Kinds, built_ins: &BuiltIns) -> Kinds {
    let (mut masks, mut words, mut seen) = (Masks::default(), WordMasks::default(), Seen::default());
    let mut window = 0;
    let mut kinds = Kinds::NONE;
    add::<WITH_WORDS>(text, 0, 0, &mut masks, &mut words, &mut seen);
    loop {
        // Written out: shifts by a constant cost a third of others.
        if text.len() > window + CHUNK {
            add::<WITH_WORDS>(text, window + CHUNK, 16, &mut masks, &mut words, &mut seen);
            if text.len() > window + 2 * CHUNK {
                add::<WITH_WORDS>(text, window + 2 * CHUNK, 32, &mut masks, &mut words, &mut seen);
                if text.len() > window + 3 * CHUNK {
                    add::<WITH_WORDS>(text, window + 3 * CHUNK, 48, &mut masks, &mut words, &mut seen);
                }
            }
        }
        kinds = kinds.with(window_kinds(&masks, text, window, wanted, built_ins));
        if WITH_WORDS {
            kinds = kinds.with(word_shapes::kinds_in(&masks, &words, text, window, wanted));
        }
        if text.len() <= window + WINDOW {
            break;
        }
        masks.slide(STRIDE);
        if WITH_WORDS {
            words.slide(STRIDE);
        }
        window += STRIDE;
    }
    // A word may begin behind a terminal's colour code, which ends in a letter.
    if WITH_WORDS && words.has_escape() {
        kinds = kinds.with(Kinds::WORDS);
    }
    if seen.rare() {
        kinds = kinds.with(rare_kinds(text));
    }
    if seen.markup() {
        kinds = kinds.with(markup_kinds(text, built_ins));
    }
    kinds.with(Kinds::NON_ASCII.when(seen.non_ascii())).and(wanted)
}

#[inline(always)]
fn add<const WITH_WORDS: bool>(
    text: &[u8],
    place: usize,
    shift: u32,
    masks: &mut Masks,
    words: &mut WordMasks,
    seen: &mut Seen,
) {
    let chunk = chunk_at(text, place);
    masks.add(chunk, shift, seen);
    if WITH_WORDS {
        words.add(chunk, shift);
    }
}

const PHONE: Kinds = Kinds::of(Kind::Phone);
const CARD: Kinds = Kinds::of(Kind::Card);
const IBAN: Kinds = Kinds::of(Kind::Iban);
const IPV4: Kinds = Kinds::of(Kind::Ipv4);
const IPV6: Kinds = Kinds::of(Kind::Ipv6);
const BEARER: Kinds = Kinds::of(Kind::Bearer);
const URL_CREDENTIALS: Kinds = Kinds::of(Kind::UrlCredentials);
const SECRET: Kinds = Kinds::of(Kind::Secret);
const SSN: Kinds = Kinds::of(Kind::Ssn);

#[inline(always)]
fn window_kinds(masks: &Masks, text: &[u8], window: usize, wanted: Kinds, built_ins: &BuiltIns) -> Kinds {
    let mut kinds = Kinds::NONE;
    // `Bearer`, `Basic`.
    let bearer = masks.b & (masks.r_or_c >> 5 | masks.r_or_c >> 4);
    let several_colons = masks.colon & masks.colon.wrapping_sub(1) != 0;
    if bearer != 0 || several_colons && has_ipv6_shape(masks.colon) {
        kinds = BEARER.when(names_a_scheme(text, window, bearer)).with(IPV6.when(has_ipv6_shape(colons_in_numbers(
            text,
            window,
            masks.colon,
        ))));
    }
    if masks.digit != 0 {
        kinds = kinds.with(number_kinds(masks, text, window, built_ins));
    }
    if masks.equals | masks.colon != 0 && wanted.has(URL_CREDENTIALS.with(SECRET)) {
        kinds = kinds.with(named_kinds(masks, text, window, built_ins));
    }
    if wanted.has(SECRET) && (masks.underscore | masks.dash | masks.a_or_s != 0) {
        kinds = kinds.with(SECRET.when(has_service_key(masks, text, window)));
    }
    // ` --token X`, `-----BEGIN`.
    if masks.dash & masks.dash >> 1 != 0 {
        kinds = kinds.with(option_kinds(masks.dash & masks.dash >> 1, text, window, built_ins));
    }
    kinds
}

/// `::`, or two pairs of colons with one to four bytes between them.
#[inline(always)]
fn has_ipv6_shape(colon: u64) -> bool {
    let near = colon & (colon >> 2 | colon >> 3 | colon >> 4 | colon >> 5);
    colon & colon >> 1 | near & near.wrapping_sub(1) != 0
}

#[inline(never)]
fn names_a_scheme(text: &[u8], window: usize, bearer: u64) -> bool {
    places(bearer).any(|place| is_scheme(text, window + place))
}

/// The colons without those between a name and a value in JSON, which have a quote on their left.
#[inline(never)]
fn colons_in_numbers(text: &[u8], window: usize, colon: u64) -> u64 {
    let in_number = |place: &usize| {
        let place = window + place;
        at(text, place + 1) == b':' || matches!(before(text, place), b':' | b'0'..=b'9' | b'a'..=b'f' | b'A'..=b'F')
    };
    places(colon).filter(in_number).fold(0, |colons, place| colons | 1 << place)
}

/// Kinds that have digits in a certain order.
#[inline(always)]
fn number_kinds(masks: &Masks, text: &[u8], window: usize, built_ins: &BuiltIns) -> Kinds {
    let (digit, separator) = (masks.digit, masks.separator);
    let two = digit & digit >> 1;
    let four = two & two >> 2;
    // Digits with single separators between them.
    let inner = separator & digit << 1 & digit >> 1;
    // Check digits are in no number, and something stands before them.
    let first = two & !(digit << 1);
    let mut check_digits = first & !(separator << 1);
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
    // `555-0132`, `+1`, `(415`, `+(49`.
    let opened = masks.opener & (digit >> 1 & (digit | separator) >> 2 | masks.opener >> 1 & digit >> 2);
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

    // Nine digits in a row, after something else.
    let nine = four & four >> 4 & digit >> 8 & !(digit << 1);
    let told_ssn = nine != 0 && places(nine).any(|place| ssn::is_told(text, window + place));

    let mut kinds = Kinds::ESCAPED.when(plus != 0).with(SSN.when(told_ssn));
    let has_plans = !built_ins.plans.is_empty();
    if told != 0 && (window > 0 || told.trailing_zeros() > 2 || has_plans) {
        kinds = kinds.with(PHONE.when(may_be_told(text, window, told, has_plans)));
    }
    if phone | ssn | ipv4 | run11 | wide_groups != 0 {
        kinds = PHONE
            .when(phone != 0)
            .with(kinds)
            .with(SSN.when(ssn != 0))
            .with(IPV4.when(ipv4 != 0))
            .with(CARD.when(run12 | wide_groups != 0))
            .with(Kinds::LONG_NUMBER.when(run11 != 0));
    }
    // `020 7946 0958`.
    let zero = places(run10 & digit & !(digit << 1)).any(|place| at(text, window + place) == b'0');
    kinds.with(PHONE.when(zero))
}

/// Kinds whose values stand after a name and `=` or `:`.
#[inline(always)]
fn named_kinds(masks: &Masks, text: &[u8], window: usize, built_ins: &BuiltIns) -> Kinds {
    let names = &built_ins.secret_names;
    places(masks.equals | masks.colon).fold(Kinds::NONE, |kinds, place| {
        let anchor = window + place;
        if !names.may_end(text, anchor) {
            return kinds;
        }
        kinds
            .with(SECRET.when(secret::is_named(text, anchor, names)))
            .with(URL_CREDENTIALS.when(secret_name(text, anchor, names).is_some()))
    })
}

/// Whether a key of a service may begin or end its start in this window.
#[inline(always)]
fn has_service_key(masks: &Masks, text: &[u8], window: usize) -> bool {
    places(masks.underscore | masks.dash).any(|place| service_key::may_end_start(text, window + place))
        || places(masks.a_or_s).any(|place| {
            matches!(at(text, window + place + 1), b'K' | b'S' | b'I' | b'G' | b'T')
                && service_key::begins_with_capital(text, window + place)
        })
}

/// Kinds that need `&nbsp;` and the like, or `token -> X`.
#[cold]
fn markup_kinds(text: &[u8], built_ins: &BuiltIns) -> Kinds {
    memchr::memchr2_iter(b'&', b'>', text).fold(Kinds::NONE, |kinds, place| {
        kinds.with(match text[place] {
            b'&' => Kinds::ESCAPED.when(is_reference(text, place)),
            _ if before(text, place) == b'-' => SECRET.when(secret::is_arrow(text, place, &built_ins.secret_names)),
            _ => Kinds::NONE,
        })
    })
}

#[cold]
fn option_kinds(pairs: u64, text: &[u8], window: usize, built_ins: &BuiltIns) -> Kinds {
    let is_option = |place| {
        let dashes = window + place;
        secret::may_be_option(text, dashes, &built_ins.secret_names) || private_key::begins(text, dashes)
    };
    SECRET.when(places(pairs).any(is_option))
}

/// Whether a word before such a run tells a telephone number, or a plan may.
#[inline(never)]
fn may_be_told(text: &[u8], window: usize, starts: u64, has_plans: bool) -> bool {
    let is_told = |place| is_told(text, place, Written::InGroups);
    places(starts).any(|place| is_told(window + place) || has_plans && !is_date(text, window + place))
}

/// Whether one of these pairs of digits follows the country of an account number.
#[inline(never)]
fn may_be_account(text: &[u8], window: usize, pairs: u64) -> bool {
    places(pairs).any(|place| iban::may_begin_before(text, window + place))
}

/// Kinds that need one of `@`, `%`, `J`, `<`, and escapes.
#[cold]
fn rare_kinds(text: &[u8]) -> Kinds {
    let email = Kinds::of(Kind::Email);
    // `\"password\":`.
    let backslash = Kinds::ESCAPED.with(URL_CREDENTIALS).when(memchr::memchr(b'\\', text).is_some());
    // `<password>`, `<input type=`.
    let is_name = |byte: u8| byte.is_ascii_alphabetic() || byte >= 0x80;
    let tag = memchr::memchr_iter(b'<', text).any(|place| is_name(at(text, place + 1)));
    let others = backslash.with(SECRET.when(tag));
    let mut floor = 0;
    memchr::memchr3_iter(b'@', b'%', b'J', text).fold(others, |kinds, place| {
        kinds.with(match (text[place], at(text, place + 1), at(text, place + 2)) {
            (b'@', ..) => email.with(URL_CREDENTIALS),
            (b'J', ..) => Kinds::of(Kind::Jwt).when(jwt::may_begin(text, place, &mut floor)),
            (_, first, second) if !(first.is_ascii_hexdigit() && second.is_ascii_hexdigit()) => Kinds::NONE,
            (_, b'4', b'0') => email.with(Kinds::ESCAPED),
            (_, b'2', b'B' | b'b') => PHONE.with(Kinds::ESCAPED),
            (_, b'3', b'D' | b'd') => URL_CREDENTIALS.with(Kinds::ESCAPED),
            _ => Kinds::ESCAPED,
        })
    })
}

pub(super) fn places(mut mask: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let place = mask.trailing_zeros() as usize;
        mask &= mask.wrapping_sub(1);
        (place < WINDOW).then_some(place)
    })
}
