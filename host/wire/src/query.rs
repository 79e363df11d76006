//! Parameters of a query.

use std::borrow::Cow;

/// Longest value that is looked at, as it stands in a query: Datadog's has a path with a query of its own.
const MAX_BYTES: usize = 2_048;

/// The value of a parameter, decoded; one that is too long or is not UTF-8 is none.
pub(crate) fn parameter<'a>(query: &'a str, name: &str) -> Option<Cow<'a, str>> {
    let mut values = query.split('&').filter_map(|pair| pair.split_once('=')).filter(|(found, _)| *found == name);
    let (_, value) = values.next().filter(|(_, value)| value.len() <= MAX_BYTES)?;
    percent_encoding::percent_decode_str(value).decode_utf8().ok()
}
