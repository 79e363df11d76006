//! Secrets that nothing but words and blanks tell: `my PIN is 4711`, `moje hasło to …`, `IDENTIFIED BY '…'`, `requirepass …`.
//!
//! A value is looked for behind each gap, a blank or a comma after a word or a quote. Before the gap ends a label, or a few words
//! that lead back to one (`label`). What is said without quotes must look like no word (`value`).

mod ahead;
mod label;
mod leads;
mod statements;
pub(super) mod value;
mod words;

use super::authorization::{self, is_authorization};
use super::names::{SecretNames, Told};
use super::value::is_secret;
use crate::text::bytes::{at, before, is_digit};
use crate::text::classify::{WINDOW, for_each_place, is_gap};
use crate::text::steps::{step, steps};
use label::Link;
pub(super) use leads::Leads;
pub(super) use words::endings;

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
        () if may_follow(text, gap, names) => behind(text, gap, names),
        () if ahead::may_be(text, gap) => ahead::find(text, gap, names),
        () => None,
    }
}

/// Values that touch a word of a script without blanks: `密码是Maple67`.
fn touching(text: &[u8], names: &SecretNames, mut found: impl FnMut(usize, usize)) {
    for start in 1..text.len() {
        step();
        if text[start - 1] >= 0x80 && text[start].is_ascii_alphanumeric() && label::is_wide(text, start) {
            let secret = label::before(text, start, names).and_then(|label| said(text, start, &label, names));
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
        // `"token","…"`.
        b',' if matches!(left, b'"' | b'\'') => names.may_end(text, gap),
        // `{password,"…"}`.
        b',' => at(text, gap + 1) == b'"' && names.may_end(text, gap),
        _ => false,
    }
}

/// The secret behind a gap that [`may_follow`] lets pass.
#[inline(never)]
fn behind(text: &[u8], gap: usize, names: &SecretNames) -> Option<(usize, usize)> {
    if text[gap] == b',' {
        return label::in_list(text, gap, names).and_then(|label| paired(text, gap + 1, &label, names));
    }
    if matches!(before(text, gap) | 0x20, b's' | b't')
        && let Some(secret) = statements::find(text, gap, names)
    {
        return Some(secret);
    }
    if !value::may_begin(text, gap + 1) {
        return None;
    }
    let label = label::before(text, gap, names)?;
    // `rejected value [hunter22]`.
    let start = gap + 1 + usize::from(at(text, gap + 1) == b'[');
    said(text, start, &label, names)
}

/// The second text of a list of two: `["token","…"]`.
fn paired(text: &[u8], place: usize, label: &label::Label, names: &SecretNames) -> Option<(usize, usize)> {
    let open = place + usize::from(at(text, place) == b' ');
    let (start, end) = value::in_quotes(text, open)?;
    if !matches!(at(text, end + 1), b']' | b')' | b'}') {
        return None;
    }
    if is_authorization(&label.name) {
        return authorization::find(text, open, None);
    }
    let value = &text[start..end];
    let is_one = value::is_written(value) || value::is_phrase(value) || label.told == Told::Digits;
    (is_one && is_secret(value, label.told, names)).then_some((start, end))
}

/// The value at `start` that belongs to the label.
fn said(text: &[u8], start: usize, label: &label::Label, names: &SecretNames) -> Option<(usize, usize)> {
    if is_authorization(&label.name) {
        // The business of `assigned`.
        if before(text, start - 1) == b':' {
            return None;
        }
        return authorization::find(text, start, None).filter(|(from, _)| {
            let is_quoted = matches!(at(text, start), b'"' | b'\'');
            *from > start + usize::from(is_quoted) || is_quoted && label.link != Link::None
        });
    }
    if let Some((from, to)) = value::in_quotes(text, start) {
        let value = &text[from..to];
        return (value::fits_quotes(value, label) && is_secret(value, label.told, names)).then_some((from, to));
    }
    // A program goes on with names of its own.
    if before(text, start - 1) == b'=' {
        return None;
    }
    let (from, to) = match label.told {
        Told::Digits => value::code(text, start, label)?,
        _ => value::word(text, start, label).or_else(|| value::code_of_password(text, start, label))?,
    };
    is_secret(&text[from..to], label.told, names).then_some((from, to))
}
