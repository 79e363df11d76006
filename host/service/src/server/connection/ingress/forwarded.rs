//! The header `Forwarded`. <https://www.rfc-editor.org/rfc/rfc7239#section-4>

use super::node;
use http::{HeaderMap, header};
use std::net::IpAddr;

/// Elements that are read; a header with more is malformed here.
const MAX_ELEMENTS: usize = 64;

/// What one proxy says of the request that it got.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Element<'a> {
    node: Option<&'a str>,
    pub(super) proto: Option<&'a str>,
    pub(super) host: Option<&'a str>,
}

impl Element<'_> {
    pub(super) fn address(&self) -> Option<IpAddr> {
        node::address(self.node?.as_bytes())
    }
}

/// The elements of all headers of the name, in order; none where a part of them is malformed, since a client that leaves
/// a quotation open would otherwise move what a proxy has added into its own text.
pub(super) fn elements(headers: &HeaderMap) -> Vec<Element<'_>> {
    let mut all = Vec::new();
    for value in headers.get_all(header::FORWARDED) {
        let elements = value.to_str().ok().and_then(|text| split(text, ','));
        let Some(read) = elements.and_then(|elements| elements.into_iter().map(element).collect::<Option<Vec<_>>>())
        else {
            return Vec::new();
        };
        all.extend(read);
        if all.len() > MAX_ELEMENTS {
            return Vec::new();
        }
    }
    all
}

fn element(text: &str) -> Option<Element<'_>> {
    let mut element = Element::default();
    for pair in split(text, ';')?.into_iter().map(str::trim).filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=')?;
        let place = match name.to_ascii_lowercase().as_str() {
            "for" => &mut element.node,
            "proto" => &mut element.proto,
            "host" => &mut element.host,
            _ => continue,
        };
        if place.replace(unquoted(value)?).is_some() {
            return None;
        }
    }
    Some(element)
}

/// Cuts at separators outside of quotations; none where a quotation is left open.
fn split(text: &str, separator: char) -> Option<Vec<&str>> {
    let (mut parts, mut from, mut is_quoted, mut is_escaped) = (Vec::new(), 0, false, false);
    for (at, char) in text.char_indices() {
        match char {
            _ if is_escaped => is_escaped = false,
            '\\' if is_quoted => is_escaped = true,
            '"' => is_quoted = !is_quoted,
            _ if char == separator && !is_quoted => {
                parts.push(&text[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&text[from..]);
    (!is_quoted).then_some(parts)
}

/// No address, host or scheme needs an escape: a value with one is malformed here.
fn unquoted(value: &str) -> Option<&str> {
    let inner = match value.strip_prefix('"') {
        Some(rest) => rest.strip_suffix('"')?,
        None => value,
    };
    (!inner.contains(['"', '\\'])).then_some(inner)
}
