//! Shapes of names and words that stand before a secret, and of keys that tell themselves.

use crate::Kind;
use crate::kinds::ip::names;
use crate::kinds::secret::written::{assigned, calls, keywords, options, tables};
use crate::kinds::secret::{private_key, service_key};
use crate::kinds::url_credentials::{in_path, secret_name};
use crate::policy::kind_set::Kinds;
use crate::policy::options::BuiltIns;
use crate::text::bits::places;
use crate::text::bytes::{at, before};
use crate::text::classify::{Masks, WINDOW};

const URL_CREDENTIALS: Kinds = Kinds::of(Kind::UrlCredentials);
const IPV6: Kinds = Kinds::of(Kind::Ipv6);
const SECRET: Kinds = Kinds::of(Kind::Secret);

/// Kinds whose values stand after a name and `=` or `:`.
#[inline(always)]
pub(super) fn named_kinds(masks: &Masks, text: &[u8], window: usize, built_ins: &BuiltIns) -> Kinds {
    let names = &built_ins.secret_names;
    // `:password "…"`, `s:7:"…"`.
    let unlike_times = masks.colon & (masks.separator << 1 | masks.digit << 1 & !(masks.digit >> 1));
    let otherwise = unlike_times != 0 && is_named_otherwise(unlike_times, text, window, built_ins);
    places(masks.equals | masks.colon).fold(SECRET.when(otherwise), |kinds, place| {
        let anchor = window + place;
        if !names.may_end(text, anchor) {
            return kinds;
        }
        kinds
            .with(SECRET.when(assigned::is_named(text, anchor, names)))
            .with(URL_CREDENTIALS.when(secret_name(text, anchor, names).is_some()))
    })
}

#[inline(never)]
fn is_named_otherwise(colons: u64, text: &[u8], window: usize, built_ins: &BuiltIns) -> bool {
    places(colons).any(|place| keywords::may_be_one(text, window + place, &built_ins.secret_names))
}

/// Whether a key of a service may begin or end its start in this window.
#[inline(always)]
pub(super) fn has_service_key(masks: &Masks, text: &[u8], window: usize) -> bool {
    let room = text.len().saturating_sub(window + service_key::SHORTEST);
    if room == 0 {
        return false;
    }
    // Most texts are short, and most of their marks are near their end.
    let early = if room < WINDOW { (1 << room) - 1 } else { u64::MAX };
    // `….GxYzAb.…`, `-us12`.
    let parts =
        masks.key_mark & masks.key_mark >> 7 | masks.dash & masks.digit >> 3 & !(masks.digit >> 1 | masks.digit >> 2);
    places((masks.key_mark | masks.dash) & early).any(|place| service_key::may_end_start(text, window + place))
        || parts != 0 && has_key_in_parts(parts, text, window)
        || places(masks.a_or_s & early).any(|place| {
            matches!(at(text, window + place + 1), b'K' | b'S' | b'I' | b'G' | b'T' | b'A' | b'B' | b'C')
                && service_key::has_capital(text, window + place)
        })
}

/// Kinds of long words without a mark in them.
#[inline(always)]
pub(super) fn long_word_kinds(masks: &Masks, text: &[u8], window: usize) -> Kinds {
    if text.len() < in_path::SHORTEST_TEXT {
        return Kinds::NONE;
    }
    // Beyond the end of the text nothing stands, and nothing separates.
    let left = text.len().saturating_sub(window);
    let inside = if left < WINDOW { (1 << left) - 1 } else { u64::MAX };
    let joined = inside & !(masks.separator | masks.colon | masks.equals);
    let two = joined & joined >> 1;
    let four = two & two >> 2;
    let eight = four & four >> 4;
    let sixteen = eight & eight >> 8;
    let runs = sixteen & masks.separator << 1;
    let long = sixteen & four >> 16;
    if runs | long == 0 { Kinds::NONE } else { long_kinds(runs, long, text, window) }
}

#[inline(never)]
fn long_kinds(runs: u64, long: u64, text: &[u8], window: usize) -> Kinds {
    let is_in_path =
        |place: usize| matches!(before(text, window + place), b'/' | b'-') && in_path::has_run_at(text, window + place);
    let near = window.saturating_sub(WINDOW)..text.len().min(window + 2 * WINDOW);
    let is_key = long != 0 && service_key::has_unmarked(&text[near]);
    URL_CREDENTIALS.when(runs != 0 && places(runs).any(is_in_path)).with(SECRET.when(is_key))
}

#[inline(never)]
fn has_key_in_parts(marks: u64, text: &[u8], window: usize) -> bool {
    places(marks).any(|place| service_key::is_in_parts(text, window + place))
}

/// Kinds whose values stand in the brackets of a call.
#[inline(always)]
pub(super) fn call_kinds(openers: u64, text: &[u8], window: usize, built_ins: &BuiltIns) -> Kinds {
    let is_call = |place: usize| {
        at(text, window + place) == b'(' && calls::may_open(text, window + place, &built_ins.secret_names)
    };
    SECRET.when(places(openers).any(is_call))
}

/// Kinds whose values stand after an option of a command, or begin with dashes.
#[cold]
pub(super) fn option_kinds(pairs: u64, text: &[u8], window: usize, built_ins: &BuiltIns) -> Kinds {
    let is_option = |place| {
        let dashes = window + place;
        options::may_be_one(text, dashes, &built_ins.secret_names)
            || tables::may_begin(text, dashes, &built_ins.secret_names)
            || private_key::begins(text, dashes)
    };
    let is_literal = |place| names::may_be_literal(text, window + place);
    SECRET.when(places(pairs).any(is_option)).with(IPV6.when(places(pairs).any(is_literal)))
}
