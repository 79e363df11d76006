//! Which kinds could occur in a text: one pass over its bytes that misses nothing and says no nearly always.
//!
//! Each kind has an *anchor*, a short shape of byte classes that all of its forms contain; see the functions below.
//! Shapes are tested on bit masks of windows of 64 bytes. Windows overlap by more than the longest shape, so each lies in one.

mod named_shapes;
mod number_shapes;
mod rare_shapes;
mod told_shapes;
mod word_shapes;

use self::named_shapes::{call_kinds, has_service_key, long_word_kinds, named_kinds, option_kinds};
use self::number_shapes::number_kinds;
use self::rare_shapes::{markup_kinds, rare_kinds, said_kinds};
use crate::Kind;
use crate::kinds::bearer::is_scheme;
use crate::kinds::secret::said;
use crate::policy::kind_set::Kinds;
use crate::policy::options::BuiltIns;
use crate::text::bits::places;
use crate::text::bytes::{at, before};
use crate::text::classify::{CHUNK, Masks, Seen, WINDOW, WordMasks, chunk_at};

/// Windows overlap by this much; the longest shape, thirteen digits and separators, is shorter.
const OVERLAP: usize = 16;
const STRIDE: usize = WINDOW - OVERLAP;
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
        kinds = kinds.with(rare_kinds(text, built_ins));
    }
    // A blank, a comma or a slash, and a digit.
    let gaps = masks.separator & !(masks.opener | masks.dash | masks.key_mark);
    if (window > 0 || gaps != 0 && masks.digit != 0) && wanted.has(SECRET) && !said::is_of_machines(text) {
        kinds = kinds.with(said_kinds(text, built_ins));
    }
    if seen.markup() {
        kinds = kinds.with(markup_kinds(text, built_ins));
    }
    kinds.with(Kinds::NON_ASCII.with(SECRET).when(seen.non_ascii())).and(wanted)
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

const IPV6: Kinds = Kinds::of(Kind::Ipv6);
const BEARER: Kinds = Kinds::of(Kind::Bearer);
const URL_CREDENTIALS: Kinds = Kinds::of(Kind::UrlCredentials);
const SECRET: Kinds = Kinds::of(Kind::Secret);

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
    if wanted.has(SECRET) && (masks.key_mark | masks.dash | masks.a_or_s != 0) {
        kinds = kinds.with(SECRET.when(has_service_key(masks, text, window)));
    }
    kinds = kinds.with(long_word_kinds(masks, text, window));
    // `set("token", "X")`.
    let calls = masks.opener & !(masks.separator << 1);
    if calls != 0 && wanted.has(SECRET) {
        kinds = kinds.with(call_kinds(calls, text, window, built_ins));
    }
    if masks.dash != 0 {
        // ` --token X`, `-----BEGIN`, ` -p X`, `2001-db8--1`.
        let options = masks.dash & (masks.dash >> 1 | masks.separator << 1 & !((masks.separator | masks.digit) >> 1));
        // `2a02-8108-4daa-ca52-234e-…`: a UUID has a dash less.
        let groups = masks.dash & masks.dash >> 5;
        let groups = groups & groups >> 10 & masks.dash >> 20;
        if options | groups != 0 {
            kinds = kinds.with(option_kinds(options | groups, text, window, built_ins));
        }
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
