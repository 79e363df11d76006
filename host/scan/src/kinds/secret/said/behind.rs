//! What stands behind a gap, and whether it belongs to the label before that.

use super::label::{self, Label, Link};
use super::{code, statements, value};
use crate::kinds::secret::authorization::{self, is_authorization};
use crate::kinds::secret::names::{SecretNames, Told};
use crate::kinds::secret::value::is_secret;
use crate::text::bytes::{at, before};

/// The secret behind the gap.
#[inline(never)]
pub(super) fn find(text: &[u8], gap: usize, names: &SecretNames) -> Option<(usize, usize)> {
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
fn paired(text: &[u8], place: usize, label: &Label, names: &SecretNames) -> Option<(usize, usize)> {
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
pub(super) fn said(text: &[u8], start: usize, label: &Label, names: &SecretNames) -> Option<(usize, usize)> {
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
        Told::Digits => code::code(text, start, label)?,
        _ => value::word(text, start, label).or_else(|| code::code_of_password(text, start, label))?,
    };
    is_secret(&text[from..to], label.told, names).then_some((from, to))
}
