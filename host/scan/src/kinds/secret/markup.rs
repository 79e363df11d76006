//! Secrets in markup: `<password>…</password>`, `<param name="token">…</param>`, `<input type="password" value="…">`, `<add key="apiKey" value="…"/>`.

use super::authorization;
use super::name::Name;
use super::names::{SecretNames, Told};
use super::value;
use crate::text::bytes::{at, before};
use crate::text::steps::step;

/// How long a tag may be before and after what is looked at.
const TAG: usize = 128;
/// Attributes whose value may be the name of a secret.
const NAMING: &[&[u8]] = &[b"type", b"name", b"id", b"key"];

/// The text of the element whose start tag ends at `close`, if its name or a naming attribute tells a secret.
pub(super) fn element(text: &[u8], close: usize, names: &SecretNames) -> Option<(usize, usize)> {
    if before(text, close) == b'/' {
        return None;
    }
    let open = tag_start(text, close)?;
    let tag = &text[open + 1..close];
    let end = tag.iter().position(|byte| matches!(byte, b' ' | b'\t' | b'\n')).unwrap_or(tag.len());
    let told = element_name(tag, end, names)
        .or_else(|| memchr::memchr_iter(b'=', tag).find_map(|equals| named(tag, equals, names)))?;
    let start = close + 1;
    let length = text[start..].iter().position(|byte| {
        step();
        *byte == b'<'
    })?;
    let (is_closed, end) = (at(text, start + length + 1) == b'/', start + length);
    let is_authorization = memchr::memmem::find(tag, b"uthorization").is_some();
    let scheme = is_authorization.then(|| authorization::scheme_end(&text[start..end])).flatten().unwrap_or(0);
    (is_closed && value::is_secret(&text[start + scheme..end], told, names)).then_some((start + scheme, end))
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
pub(super) fn attribute(text: &[u8], equals: usize, names: &SecretNames) -> Option<(usize, usize)> {
    if !text[..equals].ends_with(b"value") || !before(text, equals - 5).is_ascii_whitespace() {
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
