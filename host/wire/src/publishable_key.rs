//! Where each format has a publishable key: in the query, because the SDKs that have one set no header.

use crate::{datadog, format::Format, query::parameter};
use http::HeaderMap;
use std::borrow::Cow;

/// The key in the head of a request, decoded. The first one counts.
#[must_use]
pub fn find<'a>(format: Format, query: Option<&'a str>, headers: &'a HeaderMap) -> Option<Cow<'a, str>> {
    let own = match format {
        Format::Sentry => query.and_then(|query| parameter(query, "sentry_key")).or_else(|| of_sentry_header(headers)),
        Format::Datadog => query.and_then(datadog::key).map(Cow::Owned),
        Format::Events | Format::Otlp | Format::Faro | Format::Reports => None,
    };
    own.or_else(|| parameter(query?, "key"))
}

/// `X-Sentry-Auth: Sentry sentry_version=7, sentry_key=…`, which programs send, and SDKs for browsers do not.
/// <https://develop.sentry.dev/sdk/foundations/transport/authentication/>
fn of_sentry_header(headers: &HeaderMap) -> Option<Cow<'_, str>> {
    let fields = headers.get("x-sentry-auth")?.to_str().ok()?.strip_prefix("Sentry ")?;
    let mut keys = fields.split(',').filter_map(|field| field.trim().strip_prefix("sentry_key="));
    keys.next().map(Cow::Borrowed)
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
            assert_eq!(find(Format::Events, Some(query), &HeaderMap::new()).as_deref(), key, "{query}");
        }
        assert_eq!(find(Format::Events, Some(&format!("key={}", "x".repeat(2_049))), &HeaderMap::new()), None);
    }

    #[test]
    fn sentrys_key_is_in_the_query_or_the_header() {
        let mut headers = HeaderMap::new();
        let by_query = find(Format::Sentry, Some("sentry_version=7&sentry_key=0a1b"), &headers).map(Cow::into_owned);
        assert_eq!(by_query.as_deref(), Some("0a1b"));
        assert_eq!(find(Format::Events, Some("sentry_key=0a1b"), &headers), None);
        let auth = "Sentry sentry_version=7, sentry_client=raven-js/3, sentry_key=0a1b";
        headers.insert("x-sentry-auth", auth.parse().expect("a header"));
        assert_eq!(find(Format::Sentry, None, &headers).as_deref(), Some("0a1b"));
        assert_eq!(find(Format::Sentry, Some("key=pk_1"), &headers).as_deref(), Some("0a1b"));
    }
}
