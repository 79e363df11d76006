//! Where each format has a publishable key: in the query, because the SDKs that have one set no header.

use super::Format;
use std::borrow::Cow;

/// Longest key that is looked at, as it stands in a query.
const MAX_BYTES: usize = 256;
/// The parameter of every format.
const KEY: &str = "key";

/// The key in the query of a request, decoded. The first one counts.
#[must_use]
pub fn of_query(_format: Format, query: &str) -> Option<Cow<'_, str>> {
    parameter(query, KEY)
}

/// The value of a parameter, decoded; one that is too long or is not UTF-8 is none.
fn parameter<'a>(query: &'a str, name: &str) -> Option<Cow<'a, str>> {
    let mut values = query.split('&').filter_map(|pair| pair.split_once('=')).filter(|(found, _)| *found == name);
    let (_, value) = values.next().filter(|(_, value)| value.len() <= MAX_BYTES)?;
    percent_encoding::percent_decode_str(value).decode_utf8().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_is_found_wherever_it_stands_in_the_query() {
        for (query, key) in [
            ("key=pk_1", Some("pk_1")),
            ("a=b&key=pk%5F1&c", Some("pk_1")),
            ("key=pk_1&key=pk_2", Some("pk_1")),
            ("apikey=pk_1", None),
            ("key", None),
            ("key=%ff", None),
            ("", None),
        ] {
            assert_eq!(of_query(Format::Events, query).as_deref(), key, "{query}");
        }
        assert_eq!(of_query(Format::Events, &format!("key={}", "x".repeat(257))), None);
    }
}
