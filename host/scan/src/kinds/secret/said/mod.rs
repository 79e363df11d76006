//! Secrets that nothing but words and blanks tell: `my PIN is 4711`, `moje hasło to …`, `IDENTIFIED BY '…'`, `requirepass …`.
//!
//! A value is looked for behind each gap, a blank or a comma after a word or a quote. Before the gap ends a label, or a few words
//! that lead back to one (`label`). What is said without quotes must look like no word (`value`).

mod ahead;
mod behind;
mod code;
mod known;
mod label;
pub(super) mod leads;
mod statements;
pub(super) mod value;
pub(super) mod words;

use super::names::SecretNames;
use crate::text::bytes::{at, before, is_digit};
use crate::text::classify::{WINDOW, for_each_place, is_gap};
use crate::text::steps::{step, steps};

/// Whether the text is what a browser calls itself, which has many gaps, or a short address.
#[inline(always)]
pub(crate) fn is_of_machines(text: &[u8]) -> bool {
    let head = text.first_chunk::<4>();
    head == Some(b"Mozi") || text.len() <= WINDOW && head == Some(b"http")
}

/// Whether something may be said in the text: it has a blank, and a short one a digit.
fn may_say(text: &[u8]) -> bool {
    let is_telling = text.len() > WINDOW || text.iter().any(|byte| is_digit(*byte) || *byte >= 0x80);
    is_telling && !is_of_machines(text) && memchr::memchr(b' ', text).is_some()
}

/// Whether something is said in the text, if it is of ASCII alone and not of machines.
pub(crate) fn is_in(text: &[u8], names: &SecretNames) -> bool {
    let mut has_one = false;
    if memchr::memchr(b' ', text).is_some() {
        for_each_place(text, is_gap, |gap| {
            has_one = has_one || at_gap(text, gap, names).is_some();
        });
    }
    has_one
}

/// Hands what is said in the text to `found`.
pub(super) fn find(text: &[u8], names: &SecretNames, mut found: impl FnMut(usize, usize)) {
    let mut floor = 0;
    steps(text.len());
    if may_say(text) {
        for_each_place(text, is_gap, |gap| {
            step();
            if gap >= floor
                && let Some((start, end)) = at_gap(text, gap, names)
            {
                found(start, end);
                floor = end;
            }
        });
    }
    if !text.is_ascii() {
        touching(text, names, found);
    }
}

/// The secret behind the gap, or before it.
#[inline(always)]
fn at_gap(text: &[u8], gap: usize, names: &SecretNames) -> Option<(usize, usize)> {
    match () {
        () if may_follow(text, gap, names) => behind::find(text, gap, names),
        () if ahead::may_be(text, gap) => ahead::find(text, gap, names),
        () => None,
    }
}

/// Values that touch a word of a script without blanks: `密码是Maple67`.
fn touching(text: &[u8], names: &SecretNames, mut found: impl FnMut(usize, usize)) {
    for start in 1..text.len() {
        step();
        if text[start - 1] >= 0x80 && text[start].is_ascii_alphanumeric() && label::is_wide(text, start) {
            let secret = label::before(text, start, names).and_then(|label| behind::said(text, start, &label, names));
            if let Some((start, end)) = secret {
                found(start, end);
            }
        }
    }
}

/// Whether a label or a verb may end before the gap: a quick look tells most others.
#[inline(always)]
fn may_follow(text: &[u8], gap: usize, names: &SecretNames) -> bool {
    let left = before(text, gap);
    match text[gap] {
        // Any word may stand before a colon: `password for the portal: …`.
        b' ' => left >= 0x80 || matches!(left, b':' | b'=') || names.may_lead(text, gap),
        // `"token","…"`, `{password,"…"}`.
        b',' => {
            names.may_lead(text, gap)
                && (matches!(left, b'"' | b'\'') || at(text, gap + 1) == b'"')
                && names.may_end(text, gap)
        }
        _ => false,
    }
}
