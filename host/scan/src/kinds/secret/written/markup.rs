//! Secrets in markup: `<password>…</password>`, `<param name="token">…</param>`, `<input type="password" value="…">`, `<add key="apiKey" value="…"/>`,
//! `<td>Password</td><td>…</td>`.

use crate::kinds::secret::authorization;
use crate::kinds::secret::name::Name;
use crate::kinds::secret::names::{SecretNames, Told};
use crate::kinds::secret::value;
use crate::text::bytes::{at, before};
use crate::text::steps::{step, steps};

/// How long a tag may be before and after what is looked at.
const TAG: usize = 128;
/// Attributes whose value may be the name of a secret.
const NAMING: &[&[u8]] = &[b"type", b"name", b"id", b"key", b"Name", b"Key", b"property"];

/// The text of the element whose start tag ends at `close`, if its name or a naming attribute tells a secret.
pub(crate) fn element(text: &[u8], close: usize, names: &SecretNames) -> Option<(usize, usize)> {
    if before(text, close) == b'/' {
        return None;
    }
    let open = tag_start(text, close)?;
    let tag = &text[open + 1..close];
    let end = tag.iter().position(|byte| matches!(byte, b' ' | b'\t' | b'\n')).unwrap_or(tag.len());
    let own = element_name(tag, end, names)
        .or_else(|| memchr::memchr_iter(b'=', tag).find_map(|equals| named(tag, equals, names)));
    if let Some(told) = own {
        let is_authorization = memchr::memmem::find(tag, b"uthorization").is_some();
        return content(text, close + 1, told, is_authorization, names);
    }
    let label = label_before(text, open)?;
    let told = names.told_by(&label).filter(|told| !matches!(told, Told::Parameter(_)))?;
    let (start, end) = content(text, close + 1, told, authorization::is_authorization(&label), names)?;
    // `<td>Password</td><td>Created</td>` is the head of a table.
    let value = &text[start..end];
    let is_value = value::is_one_word(value) || value.iter().all(u8::is_ascii_digit);
    is_value.then_some((start, end))
}

/// The text that begins at `start` and ends with the end tag of its element, if it is a secret.
fn content(
    text: &[u8],
    start: usize,
    told: Told,
    is_authorization: bool,
    names: &SecretNames,
) -> Option<(usize, usize)> {
    let length = text[start..].iter().position(|byte| {
        step();
        *byte == b'<'
    })?;
    let (is_closed, end) = (at(text, start + length + 1) == b'/', start + length);
    let scheme = is_authorization.then(|| authorization::scheme_end(&text[start..end])).flatten().unwrap_or(0);
    (is_closed && value::is_secret(&text[start + scheme..end], told, names)).then_some((start + scheme, end))
}

/// The text of the element before this one: `<td>Password</td><td>…`.
fn label_before(text: &[u8], open: usize) -> Option<Name> {
    const MOST_SPACES: usize = 12;
    let spaces = text[..open].iter().rev().take(MOST_SPACES).take_while(|byte| byte.is_ascii_whitespace()).count();
    steps(spaces);
    let end = open - spaces;
    if before(text, end) != b'>' {
        return None;
    }
    let closing = tag_start(text, end - 1).filter(|tag| at(text, tag + 1) == b'/')?;
    if !are_cells(&text[closing + 2..end - 1], &text[open + 1..]) {
        return None;
    }
    let end = closing - usize::from(before(text, closing) == b':');
    let name = Name::label_before(text, end);
    (before(text, name.start) == b'>').then_some(name)
}

/// Whether two elements are cells of one row, or a name and its value; `next` goes on after the name of the second.
fn are_cells(last: &[u8], next: &[u8]) -> bool {
    const PAIRS: [(&[u8], &[u8]); 6] = [
        (b"dt", b"dd"),
        (b"th", b"td"),
        (b"key", b"string"),
        (b"name", b"value"),
        (b"key", b"value"),
        (b"strong", b"span"),
    ];
    let is_named = |name: &[u8]| next.starts_with(name) && matches!(at(next, name.len()), b'>' | b' ' | b'\n' | b'\t');
    is_named(last) || PAIRS.iter().any(|(first, second)| last.eq_ignore_ascii_case(first) && is_named(second))
}

/// What the name of an element tells, which ends at `end` of its tag. A prefix and its colon are no part of it.
fn element_name(tag: &[u8], end: usize, names: &SecretNames) -> Option<Told> {
    if !names.may_end(tag, end) {
        return None;
    }
    let name = Name::before(tag, end);
    let told = names.told_by(&name).filter(|told| !matches!(told, Told::Parameter(_)))?;
    (name.start == 0 || before(tag, name.start) == b':').then_some(told)
}

/// The value after `value=` at `equals`, in a tag where another attribute names a secret.
pub(crate) fn attribute(text: &[u8], equals: usize, names: &SecretNames) -> Option<(usize, usize)> {
    let name = [b"value".as_slice(), b"Value", b"content"].into_iter().find(|name| text[..equals].ends_with(name))?;
    if !before(text, equals - name.len()).is_ascii_whitespace() {
        return None;
    }
    let open = tag_start(text, equals)?;
    let rest = &text[equals..text.len().min(equals + TAG)];
    let close = rest.iter().position(|byte| {
        step();
        *byte == b'>'
    });
    let tag = &text[open..equals + close.unwrap_or(rest.len())];
    let told = memchr::memchr_iter(b'=', tag).find_map(|equals| named(tag, equals, names))?;
    if memchr::memmem::find(tag, b"uthorization").is_some() {
        return authorization::find(text, equals + 1, None);
    }
    value::find(text, equals + 1, value::Separator::Assignment, told, names)
}

/// What the quoted value of a naming attribute tells.
fn named(tag: &[u8], equals: usize, names: &SecretNames) -> Option<Told> {
    let is_naming = NAMING.iter().any(|name| tag[..equals].ends_with(name));
    let quote = at(tag, equals + 1);
    if !is_naming || !matches!(quote, b'"' | b'\'') {
        return None;
    }
    let length = tag[equals + 2..].iter().position(|byte| *byte == quote)?;
    let name = Name::before(tag, equals + 2 + length);
    names.told_by(&name).filter(|told| name.start == equals + 2 && !matches!(told, Told::Parameter(_)))
}

/// The `<` of the tag that `place` lies in.
fn tag_start(text: &[u8], place: usize) -> Option<usize> {
    let from = place.saturating_sub(TAG);
    let open = text[from..place].iter().rposition(|byte| {
        step();
        matches!(byte, b'<' | b'>')
    })?;
    (text[from + open] == b'<').then_some(from + open)
}
